"""The least weighted sum of delta-v, time and worth: most worth under delta-v limits that an incumbent tightens."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from adr_planner.sequence.exact.cluster_search import clusters_of, solve_clusters
from adr_planner.sequence.exact.label_search import LabelSearch
from adr_planner.sequence.exact.presolve import drop_idle_limits
from adr_planner.sequence.exact.prove import report
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, Tour
from adr_planner.spec.objective import Objective

__all__ = ["solve_weighted"]

_SLACK = 1e-9
"""By how much, of its own size, a sum must be less to count as better."""


@dataclass(slots=True)
class _Incumbent:
    """The best tour so far, and the least that a tour not looked at may have."""

    aim: Objective
    tour: Tour | None = None
    value: float = math.inf
    open: float = math.inf
    n_labels: int = 0

    def offer(self, tour: Tour) -> None:
        value = _sum(self.aim, tour.delta_v, tour.time, tour.worth)
        if value < self.value:
            self.tour, self.value = tour, value

    def useful_delta_v(self, end: int, most_worth: float) -> float:
        """Return the delta-v above which no tour that ends at a step with at most so much worth is better."""
        if self.tour is None:
            return math.inf
        spare = self.value - _sum(self.aim, 0.0, end, most_worth)
        spare -= _SLACK * self.aim.size(delta_v=self.tour.delta_v, step=end, worth=most_worth)
        if self.aim.delta_v > 0.0:
            return spare / self.aim.delta_v
        return math.inf if spare > 0.0 else -1.0


def solve_weighted(
    problem: TourProblem, *, label_limit: int, progress: Progress | None = None, start: Tour | None = None
) -> Tour:
    """Find the tour of the least weighted sum.

    Parameters
    ----------
    problem : TourProblem
        The problem, with weights.
    label_limit : int
        Most partial tours to keep in every search.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work. A `KeyboardInterrupt` ends the search with
        the best tour so far.
    start : Tour, optional
        A tour that keeps all limits, to look for nothing worse.

    Returns
    -------
    Tour
        Its bound is the least sum that could not be ruled out.

    Raises
    ------
    InfeasibleMissionError
        If no tour meets the limits.

    Notes
    -----
    For each end of the window the most worth is found under a delta-v limit. Every other tour that ends there removes
    no more, so that it must cost less than the incumbent's sum allows for that worth: this is the next limit, until
    none is left. Without a weight on time only the end of the window is looked at.
    """
    aim = problem.aim
    best = _Incumbent(aim)
    if start is not None:
        best.offer(start)
    whole = problem.replace(objective="value")
    interrupted = False
    try:
        for rows in clusters_of(whole):
            part = whole.subset(rows)
            for end in _ends(part, aim):
                for found in _front(part.replace(last_step=end), best, end, label_limit, progress):
                    best.offer(replace(found, stops=tuple(int(rows[stop]) for stop in found.stops)))
    except KeyboardInterrupt:
        if best.tour is None:
            raise
        interrupted = True
        best.open = _sum(aim, 0.0, 0, whole.most_worth)
    if best.tour is None:
        best.offer(solve_clusters(whole, label_limit=label_limit, progress=progress))
    tour = best.tour
    assert tour is not None
    proven = best.open >= best.value
    return replace(
        tour,
        objective="weighted",
        weights=problem.weights,
        best_bound=min(best.open, best.value),
        proven=proven,
        stop_reason="interrupted" if interrupted else "proven optimal on the grid" if proven else "label limit",
        n_labels=best.n_labels,
    )


def _ends(problem: TourProblem, aim: Objective) -> range:
    """Return the ends of the window to look at: none before every target that must be visited can be reached."""
    first = max((int(problem.earliest[target]) for target in problem.must_visit), default=0)
    return range(problem.last_step, first - 1 if aim.step > 0.0 else problem.last_step - 1, -1)


def _sum(aim: Objective, delta_v: float, step: int, worth: float) -> float:
    return aim.told(delta_v=delta_v, propellant=0.0, step=step, worth=worth)


def _front(
    problem: TourProblem, best: _Incumbent, end: int, label_limit: int, progress: Progress | None
) -> Iterator[Tour]:
    """Yield tours of most worth as long as one that ends at a step may be better than the incumbent."""
    most = problem.most_worth
    limit = min(problem.max_delta_v, best.useful_delta_v(end, most))
    if limit < 0.0:
        return
    engine = LabelSearch(drop_idle_limits(problem), progress, "weighted")
    while limit >= 0.0:
        engine.limit(limit)
        known = engine.n_labels
        found = engine.best_tour(label_limit)
        best.n_labels += engine.n_labels - known
        if found.value >= HUGE:
            if found.bound < HUGE:
                best.open = min(best.open, _sum(best.aim, 0.0, end, most))
            return
        tour = report(engine.problem, engine, found)
        if not found.interrupted and tour.best_bound > tour.worth:
            best.open = min(best.open, _sum(best.aim, 0.0, end, tour.best_bound))
        yield tour
        if found.interrupted:
            raise KeyboardInterrupt
        if best.aim.delta_v == 0.0:
            return
        most = tour.worth
        limit = min(tour.delta_v - 1e-6, best.useful_delta_v(end, most))
