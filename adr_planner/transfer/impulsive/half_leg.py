"""Forward-backward shooting: half a leg, from one end through its burns to the match point.

A leg is flown from both ends at once: forwards from the departure, backwards from the arrival. Where the halves meet,
in the middle of the coast, they must agree. Burns near either end then stay where they are on their orbits, however
much the drift between them changes.

Impulses are radial, along-track and normal on the side the half comes from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import propagate
from adr_planner.core.jit import kernel
from adr_planner.core.kepler import wrap_pi
from adr_planner.core.vectors import applied, cross, length, product
from adr_planner.transfer.mean_elements import (
    STEPS,
    coast_matrix,
    coasted,
    elements_of,
    mean_of,
    osculating_of,
    state_of,
)

__all__ = ["axes", "fly_half", "shoot_half"]

Array = NDArray[np.float64]

_PROBE = 1e-2
"""Impulse by which the response to impulses is taken [m/s]."""


@kernel
def axes(position: Array, velocity: Array) -> Array:
    """Return the radial, along-track and normal directions of a state as columns, shape (3, 3)."""
    radial = position / length(position)
    normal = cross(position, velocity)
    normal /= length(normal)
    along = cross(normal, radial)
    turn = np.empty((3, 3))
    turn[:, 0], turn[:, 1], turn[:, 2] = radial, along, normal
    return turn


@kernel
def _response(position: Array, velocity: Array, impulse: Array, mu: float) -> Array:
    """Return how the elements after a burn answer to its three components, shape (6, 3)."""
    turn = axes(position, velocity)
    after = velocity + applied(turn, impulse)
    matrix = np.empty((6, 3))
    for k in range(3):
        probe = turn[:, k] * _PROBE
        matrix[:, k] = elements_of(position, after + probe, mu) - elements_of(position, after - probe, mu)
    for row in range(4, 6):
        matrix[row] = wrap_pi(matrix[row])
    return matrix / (2.0 * _PROBE)


@kernel
def _after_impulse(elements: Array, impulse: Array, mu: float) -> Array:
    position, velocity = state_of(elements, mu)
    return elements_of(position, velocity + applied(axes(position, velocity), impulse), mu)


@kernel
def _passage(position: Array, velocity: Array, impulse: Array, mu: float) -> Array:
    """Return how the elements after a burn answer to those before it, shape (6, 6)."""
    matrix = np.empty((6, 6))
    if np.sum(np.abs(impulse)) == 0.0:
        return np.eye(6)
    elements = elements_of(position, velocity, mu)
    for k in range(6):
        step = np.zeros(6)
        step[k] = STEPS[k]
        change = _after_impulse(elements + step, impulse, mu) - _after_impulse(elements - step, impulse, mu)
        change[4:] = wrap_pi(change[4:])
        matrix[:, k] = change / (2.0 * STEPS[k])
    return matrix


@kernel
def shoot_half(
    mean: Array, time: float, times: Array, impulses: Array, end: float, gravity: Gravity
) -> tuple[Array, Array, Array]:
    """Visit burn points by the secular theory, and take the response of the end to every impulse.

    Parameters
    ----------
    mean : ndarray, shape (6,)
        Mean elements at the start.
    time, end : float
        When the half starts and ends [s]; `end` may be earlier.
    times : ndarray, shape (n,)
        When the points are passed, in the order of the half [s].
    impulses : ndarray, shape (n, 3)
        Impulse at each point, as the half meets it [m/s].
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    mean : ndarray, shape (6,)
        Mean elements at the end.
    matrix : ndarray, shape (6, 3 n)
        How they answer to the impulses.
    passed : ndarray, shape (n, 6)
        Mean elements just after each point.
    """
    count = times.size
    passed = np.empty((count, 6))
    responses = np.empty((count, 6, 3))
    passages = np.empty((count, 6, 6))
    here = mean.copy()
    for k in range(count):
        here = coasted(here, time, times[k] - time, gravity)
        time = times[k]
        position, velocity = osculating_of(here, gravity)
        responses[k] = _response(position, velocity, impulses[k], gravity.mu)
        passages[k] = _passage(position, velocity, impulses[k], gravity.mu)
        if np.sum(np.abs(impulses[k])) > 0.0:
            after = mean_of(position, velocity + applied(axes(position, velocity), impulses[k]), gravity)
            # The angles stay on their turn.
            after[4:] = here[4:] + wrap_pi(after[4:] - here[4:])
            here = after
        passed[k] = here
    matrix = np.empty((6, 3 * count))
    chain = np.eye(6)
    following = end
    for k in range(count - 1, -1, -1):
        chain = product(chain, coast_matrix(passed[k], times[k], following - times[k], gravity))
        matrix[:, 3 * k : 3 * k + 3] = product(chain, responses[k])
        chain = product(chain, passages[k])
        following = times[k]
    return coasted(here, time, end - time, gravity), matrix, passed


@kernel
def fly_half(
    position: Array, velocity: Array, time: float, times: Array, impulses: Array, end: float, gravity: Gravity
) -> tuple[Array, Array, Array]:
    """Visit burn points in numerical flight.

    Parameters
    ----------
    position, velocity : ndarray, shape (3,)
        State at the start [m], [m/s].
    time, times, impulses, end, gravity
        As `shoot_half`.

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        State at the end.
    burns : ndarray, shape (n, 3)
        The impulses in the planning frame [m/s].
    """
    burns = np.zeros((times.size, 3))
    for k in range(times.size):
        if np.sum(np.abs(impulses[k])) > 0.0:
            position, velocity = propagate(position, velocity, time, times[k] - time, gravity)
            time = times[k]
            burns[k] = applied(axes(position, velocity), impulses[k])
            velocity = velocity + burns[k]
    position, velocity = propagate(position, velocity, time, end - time, gravity)
    return position, velocity, burns
