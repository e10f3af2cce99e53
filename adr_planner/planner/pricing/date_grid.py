"""The dates of the search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["Grid"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grid:
    """The dates of the search.

    Parameters
    ----------
    arrivals : ndarray, shape (t,)
        Possible arrivals [s since the plan epoch].
    leg_steps : ndarray of int, shape (g,)
        Possible times from arrival to arrival, in steps.
    step : float
        Step [s].
    stay : float
        Time beside a target [s].
    """

    arrivals: Array
    leg_steps: NDArray[np.int64]
    step: float
    stay: float

    @classmethod
    def of(cls, mission: MissionSpec, shortest_leg: float) -> Grid:
        """Lay the grid over a mission's window, for legs of so many seconds at least."""
        step, stay = mission.grid_days * DAY, mission.stay_days * DAY
        first = mission.commissioning_days * DAY
        count = int(np.floor((mission.duration_days * DAY - stay - first) / step + 1e-9)) + 1
        shortest = int(np.ceil((stay + shortest_leg) / step - 1e-9))
        longest = int(np.floor((stay + mission.max_leg_duration_days * DAY) / step + 1e-9))
        gaps = np.arange(max(shortest, 1), min(longest, max(count - 1, shortest)) + 1)
        arrivals = (first + step * np.arange(count)).astype(np.float64)
        return cls(arrivals, gaps, step, stay)

    def steps(self, earliest: Array, latest: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first and the last step within some times [s], to the millisecond."""
        first = np.searchsorted(self.arrivals, earliest - 1e-3)
        last = np.searchsorted(self.arrivals, latest + 1e-3, side="right") - 1
        return first.astype(np.int64), last.astype(np.int64)
