"""Burn schedule of a leg: points in time, each with an impulse or none."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import lengths

__all__ = ["BurnSchedule"]

Array = NDArray[np.float64]

_INSTANT = 1.0
"""Two burns closer to one another than this are one [s]."""


@dataclass(frozen=True, slots=True)
class BurnSchedule:
    """Burn points in order of time: those flown from the departure, then those flown back from the arrival.

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
        return lengths(self.impulses)

    @property
    def total(self) -> float:
        """Sum of the sizes [m/s]."""
        return math.fsum(self.sizes)

    def burning(self, least: float) -> BurnSchedule:
        """Leave out the points without a burn, and the burns smaller than so many m/s."""
        return self.of(self.sizes >= least)

    def of(self, which: NDArray[np.bool_]) -> BurnSchedule:
        """Keep some of the points."""
        return BurnSchedule(self.times[which], self.impulses[which], self.ahead[which])

    def merged(self, within: float) -> BurnSchedule:
        """Make one burn of those closer to one another than so many seconds."""
        if not self.times.size:
            return self
        groups = np.concatenate([[0], np.cumsum(np.diff(self.times) > within)])
        times = (np.bincount(groups, self.sizes * self.times) / np.bincount(groups, self.sizes)).astype(np.float64)
        impulses = np.stack([np.bincount(groups, self.impulses[:, axis]) for axis in range(3)], axis=1)
        return BurnSchedule(
            times, impulses.astype(np.float64), self.ahead[np.searchsorted(groups, np.arange(times.size))]
        )

    def apart(self, start: float, end: float) -> BurnSchedule:
        """Let no two burns share an instant: those that do are added up, and what is as near to an end is made there.

        Parameters
        ----------
        start, end : float
            When the leg begins and ends [s].

        Examples
        --------
        >>> near = BurnSchedule(np.array([0.0, 99.2, 99.6]), np.eye(3), np.array([True, False, False]))
        >>> near.apart(0.0, 100.0).times, near.apart(0.0, 100.0).impulses[1]
        (array([  0., 100.]), array([0., 1., 1.]))
        """
        single = self.merged(_INSTANT)
        times = np.where(single.times - start <= _INSTANT, start, single.times)
        return BurnSchedule(np.where(end - times <= _INSTANT, end, times), single.impulses, single.ahead)

    def in_order(self, start: float, end: float) -> bool:
        """Whether all burns lie within a leg, one after the other and no two at once."""
        apart = np.diff(self.times) > _INSTANT
        return bool(apart.all() and self.times[0] >= start and self.times[-1] <= end)

    def paired(self, which: NDArray[np.bool_], least: float, period: float) -> BurnSchedule:
        """Make two opposed burns of some, a revolution apart, large enough to be made: their sum is what it was.

        Parameters
        ----------
        which : ndarray of bool, shape (n,)
            The burns too small to be made.
        least : float
            Smallest burn there may be [m/s].
        period : float
            Time of a revolution [s].

        Examples
        --------
        >>> one = BurnSchedule(np.array([10.0]), np.array([[0.0, 0.002, 0.0]]), np.array([True]))
        >>> one.paired(np.array([True]), 0.01, 6000.0).impulses
        array([[ 0.   ,  0.001,  0.01 ],
               [ 0.   ,  0.001, -0.01 ]])
        """
        half, ahead = 0.5 * self.impulses[which], self.ahead[which]
        # Across the burn, along the normal or the radial direction, whichever it has less of.
        across = np.where(np.abs(half[:, :1]) < np.abs(half[:, 2:]), [1.0, 0.0, 0.0], [0.0, 0.0, 1.0])
        across -= half * (np.sum(across * half, axis=1) / np.maximum(np.sum(half * half, axis=1), 1e-30))[:, None]
        across *= least / lengths(across)[:, None]
        impulses = np.concatenate([self.impulses[~which], half + across, half - across])
        later = self.times[which] + np.where(ahead, period, -period)
        times = np.concatenate([self.times[~which], self.times[which], later])
        sides = np.concatenate([self.ahead[~which], ahead, ahead])
        order = np.lexsort((times, ~sides))
        return BurnSchedule(times[order], impulses[order], sides[order])

    def over(self, grid: BurnSchedule) -> BurnSchedule:
        """Put the burns on a grid, each in place of the point nearest to it."""
        times, impulses = grid.times.copy(), np.zeros_like(grid.impulses)
        for time, impulse, ahead in zip(self.times, self.impulses, self.ahead, strict=True):
            near = int(np.argmin(np.where(grid.ahead == ahead, np.abs(grid.times - time), np.inf)))
            times[near] = time
            impulses[near] += impulse
        return BurnSchedule(times, impulses, grid.ahead)

    def around(self, spacing: float, start: float, middle: float, end: float) -> BurnSchedule:
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
        return BurnSchedule(times[first], merged, ahead[first])
