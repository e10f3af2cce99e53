"""Orbits compared as wholes, averaged over a revolution: what counts when the phase is not planned."""

from __future__ import annotations

import math
from dataclasses import dataclass

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, coast, track

__all__ = ["MeanShape", "mean_shape"]

Array = NDArray[np.float64]

_POINTS = 60


@dataclass(frozen=True, slots=True, eq=False)
class MeanShape:
    """The averages of one revolution.

    Parameters
    ----------
    a : float
        Semi-major axis that belongs to the orbit's energy, J2 included [m].
    normal : ndarray, shape (3,)
        Unit normal.
    ecc : ndarray, shape (3,)
        Eccentricity vector.
    inc, raan : float
        Of the normal, about the pole [deg].
    """

    a: float
    normal: Array
    ecc: Array
    inc: float
    raan: float

    def plane_angle(self, other: MeanShape) -> float:
        """Return the angle to the plane of another orbit [deg]."""
        return math.degrees(2.0 * math.asin(0.5 * float(erfa.pm(self.normal - other.normal))))


def mean_shape(point: Point, field: Field, equinox: Array) -> MeanShape:
    """Average an orbit over the revolution around a point.

    Parameters
    ----------
    point : Point
        Where it is.
    field : Field
        Forces on the way.
    equinox : ndarray, shape (3,)
        Direction nodes are counted from, in the equator of the field's pole.
    """
    mu, pole = field.mu, field.pole
    j2 = float(field.zonals[0]) * field.radius**2
    radius = float(erfa.pm(point.position))
    period = 2.0 * math.pi * math.sqrt(radius**3 / mu)
    states = track(coast(point, -0.5 * period, field), period, field, period / _POINTS)[:_POINTS]
    r, v = states[:, :3], states[:, 3:]
    size, h = erfa.pm(r), np.cross(r, v)
    sine = erfa.pdp(r, pole) / size
    each = 0.5 * np.sum(v * v, axis=1) - mu / size + 0.5 * mu * j2 / size**3 * (3.0 * sine**2 - 1.0)
    energy = float(np.mean(each))
    normal = np.mean(h / erfa.pm(h)[:, None], axis=0)
    ecc = np.mean(np.cross(v, h) / mu - r / size[:, None], axis=0)
    normal /= float(erfa.pm(normal))
    cosine = float(erfa.pdp(normal, pole))
    # E = -mu / 2a - mu J2 R^2 (2 - 3 sin^2 i) / 4a^3 for a circular orbit (Kozai 1959, secular part).
    a = -0.5 * mu / energy
    for _ in range(5):
        a = -0.5 * mu / (energy + 0.25 * mu * j2 * (3.0 * cosine**2 - 1.0) / a**3)
    node = np.cross(pole, normal)
    raan = math.atan2(float(erfa.pdp(node, np.cross(pole, equinox))), float(erfa.pdp(node, equinox)))
    return MeanShape(a, normal, ecc, math.degrees(math.acos(cosine)), math.degrees(raan) % 360.0)
