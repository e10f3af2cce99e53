"""Effort that grows until it is enough: label setting and the large search in turns, each handing its tour on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from adr_planner.errors import InvalidInputError, SearchLimitError
from adr_planner.sequence.meter import Meter
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.solver import EngineName, solve
from adr_planner.sequence.tour import Progress, StopReason, Tour
from adr_planner.sequence.tour_cost import evaluate
from adr_planner.spec.effort import Effort

__all__ = ["solve_within"]

_LABELS, _MOST_LABELS = 100_000, 40_000_000
"""Labels of label setting, at first and at most: 3 MB and a second, 1.2 GB and some minutes."""
_MOVES, _CORE_LABELS = 60, 500
"""Moves of the large search and labels for its cores, at first."""
_GROWTH = 6
"""By how much effort grows from one turn of an engine to its next."""
_CP_SAT = 0.1
"""CP-SAT's own units of work in a piece of work: roughly a tenth of a second."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn of one engine."""

    engine: EngineName
    label_limit: int | None = None
    work_limit: int | None = None


def solve_within(
    problem: TourProblem,
    effort: Effort,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    start: Tour | None = None,
) -> Tour:
    """Find the best tour of a problem with an effort that grows until it is proven, near enough, or all spent.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    effort : Effort
        When it is enough, and what searches.
    seed : int
        Seed of the large search.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work. A `KeyboardInterrupt` ends the search with the best
        tour so far.
    start : Tour, optional
        A tour known to keep all limits: nothing worse is looked for.

    Returns
    -------
    Tour
        The best tour and the tightest bound of all turns, with the work they took.

    Raises
    ------
    InfeasibleMissionError
        If no tour meets the limits.
    SearchLimitError
        If none was found within the effort.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), leg_steps=[1],
    ...     worth=[1.0, 3.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0, objective="value",
    ...     max_delta_v=50.0,
    ... )
    >>> tour = solve_within(problem, Effort())
    >>> tour.stops, tour.proven, tour.stop_reason
    ((1, 2), True, 'proven optimal on the grid')
    """
    best = _known(problem, start)
    reason: StopReason | None = None
    meter = Meter(effort, progress, best=best)
    for turn in _turns(problem, effort.engine):
        meter.comparable = _comparable(problem, turn)
        try:
            found = _take(problem, turn, effort, seed, meter, best)
        except SearchLimitError:
            found = None
        except KeyboardInterrupt:
            if best is None and meter.reason is None:
                raise
            found = None
            reason = meter.reason or "interrupted"
        if found is not None:
            best = meter.best = _better(best, found)
            if found.stop_reason == "interrupted":
                reason = meter.reason or "interrupted"
        if best is not None and not best.proven and 0.0 < effort.gap >= best.gap:
            reason = "gap reached"
        if best is not None and best.proven:
            reason = "proven optimal on the grid"
        if reason is not None:
            break
    if best is None:
        raise SearchLimitError(
            f"Within {meter.work} pieces of work no tour was found, nor shown to be impossible: raise work_limit (now "
            f"{effort.work_limit}) or time_limit, or loosen a limit.",
            limit=effort.work_limit,
        )
    return replace(best, stop_reason=reason or best.stop_reason, work=meter.work)


def _known(problem: TourProblem, start: Tour | None) -> Tour | None:
    """Return a tour with what it costs in this problem, where it keeps the limits, and the bound that needs no work."""
    if start is None:
        return None
    try:
        cost = evaluate(problem, start.stops, start.arrival_steps)
    except InvalidInputError:  # one of its legs is no longer possible
        return None
    if (
        cost.delta_v > problem.max_delta_v
        or cost.propellant > problem.propellant_capacity
        or cost.launch_mass > problem.max_launch_mass
    ):
        return None
    return replace(
        start, delta_v=cost.delta_v, propellant=cost.propellant, worth=cost.worth, best_bound=_least_work(problem),
        proven=False, n_labels=0, objective=problem.objective,
        weights=problem.weights if problem.objective == "weighted" else None,
    )  # fmt: skip


def _least_work(problem: TourProblem) -> float:
    """Return a bound known without any work: the most worth there is, nothing spent, no time passed."""
    return problem.aim.told(delta_v=0.0, propellant=0.0, step=0, worth=problem.most_worth)


def _turns(problem: TourProblem, engine: EngineName) -> Iterator[_Turn]:
    """Yield turns of growing effort; without end for the large search."""
    if engine in ("beam", "cp-sat"):
        yield _Turn(engine)
        return
    from adr_planner.sequence.exact.cluster_search import label_setting_holds

    labels, moves, core_labels = _LABELS, _MOVES, _CORE_LABELS
    exact = engine == "exact" or (engine == "auto" and label_setting_holds(problem))
    while exact or engine != "exact":
        if exact:
            yield _Turn("exact", labels)
            exact = labels < _MOST_LABELS
            labels = min(_GROWTH * labels, _MOST_LABELS)
        if engine != "exact":
            yield _Turn("search", core_labels, moves)
            moves, core_labels = _GROWTH * moves, min(_GROWTH * core_labels, _MOST_LABELS)


def _take(problem: TourProblem, turn: _Turn, effort: Effort, seed: int, meter: Meter, start: Tour | None) -> Tour:
    if turn.engine == "cp-sat":
        from adr_planner.sequence.cpsat import solve_cp_sat

        return solve_cp_sat(problem, work_limit=_CP_SAT * effort.work_limit, time_limit_s=effort.time_limit_s)
    return solve(
        problem, engine=turn.engine, label_limit=turn.label_limit, work_limit=turn.work_limit, seed=seed,
        progress=meter, start=start,
    )  # fmt: skip


def _comparable(problem: TourProblem, turn: _Turn) -> bool:
    """Tell whether an engine's progress is in the objective asked for, and about all candidates."""
    if turn.engine == "search":
        return True
    return not problem.aim.step and problem.objective != "weighted" and problem.n_targets <= MAX_CANDIDATES


def _better(known: Tour | None, found: Tour) -> Tour:
    """Return the better of two tours with the tighter of their bounds."""
    if known is None or found.proven:
        return found
    if known.proven:
        return known
    least = found.aim.least
    ahead = (least(known.objective_value), known.delta_v) < (least(found.objective_value), found.delta_v)
    best = known if ahead else found
    bound = min(max(least(known.best_bound), least(found.best_bound)), least(best.objective_value))
    return replace(best, best_bound=least(bound), n_labels=known.n_labels + found.n_labels)
