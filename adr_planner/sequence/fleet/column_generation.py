"""Several servicers, no target twice: tours as columns, priced on duals, chosen by a master problem.

The linear relaxation over *all* tours is bounded by Lagrange: with any prices pi >= 0 on the targets, no campaign
removes more than ``sum(pi) + sum over servicers of max(tour's worth - its pi)`` (Farley, Operations Research 38, 1990).
The second term is what the label search proves, so the bound holds whenever the pricing stops.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.sequence.fleet.master import Master
from adr_planner.sequence.meter import Meter
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour
from adr_planner.sequence.tour_cost import worth_of
from adr_planner.spec.effort import Effort

if TYPE_CHECKING:
    from adr_planner.sequence.fleet.column_pricing import Pricer

__all__ = ["CampaignTours", "plan_tours"]

Floats = NDArray[np.float64]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CampaignTours:
    """The tours of a campaign and the proof that goes with them.

    Parameters
    ----------
    tours : tuple of (int, Tour)
        Kind of servicer and its tour.
    worth : float
        Sum of the worths removed.
    best_bound : float
        No set of tours, each within its limits and no target twice, removes more.
    rounds : int
        How often the tours were priced.
    n_columns : int
        Tours the master could choose from.
    work : int
        Pieces of work the pricing did.
    stop_reason : str
        Why it ended.
    columns : tuple of (int, Tour)
        Those tours, with the kind of servicer of each.
    """

    tours: tuple[tuple[int, Tour], ...]
    worth: float
    best_bound: float
    rounds: int
    n_columns: int
    work: int = 0
    stop_reason: str = "priced out"
    columns: tuple[tuple[int, Tour], ...] = field(default=(), repr=False, compare=False)

    @property
    def gap(self) -> float:
        """Distance to the bound, relative to it."""
        return (self.best_bound - self.worth) / self.best_bound if self.best_bound > 0.0 else 0.0


def plan_tours(
    problems: Sequence[TourProblem],
    counts: Sequence[int],
    *,
    exclusive: Sequence[tuple[int, ...]] = (),
    rounds: int = 200,
    tolerance: float = 1e-3,
    seed: int = 0,
    effort: Effort | None = None,
    tell: Tell | None = None,
    known: Sequence[tuple[int, Tour]] = (),
) -> CampaignTours:
    """Find tours for several servicers that together remove the most worth, and bound what any could remove.

    Parameters
    ----------
    problems : sequence of TourProblem
        One for each kind of servicer, of the same targets and with the objective ``"value"``.
    counts : sequence of int
        How many servicers there are of each kind.
    exclusive : sequence of tuple of int
        Groups of targets of which the whole campaign may visit one.
    rounds : int
        Most rounds of pricing.
    tolerance : float
        Gap between relaxation and bound at which pricing ends.
    seed : int
        Seed of the master's solver.
    effort : Effort, optional
        When the pricing may end before: `gap` is that between relaxation and bound, `work_limit` counts the pieces of
        work of all its searches. By default only `rounds` and `tolerance` end it.
    tell : callable, optional
        Called with a line of text after every round.
    known : sequence of (int, Tour)
        Tours found before, for other servicers or among more targets, each with the kind of servicer that can fly it.

    Returns
    -------
    CampaignTours
        The tours, their worth and the bound.

    Raises
    ------
    InfeasibleMissionError
        If no servicer can visit any target.
    SearchLimitError
        If no tour was found within the effort.
    InvalidInputError
        If the problems do not fit together, or more than 62 targets can reach each other: tours are priced by label
        setting.

    Examples
    --------
    >>> leg = np.where(np.eye(3)[:, :, None, None] > 0, np.inf, np.full((1, 2), 50.0))
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((3, 2)), leg_dv=leg, leg_steps=[1], worth=[3.0, 2.0, 1.0], stops=2, dry_mass=1000.0,
    ...     exhaust_velocity=3000.0, objective="value",
    ... )
    >>> campaign = plan_tours([problem], [2])
    >>> campaign.worth, round(campaign.gap, 9)
    (6.0, 0.0)
    """
    from adr_planner.sequence.fleet.column_pricing import Pricer

    _check(problems, counts)
    n = problems[0].n_targets
    alone = tuple((tuple(sorted(members)), 1) for members in exclusive)
    meter = None if effort is None else Meter(replace(effort, gap=0.0))
    tolerance = tolerance if effort is None else max(tolerance, effort.gap)
    pricers = [
        Pricer(kind, problem.replace(groups=tuple(dict.fromkeys((*problem.groups, *alone)))), meter)
        for kind, problem in enumerate(problems)
    ]
    master = Master(n, counts, exclusive)
    for kind, tour in known:
        master.add(kind, tour)
    worth = problems[0].worth
    most = max(problem.stops for problem in problems) * sum(counts)
    bound, done, reason = float(np.sort(problems[0].best_worth)[-most:].sum()), 0, "priced out"
    try:
        if not master.columns:
            _greedy(pricers, master, counts, worth, exclusive)
        while master.columns and done < rounds:
            value, on_rows, on_kinds = master.relax()
            reduced = np.maximum((worth.T - _toll(on_rows, n, exclusive)).T, 0.0)
            offered, limit = False, float(on_rows.sum())
            for pricer, count in zip(pricers, counts, strict=True):
                tours, costliest = pricer.tours(reduced, float(on_kinds[pricer.kind]))
                limit += count * costliest
                offered |= sum(master.add(pricer.kind, tour) for tour in tours) > 0
            bound, done = min(bound, limit), done + 1
            if tell:
                tell(f"campaign: round {done}, {len(master.columns)} tours, relaxed {value:.4g}, bound {bound:.4g}")
            if not offered or bound - value <= tolerance * bound:
                break
    except KeyboardInterrupt:
        reason = str((meter and meter.reason) or "interrupted")
        if not master.columns and reason == "interrupted":
            raise
        if tell:
            tell(f"{reason}: choosing among the tours found so far")
    if not master.columns and reason == "priced out":
        raise InfeasibleMissionError("No servicer can visit any of the targets within its limits.", binding="limits")
    if not master.columns:
        raise SearchLimitError("Within the effort no tour was found: raise work_limit or time_limit.")
    _, on_rows, on_kinds = master.relax()
    chosen = master.choose((on_rows, on_kinds), seed)
    removed = math.fsum(tour.worth for _, tour in chosen)
    work = 0 if meter is None else meter.work
    columns = tuple(master.columns)
    return CampaignTours(tuple(chosen), removed, max(bound, removed), done, len(columns), work, reason, columns)


def _toll(on_rows: Floats, n: int, exclusive: Sequence[tuple[int, ...]]) -> Floats:
    """Return what visiting a target costs at the master's prices: its own, and those of its groups."""
    toll = on_rows[:n].copy()
    for g, members in enumerate(exclusive):
        toll[list(members)] += on_rows[n + g]
    return toll


def _greedy(
    pricers: list[Pricer], master: Master, counts: Sequence[int], worth: Floats, exclusive: Sequence[tuple[int, ...]]
) -> None:
    """Give each servicer in turn the best tour among the targets nobody has taken."""
    left = worth.copy()
    for pricer, count in zip(pricers, counts, strict=True):
        for _ in range(count):
            tours, _ = pricer.tours(left, 0.0)
            for tour in tours:
                master.add(pricer.kind, tour)
            if not tours:
                break
            best = max(tours, key=lambda tour: worth_of(left, tour))
            left[list(best.stops)] = 0.0
            for members in exclusive:
                if set(members) & set(best.stops):
                    left[list(members)] = 0.0


def _check(problems: Sequence[TourProblem], counts: Sequence[int]) -> None:
    if not problems or len(problems) != len(counts) or min(counts) < 1:
        raise InvalidInputError("Give one problem and a count of at least 1 for each kind of servicer.")
    for problem in problems:
        if not problem.aim.most or problem.must_visit:
            raise InvalidInputError("A campaign removes the most value; no target can be demanded of it.")
        if not np.array_equal(problem.worth, problems[0].worth):
            raise InvalidInputError("All servicers of a campaign must choose from the same targets.")
