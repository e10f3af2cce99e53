"""The burns of a leg while they are looked for: points in time, each with an impulse or none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pattern"]

Array = NDArray[np.float64]

_SMALL = 1e-3
"""Burns below this size are left out [m/s]."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold burn points in order of time: those flown from the departure, then those flown back from the arrival.

    Parameters
    ----------
    times : ndarray, shape (n,)
        When they are passed [s].
    impulses : ndarray, shape (n, 3)
        Radial, along-track and normal impulses on the side the flight comes from [m/s]; zero for a mere candidate.
    ahead : ndarray of bool, shape (n,)
        Whether a point is flown from the departure.
    """

    times: Array
    impulses: Array
    ahead: NDArray[np.bool_]

    @property
    def sizes(self) -> Array:
        """Size of every burn [m/s]."""
        return np.linalg.norm(self.impulses, axis=1)

    @property
    def total(self) -> float:
        """Sum of the sizes [m/s]."""
        return float(self.sizes.sum())

    def burning(self) -> Pattern:
        """Leave out the points without a burn."""
        used = self.sizes > _SMALL
        return Pattern(self.times[used], self.impulses[used], self.ahead[used])

    def merged(self, within: float) -> Pattern:
        """Make one burn of those closer to one another than so many seconds."""
        apart = (np.diff(self.times) > within) | (self.ahead[1:] != self.ahead[:-1])
        groups = np.concatenate([[0], np.cumsum(apart)])
        times = (np.bincount(groups, self.sizes * self.times) / np.bincount(groups, self.sizes)).astype(np.float64)
        impulses = np.stack([np.bincount(groups, self.impulses[:, axis]) for axis in range(3)], axis=1)
        return Pattern(times, impulses.astype(np.float64), self.ahead[np.searchsorted(groups, np.arange(times.size))])

    def over(self, grid: Pattern) -> Pattern:
        """Put the burns on a grid, each in place of the point nearest to it."""
        times, impulses = grid.times.copy(), np.zeros_like(grid.impulses)
        for time, impulse, ahead in zip(self.times, self.impulses, self.ahead, strict=True):
            near = int(np.argmin(np.where(grid.ahead == ahead, np.abs(grid.times - time), np.inf)))
            times[near] = time
            impulses[near] += impulse
        return Pattern(times, impulses, grid.ahead)

    def around(self, spacing: float, start: float, middle: float, end: float) -> Pattern:
        """Add points so many seconds before and after every burn, kept between start, middle and end, and both ends."""
        steps = np.array([-spacing, 0.0, spacing])
        times = np.concatenate([(self.times[:, None] + steps).ravel(), [start, end]])
        impulses = np.zeros((times.size, 3))
        impulses[1 : 3 * self.times.size : 3] = self.impulses
        ahead = np.concatenate([np.repeat(self.ahead, 3), [True, False]])
        times = np.clip(times, np.where(ahead, start, middle), np.where(ahead, middle, end))
        order = np.lexsort((times, ~ahead))
        times, impulses, ahead = times[order], impulses[order], ahead[order]
        first = np.concatenate([[True], (np.diff(times) > 1.0) | (ahead[1:] != ahead[:-1])])
        merged = np.zeros((int(first.sum()), 3))
        np.add.at(merged, np.cumsum(first) - 1, impulses)
        return Pattern(times[first], merged, ahead[first])
