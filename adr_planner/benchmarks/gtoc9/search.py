"""The whole search: from the elements of the debris to a flown and scored campaign (docs/theory/gtoc9.md).

Nothing published is read. The work is counted in moves, so that the same seed and minutes give the same bytes; minutes
are turned into moves at the pace of a two-core laptop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from adr_planner.benchmarks.gtoc9.debris import Debris, load_debris
from adr_planner.benchmarks.gtoc9.ephemeris import debris_rows
from adr_planner.benchmarks.gtoc9.files import write_submission
from adr_planner.benchmarks.gtoc9.fleet.campaign_dates import best_dates
from adr_planner.benchmarks.gtoc9.fleet.date_refinement import Schedule, refine_dates
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LegGrid, leg_grid
from adr_planner.benchmarks.gtoc9.fleet.moves import Nodes
from adr_planner.benchmarks.gtoc9.fleet.replicas import Landscape, Replica, anneal_all
from adr_planner.benchmarks.gtoc9.flown import fly_schedule
from adr_planner.benchmarks.gtoc9.scorecard import Scorecard
from adr_planner.benchmarks.gtoc9.scorer import score
from adr_planner.benchmarks.gtoc9.submission import Submission
from adr_planner.errors import ConvergenceError, InvalidInputError, SearchLimitError
from adr_planner.files import write_text

__all__ = ["Found", "search_campaign"]

Tell = Callable[[str], None]
Orders = tuple[tuple[int, ...], ...]

PACE = 4.9e6
"""Moves a minute on one core; measured 3.1 million while hot, 8 million once cooler (docs/theory/gtoc9.md)."""
_OVERHEAD = 5.0
"""Minutes for the grid of legs, for the refined dates, the flights and the score."""
_MISSIONS = (8, 9)
"""Numbers of missions the first replicas have, in turn."""


class _Stage(NamedTuple):
    """Part of the cooling: temperatures [million euro], share of all moves, share of the walkers that go on."""

    hot: float
    cold: float
    moves: float
    stay: float


_STAGES = (
    _Stage(12.0, 3.0, 0.25, 1.0),
    _Stage(3.0, 1.5, 0.25, 0.5),
    _Stage(1.5, 0.7, 0.2, 0.5),
    _Stage(0.7, 0.1, 0.1, 0.5),
)
_FIRST_ANNEALING = 2e6
"""Moves of the first stage; colder walks are longer as fewer are left."""
_AGAIN = _Stage(2.0, 0.1, 0.2, 0.0)
"""Second annealing of the best few, from a warmth that changes details and not the whole."""
_AGAIN_FROM, _AGAIN_REPLICAS = 3, 12
"""Campaigns annealed again, and the walks that begin from them."""
_REFINED = 12
"""Campaigns whose dates are refined, which gains 10 to 15 million euro: not the same for all. The cheapest is flown."""


class Found(NamedTuple):
    """What a search found.

    Parameters
    ----------
    submission : Submission
        Flown campaign.
    scorecard : Scorecard
        What the validator says.
    schedule : Schedule
        Orders, dates and estimated cost.
    log : tuple of str
        What happened on the way; no times, so that it is the same for the same work.
    """

    submission: Submission
    scorecard: Scorecard
    schedule: Schedule
    log: tuple[str, ...]

    def write(self, folder: str | Path) -> Path:
        """Write the campaign as JSON and as official text, and the log; return the JSON's path."""
        path = write_submission(self.submission, folder)
        write_text(Path(folder) / "search.log", "\n".join((*self.log, "", self.scorecard.summary(), "")))
        return path


