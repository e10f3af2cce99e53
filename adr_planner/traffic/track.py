"""The flown track of one object: samples of its arcs in TEME of date, and where it is between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.environment import Environment
from adr_planner.frames import teme_to_gcrf
from adr_planner.trajectory.arc import Arc
from adr_planner.units import DAY

__all__ = ["COARSE", "Track", "sampled", "track_of"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

PER_ORBIT = 30
"""Samples a revolution: Hermite's polynomials of degree 5 between them are within two centimetres."""
COARSE = 8
"""Samples a revolution that are enough for mean orbits."""
_FEWEST = 8
"""Steps of the shortest arc."""
_FRAME_STEP = 0.25 * DAY
"""Between two computed frames of date [s]; the fastest nutation turns 0.3 mas off a straight line: a centimetre."""
_J2 = 1.08263e-3
"""Second zonal harmonic (EGM96), for accelerations at the samples: what it leaves out moves no millimetre."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Samples of the arcs an object flies, in order; where two arcs meet, both have their own.

    Parameters
    ----------
    seconds : ndarray, shape (n,)
        Since the plan epoch.
    position, velocity, acceleration : ndarray, shape (n, 3)
        TEME of date [m], [m/s], [m/s2].
    arc : ndarray of int, shape (n,)
        Which arc each sample is of.
    per_orbit : int
        Samples a revolution.
    """

    seconds: Array
    position: Array
    velocity: Array
    acceleration: Array
    arc: Integers
    per_orbit: int = PER_ORBIT

    def at(self, times: Array) -> tuple[Array, Array]:
        """Return positions [m] and velocities [m/s] at times on the track, shape (m, 3); the later arc's at a burn."""
        k = np.clip(np.searchsorted(self.seconds, times, side="right") - 1, 0, self.seconds.size - 2)
        k = np.where(self.seconds[k + 1] > self.seconds[k], k, k - 1)  # its very end
        h = (self.seconds[k + 1] - self.seconds[k])[:, None]
        s = (np.asarray(times) - self.seconds[k])[:, None] / h
        p0, p1 = self.position[k], self.position[k + 1]
        v0, v1 = self.velocity[k] * h, self.velocity[k + 1] * h
        a0, a1 = self.acceleration[k] * (0.5 * h * h), self.acceleration[k + 1] * (0.5 * h * h)
        # The quintic with these values and first two derivatives at both ends.
        gap, slope, bend = p1 - p0 - v0 - a0, v1 - v0 - 2.0 * a0, a1 - a0
        c3 = 10.0 * gap - 4.0 * slope + bend
        c4 = -15.0 * gap + 7.0 * slope - 2.0 * bend
        c5 = 6.0 * gap - 3.0 * slope + bend
        position = p0 + s * (v0 + s * (a0 + s * (c3 + s * (c4 + s * c5))))
        velocity = (v0 + s * (2.0 * a0 + s * (3.0 * c3 + s * (4.0 * c4 + s * 5.0 * c5)))) / h
        return position, velocity


def track_of(arcs: Iterable[Arc], environment: Environment, per_orbit: int = PER_ORBIT) -> Track:
    """Sample some arcs.

    Parameters
    ----------
    arcs : iterable of Arc
        In order, as `adr_planner.trajectory.route` has them.
    environment : Environment
        Of their plan: its frame and clock.
    per_orbit : int
        Samples a revolution.
    """
    kept = tuple(arcs)
    times = [_times(arc, per_orbit) for arc in kept]
    states = [state for arc, moments in zip(kept, times, strict=True) for state in arc.flown(moments)]
    seconds = np.concatenate(times) if times else np.zeros(0)
    position = np.array([state.position for state in states]).reshape(-1, 3)
    velocity = np.array([state.velocity for state in states]).reshape(-1, 3)
    if seconds.size:
        position, velocity = (_of_date(part, seconds, environment) for part in (position, velocity))
    which = np.repeat(np.arange(len(kept)), [moments.size for moments in times])
    return Track(seconds, position, velocity, _acceleration(position), which, per_orbit)


def sampled(seconds: Array, position: Array, velocity: Array, per_orbit: int = PER_ORBIT) -> Track:
    """Return the track of states that coast from one to the next.

    Parameters
    ----------
    seconds : ndarray, shape (n,)
        Since the plan epoch.
    position, velocity : ndarray, shape (n, 3)
        TEME of date [m], [m/s].
    per_orbit : int
        About so many a revolution.
    """
    one_arc = np.zeros(seconds.size, dtype=np.intp)
    return Track(seconds, position, velocity, _acceleration(position), one_arc, per_orbit)


def _times(arc: Arc, per_orbit: int) -> Array:
    radius = arc.start.radius
    energy = 0.5 * float(np.sum(np.square(arc.start.velocity))) - arc.field.mu / radius
    period = 2.0 * np.pi * np.sqrt((-0.5 * arc.field.mu / energy) ** 3 / arc.field.mu)
    count = max(int(np.ceil((arc.stop - arc.start.time) / period * per_orbit)), _FEWEST)
    return np.unique(np.linspace(arc.start.time, arc.stop, count + 1))


def _of_date(vectors: Array, seconds: Array, environment: Environment) -> Array:
    """Turn vectors of the planning frame, TEME of the plan epoch, into TEME of their own date."""
    knots = np.arange(seconds[0], seconds[-1] + _FRAME_STEP, _FRAME_STEP)
    small = []
    for knot in knots:
        days = environment.days + knot / DAY
        turn = erfa.rxr(erfa.tr(teme_to_gcrf(2451545.0, days)), environment.to_gcrf)
        small.append([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    axis = 0.5 * np.column_stack([np.interp(seconds, knots, column) for column in np.array(small).T])
    # A turn of some arcminutes: its second order is kept, its third is below a micrometre.
    across = np.cross(axis, vectors)
    return np.asarray(vectors + across + 0.5 * np.cross(axis, across))


def _acceleration(position: Array) -> Array:
    """Return the acceleration of a point mass with J2 [m/s2]."""
    square = np.sum(position**2, axis=1, keepdims=True)
    radius = np.sqrt(square)
    bulge = 1.5 * _J2 * EARTH_RADIUS**2 / square
    tilt = 5.0 * position[:, 2:] ** 2 / square
    factors = np.hstack([1.0 + bulge * (1.0 - tilt)] * 2 + [1.0 + bulge * (3.0 - tilt)])
    return np.asarray(-EARTH_MU / (square * radius) * position * factors)
