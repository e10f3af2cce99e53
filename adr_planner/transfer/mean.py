"""Mean elements on the move: six numbers that neither a circular orbit nor a burn makes singular.

The order is a, e cos w, e sin w, inc, RAAN, mean argument of latitude (perigee plus mean anomaly), as `State.mean`
gives them. Only an equatorial orbit, which has no node, is out of reach.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.drag import fall
from adr_planner.core.elements import elements_from_state, state_from_elements
from adr_planner.core.j2 import osculating_to_mean, secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.periodic import osculating_state

__all__ = [
    "STEPS",
    "coast_matrix",
    "coasted",
    "elements_of",
    "lowest_perigee",
    "lowest_perigee_slope",
    "mean_of",
    "osculating_of",
    "state_of",
]

Array = NDArray[np.float64]

STEPS = np.array([10.0, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6])
"""Differences by which derivatives are taken [m], [-], [rad]: half the digits of each element."""
_PLACES, _WEIGHTS = (0.5 - np.sqrt(0.15), 0.5, 0.5 + np.sqrt(0.15)), (5.0 / 18.0, 4.0 / 9.0, 5.0 / 18.0)
"""Gauss's rule of three points on (0, 1)."""
_LEFT = 0.05
"""Least argument of a fall's logarithm: an orbit is taken down by three scale heights at most, then held."""
_SAMPLES = 60
"""Points of a revolution at which the osculating perigee is taken: the lowest is found within 100 m."""


@kernel
def elements_of(position: Array, velocity: Array, mu: float) -> Array:
    """Return the elements of a state, osculating, shape (6,)."""
    a, ecc, inc, raan, argp, anomaly = elements_from_state(position, velocity, mu)
    return np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, raan, argp + anomaly])


@kernel
def state_of(elements: Array, mu: float) -> tuple[Array, Array]:
    """Return the position and velocity of elements read as osculating, each of shape (3,)."""
    ecc = np.hypot(elements[1], elements[2])
    argp = np.arctan2(elements[2], elements[1])
    return state_from_elements(elements[0], ecc, elements[3], elements[4], argp, elements[5] - argp, mu)


@kernel
def mean_of(position: Array, velocity: Array, gravity: Gravity) -> Array:
    """Return the mean elements of a flown state, shape (6,)."""
    osculating = elements_from_state(position, velocity, gravity.mu)
    a, ecc, inc, raan, argp, anomaly = osculating_to_mean(osculating, gravity)
    return np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, raan, argp + anomaly])


@kernel
def osculating_of(mean: Array, gravity: Gravity) -> tuple[Array, Array]:
    """Return the position and velocity a mean orbit has in flight, each of shape (3,)."""
    position, velocity = state_of(mean, gravity.mu)
    return osculating_state(position, velocity, gravity)


@kernel
def _fallen(mean: Array, time: float, gravity: Gravity) -> tuple[float, float, float, float, float]:
    """Return axis and eccentricity after a fall, the latter in parts, and the rates in the mean of it.

    Where the air thins by e over H, an orbit that falls at the speed k has fallen by -H ln(1 - k t / H), and its
    eccentricity follows the root of that argument (King-Hele 1987, chapter 4, for a e below H).
    """
    ecc = np.hypot(mean[1], mean[2])
    speed, thins = fall(mean[0], ecc, mean[3], gravity)
    node, perigee, anomaly = 0.0, 0.0, 0.0
    for k in range(3):
        left = max(1.0 - speed * time * _PLACES[k] / thins, _LEFT)
        rates = secular_rates(mean[0] + thins * np.log(left), ecc * np.sqrt(left), mean[3], gravity)
        node += _WEIGHTS[k] * rates[0]
        perigee += _WEIGHTS[k] * rates[1]
        anomaly += _WEIGHTS[k] * rates[2]
    left = max(1.0 - speed * time / thins, _LEFT)
    return mean[0] + thins * np.log(left), np.sqrt(left), node, perigee, anomaly


@kernel
def coasted(mean: Array, time: float, gravity: Gravity) -> Array:
    """Move mean elements along for a time [s] by secular rates and the fall under drag; angles are not wrapped."""
    if gravity.drag > 0.0:
        a, shrunk, node, perigee, anomaly = _fallen(mean, time, gravity)
    else:
        a, shrunk = mean[0], 1.0
        node, perigee, anomaly = secular_rates(a, np.hypot(mean[1], mean[2]), mean[3], gravity)
    cosine, sine = shrunk * np.cos(perigee * time), shrunk * np.sin(perigee * time)
    return np.array(
        [
            a,
            cosine * mean[1] - sine * mean[2],
            sine * mean[1] + cosine * mean[2],
            mean[3],
            mean[4] + node * time,
            mean[5] + (perigee + anomaly) * time,
        ]
    )


@kernel
def coast_matrix(mean: Array, time: float, gravity: Gravity) -> Array:
    """Return how the elements after a coast answer to those before it, shape (6, 6)."""
    matrix = np.eye(6)
    for k in range(4):
        step = np.zeros(6)
        step[k] = STEPS[k]
        change = coasted(mean + step, time, gravity) - coasted(mean - step, time, gravity)
        matrix[:, k] = change / (2.0 * STEPS[k])
    return matrix


@kernel
def lowest_perigee(mean: Array, gravity: Gravity) -> float:
    """Return the least osculating perigee radius of a mean orbit over a revolution [m]."""
    lowest = np.inf
    turned = mean.copy()
    for k in range(_SAMPLES):
        turned[5] = mean[5] + 2.0 * np.pi * k / _SAMPLES
        position, velocity = osculating_of(turned, gravity)
        a, ecc, _, _, _, _ = elements_from_state(position, velocity, gravity.mu)
        lowest = min(lowest, a * (1.0 - ecc))
    return lowest


@kernel
def lowest_perigee_slope(mean: Array, gravity: Gravity) -> Array:
    """Return how `lowest_perigee` answers to a, e cos w and e sin w, shape (3,)."""
    slope = np.empty(3)
    for k in range(3):
        step = np.zeros(6)
        step[k] = 10.0 * STEPS[k]
        slope[k] = (lowest_perigee(mean + step, gravity) - lowest_perigee(mean - step, gravity)) / (2.0 * step[k])
    return slope
