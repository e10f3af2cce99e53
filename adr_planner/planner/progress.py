"""What a planner tells while it works: lines of text that also carry their numbers."""

from __future__ import annotations

import time
from collections.abc import Callable

from adr_planner.core import jit
from adr_planner.sequence import Progress, ProgressEvent
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.objective import objective_of

__all__ = ["Step", "Tell", "first_step", "search_teller"]

_MOST_KERNELS = 120
"""Of the 239 that `adr-planner warm-up` compiles (November 2026)."""
_EVERY = 0.5
"""Least time between two lines of one search [s]."""
_WORK = {
    "beam": "label setting, quick", "bound": "bounding", "core": "label setting of what is left",
    "exact": "label setting", "infeasible": "finding out what forbids it", "search": "large neighbourhoods",
    "shortest": "label setting", "weighted": "label setting",
}  # fmt: skip

Tell = Callable[[str], None]
"""What a planner calls with each step of its work."""


class Step(str):
    """A line of text about the work, with its numbers as attributes for whoever draws them.

    Parameters
    ----------
    text : str
        The line.
    phase : {"screening", "pricing", "searching", "flying", "verifying"}
        What is being done.
    done : float, optional
        Part of it that is done, 0 to 1.
    incumbent, bound : float, optional
        Best objective so far, and what no tour can better, in the unit of the objective.

    Examples
    --------
    >>> step = Step("searching", phase="searching", incumbent=9.0, bound=10.0)
    >>> step, step.gap
    ('searching', 0.1)
    """

    __slots__ = ("bound", "done", "incumbent", "phase")
    phase: str
    done: float | None
    incumbent: float | None
    bound: float | None

    def __new__(
        cls,
        text: str,
        *,
        phase: str,
        done: float | None = None,
        incumbent: float | None = None,
        bound: float | None = None,
    ) -> Step:
        """Make the line."""
        step = super().__new__(cls, text)
        step.phase, step.done, step.incumbent, step.bound = phase, done, incumbent, bound
        return step

    @property
    def gap(self) -> float | None:
        """Distance of the best objective to the bound, relative to the larger; None while one is not known."""
        if self.incumbent is None or self.bound is None:
            return None
        scale = max(abs(self.incumbent), abs(self.bound))
        return abs(self.incumbent - self.bound) / scale if scale > 0.0 else 0.0


def first_step(n_candidates: int) -> Step:
    """Return what is told before anything else: how many are looked at, and what is waited for the first time."""
    wait = "" if _is_warm() else "; compiling once, a minute or two (adr-planner warm-up does it beforehand)"
    return Step(f"looking at {n_candidates} candidates{wait}", phase="screening")


def _is_warm() -> bool:
    """Whether most kernels have been compiled before."""
    return sum(1 for _ in jit.cache_folder().glob("**/*.nbi")) >= _MOST_KERNELS


def search_teller(tell: Tell, mission: MissionSpec, *, clock: Callable[[], float] = time.monotonic) -> Progress:
    """Return what tells a search's progress in the mission's units, at most twice a second.

    Parameters
    ----------
    tell : callable
        Called with a `Step`.
    mission : MissionSpec
        Its objective and grid give the units.
    clock : callable
        What tells the time [s].
    """
    last = clock()

    def on_event(event: ProgressEvent) -> None:
        nonlocal last
        now = clock()
        if now - last < _EVERY:
            return
        last = now
        tell(_line(event, mission))

    return on_event


def _line(event: ProgressEvent, mission: MissionSpec) -> Step:
    unit = objective_of(mission.objective).unit or mission.worth.unit
    unit = "" if unit == "1" else f" {unit}"
    best, bound = (_in_units(value, mission) for value in (event.incumbent, event.bound))
    step = Step("", phase="searching", done=event.done, incumbent=best, bound=bound)
    parts = [f"searching ({_WORK.get(event.phase, event.phase)}, {event.done:.0%})"]
    parts += [] if best is None else [f"best {best:.4g}{unit}"]
    parts += [] if bound is None else [f"bound {bound:.4g}{unit}"]
    parts += [] if step.gap is None else [f"gap {step.gap:.1%}"]
    return Step(", ".join(parts), phase="searching", done=event.done, incumbent=best, bound=bound)


def _in_units(value: float | None, mission: MissionSpec) -> float | None:
    """Turn grid steps into days of the window."""
    if value is None or mission.objective != "time":
        return value
    return mission.commissioning_days + value * mission.grid_days
