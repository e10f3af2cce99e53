"""The exact engine: a beam search for an incumbent, then label setting until nothing better can exist."""

from __future__ import annotations

from adr_planner.errors import SearchLimitError
from adr_planner.sequence.exact.found import Found
from adr_planner.sequence.exact.infeasibility import explain
from adr_planner.sequence.exact.label_search import LabelSearch
from adr_planner.sequence.exact.search import LABEL_LIMIT, search
from adr_planner.sequence.labels.kernel_data import WORTH_UNITS
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, StopReason, Tour
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["LABEL_LIMIT", "solve_exact"]

_LEAST_TO_EXPLAIN = 1_000_000
"""Labels that may be kept to find out why there is no tour, however few the search was given."""


def solve_exact(
    problem: TourProblem,
    *,
    label_limit: int = LABEL_LIMIT,
    progress: Progress | None = None,
    start: Tour | None = None,
) -> Tour:
    """Find the best tour and prove that no other is better.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    label_limit : int
        Most partial tours to keep, besides those of the beams. It limits work and memory, never by the
        clock: the same input gives the same tour. Where it is reached, the best tour found and a valid bound
        are returned.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work. A `KeyboardInterrupt` ends the search with
        the best tour so far.
    start : Tour, optional
        A tour that keeps all limits, to look for nothing worse.

    Returns
    -------
    Tour
        The tour, its bound and the reason why the search ended.

    Raises
    ------
    InfeasibleMissionError
        If no tour meets the limits: says which one binds and the least that would do.
    SearchLimitError
        If the label limit was reached before any tour was found.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), leg_steps=[1],
    ...     worth=[1.0, 1.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> tour = solve_exact(problem)
    >>> tour.stops, tour.delta_v, tour.stop_reason
    ((0, 2, 1), 70.0, 'proven optimal on the grid')
    """
    found, engine = search(problem, label_limit=label_limit, progress=progress, start=start)
    if found.value < HUGE:
        return report(problem, engine, found)
    if found.bound < HUGE:
        raise SearchLimitError(
            f"Within {label_limit} labels no tour was found, nor shown to be impossible: allow more labels.",
            limit=label_limit,
        )
    raise explain(problem, label_limit=max(label_limit, _LEAST_TO_EXPLAIN), progress=progress)


def report(problem: TourProblem, engine: LabelSearch, found: Found) -> Tour:
    """Turn what a search found into a `Tour`."""
    cost = evaluate(problem, found.stops, found.steps)
    proven = found.proven
    reason: StopReason = "proven optimal on the grid" if proven else "label limit"
    if found.interrupted:
        reason = "interrupted"
    bound = problem.aim.told(delta_v=cost.delta_v, propellant=cost.propellant, step=found.steps[-1], worth=cost.worth)
    if not proven:
        bound = max(engine.in_units(min(found.bound, found.value)), 0.0)
        if problem.aim.most:  # whole units round each worth by up to half a unit
            bound += 0.5 * problem.stops * float(problem.worth.max()) / WORTH_UNITS
            bound = min(bound, problem.most_worth)
    return Tour(
        stops=found.stops,
        arrival_steps=found.steps,
        gaps=cost.gaps,
        delta_v=cost.delta_v,
        propellant=cost.propellant,
        worth=cost.worth,
        objective=problem.objective,
        best_bound=bound,
        proven=proven,
        stop_reason=reason,
        n_labels=found.n_labels,
    )
