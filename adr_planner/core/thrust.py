"""Thrust arcs flown numerically: all that acts on a coast, an engine that is off in the shadow, and a falling mass.

Strang's splitting: coasts by the symplectic composition of `dynamics.propagate`, thrust as a kick in the middle
of each step. Steps of a minute keep the effect of a kick within 2e-4 of that of the continuous thrust; where a step
crosses the edge of the shadow, the kick has the size of its lit part.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import propagate
from adr_planner.core.jit import kernel
from adr_planner.core.spiral import Thruster, direction
from adr_planner.core.sunlight import light_margin, sun_overhead
from adr_planner.core.vectors import cross, length

__all__ = ["STEP", "Steering", "fly_thrust"]

Array = NDArray[np.float64]

STEP = 60.0
"""Time between kicks [s] (docs/theory/low_thrust.md)."""
_FASTEST = 8e3
"""No orbit is faster [m/s]: within this speed times half a step of the shadow's edge, a step may cross it."""


class Steering(NamedTuple):
    """Where the engine points.

    Attributes
    ----------
    speed, yaw : float
        Edelbaum's law: circular speed and yaw at the start [m/s], [rad]; see `core.spiral`.
    centre : float
        NaN for a spiral. Else the argument of latitude [rad] towards which the eccentricity vector is pushed: at an
        angle t from it the thrust is (sin t, 2 cos t) outwards and along the flight, over its norm.
    """

    speed: float
    yaw: float
    centre: float


@kernel
def _pointing(position: Array, velocity: Array, steering: Steering, spent: float) -> Array:
    """Return the unit thrust."""
    normal = cross(position, velocity)
    normal /= length(normal)
    radial = position / length(position)
    ahead = cross(normal, radial)
    # Along the node and a quarter revolution after it, as parts of the radial direction: sin i cos u, sin i sin u.
    cosine, sine = ahead[2], radial[2]
    if not np.isnan(steering.centre):
        size = np.hypot(cosine, sine)
        near = (cosine * np.cos(steering.centre) + sine * np.sin(steering.centre)) / size
        past = (sine * np.cos(steering.centre) - cosine * np.sin(steering.centre)) / size
        return (2.0 * near * ahead + past * radial) / np.sqrt(4.0 * near * near + past * past)
    along, across, _ = direction(steering.speed, steering.yaw, spent)
    return along * ahead + (across if cosine >= 0.0 else -across) * normal


@kernel
def _lit(start: float, middle: float, end: float) -> float:
    """Return the lit part of a step from the margins of light at its start, middle and end, through a parabola."""
    if min(start, middle, end) > 0.0:
        return 1.0
    if max(start, middle, end) <= 0.0:
        return 0.0
    slope, bend = 0.5 * (end - start), 0.5 * (start + end) - middle
    root = np.sqrt(max(slope * slope - 4.0 * bend * middle, 0.0))
    if start * end < 0.0:
        edge = -2.0 * middle / (slope + np.copysign(root, slope))
        return 0.5 * (1.0 - edge) if end > 0.0 else 0.5 * (1.0 + edge)
    between = min(0.5 * root / abs(bend), 1.0)
    return between if middle > 0.0 else 1.0 - between


@kernel
def fly_thrust(
    position: Array,
    velocity: Array,
    days: float,
    mass: float,
    delta_v: float,
    longest: float,
    steering: Steering,
    engine: Thruster,
    gravity: Gravity,
    step: float = STEP,
) -> tuple[Array, Array, float, float]:
    """Fly a thrust arc until its delta-v is spent.

    Parameters
    ----------
    position, velocity : ndarray, shape (3,)
        State at the start, planning frame [m], [m/s].
    days : float
        When, in days since J2000.
    mass : float
        At the start [kg].
    delta_v : float
        To be spent [m/s].
    longest : float
        Time after which the arc is given up [s].
    steering : Steering
        Where the engine points.
    engine : Thruster
        What it can do.
    gravity : Gravity
        Constants of the field.
    step : float
        Time between kicks [s].

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        State at the end.
    time : float
        Length of the arc, coasts included [s].
    spent : float
        Delta-v spent: less than `delta_v` only if the arc was given up [m/s].
    """
    time, spent, begun = 0.0, 0.0, (days - gravity.sky.days) * 86400.0
    while spent < delta_v and time < longest:
        now = days + time / 86400.0
        # It moves by less than an arc second and a half in a minute.
        sun = sun_overhead(now + 0.5 * step / 86400.0, gravity.sky)
        margin = light_margin(position, sun, gravity.radius)
        position, velocity = propagate(position, velocity, begun + time, 0.5 * step, gravity)
        lit, used = 1.0, 1.0
        if engine.shaded:
            middle = light_margin(position, sun, gravity.radius)
            lit = 1.0 if middle > 0.0 else 0.0
            if abs(middle) < 0.5 * _FASTEST * step:
                there, _ = propagate(position, velocity, begun + time + 0.5 * step, 0.5 * step, gravity)
                end = light_margin(there, sun, gravity.radius)
                lit = _lit(margin, middle, end)
        if lit > 0.0:
            before = mass * np.exp(-spent / engine.exhaust)
            kick = engine.exhaust * -np.log1p(-engine.thrust / engine.exhaust * lit * step / before)
            used = min(1.0, (delta_v - spent) / kick)
            velocity = velocity + used * kick * _pointing(position, velocity, steering, spent + 0.5 * used * kick)
            spent = spent + kick if used == 1.0 else delta_v
        position, velocity = propagate(position, velocity, begun + time + 0.5 * step, (used - 0.5) * step, gravity)
        time += used * step
    return position, velocity, time, spent
