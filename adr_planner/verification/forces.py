"""The judge's own forces: zonal gravity of any degree about any pole, Sun and Moon, drag.

Nothing here is shared with the planner: gravity comes from Legendre recursion in vector form, not from the
planner's expanded J2-J4 formulas.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["EGM96_ZONALS", "OWN_AIR", "accelerate", "declared_density", "density", "moon", "other_bodies", "sun"]

Array = NDArray[np.float64]

EGM96_ZONALS = np.array([1.08262668355e-3, -2.53265648533e-6, -1.61962159137e-6, -2.27296082869e-7, 5.40681239107e-7])
"""J2 to J6 of EGM96, unnormalised (Lemoine et al., NASA/TP-1998-206861)."""
_MU_SUN = 1.32712440018e20
_MU_MOON = 4.902800066e12
_EARTH_SPIN = 7.2921159e-5
"""Rotation of the atmosphere with the Earth [rad/s]."""

_ALTITUDES = np.array([100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000.0]) * 1e3
_DENSITIES = np.array(
    [5.297e-7, 2.070e-9, 2.789e-10, 7.248e-11, 2.418e-11, 9.518e-12, 3.725e-12, 1.585e-12, 6.967e-13,
     1.454e-13, 3.614e-14, 1.170e-14, 5.245e-15, 3.019e-15]
)  # fmt: skip
"""Static atmosphere: Vallado, Fundamentals of Astrodynamics, 4th ed., table 8-4 (CIRA-72), [m], [kg/m3]."""
_LOG_DENSITIES = np.log(_DENSITIES)
OWN_AIR = np.empty(0)
"""In the place of a declared atmosphere: the static one above."""


@kernel
def density(altitude: float) -> float:
    """Return air density [kg/m3] at an altitude [m], exponential between the table's heights."""
    if altitude >= _ALTITUDES[-1]:
        return _DENSITIES[-1]
    k = 0
    while altitude >= _ALTITUDES[k + 1]:
        k += 1
    part = (altitude - _ALTITUDES[k]) / (_ALTITUDES[k + 1] - _ALTITUDES[k])
    return np.exp(_LOG_DENSITIES[k] + part * (_LOG_DENSITIES[k + 1] - _LOG_DENSITIES[k]))


@kernel
def declared_density(altitude: float, air: Array) -> float:
    """Return air density [kg/m3] at an altitude [m] as a document declares it.

    Parameters
    ----------
    altitude : float
        Above the equatorial radius [m].
    air : ndarray
        Middle and half-width of the altitudes the declaration holds for [m], then the coefficients of ln(density).
    """
    x = (altitude - air[0]) / air[1]
    x = min(max(x, -1.0), 1.0)
    total, power = 0.0, 1.0
    for k in range(2, air.size):
        total += air[k] * power
        power *= x
    return np.exp(total)


@kernel
def sun(days: float) -> Array:
    """Return the Sun's position [m], equator of date, good to 0.01 deg.

    Parameters
    ----------
    days : float
        Days since J2000 (Astronomical Almanac, low-precision series, section C).
    """
    g = np.radians(357.528 + 0.9856003 * days)
    longitude = np.radians(280.460 + 0.9856474 * days + 1.915 * np.sin(g) + 0.020 * np.sin(2.0 * g))
    obliquity = np.radians(23.439 - 4e-7 * days)
    distance = (1.00014 - 0.01671 * np.cos(g) - 0.00014 * np.cos(2.0 * g)) * 1.495978707e11
    sine = np.sin(longitude)
    return distance * np.array([np.cos(longitude), np.cos(obliquity) * sine, np.sin(obliquity) * sine])


@kernel
def moon(days: float) -> Array:
    """Return the Moon's position [m], equator of date, good to 0.3 deg (Astronomical Almanac, section D)."""
    t = days / 36525.0
    longitude = np.radians(
        218.32
        + 481267.881 * t
        + 6.29 * np.sin(np.radians(135.0 + 477198.87 * t))
        - 1.27 * np.sin(np.radians(259.3 - 413335.36 * t))
        + 0.66 * np.sin(np.radians(235.7 + 890534.22 * t))
        + 0.21 * np.sin(np.radians(269.9 + 954397.74 * t))
        - 0.19 * np.sin(np.radians(357.5 + 35999.05 * t))
        - 0.11 * np.sin(np.radians(186.5 + 966404.03 * t))
    )
    latitude = np.radians(
        5.13 * np.sin(np.radians(93.3 + 483202.02 * t))
        + 0.28 * np.sin(np.radians(228.2 + 960400.89 * t))
        - 0.28 * np.sin(np.radians(318.3 + 6003.15 * t))
        - 0.17 * np.sin(np.radians(217.6 - 407332.21 * t))
    )
    parallax = np.radians(
        0.9508
        + 0.0518 * np.cos(np.radians(135.0 + 477198.87 * t))
        + 0.0095 * np.cos(np.radians(259.3 - 413335.36 * t))
        + 0.0078 * np.cos(np.radians(235.7 + 890534.22 * t))
        + 0.0028 * np.cos(np.radians(269.9 + 954397.74 * t))
    )
    distance = 6378137.0 / np.sin(parallax)
    obliquity = np.radians(23.439 - 4e-7 * days)
    x = np.cos(latitude) * np.cos(longitude)
    y = np.cos(latitude) * np.sin(longitude)
    z = np.sin(latitude)
    return distance * np.array(
        [x, np.cos(obliquity) * y - np.sin(obliquity) * z, np.sin(obliquity) * y + np.cos(obliquity) * z]
    )


