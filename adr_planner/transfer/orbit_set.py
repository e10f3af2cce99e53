"""Mean orbits of many objects over the time of a plan: turning at their secular rates, or along paths of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates

__all__ = ["OrbitPath", "OrbitSet"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OrbitPath:
    """Mean orbits as they change over the time of a plan.

    Parameters
    ----------
    begin, step : float
        First date, and time between two [s].
    elements : ndarray, shape (n, t, 6)
        Mean elements of every orbit at every date, as `State.mean` gives them, angles unwrapped; lines join the dates.
    """

    begin: float
    step: float
    elements: Array

    def at(self, times: Array) -> Array:
        """Return the mean elements at times [s], shape (n, times, 6); the ends go on."""
        passed = np.clip((times - self.begin) / self.step, 0.0, self.elements.shape[1] - 1.0)
        left = np.minimum(passed.astype(np.int64), self.elements.shape[1] - 2)
        part = (passed - left)[None, :, None]
        # Contiguous, as all who cost legs hand them on: each other layout would be compiled once more.
        return np.ascontiguousarray(self.elements[:, left] * (1.0 - part) + self.elements[:, left + 1] * part)


@dataclass(frozen=True, slots=True)
class OrbitSet:
    """Mean orbits: turning at their secular rates, or along a path of their own.

    Parameters
    ----------
    a, ecc, inc : ndarray, shape (n,)
        Mean semi-major axis [m], eccentricity, inclination at time zero [rad].
    raan, argp : ndarray, shape (n,)
        Angles at time zero [rad].
    raan_rate, argp_rate : ndarray, shape (n,)
        Secular rates [rad/s].
    path : OrbitPath, optional
        How they change under Sun, Moon and drag; left out, they turn at their rates.
    """

    a: Array
    ecc: Array
    inc: Array
    raan: Array
    argp: Array
    raan_rate: Array
    argp_rate: Array
    path: OrbitPath | None = None

    @classmethod
    def at_epochs(
        cls, a: Array, ecc: Array, inc: Array, raan: Array, argp: Array, epoch: Array, gravity: Gravity
    ) -> OrbitSet:
        """Build from mean elements of different epochs [s], brought to time zero."""
        node, perigee, _ = secular_rates(a, ecc, inc, gravity)
        return cls(a, ecc, inc, raan - node * epoch, argp - perigee * epoch, node, perigee)

    @classmethod
    def along(cls, path: OrbitPath, gravity: Gravity) -> OrbitSet:
        """Build from a path."""
        now = path.at(np.zeros(1))[:, 0]
        a, ecc, inc = now[:, 0], np.hypot(now[:, 1], now[:, 2]), now[:, 3]
        node, perigee, _ = secular_rates(a, ecc, inc, gravity)
        return cls(a, ecc, inc, now[:, 4], np.arctan2(now[:, 2], now[:, 1]), node, perigee, path)

    def __len__(self) -> int:
        return int(self.a.size)

    def subset(self, rows: NDArray[np.int64]) -> OrbitSet:
        """Return some of the orbits, in the order given."""
        path = self.path and replace(self.path, elements=self.path.elements[rows])
        columns = (self.a, self.ecc, self.inc, self.raan, self.argp, self.raan_rate, self.argp_rate)
        a, ecc, inc, raan, argp, raan_rate, argp_rate = (column[rows] for column in columns)
        return OrbitSet(a, ecc, inc, raan, argp, raan_rate, argp_rate, path)

    def at(self, times: Array) -> Array:
        """Return the mean elements at times [s], shape (n, times, 6); where on their orbits they are, is left zero.

        Examples
        --------
        >>> from adr_planner.core.constants import EGM96
        >>> orbits = OrbitSet.at_epochs(*np.array([[7.2e6], [0.0], [1.7], [0.0], [0.0], [0.0]]), EGM96)
        >>> np.degrees(orbits.at(np.array([0.0, 86400.0]))[0, :, 4]).round(2).tolist()
        [0.0, 0.84]
        """
        if self.path is not None:
            elements = self.path.at(times)
            elements[:, :, 5] = 0.0
            return elements
        elements = np.zeros((len(self), times.size, 6))
        argp = self.argp[:, None] + self.argp_rate[:, None] * times
        elements[:, :, 0], elements[:, :, 3] = self.a[:, None], self.inc[:, None]
        elements[:, :, 1], elements[:, :, 2] = self.ecc[:, None] * np.cos(argp), self.ecc[:, None] * np.sin(argp)
        elements[:, :, 4] = self.raan[:, None] + self.raan_rate[:, None] * times
        return elements
