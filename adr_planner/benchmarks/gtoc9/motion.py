"""The scorer's own motion: where the debris are by the rules, and how a spacecraft coasts under J2.

Nothing here is shared with the search: the debris follow the text of the rules from the file of elements, the
spacecraft the integrator of `adr_planner.verification`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, track

__all__ = ["MU", "Orbit", "coast", "debris_state", "lowest_perigee", "orbits"]

Array = NDArray[np.float64]

MU, _J2, _RADIUS, _DAY = 398600.4418e9, 1.08262668e-3, 6378137.0, 86400.0
_FIELD = Field(MU, _RADIUS, np.array([_J2]), np.array([0.0, 0.0, 1.0]))
_STEP = 240.0
"""Time between two looks at the perigee [s]: it swings twice a revolution, a parabola finds the least."""


class Orbit(NamedTuple):
    """The elements of a debris as the competition gives them: [MJD2000 day], [m], [-], [rad]."""

    epoch: float
    a: float
    ecc: float
    inc: float
    raan: float
    argp: float
    anomaly: float


@cache
def orbits() -> tuple[Orbit, ...]:
    """Read the elements of the 123 debris."""
    text = files("adr_planner").joinpath("data/gtoc9_debris.csv").read_text(encoding="utf-8")
    return tuple(Orbit(*(float(x) for x in row[1:])) for row in list(csv.reader(text.splitlines()))[1:])


def debris_state(number: int, t_mjd2000: float) -> tuple[Array, Array]:
    """Return position [m] and velocity [m/s] of a debris.

    Node and perigee turn at their secular J2 rates, the anomaly at the two-body rate, and the state follows by the
    conversion of two bodies (ESA ACT, GTOC9 problem, 2017).

    Examples
    --------
    >>> position, velocity = debris_state(0, 23467.0)
    >>> bool(7.15e6 < np.linalg.norm(position) < 7.18e6)
    True
    """
    orbit = orbits()[number]
    passed = (t_mjd2000 - orbit.epoch) * _DAY
    motion, p = np.sqrt(MU / orbit.a**3), orbit.a * (1.0 - orbit.ecc**2)
    turn = 1.5 * _J2 * (_RADIUS / p) ** 2 * motion
    raan = orbit.raan - turn * np.cos(orbit.inc) * passed
    argp = orbit.argp + 0.5 * turn * (5.0 * np.cos(orbit.inc) ** 2 - 1.0) * passed
    mean = (orbit.anomaly + motion * passed) % (2.0 * np.pi)
    eccentric = mean
    for _ in range(50):
        eccentric -= (eccentric - orbit.ecc * np.sin(eccentric) - mean) / (1.0 - orbit.ecc * np.cos(eccentric))
    cosine, sine = np.cos(eccentric), np.sin(eccentric)
    width = np.sqrt(1.0 - orbit.ecc**2)
    speed = motion * orbit.a / (1.0 - orbit.ecc * cosine)
    turned = _rotation(raan, orbit.inc, argp)
    position = turned @ np.array([orbit.a * (cosine - orbit.ecc), orbit.a * width * sine, 0.0])
    return position, turned @ np.array([-speed * sine, speed * width * cosine, 0.0])


def _rotation(raan: float, inc: float, argp: float) -> Array:
    def about_z(angle: float) -> Array:
        return np.array([[np.cos(angle), -np.sin(angle), 0.0], [np.sin(angle), np.cos(angle), 0.0], [0.0, 0.0, 1.0]])

    tilt = np.array([[1.0, 0.0, 0.0], [0.0, np.cos(inc), -np.sin(inc)], [0.0, np.sin(inc), np.cos(inc)]])
    return about_z(raan) @ tilt @ about_z(argp)


def coast(position: Array, velocity: Array, duration: float) -> Array:
    """Return the states of a coast under full J2, shape (n, 6), the last at its end."""
    if duration <= 0.0:
        return np.concatenate([position, velocity])[None]
    return track(Point(0.0, position, velocity), duration, _FIELD, _STEP)


def lowest_perigee(states: Array) -> float:
    """Return the least osculating perigee radius of states [m], refined by a parabola."""
    position, velocity = states[:, :3], states[:, 3:]
    radius = np.linalg.norm(position, axis=1)
    energy = 0.5 * np.sum(velocity**2, axis=1) - MU / radius
    momentum = np.sum(np.cross(position, velocity) ** 2, axis=1)
    ecc = np.sqrt(np.maximum(1.0 + 2.0 * energy * momentum / MU**2, 0.0))
    perigee = momentum / MU / (1.0 + ecc)
    k = int(np.argmin(perigee))
    if 0 < k < len(perigee) - 1:
        left, least, right = perigee[k - 1 : k + 2]
        bend = left - 2.0 * least + right
        return float(least - (right - left) ** 2 / (8.0 * bend)) if bend > 0.0 else float(least)
    return float(perigee[k])
