"""Clusters of candidates: connected components of the leg graph, each searched by itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem

__all__ = ["clusters_apart", "reachable_sets", "rows_that_fit"]


def clusters_apart(problem: TourProblem) -> list[NDArray[np.int64]]:
    """Part the targets into sets between which no leg can be part of a tour.

    Parameters
    ----------
    problem : TourProblem
        The problem, of any number of candidates.

    Returns
    -------
    list of ndarray of int
        Rows of each set, the largest first; only sets that can hold a tour. Every tour lies within one.

    Raises
    ------
    InfeasibleMissionError
        If no set holds enough targets, or all that must be visited.
    InvalidInputError
        If a set is too large for label setting.

    Notes
    -----
    A leg is of no use if it costs more than the delta-v limit leaves after the cheapest launch and end. What
    remains is a graph; its connected components are the sets.

    Examples
    --------
    >>> leg = np.full((4, 4, 1, 3), np.inf)
    >>> leg[0, 2] = leg[1, 3] = leg[2, 0] = 50.0
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((4, 3)), leg_dv=leg, leg_steps=[1], worth=[1.0] * 4, stops=2,
    ...     dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> [rows.tolist() for rows in clusters_apart(problem)]
    [[0, 2], [1, 3]]
    """
    sets = reachable_sets(problem)
    sets = [rows for rows in sets if rows.size >= problem.fewest_stops and set(problem.must_visit) <= set(rows)]
    if not sets:
        what = f"all of the {len(problem.must_visit)} targets that must be visited" if problem.must_visit else ""
        raise InfeasibleMissionError(
            f"No family of targets that can reach each other holds {what or f'{problem.stops} targets'}.",
            binding="must_visit" if problem.must_visit else "stops",
        )
    sets.sort(key=lambda rows: (-rows.size, int(rows[0])))
    if sets[0].size > MAX_CANDIDATES:
        raise InvalidInputError(
            f"Label setting holds at most {MAX_CANDIDATES} candidates that can reach each other, got {sets[0].size} "
            f"among {problem.n_targets}: keep the best, give a tighter delta-v limit, or for a single tour use the "
            "large search.",
            parameter="launch_dv",
        )
    return sets


def rows_that_fit(problem: TourProblem) -> NDArray[np.int64]:
    """Return the rows of targets that label setting holds: of each set too large for it those worth most.

    Parameters
    ----------
    problem : TourProblem
        The problem, of any number of candidates.
    """
    kept = [
        rows[np.argsort(-problem.best_worth[rows], kind="stable")[:MAX_CANDIDATES]] for rows in reachable_sets(problem)
    ]
    return np.sort(np.concatenate(kept)).astype(np.int64)


def reachable_sets(problem: TourProblem) -> list[NDArray[np.int64]]:
    """Return the rows of targets that useful legs connect, the sets in the order of their first rows."""
    from scipy.sparse.csgraph import connected_components

    least = problem.leg_dv.min(axis=(2, 3))
    useful = np.isfinite(least) & (least <= problem.max_delta_v - problem.launch_dv.min() - problem.end_dv.min())
    labels = connected_components(useful, directed=True, connection="weak")[1]
    return [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
