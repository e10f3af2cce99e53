"""The best tour so far, what bounds all others, and what the user is told meanwhile."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, ProgressEvent, StopReason, Tour
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["Incumbent"]


@dataclass(slots=True)
class Incumbent:
    """The best tour and the best bound of one problem; both are counted as something to be made least.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    progress : callable, optional
        Called with a `ProgressEvent` by `tell`.
    """

    problem: TourProblem
    progress: Progress | None = None
    tour: Tour | None = None
    bound: float = -math.inf
    n_labels: int = 0

    @property
    def value(self) -> float:
        """Objective of the best tour; infinite before the first."""
        return math.inf if self.tour is None else self._least(self.tour)

    def offer(self, stops: tuple[int, ...], steps: tuple[int, ...]) -> None:
        """Take a tour that keeps all limits if it is better than the best, or as good and cheaper."""
        if not stops:
            return
        cost = evaluate(self.problem, stops, steps)
        tour = Tour(
            stops=stops,
            arrival_steps=steps,
            gaps=cost.gaps,
            delta_v=cost.delta_v,
            propellant=cost.propellant,
            worth=cost.worth,
            objective=self.problem.objective,
            best_bound=math.nan,
            proven=False,
            stop_reason="work limit",
            weights=self.problem.weights if self.problem.objective == "weighted" else None,
            engine="search",
        )
        margin = 1e-12 * max(1.0, abs(self._least(tour)))
        better = self._least(tour) < self.value - margin
        if better or (self._least(tour) <= self.value + margin and self._cheaper(tour)):
            self.tour = tour

    def raise_bound(self, bound: float) -> None:
        """Take a bound if it is better."""
        self.bound = max(self.bound, bound)

    def tell(self, phase: str, done: float) -> None:
        """Report progress; may raise `KeyboardInterrupt`."""
        if self.progress is None:
            return
        bound = self._in_units(min(self.bound, self.value))
        self.progress(
            ProgressEvent(
                phase=phase,
                layer=0 if self.tour is None else len(self.tour.stops),
                stops=self.problem.stops,
                labels=self.n_labels,
                done=done,
                incumbent=None if self.tour is None else self.tour.objective_value,
                bound=bound if math.isfinite(bound) else None,
            )
        )

    def finished(self, reason: StopReason, *, proven: bool) -> Tour:
        """Return the best tour with its bound and the reason why the search ended."""
        assert self.tour is not None
        best = self.tour.objective_value
        bound = best if proven else self._in_units(min(self.bound, self.value))
        return replace(self.tour, best_bound=bound, proven=proven, stop_reason=reason, n_labels=self.n_labels)

    def _least(self, tour: Tour) -> float:
        return self.problem.aim.least(tour.objective_value)

    def _cheaper(self, tour: Tour) -> bool:
        return self.tour is None or tour.delta_v < self.tour.delta_v - 1e-9

    def _in_units(self, bound: float) -> float:
        """Turn a bound to be made least into one on the objective: whole steps, nothing below 0."""
        if self.problem.aim.most:
            return -bound
        if self.problem.objective == "time":
            return float(math.ceil(max(bound, 0.0) - 1e-6)) if math.isfinite(bound) else bound
        return bound if self.problem.objective == "weighted" else max(bound, 0.0)
