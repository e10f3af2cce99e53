"""Exact search by clusters: the best of the clusters' best, where one search cannot hold all candidates."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence.exact.clusters import clusters_apart, reachable_sets
from adr_planner.sequence.exact.prove import solve_exact
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["clusters_of", "label_setting_holds", "solve_clusters"]


def label_setting_holds(problem: TourProblem) -> bool:
    """Tell whether no more targets can reach each other than a visited set has bits."""
    if problem.n_targets <= MAX_CANDIDATES:
        return True
    return max(rows.size for rows in reachable_sets(problem)) <= MAX_CANDIDATES


def clusters_of(problem: TourProblem) -> list[NDArray[np.int64]]:
    """Return rows of sets of targets that one search can hold; every tour lies within one.

    Raises
    ------
    InfeasibleMissionError, InvalidInputError
        As `clusters_apart`.
    """
    return [np.arange(problem.n_targets)] if problem.n_targets <= MAX_CANDIDATES else clusters_apart(problem)


def solve_clusters(
    problem: TourProblem, *, label_limit: int, progress: Progress | None = None, start: Tour | None = None
) -> Tour:
    """Find the best tour by searching every cluster of targets that can reach each other.

    Parameters
    ----------
    problem : TourProblem
        The problem, of any number of candidates.
    label_limit : int
        Most partial tours to keep, in each cluster.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work.
    start : Tour, optional
        A tour that keeps all limits, to look for nothing worse.

    Returns
    -------
    Tour
        The tour; its bound holds for all clusters.

    Raises
    ------
    InfeasibleMissionError
        If no cluster has a tour: the nearest miss of all.
    """
    clusters = clusters_of(problem)
    if len(clusters) == 1:
        return _whole(problem, clusters[0], label_limit, progress, start)
    tours: list[Tour] = []
    misses: list[InfeasibleMissionError] = []
    for rows in clusters:
        try:
            tours.append(_whole(problem, rows, label_limit, progress, start))
        except InfeasibleMissionError as miss:
            misses.append(miss)
            continue
        if tours[-1].stop_reason == "interrupted":
            break
    if not tours:
        raise min(misses, key=lambda miss: (miss.required or math.inf) / (miss.available or 1.0))
    least, most = problem.aim.least, problem.aim.most
    best = min(tours, key=lambda tour: (least(tour.objective_value), tour.delta_v))
    bounds = [tour.best_bound for tour in tours]
    proven = all(tour.proven for tour in tours) and best.stop_reason != "interrupted"
    undecided = next((tour.stop_reason for tour in tours if not tour.proven), best.stop_reason)
    bound = max(bounds) if most else min(bounds)
    if undecided == "interrupted":  # clusters not searched yet may hold anything
        proven, bound = False, problem.most_worth if most else 0.0
    return replace(
        best,
        proven=proven,
        best_bound=bound,
        stop_reason=best.stop_reason if proven else undecided,
        n_labels=sum(tour.n_labels for tour in tours),
    )


def _whole(
    problem: TourProblem, rows: NDArray[np.int64], label_limit: int, progress: Progress | None, start: Tour | None
) -> Tour:
    """Search one cluster, and name its targets as the problem does; a tour known counts where it lies within."""
    place = {int(row): k for k, row in enumerate(rows)}
    within = start is not None and set(start.stops) <= place.keys()
    known = replace(start, stops=tuple(place[stop] for stop in start.stops)) if start and within else None
    tour = solve_exact(problem.subset(rows), label_limit=label_limit, progress=progress, start=known)
    return replace(tour, stops=tuple(int(rows[stop]) for stop in tour.stops))
