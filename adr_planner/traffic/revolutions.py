"""The revolutions of a track: when each begins at the ascending node, in which plane, and how far it swings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU
from adr_planner.traffic.track import Track

__all__ = ["Revolutions", "revolutions"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Revolutions:
    """All revolutions of a track, those begun before an arc and ended after it too.

    Parameters
    ----------
    start, period : ndarray, shape (n,)
        When the ascending node is passed [s since the plan epoch], and until it is again [s].
    first, last : ndarray, shape (n,)
        From when to when the arc is flown [s].
    ascending, ahead, normal : ndarray, shape (n, 3)
        Towards the node, a quarter of a turn on, and out of the plane; TEME of date.
    k, h : ndarray, shape (n,)
        Eccentricity times cosine and sine of the argument of the perigee.
    sma : ndarray, shape (n,)
        Semi-major axis [m].
    """

    start: Array
    period: Array
    first: Array
    last: Array
    ascending: Array
    ahead: Array
    normal: Array
    k: Array
    h: Array
    sma: Array

    def part(self, keep: NDArray[np.bool_]) -> Revolutions:
        """Return some of them."""
        return Revolutions(*(getattr(self, name)[keep] for name in self.__slots__))

    @property
    def radii(self) -> tuple[Array, Array]:
        """Least and greatest distance from the Earth's centre of each [m]."""
        swing = self.sma * np.hypot(self.k, self.h)
        return self.sma - swing, self.sma + swing


def revolutions(track: Track) -> Revolutions:
    """Return the revolutions of a track."""
    momentum = np.cross(track.position, track.velocity)
    normal = momentum / np.sqrt(np.sum(momentum**2, axis=1))[:, None]
    node = np.arctan2(momentum[:, 0], -momentum[:, 1])
    ascending = np.column_stack([np.cos(node), np.sin(node), np.zeros_like(node)])
    ahead = np.cross(normal, ascending)
    radius = np.sqrt(np.sum(track.position**2, axis=1))
    eccentric = np.cross(track.velocity, momentum) / EARTH_MU - track.position / radius[:, None]
    sma = 1.0 / (2.0 / radius - np.sum(track.velocity**2, axis=1) / EARTH_MU)
    latitude = np.arctan2(np.sum(track.position * ahead, axis=1), np.sum(track.position * ascending, axis=1))
    of_sample = (
        ascending,
        ahead,
        normal,
        np.sum(eccentric * ascending, axis=1),
        np.sum(eccentric * ahead, axis=1),
        sma,
    )
    parts = [_of_arc(track.seconds[rows], np.unwrap(latitude[rows]), rows, of_sample) for rows in _rows_of_arcs(track)]
    return Revolutions(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _rows_of_arcs(track: Track) -> list[NDArray[np.intp]]:
    return [np.flatnonzero(track.arc == k) for k in range(int(track.arc[-1]) + 1)]


def _of_arc(seconds: Array, latitude: Array, rows: NDArray[np.intp], of_sample: tuple[Array, ...]) -> tuple[Array, ...]:
    """Return the columns of `Revolutions` for one arc."""
    turn = 2.0 * np.pi
    low, high = np.floor(latitude[0] / turn) - 1.0, np.ceil(latitude[-1] / turn) + 1.0
    goals = turn * np.arange(low, high + 1.0)
    rate = (latitude[-1] - latitude[0]) / (seconds[-1] - seconds[0])
    # A revolution more at either end, at the arc's mean rate.
    known = np.concatenate([[seconds[0] - 2.0 * turn / rate], seconds, [seconds[-1] + 2.0 * turn / rate]])
    passed = np.concatenate([[latitude[0] - 2.0 * turn], latitude, [latitude[-1] + 2.0 * turn]])
    start = np.interp(goals, passed, known)
    middle = np.interp(start[:-1] + 0.5 * np.diff(start), seconds, np.arange(seconds.size))
    near = rows[np.rint(middle).astype(np.intp)]
    ends = (np.full(near.size, seconds[0]), np.full(near.size, seconds[-1]))
    return (start[:-1], np.diff(start), *ends, *(column[near] for column in of_sample))
