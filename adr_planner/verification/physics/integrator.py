"""The verifier's own flights: without burns, through a field, from one state to another."""

from __future__ import annotations

from dataclasses import dataclass

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.cowell import ORDER, march
from adr_planner.verification.physics.extrapolation import LONGEST, fly
from adr_planner.verification.physics.forces import Field

__all__ = ["ROUGH", "STEP", "Point", "coast", "lowest_altitude", "track"]

Array = NDArray[np.float64]

STEP, ROUGH = 45.0, 90.0
"""Step of long flights [s], and one that is true to a kilometre after a year; see ``studies/integrator_steps.py``."""
_SHORT = 4 * ORDER
"""Flights of fewer steps are extrapolated."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A state in GCRF.

    Parameters
    ----------
    days : float
        Days since J2000.
    position, velocity : ndarray, shape (3,)
        [m], [m/s].
    """

    days: float
    position: Array
    velocity: Array


def coast(point: Point, duration: float, field: Field, step: float = STEP) -> Point:
    """Fly a state through a field without burns.

    Parameters
    ----------
    point : Point
        Where it starts.
    duration : float
        Time of flight [s], negative to fly backwards.
    field : Field
        Forces.
    step : float
        Longest step of a long flight [s].
    """
    state, steps = np.concatenate([point.position, point.velocity]), int(np.ceil(abs(duration) / step))
    if steps < _SHORT:
        state = fly(point.days, state, duration, LONGEST, field)
    else:
        state = march(point.days, state, steps, duration / steps, field)
    return Point(point.days + duration / DAY, state[:3], state[3:])


@kernel
def _track(days: float, state: Array, duration: float, steps: int, field: Field) -> Array:
    states = np.empty((steps + 1, 6))
    states[0] = state
    span = duration / steps
    for k in range(steps):
        states[k + 1] = fly(days + k * span / DAY, states[k], span, span, field)
    return states


def track(point: Point, duration: float, field: Field, step: float) -> Array:
    """Fly a state and return what it passes, shape (n, 6).

    Parameters
    ----------
    point : Point
        Where it starts.
    duration : float
        Time of flight [s].
    field : Field
        Forces.
    step : float
        Longest time between two states [s].
    """
    steps = max(int(np.ceil(duration / step)), 1)
    state = np.concatenate([point.position, point.velocity])
    return _track(point.days, state, duration, steps, field)


def lowest_altitude(point: Point, duration: float, field: Field) -> float:
    """Return the least altitude above the equatorial radius during a coast [m], refined by a parabola."""
    heights = np.asarray(erfa.pm(track(point, max(duration, 40.0), field, 20.0)[:, :3])) - field.radius
    low = int(np.argmin(heights))
    if 0 < low < len(heights) - 1:
        left, middle, right = heights[low - 1 : low + 2]
        return float(middle - (right - left) ** 2 / (8.0 * (left - 2.0 * middle + right)))
    return float(heights[low])
