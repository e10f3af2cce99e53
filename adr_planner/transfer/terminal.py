"""The last arc of a rendezvous: multi-revolution Lambert, re-targeted under zonal gravity.

Lambert's two-body arc misses by kilometres a revolution under J2; a few Newton steps on the velocity at its
start, flown numerically, bring it onto the target.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import propagate
from adr_planner.core.lambert import lambert
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.state import State

__all__ = ["lowest_radius", "terminal_arc"]

Array = NDArray[np.float64]

_TOLERANCE = 1e-3
"""Miss at which an arc counts as on target [m]."""
_NEWTON = 12
_MOST_TURNS = 4
"""Revolutions tried; the terminal arc itself has fewer than two."""


def terminal_arc(start: State, target: State, gravity: Gravity) -> tuple[Array, Array, State]:
    """Return the two burns that take a servicer onto a target at a given time.

    Parameters
    ----------
    start : State
        Servicer before the first burn.
    target : State
        Target at arrival.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    first, last : ndarray, shape (3,)
        Impulses at `start` and at the arrival [m/s].
    met : State
        Servicer at the arrival, before the last impulse.

    Raises
    ------
    ConvergenceError
        If there is no arc, or no Newton step brings it onto the target.

    Notes
    -----
    Direction is taken from the servicer's own angular momentum: a "prograde" flag picks the arc through
    the Earth for every inclination above 90 deg.
    """
    flight_time = target.time - start.time
    momentum = np.cross(start.position, start.velocity)
    count, departures, arrivals, _ = lambert(
        start.position, target.position, flight_time, gravity.mu, momentum, _MOST_TURNS
    )
    if count == 0:
        raise ConvergenceError("Lambert's problem has no solution for the terminal arc.")
    costs = np.linalg.norm(departures[:count] - start.velocity, axis=1) + np.linalg.norm(
        arrivals[:count] - target.velocity, axis=1
    )
    velocity = departures[int(np.argmin(costs))].copy()
    for _ in range(_NEWTON):
        position, arrived = propagate(start.position, velocity, flight_time, gravity)
        miss = target.position - position
        if np.linalg.norm(miss) < _TOLERANCE:
            met = State(target.time, position, arrived)
            return velocity - start.velocity, target.velocity - arrived, met
        velocity = velocity + np.linalg.solve(_sensitivity(start.position, velocity, flight_time, gravity), miss)
    raise ConvergenceError(
        f"The terminal arc still misses by {np.linalg.norm(miss):.0f} m after {_NEWTON} Newton steps.",
        miss_m=float(np.linalg.norm(miss)),
    )


def _sensitivity(position: Array, velocity: Array, flight_time: float, gravity: Gravity) -> Array:
    """Return how the position at arrival answers to the velocity at the start, shape (3, 3) [s]."""
    step = 1e-3
    columns = []
    for axis in np.eye(3) * step:
        ahead, _ = propagate(position, velocity + axis, flight_time, gravity)
        behind, _ = propagate(position, velocity - axis, flight_time, gravity)
        columns.append((ahead - behind) / (2.0 * step))
    return np.column_stack(columns)


def lowest_radius(position: Array, velocity: Array, duration: float, gravity: Gravity) -> float:
    """Return the least distance from the Earth's centre during a coast [m].

    Sampled every 30 s and refined by a parabola through the lowest three points: good to metres.
    """
    steps = max(int(np.ceil(duration / 30.0)), 2)
    step = duration / steps
    radii = np.empty(steps + 1)
    for k in range(steps + 1):
        radii[k] = np.linalg.norm(position)
        position, velocity = propagate(position, velocity, step, gravity)
    low = int(np.argmin(radii))
    if 0 < low < steps:
        left, middle, right = radii[low - 1 : low + 2]
        curve = left - 2.0 * middle + right
        return float(middle - (right - left) ** 2 / (8.0 * curve))
    return float(radii[low])
