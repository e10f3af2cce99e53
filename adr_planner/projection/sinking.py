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

from adr_planner.core.atmosphere.decay import quadrature
from adr_planner.core.atmosphere.density import density
from adr_planner.core.atmosphere.drag import BY_ACTIVITY, BY_ACTIVITY_SQUARED, HALF_WIDTH, MIDDLE
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.projection.descent import Air, descended
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT, REENTRY
from adr_planner.risk.collisions.shells import EDGES
from adr_planner.space_weather import MIDDLE_F107, WIDTH_F107

__all__ = ["CYCLES", "Sun", "Way", "descents", "fall", "shell_presence", "shell_transport"]

Array = NDArray[np.float64]
Sun = Literal["weak", "mean", "strong"]

CYCLES: dict[Sun, tuple[float, float]] = {"weak": (70.0, 145.0), "mean": (70.0, 190.0), "strong": (70.0, 245.0)}
"""Least and most solar flux of a cycle [sfu], smoothed: cycle 24, the cycle of `core.atmosphere`, cycle 19."""

_GRID = np.append(np.arange(100e3, 2100e3, 1e3), 40000e3)
_RULE = quadrature(12)
_CELLS = 10
"""Parts of a shell that sink each as one."""
_CELL_EDGES = np.linspace(EDGES[0], EDGES[-1], (EDGES.size - 1) * _CELLS + 1)


@lru_cache(maxsize=3)
def _air(sun: Sun) -> Air:
    """Return the mean air of a cycle."""
    ratio = _cycle_mean(sun) / _cycle_mean("mean")
    log_density = np.log(density(_GRID, "mean") * ratio)
    return Air(_GRID, log_density, -np.gradient(log_density, _GRID))


def _cycle_mean(sun: Sun) -> Array:
    """Return the density over a cycle whose flux swings as a sine, relative to that at a flux of 140."""
    least, most = CYCLES[sun]
    phase = (np.arange(48) + 0.5) / 48.0 * np.pi
    activity = (0.5 * (least + most) - 0.5 * (most - least) * np.cos(phase) - MIDDLE_F107) / WIDTH_F107
    x = np.clip((_GRID - MIDDLE) / HALF_WIDTH, -1.0, 1.0)
    linear, square = (_polynomial(x, c) for c in (BY_ACTIVITY, BY_ACTIVITY_SQUARED))
    return np.asarray(np.exp(np.outer(activity, linear) + np.outer(activity**2, square)).mean(axis=0))


def _polynomial(x: Array, coefficients: tuple[float, ...]) -> Array:
    """Return a polynomial of these coefficients, the constant first."""
    value = np.zeros(x.shape)
    for one in reversed(coefficients):
        value = value * x + one
    return value


@dataclass(frozen=True, slots=True)
class Way:
    """Where each object is at some times, and when it is gone.

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
    See `descent`.
    """
    floor, drag = EARTH_RADIUS + REENTRY, DRAG_COEFFICIENT * area_to_mass
    told = np.maximum(times[:, None] - start, 0.0) * drag
    lows, highs, clock = descended(perigee, apogee, told, floor, _air(sun), _RULE)
    gone = clock / drag + np.where(clock > 0.0, start, 0.0)
    below = times[:, None] >= gone
    lows[below] = highs[below] = floor
    return Way(lows, highs, gone)


def fall(area_to_mass: float, sun: Sun) -> tuple[Array, Array]:
    """Return altitudes [m] and the time from each to re-entry on circular orbits [s].

    Parameters
    ----------
    area_to_mass : float
        Mean cross-section over mass [m2/kg].
    sun : {"weak", "mean", "strong"}
        Whose air.
    """
    fine = np.linspace(REENTRY, EDGES[-1], 19001)
    air = np.exp(np.interp(fine, _GRID, _air(sun).log_density))
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
