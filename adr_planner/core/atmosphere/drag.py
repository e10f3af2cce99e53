"""Drag: the atmosphere of any solar activity as one smooth formula, its deceleration, and the fall of an orbit.

NRLMSISE-00, mean over the sphere and the year, fitted by polynomials of degree 7 in altitude and 2 in activity: within
2.5 % of it in the mean, 9 % at worst (``studies/air_formula.py``). A table has corners, and no two integrators agree in
passing them.
"""

from __future__ import annotations

import numpy as np

from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel

__all__ = [
    "BY_ACTIVITY",
    "BY_ACTIVITY_SQUARED",
    "HALF_WIDTH",
    "LOG_DENSITY",
    "MIDDLE",
    "SPIN",
    "air_density",
    "dragged",
    "fall",
]

MIDDLE, HALF_WIDTH = 850e3, 650e3
"""The formula holds from 200 to 1500 km [m]; outside, the density stays what it is at the nearer end."""
LOG_DENSITY = (-32.2067, -5.4169, 4.88818, -1.29291, -3.02104, 1.32339, 1.84531, -1.12455)
"""ln(density / (kg/m3)) = sum c_k x^k with x = (altitude - `MIDDLE`) / `HALF_WIDTH`, at activity 0."""
BY_ACTIVITY = (1.3409, -1.46522, -0.553056, 4.41217, -0.653808, -4.6519, 0.428418, 1.93968)
BY_ACTIVITY_SQUARED = (-0.0879481, 0.687053, -0.943874, -2.07561, 2.00587, 2.29411, -1.06313, -0.93647)
"""What an activity s adds: s times the one and s squared times the other polynomial."""
_OVAL = 0.02
"""Eccentricity beyond which one scale height does not do for a whole orbit."""
_AROUND = 24
"""Points on half an orbit along which the air is summed: twice as many change the fall by less than 1e-4."""
SPIN = 7.2921159e-5
"""Rotation of the air with the Earth [rad/s] (IERS Conventions 2010: the mean rate of the Earth)."""


@kernel(inline="always")
def _log_density(altitude: float, activity: float) -> tuple[float, float]:
    """Return the logarithm of the density in kg/m3 and its slope over altitude [1/m]."""
    x = min(max((altitude - MIDDLE) / HALF_WIDTH, -1.0), 1.0)
    value, slope = 0.0, 0.0
    for k in range(len(LOG_DENSITY) - 1, -1, -1):
        slope = slope * x + value
        value = value * x + (LOG_DENSITY[k] + activity * (BY_ACTIVITY[k] + activity * BY_ACTIVITY_SQUARED[k]))
    return value, slope / HALF_WIDTH


@kernel
def air_density(altitude: float, activity: float = 0.0) -> float:
    """Return the density of the air [kg/m3].

    Parameters
    ----------
    altitude : float
        Height above the equatorial radius [m].
    activity : float
        Of the Sun, see `space_weather.Activity`: 0 for a flux of 140.

    Examples
    --------
    >>> [f"{air_density(h):.2e}" for h in (400e3, 600e3, 840e3)]
    ['3.78e-12', '1.71e-13', '1.12e-14']
    """
    value, _ = _log_density(altitude, activity)
    return float(np.exp(value))


@kernel(inline="always")
def dragged(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, axis: tuple[float, float, float], activity: float,
    gravity: Gravity,
) -> tuple[float, float, float]:  # fmt: skip
    """Return the acceleration by drag [m/s2] at a position [m] and velocity [m/s], in air that turns about an axis."""
    value, _ = _log_density(np.sqrt(x * x + y * y + z * z) - gravity.radius, activity)
    px, py, pz = axis
    wx, wy, wz = vx - SPIN * (py * z - pz * y), vy - SPIN * (pz * x - px * z), vz - SPIN * (px * y - py * x)
    deceleration = -0.5 * gravity.drag * np.exp(value) * np.sqrt(wx * wx + wy * wy + wz * wz)
    return deceleration * wx, deceleration * wy, deceleration * wz