@kernel
def accelerate(
    state: Array,
    mu: float,
    radius: float,
    zonals: Array,
    pole: Array,
    drag: float,
    air: Array,
    bodies: Array,
    rate: Array,
) -> None:
    """Write the rate of change of a state into `rate`.

    Parameters
    ----------
    state : ndarray, shape (6,)
        Position [m] and velocity [m/s] in GCRF.
    mu, radius : float
        Of the Earth [m3/s2], [m].
    zonals : ndarray
        J2, J3, ...
    pole : ndarray, shape (3,)
        Axis of the zonal field.
    drag : float
        Cd A / m [m2/kg]; zero for none.
    air : ndarray
        Declared atmosphere, see `declared_density`; `OWN_AIR` for the judge's own.
    bodies : ndarray, shape (k, 4)
        Positions [m] and gravitational parameters [m3/s2] of other bodies; none for k = 0.
    rate : ndarray, shape (6,)
        Velocity [m/s] and acceleration [m/s2], written here.

    Notes
    -----
    The zonal part is the gradient of mu/r (1 - sum J_n (R/r)^n P_n(s)) with s the sine of the latitude, in
    vector form: along r and along the pole, whatever the frame.
    """
    x, y, z = state[0], state[1], state[2]
    r = np.sqrt(x * x + y * y + z * z)
    s = (x * pole[0] + y * pole[1] + z * pole[2]) / r
    along_r, along_pole = 1.0, 0.0
    before, here = 1.0, s
    slope_before, slope = 0.0, 1.0
    ratio = radius / r
    power = ratio
    for k in range(zonals.size):
        n = k + 2
        legendre = ((2.0 * n - 1.0) * s * here - (n - 1.0) * before) / n
        derivative = slope_before + (2.0 * n - 1.0) * here
        before, here = here, legendre
        slope_before, slope = slope, derivative
        power *= ratio
        along_pole -= zonals[k] * power * derivative
        along_r -= zonals[k] * power * ((n + 1.0) * legendre + s * derivative)
    pull = mu / (r * r)
    for c in range(3):
        rate[c] = state[3 + c]
        rate[3 + c] = pull * (along_pole * pole[c] - along_r * state[c] / r)
    for k in range(bodies.shape[0]):
        tx, ty, tz = bodies[k, 0] - x, bodies[k, 1] - y, bodies[k, 2] - z
        near = bodies[k, 3] / (tx * tx + ty * ty + tz * tz) ** 1.5
        far = bodies[k, 3] / (bodies[k, 0] ** 2 + bodies[k, 1] ** 2 + bodies[k, 2] ** 2) ** 1.5
        rate[3] += near * tx - far * bodies[k, 0]
        rate[4] += near * ty - far * bodies[k, 1]
        rate[5] += near * tz - far * bodies[k, 2]
    if drag > 0.0:
        wx = state[3] - _EARTH_SPIN * (pole[1] * z - pole[2] * y)
        wy = state[4] - _EARTH_SPIN * (pole[2] * x - pole[0] * z)
        wz = state[5] - _EARTH_SPIN * (pole[0] * y - pole[1] * x)
        thick = declared_density(r - radius, air) if air.size else density(r - radius)
        brake = 0.5 * thick * drag * np.sqrt(wx * wx + wy * wy + wz * wz)
        rate[3] -= brake * wx
        rate[4] -= brake * wy
        rate[5] -= brake * wz


@kernel
def other_bodies(days: float) -> Array:
    """Return Sun and Moon as `accelerate` takes them, shape (2, 4)."""
    bodies = np.empty((2, 4))
    bodies[0, :3], bodies[0, 3] = sun(days), _MU_SUN
    bodies[1, :3], bodies[1, 3] = moon(days), _MU_MOON
    return bodies
