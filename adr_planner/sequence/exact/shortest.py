"""The tour that ends first: the end of the window is bisected, and every earlier end is shown to be impossible."""

from __future__ import annotations

from dataclasses import replace

from adr_planner.sequence.exact.cluster_search import clusters_of, solve_clusters
from adr_planner.sequence.exact.prove import report
from adr_planner.sequence.exact.search import search
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, StopReason, Tour

__all__ = ["solve_shortest"]


def solve_shortest(
    problem: TourProblem, *, label_limit: int, progress: Progress | None = None, start: Tour | None = None
) -> Tour:
    """Find the tour whose last arrival is earliest, and of those the one of least delta-v.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    label_limit : int
        Most partial tours to keep in every search.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work. A `KeyboardInterrupt` ends the search with
        the best tour so far.
    start : Tour, optional
        A tour that keeps all limits: later ends are not looked at.

    Returns
    -------
    Tour
        Its bound is the earliest end that could not be ruled out.

    Raises
    ------
    InfeasibleMissionError
        If no tour meets the limits.

    Notes
    -----
    A tour that ends by a step also ends by every later one, so that the ends that are possible can be bisected.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.where(np.eye(2)[:, :, None, None] > 0, np.inf, np.full((2, 6), 50.0))
    >>> problem = TourProblem(
    ...     launch_dv=[[90.0, 90.0, 5.0, 5.0, 5.0, 5.0]] * 2, leg_dv=leg, leg_steps=[2, 3], worth=[1.0, 1.0], stops=2,
    ...     dry_mass=1000.0, exhaust_velocity=3000.0, max_delta_v=100.0, objective="time",
    ... )
    >>> tour = solve_shortest(problem, label_limit=1000)
    >>> tour.arrival_steps, tour.delta_v, tour.gap
    ((2, 4), 55.0, 0.0)
    """
    plain = problem.replace(objective="delta_v")
    best = start
    if best is None:
        best, _ = _any(plain, label_limit, progress)
    if best is None:
        best = solve_clusters(plain, label_limit=label_limit, progress=progress)
    low = ruled_out = (problem.stops - 1) * int(problem.leg_steps[0]) - 1
    reason: StopReason = "label limit"
    proven = False
    try:
        if best is not start and best.stop_reason == "interrupted":
            raise KeyboardInterrupt
        while best.time - low > 1:
            middle = (low + best.time) // 2
            tour, certain = _any(plain.replace(last_step=middle), label_limit, progress)
            if tour is None:
                low = middle
                ruled_out = middle if certain else ruled_out
            else:
                best = tour
                if tour.stop_reason == "interrupted":
                    raise KeyboardInterrupt
        first = replace(best, objective="delta_v")
        best = solve_clusters(
            plain.replace(last_step=best.time), label_limit=label_limit, progress=progress, start=first
        )
        proven = best.proven and ruled_out == best.time - 1
        reason = "proven optimal on the grid" if proven else best.stop_reason if not best.proven else reason
    except KeyboardInterrupt:
        reason = "interrupted"
    return replace(best, objective="time", best_bound=float(ruled_out + 1), proven=proven, stop_reason=reason)


def _any(problem: TourProblem, label_limit: int, progress: Progress | None) -> tuple[Tour | None, bool]:
    """Return some tour, or none, and then whether there certainly is none."""
    certain = True
    for rows in clusters_of(problem):
        found, engine = search(
            problem.subset(rows), label_limit=label_limit, progress=progress, phase="shortest", any_tour=True
        )
        if found.value < HUGE:
            tour = report(engine.problem, engine, found)
            return replace(tour, stops=tuple(int(rows[stop]) for stop in tour.stops)), True
        certain &= found.bound >= HUGE
    return None, certain