@kernel
def _fall_along(a: float, ecc: float, inc: float, activity: float, gravity: Gravity) -> tuple[float, float]:
    """Return what `fall` does, from the drag summed along an ellipse (King-Hele 1987, equations 4.13 and 4.14).

    The mean radius differs from the ellipse's by what J2 adds to it, averaged over a turn of the perigee.
    """
    cosine = np.cos(inc)
    above = 0.75 * gravity.j2 * gravity.radius * gravity.radius / a * (1.0 - 3.0 * cosine * cosine) - gravity.radius
    falls, rounds = 0.0, 0.0
    for k in range(_AROUND):
        place = np.cos(np.pi * (k + 0.5) / _AROUND)
        value, _ = _log_density(a * (1.0 - ecc * place) + above, activity)
        pull = np.exp(value) * np.sqrt((1.0 + ecc * place) / (1.0 - ecc * place))
        falls += pull * (1.0 + ecc * place)
        rounds += pull * (place + ecc)
    speed = np.sqrt(gravity.mu / a)
    turn = SPIN * a / speed
    wind = (1.0 - turn * cosine) ** 2 + 0.25 * turn * turn * (1.0 - cosine * cosine)
    scale = gravity.drag * wind * speed * a / _AROUND
    falls, rounds = scale * falls, scale * rounds
    return float(falls), float(0.5 * falls * a * ecc / (rounds - ecc * falls))


@kernel
def fall(a: float, ecc: float, inc: float, activity: float, gravity: Gravity) -> tuple[float, float]:
    """Return how fast a mean orbit falls, and over what height the air thins by e.

    Parameters
    ----------
    a, ecc, inc : float
        Mean semi-major axis [m], eccentricity and inclination [rad].
    activity : float
        Of the Sun, see `space_weather.Activity`.
    gravity : Gravity
        Constants of the field, with the drag of the body.

    Returns
    -------
    speed : float
        Fall of the semi-major axis [m/s], positive.
    scale_height : float
        [m]. The logarithm of the eccentricity shrinks by half the fall over it.

    Notes
    -----
    King-Hele (Satellite Orbits in an Atmosphere, 1987, chapters 3 and 4): the drag of a circular orbit in turning air,
    times I0(a e / H). Beyond an eccentricity of 0.02 the air along the orbit is summed instead
    (`_fall_along`). The mean radius differs from `a`, and swings twice a revolution, by J2 (Kozai 1959). Averaged
    over a turn of the perigee, which takes months.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> speed, height = fall(EGM96.radius + 600e3, 0.001, 1.7, 0.0, EGM96._replace(drag=0.022))
    >>> round(speed * 86400.0), round(height / 1e3)  # metres a day, km
    (16, 72)
    """
    if ecc > _OVAL:
        return _fall_along(a, ecc, inc, activity, gravity)
    c2 = np.cos(inc) ** 2
    swell = gravity.j2 * gravity.radius * gravity.radius / (4.0 * a)
    value, slope = _log_density(a + 3.0 * swell * (1.0 - 3.0 * c2) - gravity.radius, activity)
    thins = max(-slope, 1e-6)
    # What J3 adds to the mean eccentricity, squared and averaged over a turn of the perigee.
    lopsided = 0.25 * (gravity.j3 / gravity.j2 * gravity.radius / a) ** 2 * (1.0 - c2)
    ellipse = 0.25 * (a * thins) ** 2 * (ecc * ecc + lopsided)
    oval = 0.25 * (swell * (1.0 - c2) * thins) ** 2
    # I0 as its series: within 1 % up to eccentricities of 0.02 at 500 km.
    swings = 1.0 + ellipse * (1.0 + ellipse * (0.25 + ellipse / 36.0)) + oval
    speed = np.sqrt(gravity.mu / a)
    turn = SPIN * a / speed
    wind = (1.0 - turn * np.cos(inc)) ** 2 + 0.25 * turn * turn * (1.0 - c2)
    return float(gravity.drag * np.exp(value) * swings * wind * speed * a), float(1.0 / thins)
