"""Exact search by objective: which method solves which."""

from __future__ import annotations

from adr_planner.sequence.exact.cluster_search import solve_clusters
from adr_planner.sequence.exact.shortest import solve_shortest
from adr_planner.sequence.exact.weighted import solve_weighted
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["solve_exactly"]


def solve_exactly(
    problem: TourProblem, *, label_limit: int, progress: Progress | None = None, start: Tour | None = None
) -> Tour:
    """Find the best tour of a problem whose clusters the exact engine holds; see `solve`."""
    way = {"time": solve_shortest, "weighted": solve_weighted}.get(problem.objective, solve_clusters)
    return way(problem, label_limit=label_limit, progress=progress, start=start)
