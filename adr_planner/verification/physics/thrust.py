"""The verifier's own thrust arcs: classical Runge-Kutta with the thrust among the forces, Sun and shadow its own.

The planner kicks once a minute between symplectic steps; here the thrust acts throughout, and its direction comes
from the yaw of the documented law, not from the planner's straight line in the plane of speed and inclination.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.plan import ThrustArc
from adr_planner.verification.physics.constants import DAY, G0
from adr_planner.verification.physics.forces import Field, Surroundings, accelerate, look, surroundings
from adr_planner.verification.physics.integrator import Point
from adr_planner.verification.physics.sky import Sky, sky_at

__all__ = ["fly_arc"]

Array = NDArray[np.float64]

STEP = 20.0
"""Step [s]: 300 a revolution. Against steps of 5 s an arc of 27 days ends 2 m lower and 6e-5 deg aside."""
_LOOK = 30
"""Steps between two looks at Sun, Moon, pole and air: in 600 s the Sun moves 0.007 deg."""


@kernel
def _steer(state: Array, pole: Array, speed: float, yaw0: float, centre: float, spent: float, push: Array) -> None:
    """Write the unit thrust of the documented law into `push`."""
    r = np.sqrt(state[0] ** 2 + state[1] ** 2 + state[2] ** 2)
    out = state[:3] / r
    normal = np.cross(state[:3], state[3:])
    normal /= np.sqrt(np.sum(normal * normal))
    forward = np.cross(normal, out)
    # sin i cos u and sin i sin u: the pole seen from along the flight and from outwards.
    u = np.arctan2(np.sum(out * pole), np.sum(forward * pole))
    if np.isnan(centre):
        yaw = np.arctan2(speed * np.sin(yaw0), speed * np.cos(yaw0) - spent)
        side = 1.0 if np.cos(u) >= 0.0 else -1.0
        push[:] = np.cos(yaw) * forward + side * np.sin(yaw) * normal
    else:
        pitch = np.arctan2(np.sin(u - centre), 2.0 * np.cos(u - centre))
        push[:] = np.cos(pitch) * forward + np.sin(pitch) * out


@kernel
def _rate(
    y: Array, passed: float, thrust: float, mass: float, exhaust: float, law: Array, field: Field,
    around: Surroundings, push: Array, rate: Array,
) -> None:  # fmt: skip
    """Write the rate of position, velocity and spent delta-v."""
    accelerate(y[:6], passed, field, around, rate[:6])
    rate[6] = 0.0
    if thrust > 0.0:
        _steer(y[:6], around.row[6:], law[0], law[1], law[2], y[6], push)
        rate[6] = thrust / (mass * np.exp(-y[6] / exhaust))
        for c in range(3):
            rate[3 + c] += rate[6] * push[c]


@kernel
def _step(
    y: Array, passed: float, h: float, thrust: float, mass: float, exhaust: float, law: Array, field: Field,
    around: Surroundings, work: Array,
) -> Array:  # fmt: skip
    """Return the state after one step of Runge and Kutta (1901), begun so long after `around` was found."""
    k1, k2, k3, k4, push = work[0], work[1], work[2], work[3], work[4, :3]
    half, full = passed + 0.5 * h, passed + h
    _rate(y, passed, thrust, mass, exhaust, law, field, around, push, k1)
    _rate(y + 0.5 * h * k1, half, thrust, mass, exhaust, law, field, around, push, k2)
    _rate(y + 0.5 * h * k2, half, thrust, mass, exhaust, law, field, around, push, k3)
    _rate(y + h * k3, full, thrust, mass, exhaust, law, field, around, push, k4)
    return y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)


@kernel
def _beside(y: Array, light: Array, radius: float) -> float:
    """Return how far outside the cylinder round the line through Earth and Sun a satellite is [m]."""
    across = np.cross(y[:3], light)
    return np.sqrt(np.sum(across * across)) - radius


@kernel
def _fly(
    days: float, state: Array, duration: float, step: float, mass: float, thrust: float, exhaust: float, law: Array,
    field: Field, sky: Sky,
) -> Array:  # fmt: skip
    y, work, light = np.zeros(7), np.empty((5, 7)), np.empty(9)
    y[:6] = state
    around = surroundings(field)
    steps = max(int(np.ceil(duration / step)), 1)
    h = duration / steps
    for k in range(steps):
        if k % _LOOK == 0:
            span = min(_LOOK, steps - k) * h
            middle = days + (k * h + 0.5 * span) / DAY
            look(middle, span, field, around)
            sky_at(middle, sky, light)
            light /= np.sqrt(np.sum(light[:3] ** 2))
        passed = (k % _LOOK) * h - 0.5 * span
        first = _beside(y, light[:3], field.radius)
        on = thrust if first > 0.0 else 0.0
        after = _step(y, passed, h, on, mass, exhaust, law, field, around, work)
        last = _beside(after, light[:3], field.radius)
        if first * last < 0.0:
            # The edge is within the step: one step up to it and one from it on.
            part, low, high = 0.0, 0.0, 1.0
            for _ in range(4):
                part = low + (high - low) * first / (first - last)
                after = _step(y, passed, part * h, on, mass, exhaust, law, field, around, work)
                there = _beside(after, light[:3], field.radius)
                if there * first > 0.0:
                    low, first = part, there
                else:
                    high, last = part, there
            left = (1 - part) * h
            y = _step(after, passed + part * h, left, thrust - on, mass, exhaust, law, field, around, work)
        else:
            y = after
    return y


def fly_arc(
    point: Point, arc: ThrustArc, duration: float, isp: float, field: Field, sky: Sky, step: float = STEP
) -> tuple[Point, float]:
    """Fly a documented thrust arc.

    Parameters
    ----------
    point : Point
        Where it starts; not necessarily where the document has it.
    arc : ThrustArc
        Law, thrust and mass.
    duration : float
        From start to stop [s].
    isp : float
        Specific impulse [s].
    field : Field
        Forces beside the thrust.
    sky : Sky
        With the Sun that throws the shadow.
    step : float
        Longest step [s].

    Returns
    -------
    end : Point
        Where it ends.
    delta_v : float
        Spent on the way [m/s].
    """
    steering = arc.steering
    centre = math.nan if steering.centre_deg is None else math.radians(steering.centre_deg)
    end = _fly(
        point.days,
        np.concatenate([point.position, point.velocity]),
        duration,
        step,
        arc.mass_before_kg,
        arc.thrust_n,
        G0 * isp,
        np.array([steering.speed_m_s or 0.0, math.radians(steering.yaw_deg or 0.0), centre]),
        field,
        sky,
    )
    return Point(point.days + duration / DAY, end[:3], end[3:6]), float(end[6])
