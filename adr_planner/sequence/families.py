"""One tour among more candidates than one search holds: the best of the families' best."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence.exact import solve_exact
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.shards import shards
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["solve_families"]


def solve_families(problem: TourProblem, *, label_limit: int, progress: Progress | None = None) -> Tour:
    """Find the best tour by searching every family of targets that can reach each other.

    Parameters
    ----------
    problem : TourProblem
        The problem, of any number of candidates.
    label_limit : int
        Most partial tours to keep, in each family.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work.

    Returns
    -------
    Tour
        The tour; its bound holds for all families.

    Raises
    ------
    InfeasibleMissionError
        If no family has a tour: the nearest miss of all.
    """
    tours: list[Tour] = []
    misses: list[InfeasibleMissionError] = []
    for rows in shards(problem):
        try:
            tour = solve_exact(problem.subset(rows), label_limit=label_limit, progress=progress)
        except InfeasibleMissionError as miss:
            misses.append(miss)
            continue
        tours.append(replace(tour, stops=tuple(int(rows[stop]) for stop in tour.stops)))
        if tour.stop_reason == "interrupted":
            break
    if not tours:
        raise min(misses, key=lambda miss: (miss.required or math.inf) / (miss.available or 1.0))
    most = problem.objective == "risk"
    best = min(tours, key=lambda tour: (-tour.risk if most else tour.objective_value, tour.delta_v))
    bounds = [tour.best_bound for tour in tours]
    proven = all(tour.proven for tour in tours) and best.stop_reason != "interrupted"
    undecided = next((tour.stop_reason for tour in tours if not tour.proven), best.stop_reason)
    bound = max(bounds) if most else min(bounds)
    if undecided == "interrupted":  # families not searched yet may hold anything
        proven, bound = False, float(np.sort(problem.risk)[-problem.stops :].sum()) if most else 0.0
    return replace(
        best,
        proven=proven,
        best_bound=bound,
        stop_reason=best.stop_reason if proven else undecided,
        n_labels=sum(tour.n_labels for tour in tours),
    )
