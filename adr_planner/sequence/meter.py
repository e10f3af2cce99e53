"""Work and time of a search, counted and limited."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from adr_planner.sequence.tour import Progress, ProgressEvent, StopReason, Tour
from adr_planner.spec.effort import Effort

__all__ = ["Enough", "Meter"]


class Enough(KeyboardInterrupt):
    """A limit was reached; engines end as if interrupted: with the best tour so far, and its bound."""


@dataclass(slots=True)
class Meter:
    """The work of a search: counted, told as progress, and ended where a limit is reached.

    Parameters
    ----------
    effort : Effort
        The limits.
    progress : callable, optional
        Called with every `ProgressEvent`, the best tour and bound of all engines in it.
    clock : callable
        What tells the time [s].

    Attributes
    ----------
    work : int
        Pieces of work done.
    reason : StopReason or None
        Why it was enough; None where it was not, or the user interrupted.
    best : Tour or None
        The best tour and bound of the engines that have ended.
    comparable : bool
        Whether what the engine at work tells is the objective asked for, for the whole problem.

    Examples
    --------
    >>> meter = Meter(Effort(work_limit=2))
    >>> event = ProgressEvent("exact", 1, 3, 10, 0.5, None, None)
    >>> meter(event)
    >>> try:
    ...     meter(event)
    ... except Enough:
    ...     print(meter.reason)
    work limit
    """

    effort: Effort
    progress: Progress | None = None
    clock: Callable[[], float] = time.monotonic
    work: int = 0
    reason: StopReason | None = None
    best: Tour | None = None
    comparable: bool = False
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()

    def __call__(self, event: ProgressEvent) -> None:
        """Count one piece of work.

        Raises
        ------
        Enough
            If that was the last one allowed.
        """
        if self.reason is not None:
            raise Enough
        if event.phase == "infeasible":  # what is missing is worth a little more than the limit
            if self.progress is not None:
                self.progress(event)
            return
        self.work += 1
        event = self._with_best(event)
        if self.progress is not None:
            self.progress(event)
        self.check(event)

    def check(self, event: ProgressEvent | None = None) -> None:
        """Raise `Enough` if a limit is reached."""
        if event is not None and self._near_enough(event):
            self.reason = "gap reached"
        elif self.work >= self.effort.work_limit:
            self.reason = "work limit"
        elif self.effort.time_limit_s is not None and self.clock() - self._start >= self.effort.time_limit_s:
            self.reason = "time limit"
        if self.reason is not None:
            raise Enough

    def _with_best(self, event: ProgressEvent) -> ProgressEvent:
        """Put the better of this engine's and the earlier ones' tour and bound into an event."""
        best = self.best
        if best is None:
            return event if self.comparable else replace(event, incumbent=None, bound=None)
        better, tighter = (max, min) if best.aim.most else (min, max)
        incumbents: list[float | None] = [best.objective_value]
        bounds: list[float | None] = [best.best_bound]
        if self.comparable:
            incumbents.append(event.incumbent)
            bounds.append(event.bound)
        return replace(event, incumbent=_of(better, incumbents), bound=_of(tighter, bounds))

    def _near_enough(self, event: ProgressEvent) -> bool:
        if self.effort.gap == 0.0 or event.incumbent is None or event.bound is None:
            return False
        scale = max(abs(event.incumbent), abs(event.bound))
        return self.comparable and abs(event.incumbent - event.bound) <= self.effort.gap * scale


def _of(choose: Callable[[list[float]], float], values: list[float | None]) -> float | None:
    """Return the best of what is known; None where nothing is."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    return choose(known) if known else None
