"""From a bound to a proof: legs struck out, cores searched exactly, and what is too large for that taken apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError, SearchLimitError
from adr_planner.sequence.exact.search import search
from adr_planner.sequence.exact.solve import solve_exactly
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.large.incumbent import Incumbent
from adr_planner.sequence.large.relaxation import Relaxation
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["Closing"]

_ROUNDS, _TURNS = 10, 8
"""Rounds of multipliers before legs are struck out, and most times both are done."""


@dataclass(slots=True)
class Closing:
    """Exact search of all that may be better than the best tour known.

    Parameters
    ----------
    best : Incumbent
        The best tour; improved by what is found.
    label_limit : int
        Most labels for each exact search.
    splits : int
        How often a set too large for label setting may be taken apart.
    """

    best: Incumbent
    label_limit: int
    splits: int

    def narrow(self, relaxation: Relaxation, turns: int = _TURNS) -> list[NDArray[np.int64]]:
        """Tighten and strike out, until label setting holds what is left or nothing moves; return the cores."""
        cores: list[NDArray[np.int64]] = []
        for _ in range(turns):
            before = relaxation.n_legs
            relaxation.tighten(self.best.value, _ROUNDS, lambda done: self.best.tell("bound", done))
            cores = relaxation.cores(self.best.value)
            if relaxation.n_legs == before or all(rows.size <= MAX_CANDIDATES for rows in cores):
                break
        return cores

    def close(self, relaxation: Relaxation) -> tuple[float, bool]:
        """Return a bound on all tours of a relaxation, and whether none is better than the best one known."""
        cores = self.narrow(relaxation)
        outcomes = [self._close_core(relaxation, rows) for rows in cores]
        bound = min((bound for bound, _ in outcomes), default=math.inf)
        return max(bound, relaxation.bound), all(proven for _, proven in outcomes)

    def _close_core(self, relaxation: Relaxation, rows: NDArray[np.int64]) -> tuple[float, bool]:
        """Do the same for one core; while it is too large, take its last target and look at the tours through it."""
        least, proven = math.inf, True
        while rows.size > MAX_CANDIDATES:
            if self.splits == 0:
                return relaxation.bound, False
            self.splits -= 1
            bound, closed = self.close(relaxation.through(int(rows[-1]), rows))
            least, proven, rows = min(least, bound), proven and closed, rows[:-1]
        bound, closed = self.search(rows)
        return min(least, bound), proven and closed

    def search(self, rows: NDArray[np.int64]) -> tuple[float, bool]:
        """Search some targets exactly; return a bound on their tours, and whether none is better than the best one."""
        problem, rows = self.best.problem, np.sort(rows)
        if rows.size < problem.fewest_stops or not set(problem.must_visit) <= set(rows.tolist()):
            return math.inf, True
        part = self._cut(problem.subset(rows))
        try:
            tour = _exact(part, self.label_limit, lambda event: self.best.tell("core", event.done))
        except SearchLimitError:
            return -math.inf, False
        if tour is None:
            return math.inf, True
        self.best.n_labels += tour.n_labels
        self.best.offer(tuple(int(rows[stop]) for stop in tour.stops), tour.arrival_steps)
        if tour.stop_reason == "interrupted":
            raise KeyboardInterrupt
        return problem.aim.least(tour.best_bound), tour.proven

    def _cut(self, part: TourProblem) -> TourProblem:
        """Leave out tours that are worse than the best one known, where a limit says so."""
        tour = self.best.tour
        if tour is None:
            return part
        if part.objective == "delta_v":
            return part.replace(max_delta_v=min(part.max_delta_v, tour.delta_v))
        if part.objective == "propellant":
            return part.replace(propellant_capacity=min(part.propellant_capacity, tour.propellant))
        return part.replace(last_step=min(part.last_step, tour.time)) if part.objective == "time" else part


def _exact(problem: TourProblem, label_limit: int, progress: Progress) -> Tour | None:
    """Return the best tour, or none if there is none."""
    if problem.objective in ("time", "weighted"):
        plain = problem.replace(objective="delta_v" if problem.objective == "time" else "value", weights=None)
        found, _ = search(plain, label_limit=label_limit, progress=progress, any_tour=True)
        if found.value >= HUGE and found.bound >= HUGE:
            return None
    try:
        return solve_exactly(problem, label_limit=label_limit, progress=progress)
    except InfeasibleMissionError:
        return None
