"""Mean elements on the move: six numbers that neither a circular orbit nor a burn makes singular.

The order is a, e cos w, e sin w, inc, RAAN, mean argument of latitude (perigee plus mean anomaly), as `State.mean`
gives them. Only an equatorial orbit, which has no node, is out of reach.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.drag import SPIN, fall
from adr_planner.core.constants import Gravity
from adr_planner.core.higher_zonals import higher_turning
from adr_planner.core.j2 import osculating_to_mean, secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.kepler import elements_from_state, state_from_elements
from adr_planner.core.periodic import osculating_state
from adr_planner.core.sky import activity_at, turned_by

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
    "tracked",
]

Array = NDArray[np.float64]

STEPS = np.array([10.0, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6])
"""Differences by which derivatives are taken [m], [-], [rad]: half the digits of each element."""
_STEP, _COARSE = 86400.0, 8.0 * 86400.0
"""Longest step of a coast under Sun, Moon and drag, and of its derivatives [s]."""
_LOWEST = 160e3
"""Mean altitude below which an orbit is held [m]: it would not see another day."""
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
def _rates(mean: Array, time: float, gravity: Gravity) -> tuple[float, float, float, float, float, float]:
    """Return the rates of a, ln e, perigee, inclination, node and mean argument of latitude.

    Where the air thins by e over H, an orbit that falls by da loses da / (2 H) of the logarithm of its eccentricity
    (King-Hele 1987, chapter 4, for a e below H).
    """
    ecc = np.sqrt(mean[1] * mean[1] + mean[2] * mean[2])
    node, perigee, anomaly = secular_rates(mean[0], ecc, mean[3], gravity)
    sinking, rounding, tilt, latitude = 0.0, 0.0, 0.0, perigee + anomaly
    activity = 0.0
    if gravity.sky.rows.shape[0] > 0:
        turning = turned_by(mean[0], mean[3], mean[4], node, time, gravity.radius, gravity.mu, gravity.sky)
        tilt, node, latitude = turning.inc, node + turning.raan, latitude + turning.latitude
        activity = activity_at(time, gravity.sky)
    if gravity.higher.size > 0:
        turn, ahead = higher_turning(mean[0], np.cos(mean[3]), gravity.radius, gravity.mu, gravity.higher)
        node, latitude = node + turn, latitude + ahead
    if gravity.drag > 0.0 and mean[0] > gravity.radius + _LOWEST:
        speed, thins = fall(mean[0], ecc, mean[3], activity, gravity)
        sinking, rounding = -speed, -0.5 * speed / thins
        # Air that turns with the Earth carries the plane along: what it takes off the node cancels in a revolution.
        tilt -= 0.25 * speed * SPIN * np.sin(mean[3]) * np.sqrt(mean[0] / gravity.mu)
    return sinking, rounding, perigee, tilt, node, latitude


@kernel
def _moved(mean: Array, rates: tuple[float, float, float, float, float, float], span: float) -> Array:
    """Return mean elements after a span at constant rates."""
    shrunk = np.exp(rates[1] * span)
    cosine, sine = shrunk * np.cos(rates[2] * span), shrunk * np.sin(rates[2] * span)
    return np.array(
        [
            mean[0] + rates[0] * span,
            cosine * mean[1] - sine * mean[2],
            sine * mean[1] + cosine * mean[2],
            mean[3] + rates[3] * span,
            mean[4] + rates[4] * span,
            mean[5] + rates[5] * span,
        ]
    )


@kernel
def _stepped(mean: Array, time: float, span: float, gravity: Gravity, longest: float) -> Array:
    """Move mean elements along by the midpoint rule; the way to a midpoint is that of the step before."""
    steps = max(int(np.ceil(abs(span) / longest)), 1)
    step, here = span / steps, mean
    rates = _rates(here, time, gravity)
    for k in range(steps):
        rates = _rates(_moved(here, rates, 0.5 * step), time + (k + 0.5) * step, gravity)
        here = _moved(here, rates, step)
        here[0] = max(here[0], min(mean[0], gravity.radius + _LOWEST))
    return here


@kernel
def _coasted(mean: Array, time: float, span: float, gravity: Gravity, longest: float) -> Array:
    if gravity.drag > 0.0 or gravity.sky.rows.shape[0] > 0:
        return _stepped(mean, time, span, gravity, longest)
    node, perigee, anomaly = secular_rates(mean[0], np.hypot(mean[1], mean[2]), mean[3], gravity)
    return _moved(mean, (0.0, 0.0, perigee, 0.0, node, perigee + anomaly), span)


@kernel
def coasted(mean: Array, time: float, span: float, gravity: Gravity) -> Array:
    """Move mean elements along by secular rates, the fall under drag, and what Sun and Moon turn.

    Parameters
    ----------
    mean : ndarray, shape (6,)
        Mean elements.
    time : float
        When they are these [s since the plan epoch].
    span : float
        How long the coast is [s]; negative to go back.
    gravity : Gravity
        Constants of the field, with the drag of the body and the sky above it.

    Returns
    -------
    ndarray, shape (6,)
        Mean elements; angles are not wrapped.
    """
    return _coasted(mean, time, span, gravity, _STEP)


@kernel
def tracked(mean: Array, time: float, begin: float, step: float, count: int, gravity: Gravity) -> Array:
    """Return the mean elements of a coast at even dates, shape (count, 6).

    Parameters
    ----------
    mean, time, gravity
        See `coasted`.
    begin, step : float
        First date, and time between two [s].
    count : int
        How many dates.
    """
    path = np.empty((count, 6))
    here = coasted(mean, time, begin - time, gravity)
    for k in range(count):
        path[k] = here
        here = coasted(here, begin + k * step, step, gravity)
    return path


@kernel
def coast_matrix(mean: Array, time: float, span: float, gravity: Gravity) -> Array:
    """Return how the elements after a coast answer to those before it, shape (6, 6)."""
    matrix = np.eye(6)
    for k in range(4):
        step = np.zeros(6)
        step[k] = STEPS[k]
        change = _coasted(mean + step, time, span, gravity, _COARSE) - _coasted(
            mean - step, time, span, gravity, _COARSE
        )
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
