"""Column pricing: the best tour of every cluster of targets at the duals a campaign's master sets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.exact.clusters import clusters_apart
from adr_planner.sequence.exact.label_search import LabelSearch
from adr_planner.sequence.exact.presolve import drop_idle_limits
from adr_planner.sequence.exact.prove import report
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, Tour
from adr_planner.sequence.tour_cost import worth_of

__all__ = ["Pricer"]

Floats = NDArray[np.float64]
_LABELS = 1_000_000
"""Labels one pricing may keep."""


class Pricer:
    """Column pricing for one kind of servicer: the best tour of every cluster of targets under changing duals."""

    def __init__(self, kind: int, problem: TourProblem, progress: Progress | None = None) -> None:
        self.kind = kind
        self.clusters = clusters_apart(problem)
        self.engines = [LabelSearch(drop_idle_limits(problem.subset(rows)), progress) for rows in self.clusters]
        self.worth = problem.worth

    def tours(self, worth: Floats, threshold: float) -> tuple[list[Tour], float]:
        """Return the best tour of each cluster that may be worth more than a threshold, and a bound on all."""
        found, bound = [], 0.0
        for rows, engine in zip(self.clusters, self.engines, strict=True):
            best = worth[rows].max(axis=1) if worth.ndim == 2 else worth[rows]
            most = float(np.sort(best)[-engine.problem.stops :].sum())
            if most <= max(threshold, 0.0):
                bound = max(bound, most)
                continue
            engine.weigh(worth[rows])
            answer = engine.best_tour(_LABELS)
            if answer.interrupted:
                raise KeyboardInterrupt
            if answer.value < HUGE:
                tour = report(engine.problem, engine, answer)
                found.append(_renumbered(tour, rows, self.worth))
                bound = max(bound, tour.best_bound)
            elif answer.bound < HUGE:
                bound = max(bound, most)
        return found, bound


def _renumbered(tour: Tour, rows: NDArray[np.int64], worth: Floats) -> Tour:
    """Return a cluster's tour in the campaign's rows, with its true worth and no bound of its own."""
    stops = tuple(int(rows[stop]) for stop in tour.stops)
    tour = replace(tour, stops=stops)
    return replace(tour, worth=worth_of(worth, tour), best_bound=float("inf"), proven=False, stop_reason="work limit")
