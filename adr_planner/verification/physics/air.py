"""The air: as a document declares it, and the verifier's own, which swells and sinks with the Sun's activity.

The verifier's own is CIRA-72 as tabulated for an exosphere of 1000 K. Above the turbopause every gas lies in layers of
its own, which depend on the height through the integral of g / T alone; so the air under another temperature is that of
the table at the height where this integral is the same, rarefied by the ratio of temperatures (Jacchia, SAO Special
Report 332, 1971; Bates, Proceedings of the Royal Society A 253, 1959, for the temperatures in between).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["Air", "air_at", "air_density", "density", "log_density", "own_air"]

Array = NDArray[np.float64]

EARTH_SPIN = 7.2921159e-5
"""Rotation of the air with the Earth [rad/s]."""
_ALTITUDES = np.array([100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000.0]) * 1e3
_DENSITIES = np.array(
    [5.297e-7, 2.070e-9, 2.789e-10, 7.248e-11, 2.418e-11, 9.518e-12, 3.725e-12, 1.585e-12, 6.967e-13,
     1.454e-13, 3.614e-14, 1.170e-14, 5.245e-15, 3.019e-15]
)  # fmt: skip
"""Mean atmosphere: Vallado, Fundamentals of Astrodynamics, 4th ed., table 8-4 (CIRA-72), [m], [kg/m3]."""
_LOG_DENSITIES = np.log(_DENSITIES)

_TABLE_K, _KELVIN = 1000.0, 70.0 * 3.24 * 1.15
"""Temperature of the exosphere in the table, and what a unit of activity, 70 units of flux, adds: 3.24 K for each at
night (Jacchia 1971, equation 14), by day 1.3 times as warm [K]."""
_COLDEST = 500.0
_BASE, _BASE_K, _BATES = 120e3, 380.0, 0.02e-3
"""Where the gases begin to part [m], how warm it is there [K], and how fast it warms above it [1/m]."""
_EARTH = 6356.8e3
_LOW, _HIGH, _DEGREE = 150e3, 1500e3, 8
_ACTIVITIES = np.linspace(-1.2, 1.8, 13)


class Air(NamedTuple):
    """An atmosphere: ln(density) a polynomial in altitude, its coefficients quadratic in the Sun's activity.

    Attributes
    ----------
    middle, half : float
        Middle and half-width of the altitudes it holds for [m]; the argument runs from -1 to 1 and is held at the ends.
    powers : ndarray, shape (3, n)
        Coefficients of ln(density / (kg/m3)): at activity 0, by activity, by its square.
    activity : ndarray, shape (k, 2)
        Days since J2000 (TAI) and activity, joined by straight lines; empty for an activity of 0.
    spin : float
        How fast it turns about the pole [rad/s].
    """

    middle: float
    half: float
    powers: Array
    activity: Array
    spin: float


@kernel
def density(altitude: float) -> float:
    """Return air density [kg/m3] of the table at an altitude [m], exponential between its heights."""
    if altitude >= _ALTITUDES[-1]:
        return _DENSITIES[-1]
    k = 0
    while altitude >= _ALTITUDES[k + 1]:
        k += 1
    part = (altitude - _ALTITUDES[k]) / (_ALTITUDES[k + 1] - _ALTITUDES[k])
    return np.exp(_LOG_DENSITIES[k] + part * (_LOG_DENSITIES[k + 1] - _LOG_DENSITIES[k]))


@kernel
def air_at(days: float, air: Air, row: Array) -> None:
    """Write the coefficients of ln(density) at a time into `row`."""
    rows = air.activity.shape[0]
    s = 0.0
    if rows:
        s = air.activity[rows - 1, 1]
        if days < air.activity[rows - 1, 0]:
            k = np.searchsorted(air.activity[:, 0], days)
            s = air.activity[k, 1]
            if k > 0:
                before, after = air.activity[k - 1], air.activity[k]
                s = before[1] + (after[1] - before[1]) * (days - before[0]) / (after[0] - before[0])
    for c in range(row.size):
        row[c] = air.powers[0, c] + s * (air.powers[1, c] + s * air.powers[2, c])


@kernel
def air_density(altitude: float, air: Air, row: Array) -> float:
    """Return density [kg/m3] at an altitude [m], by the coefficients of a time."""
    x = min(max((altitude - air.middle) / air.half, -1.0), 1.0)
    total = 0.0
    for c in range(row.size - 1, -1, -1):
        total = total * x + row[c]
    return np.exp(total)


def log_density(altitude: Array, activity: float) -> Array:
    """Return ln(density / (kg/m3)) of the verifier's own air.

    Parameters
    ----------
    altitude : ndarray
        Heights [m], 120 to 1500 km.
    activity : float
        Of the Sun: 0 for a mean flux of 140, 1 for 210.

    Examples
    --------
    >>> quiet, mean, active = (float(np.exp(log_density(np.array([600e3]), s))[0]) for s in (-1.0, 0.0, 1.0))
    >>> f"{mean:.2e}", round(mean / quiet), round(active / mean, 1)
    ('1.45e-13', 8, 4.2)
    """
    exosphere = max(_TABLE_K + _KELVIN * activity, _COLDEST)
    heights = np.arange(_BASE, 4000e3, 1e3)
    table, depth = _profile(heights, _TABLE_K)
    warm, warm_depth = _profile(heights, exosphere)
    alike = np.interp(np.interp(altitude, heights, warm_depth), depth, heights)
    ratio = np.interp(alike, heights, table) / np.interp(altitude, heights, warm)
    return _tabulated(alike) + np.log(ratio)


def _profile(heights: Array, exosphere: float) -> tuple[Array, Array]:
    """Return temperatures [K], and the integral of g / T from the base up, in metres of surface gravity per kelvin."""
    temperature = exosphere - (exosphere - _BASE_K) * np.exp(-_BATES * (heights - _BASE))
    fall = (_EARTH / (_EARTH + heights)) ** 2 / temperature
    depth = np.concatenate([[0.0], np.cumsum(0.5 * (fall[1:] + fall[:-1]) * np.diff(heights))])
    return temperature, depth


def _tabulated(altitude: Array) -> Array:
    """Return ln(density) of the table, going on above it as it ends."""
    inside = np.interp(altitude, _ALTITUDES, _LOG_DENSITIES)
    slope = (_LOG_DENSITIES[-1] - _LOG_DENSITIES[-2]) / (_ALTITUDES[-1] - _ALTITUDES[-2])
    return inside + slope * np.maximum(altitude - _ALTITUDES[-1], 0.0)


@cache
def _own_powers() -> Array:
    """Fit polynomials to the verifier's own air: flights want it smooth."""
    heights = np.linspace(_LOW, _HIGH, 109)
    x = (2.0 * heights - _LOW - _HIGH) / (_HIGH - _LOW)
    powers = np.vander(x, _DEGREE + 1, increasing=True)
    rows = np.vstack([np.hstack([powers, s * powers, s * s * powers]) for s in _ACTIVITIES])
    wanted = np.concatenate([log_density(heights, s) for s in _ACTIVITIES])
    return _fitted(rows, wanted).reshape(3, -1)


