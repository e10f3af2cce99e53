"""How the catalogue and new fragments sink, year after year, under a weak, a mean or a strong Sun.

A Sun is a solar cycle, and the air of a cycle is the time-mean of its density: over decades an orbit sinks by that
mean, whatever the phase. So one reduced time, C_D A / m times the time, tells where on its way down an orbit is, and a
projection's steps need not resolve the fall.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere import density
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.core.decay import quadrature
from adr_planner.core.drag import BY_ACTIVITY, BY_ACTIVITY_SQUARED, HALF_WIDTH, MIDDLE
from adr_planner.risk.lifetime import DRAG_COEFFICIENT
from adr_planner.risk.shells import EDGES
from adr_planner.space_weather import MIDDLE_F107, WIDTH_F107

__all__ = ["CYCLES", "Sun", "Way", "descents", "fall", "shell_presence", "shell_transport"]

Array = NDArray[np.float64]
Sun = Literal["weak", "mean", "strong"]

CYCLES: dict[Sun, tuple[float, float]] = {"weak": (70.0, 145.0), "mean": (70.0, 190.0), "strong": (70.0, 245.0)}
"""Least and most solar flux of a cycle [sfu], smoothed: cycle 24, the cycle of `core.atmosphere`, cycle 19."""

_GRID = np.append(np.arange(100e3, 2100e3, 1e3), 40000e3)
_REENTRY = 100e3
_RULE = quadrature(12)
_CELLS = 10
"""Parts of a shell that sink each as one."""
_CELL_EDGES = np.linspace(EDGES[0], EDGES[-1], (EDGES.size - 1) * _CELLS + 1)
_SCALE_HEIGHTS_PER_STEP = 0.5
_ECCENTRIC_STEP = 0.1


@lru_cache(maxsize=3)
def _log_air(sun: Sun) -> Array:
    """Return the logarithm of the mean density of a cycle on the grid."""
    ratio = _cycle_mean(sun) / _cycle_mean("mean")
    return np.asarray(np.log(density(_GRID, "mean") * ratio))


def _cycle_mean(sun: Sun) -> Array:
    """Return the density over a cycle whose flux swings as a sine, relative to that at a flux of 140."""
    least, most = CYCLES[sun]
    phase = (np.arange(48) + 0.5) / 48.0 * np.pi
    activity = (0.5 * (least + most) - 0.5 * (most - least) * np.cos(phase) - MIDDLE_F107) / WIDTH_F107
    x = np.clip((_GRID - MIDDLE) / HALF_WIDTH, -1.0, 1.0)
    linear, square = (np.polynomial.polynomial.polyval(x, c) for c in (BY_ACTIVITY, BY_ACTIVITY_SQUARED))
    return np.asarray(np.exp(np.outer(activity, linear) + np.outer(activity**2, square)).mean(axis=0))


@dataclass(frozen=True, slots=True)
class Way:
    """Hold where each object is at some times, and when it is gone.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (times, n)
        Radii [m]; those of re-entry for what is gone.
    gone : ndarray, shape (n,)
        Re-entry [s], infinite if it is after the last of the times.
    """

    perigee: Array
    apogee: Array
    gone: Array


def descents(perigee: Array, apogee: Array, area_to_mass: Array, times: Array, sun: Sun, start: Array) -> Way:
    """Return the way down of many orbits.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (n,)
        Radii [m].
    area_to_mass : ndarray, shape (n,)
        Mean cross-section over mass [m2/kg].
    times : ndarray, shape (t,)
        When to tell, increasing [s].
    sun : {"weak", "mean", "strong"}
        Whose air.
    start : ndarray, shape (n,)
        When each begins to sink [s]; until then it is kept up.

    Returns
    -------
    Way

    Notes
    -----
    Runge-Kutta steps of order 2 down in apogee (see `core.decay`, whose rates these are), half a scale height or a
    tenth of the height difference each; between them the apogee is the cubic that has the rates at both ends.
    """
    floor = EARTH_RADIUS + _REENTRY
    air, drag = _log_air(sun), DRAG_COEFFICIENT * area_to_mass
    told = np.maximum(times[:, None] - start, 0.0) * drag  # reduced times asked for
    low, high = np.minimum(perigee, apogee), np.array(apogee, dtype=float)
    lows, highs = np.tile(low, (times.size, 1)), np.tile(high, (times.size, 1))
    gone, clock = np.full(low.size, np.inf), np.zeros(low.size)
    active = np.flatnonzero(low > floor)
    lows[:, low <= floor] = highs[:, low <= floor] = floor
    gone[low <= floor] = 0.0
    slope, slowness = _rates(low[active], high[active], air)
    while active.size:
        p, q, t = low[active], high[active], clock[active]
        step = np.minimum(np.maximum(_SCALE_HEIGHTS_PER_STEP * _height(p, air), _ECCENTRIC_STEP * (q - p)), q - floor)
        middle_slope, middle_slowness = _rates(p - 0.5 * step * slope, q - 0.5 * step, air)
        new_q = q - step
        new_p = np.minimum(p - step * middle_slope, new_q)
        new_slope, new_slowness = _rates(new_p, new_q, air)
        spent = step * (slowness + 4.0 * middle_slowness + new_slowness) / 6.0
        for k in range(times.size):
            wanted = told[k, active]
            here = np.flatnonzero((wanted > t) & (wanted <= t + spent))
            if here.size:
                share = _inverse((wanted[here] - t[here]) / spent[here], *(
                    step[here] * s[here] / spent[here] for s in (slowness, new_slowness)
                ))  # fmt: skip
                highs[k, active[here]] = q[here] - share * step[here]
                lows[k, active[here]] = p[here] - share * (p[here] - new_p[here])
        low[active], high[active], clock[active] = new_p, new_q, t + spent
        ended = new_p <= floor + 1.0
        gone[active[ended]] = clock[active[ended]] / drag[active[ended]] + start[active[ended]]
        going = ~ended & (clock[active] < told[-1, active])
        active, slope, slowness = active[going], new_slope[going], new_slowness[going]
    below = times[:, None] >= gone
    lows[below] = highs[below] = floor
    return Way(lows, highs, gone)


def _inverse(passed: Array, at_start: Array, at_end: Array) -> Array:
    """Return the share of a step that a share of its time has gone, from the cubic of time over the way."""
    share = passed.copy()
    for _ in range(4):  # Newton; the cubic increases and is near a straight line
        cubic = (at_start + at_end - 2.0) * share**3 + (3.0 - 2.0 * at_start - at_end) * share**2 + at_start * share
        rate = 3.0 * (at_start + at_end - 2.0) * share**2 + 2.0 * (3.0 - 2.0 * at_start - at_end) * share + at_start
        share = np.clip(share - (cubic - passed) / np.maximum(rate, 1e-3), 0.0, 1.0)
    return np.asarray(share)


def _height(radius: Array, air: Array) -> Array:
    """Return the height over which the air thins by e [m]."""
    fall = -np.gradient(air, _GRID)
    return np.asarray(1.0 / np.interp(radius - EARTH_RADIUS, _GRID, fall))


def _rates(perigee: Array, apogee: Array, air: Array) -> tuple[Array, Array]:
    """Return d(perigee)/d(apogee) and d(reduced time)/d(-apogee) on the way down; see `core.decay`."""
    low = np.minimum(perigee, apogee)
    a, ecc = 0.5 * (low + apogee), (apogee - low) / (apogee + low)
    wobble = ecc[:, None] * _RULE.cosine
    rho = np.exp(np.interp(a[:, None] * (1.0 - wobble) - EARTH_RADIUS, _GRID, air))
    drag = rho * np.sqrt((1.0 + wobble) / (1.0 - wobble)) * _RULE.weight
    down, up = drag @ (1.0 - _RULE.cosine), drag @ (1.0 + _RULE.cosine)
    return (1.0 - ecc) * down / ((1.0 + ecc) * up), 1.0 / (np.sqrt(EARTH_MU * a) * (1.0 + ecc) * up)


def fall(area_to_mass: float, sun: Sun) -> tuple[Array, Array]:
    """Return altitudes [m] and the time from each to re-entry on circular orbits [s].

    Parameters
    ----------
    area_to_mass : float
        Mean cross-section over mass [m2/kg].
    sun : {"weak", "mean", "strong"}
        Whose air.
    """
    fine = np.linspace(_REENTRY, EDGES[-1], 19001)
    air = np.exp(np.interp(fine, _GRID, _log_air(sun)))
    slowness = 1.0 / (DRAG_COEFFICIENT * area_to_mass * air * np.sqrt(EARTH_MU * (EARTH_RADIUS + fine)))
    return fine, np.concatenate([[0.0], np.cumsum(0.5 * (slowness[1:] + slowness[:-1]) * np.diff(fine))])


def shell_transport(area_to_mass: float, duration: float, sun: Sun) -> Array:
    """Return where what circles in each shell is after some time.

    Parameters
    ----------
    area_to_mass : float
        Mean cross-section over mass [m2/kg].
    duration : float
        Time [s].
    sun : {"weak", "mean", "strong"}
        Whose air.

    Returns
    -------
    ndarray, shape (180, 180)
        Share of what was in the shell of the column that is in the shell of the row; what is below 200 km is gone.

    Examples
    --------
    >>> after = shell_transport(0.1, 3.15576e8, "mean")  # ten years
    >>> [round(float(after[:, shell].sum()), 3) for shell in (30, 50, 80)]  # of what was at 505, 705 and 1,005 km
    [0.0, 0.0, 1.0]
    """
    fine, clock = fall(area_to_mass, sun)
    landed = np.interp(np.interp(_CELL_EDGES, fine, clock) - duration, clock, fine)  # what is gone lies at re-entry
    width = np.maximum(np.diff(landed), 1e-6)
    below = np.clip((EDGES[:, None] - landed[:-1]) / width, 0.0, 1.0)
    return np.asarray(np.diff(below, axis=0).reshape(EDGES.size - 1, -1, _CELLS).mean(axis=2))


def shell_presence(area_to_mass: float, duration: float, sun: Sun) -> tuple[Array, Array]:
    """Return which share of some time is spent up: by what is there at its start, and by what comes during it.

    Parameters
    ----------
    area_to_mass : float
        Mean cross-section over mass [m2/kg].
    duration : float
        Time [s]; what comes does so at a steady rate.
    sun : {"weak", "mean", "strong"}
        Whose air.

    Returns
    -------
    tuple of ndarray, shape (180,)
        By shell: 1 and 1/2 where all outlast the time.
    """
    fine, clock = fall(area_to_mass, sun)
    middles = 0.5 * (_CELL_EDGES[:-1] + _CELL_EDGES[1:])
    lasts = np.interp(middles, fine, clock) - np.interp(EDGES[0], fine, clock)
    share = np.minimum(lasts / duration, 1.0).reshape(-1, _CELLS)
    return share.mean(axis=1), (share - 0.5 * share**2).mean(axis=1)
