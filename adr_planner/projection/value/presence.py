"""When objects are there as derelicts, and which part of that comes after a date."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.errors import InvalidInputError
from adr_planner.units import YEAR, instant_of, parse_utc, quiet_clock

__all__ = ["Presence"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """Hold when objects are there, by steps of a projection.

    Parameters
    ----------
    start_utc : str
        When the first step begins.
    step : float
        Length of a step [s].
    begins, ends : ndarray, shape (steps, n)
        From which to which part of each step an object is there, 0 to 1; equal where it is not.

    Examples
    --------
    >>> there = Presence("2025-01-01", 365.25 * 86400.0, np.zeros((2, 1)), np.array([[1.0], [0.5]]))
    >>> there.left("2026-04-02T12:00:00").round(3).tolist()
    [[0.0], [0.5]]
    """

    start_utc: str
    step: float
    begins: Array
    ends: Array

    def part(self, place: int) -> Presence:
        """Return that of one object alone."""
        return replace(self, begins=self.begins[:, place : place + 1], ends=self.ends[:, place : place + 1])

    def left(self, date: Time | str | None) -> Array:
        """Return which share of its presence in each step comes after a date, by default all of it.

        Raises
        ------
        InvalidInputError
            If the date is before the first step.
        """
        passed = self._passed(date) / self.step - np.arange(len(self.begins))[:, None]
        length = np.where(self.ends > self.begins, self.ends - self.begins, 1.0)
        rest = self.ends - np.maximum(self.begins, np.clip(passed, 0.0, 1.0))
        return np.asarray(np.maximum(rest, 0.0) / length)

    @quiet_clock()
    def _passed(self, date: Time | str | None) -> float:
        """Return how long after the start a date is [s]."""
        if date is None:
            return 0.0
        when = parse_utc(date, name="date") if isinstance(date, str) else instant_of(date, name="date")
        passed = float((when - parse_utc(self.start_utc)).to_value("s"))
        if passed < 0.0:
            raise InvalidInputError(
                f"Removals are valued from {self.start_utc[:10]}, {-passed / YEAR:.2f} years after this date.",
                parameter="date",
            )
        return passed