def _fitted(rows: Array, wanted: Array) -> Array:
    """Return the coefficients of least squares, by the steps of Gram and Schmidt: the same bits on any processor."""
    columns, rest, count = rows.T.copy(), wanted.copy(), rows.shape[1]
    triangle, goal = np.eye(count), np.zeros(count)
    for k in range(count):
        triangle[k, k] = np.sqrt(np.sum(columns[k] ** 2))
        columns[k] /= triangle[k, k]
        triangle[k, k + 1 :] = np.sum(columns[k] * columns[k + 1 :], axis=1)
        columns[k + 1 :] -= triangle[k, k + 1 :, None] * columns[k]
        goal[k] = np.sum(columns[k] * rest)
        rest -= goal[k] * columns[k]
    found = np.zeros(count)
    for k in range(count - 1, -1, -1):
        found[k] = (goal[k] - np.sum(triangle[k, k + 1 :] * found[k + 1 :])) / triangle[k, k]
    return found


def own_air(activity: Array) -> Air:
    """Return the verifier's own air under the Sun of some dates.

    Parameters
    ----------
    activity : ndarray, shape (k, 2)
        Days since J2000 (TAI) and activity.
    """
    return Air(0.5 * (_LOW + _HIGH), 0.5 * (_HIGH - _LOW), _own_powers(), activity, EARTH_SPIN)