def search_campaign(
    *,
    minutes: float = 60.0,
    seed: int = 1,
    threads: int = 2,
    debris: Debris | None = None,
    progress: Tell | None = None,
) -> Found:
    """Search a campaign that removes all debris, and fly it.

    Parameters
    ----------
    minutes : float
        Work, in minutes of a two-core laptop.
    seed : int
        Of the random numbers.
    threads : int
        Threads; the answer does not depend on their number.
    debris : Debris, optional
        The competition's 123 unless given.
    progress : callable, optional
        Called with a line of text now and then.

    Returns
    -------
    Found
        The campaign, scored. Interrupted (Ctrl-C), it goes on from the best met so far.

    Raises
    ------
    InvalidInputError
        If the minutes are too few to search at all.
    SearchLimitError
        If no campaign found can be flown.
    """
    if minutes <= _OVERHEAD:
        raise InvalidInputError(f"{minutes:g} minutes leave nothing for the search: give more than {_OVERHEAD:g}.")
    debris = debris or load_debris()
    log: list[str] = []

    def tell(text: str) -> None:
        log.append(text)
        if progress is not None:
            progress(text)

    grid = leg_grid(debris, threads=threads, progress=progress)
    rows = debris_rows(debris)
    landscape = Landscape(grid, Nodes(rows[:, 3] + rows[:, 6] * grid.dates[0], rows[:, 6] * grid.step))
    moves = 2.0 * PACE * (minutes - _OVERHEAD)
    replicas = _annealed(landscape, moves, seed, threads, tell, progress)
    schedules = []
    for orders in _met(replicas)[:_REFINED]:
        on_grid = scheduled(grid, orders)
        schedule = refine_dates(rows, on_grid, threads=threads)
        tell(f"refined: {on_grid.cost:.2f} to {schedule.cost:.2f} MEUR, {len(schedule.orders)} missions")
        schedules.append(schedule)
    return _flown(debris, sorted(schedules, key=lambda schedule: schedule.cost), threads, log, tell, progress)


def _annealed(
    landscape: Landscape, moves: float, seed: int, threads: int, tell: Tell, progress: Tell | None
) -> list[Replica]:
    """Return replicas by the cost of the best campaign each has met."""
    count = max(round(_STAGES[0].moves * moves / _FIRST_ANNEALING), 4)
    replicas = [Replica.at_random(_MISSIONS[k % len(_MISSIONS)], landscape, seed * 1000 + k) for k in range(count)]
    for salt, stage in enumerate(_STAGES):
        replicas = replicas[: max(round(stage.stay * len(replicas)), 2)]
        each = int(stage.moves * moves / len(replicas))
        replicas = anneal_all(landscape, replicas, stage.hot, stage.cold, each, salt, threads, progress)
        tell(f"cooled to {stage.cold:g} MEUR, {each} moves each: {_costs(replicas)}")
    replicas.sort(key=lambda replica: (replica.best_cost, replica.seed))
    first = replicas[:_AGAIN_FROM]
    again = [first[k % len(first)].back_to_best(seed * 1000 + count + k) for k in range(_AGAIN_REPLICAS)]
    each = int(_AGAIN.moves * moves / len(again))
    replicas += anneal_all(landscape, again, _AGAIN.hot, _AGAIN.cold, each, len(_STAGES), threads, progress)
    replicas.sort(key=lambda replica: (replica.best_cost, replica.seed))
    tell(f"annealed again from {_AGAIN.hot:g} MEUR: {replicas[0].best_cost:.2f} MEUR")
    return replicas


def _met(replicas: Sequence[Replica]) -> list[Orders]:
    """Return the campaigns on which replicas stand, and the best they met, each once and the cheapest first."""
    met = [(replica.best_cost, replica.best_orders) for replica in replicas]
    met += [(replica.cost, replica.orders) for replica in replicas]
    return list(dict.fromkeys(orders for _, orders in sorted(met)))


def _costs(replicas: Sequence[Replica]) -> str:
    return ", ".join(f"{replica.cost:.1f} ({len(replica.orders)})" for replica in replicas)


def scheduled(grid: LegGrid, orders: Orders) -> Schedule:
    """Return a campaign with its best dates on the grid."""
    dates, cost = best_dates(grid, orders)
    return Schedule(orders, tuple(grid.dates[arrival] for arrival in dates), cost)


def _flown(
    debris: Debris, schedules: Sequence[Schedule], threads: int, log: list[str], tell: Tell, progress: Tell | None
) -> Found:
    """Fly the cheapest campaign that can be flown and is valid."""
    for schedule in schedules:
        try:
            submission = fly_schedule(debris, schedule, threads=threads, progress=progress)
        except ConvergenceError as error:
            tell(f"not flown: {error}")
            continue
        card = score(submission)
        tell("\n  ".join([f"flown: {schedule.cost:.2f} MEUR as estimated, {card!r}", *map(str, card.broken)]))
        if card.valid:
            return Found(submission, card, schedule, tuple(log))
    raise SearchLimitError("None of the campaigns found can be flown within the rules.", limit=float(len(schedules)))
