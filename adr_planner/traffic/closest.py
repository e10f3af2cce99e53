"""Closest approaches: from times at which two objects may be near to the moments at which they are nearest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.traffic.neighbour import Neighbour
from adr_planner.traffic.track import Track

__all__ = ["Closest", "closest_approaches"]

Array = NDArray[np.float64]

_ROUNDS = 12
_LONGEST = 300.0
"""Longest step towards the moment [s]."""
_SETTLED = 1e-4
"""Step at which it is found [s]: less than a metre of flight."""
_SAME = 1.0
"""Moments no further apart are one [s]."""
_SLOW = 1500.0
"""Relative speed below which the way past each other bends, and is looked along at many places [m/s]."""
_LOOKS = np.linspace(-1500.0, 1500.0, 51)
"""Where it is looked for then [s]: half a revolution."""


class Closest(NamedTuple):
    """Moments of closest approach.

    Parameters
    ----------
    times : ndarray, shape (n,)
        When [s since the plan epoch].
    own, other : tuple of ndarray, shape (n, 3)
        Position [m] and velocity [m/s] of the servicer and of the object, TEME of date.
    """

    times: Array
    own: tuple[Array, Array]
    other: tuple[Array, Array]

    @property
    def apart(self) -> Array:
        """Where the object is, seen from the servicer, shape (n, 3) [m]."""
        return np.asarray(self.other[0] - self.own[0])


def closest_approaches(
    track: Track, neighbour: Neighbour, guesses: Array, radius: float, within: tuple[float, float]
) -> Closest | None:
    """Return the approaches within a radius that guesses lead to; None if there is none.

    Parameters
    ----------
    track : Track
        Of the servicer.
    neighbour : Neighbour
        The object.
    guesses : ndarray, shape (m,)
        Times at which they may be near [s since the plan epoch].
    radius : float
        How near counts [m].
    within : tuple of float
        From when to when [s]. At either end an approach counts that has been, or will be, nearer outside.
    """
    low, high = max(within[0], track.seconds[0]), min(within[1], track.seconds[-1])
    times = np.clip(guesses, low, high)
    if times.size == 0 or low >= high:
        return None
    times = _with_slow_ones(track, neighbour, times, low, high)
    for _ in range(_ROUNDS):
        apart, speed = _relative(track, neighbour, times)
        step = -np.sum(apart * speed, axis=1) / np.sum(speed * speed, axis=1)
        moved = np.clip(times + np.clip(step, -_LONGEST, _LONGEST), low, high)
        settled = np.abs(moved - times) < _SETTLED
        times = moved
        if settled.all():
            break
    times = np.unique(times[settled])  # what has not settled is led by a burn from one arc to the other and back
    if times.size == 0:
        return None
    times = times[np.concatenate([[True], np.diff(times) > _SAME])]
    own, other = track.at(times), neighbour.states(times)
    near = np.sum((other[0] - own[0]) ** 2, axis=1) <= radius**2
    if not near.any():
        return None
    return Closest(times[near], (own[0][near], own[1][near]), (other[0][near], other[1][near]))


def _relative(track: Track, neighbour: Neighbour, times: Array) -> tuple[Array, Array]:
    own, other = track.at(times), neighbour.states(times)
    apart, speed = other[0] - own[0], other[1] - own[1]
    up = np.isfinite(apart[:, :1])
    return np.where(up, apart, 1e9), np.where(up, speed, 1e-3)


def _with_slow_ones(track: Track, neighbour: Neighbour, times: Array, low: float, high: float) -> Array:
    """Add, for objects that fly along, every local minimum of the distance around the guess."""
    _, speed = _relative(track, neighbour, times)
    slow = times[np.sum(speed**2, axis=1) < _SLOW**2]
    if slow.size == 0:
        return times
    looks = np.clip(slow[:, None] + _LOOKS, low, high)
    apart, _ = _relative(track, neighbour, looks.ravel())
    distance = np.sqrt(np.sum(apart**2, axis=1)).reshape(looks.shape)
    least = np.ones(looks.shape, dtype=bool)
    least[:, 1:] &= distance[:, 1:] <= distance[:, :-1]
    least[:, :-1] &= distance[:, :-1] <= distance[:, 1:]
    return np.concatenate([times, looks[least]])
