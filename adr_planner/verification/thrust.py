"""The judge's own thrust arcs: classical Runge-Kutta with the thrust among the forces, Sun and shadow its own.

The planner kicks once a minute between symplectic steps; here the thrust acts throughout, and its direction comes
from the yaw of the documented law, not from the planner's straight line in the plane of speed and inclination.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.plan import ThrustArc
from adr_planner.verification.forces import accelerate, other_bodies, sun
from adr_planner.verification.integrator import Field, Point

__all__ = ["fly_arc"]

Array = NDArray[np.float64]

_G0 = 9.80665
STEP = 20.0
"""Step [s]: 300 a revolution. Against steps of 5 s an arc of 27 days ends 2 m lower and 6e-5 deg aside."""


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
    y: Array, thrust: float, mass: float, exhaust: float, law: Array, mu: float, radius: float, zonals: Array,
    pole: Array, drag: float, air: Array, bodies: Array, push: Array, rate: Array,
) -> None:  # fmt: skip
    """Write the rate of position, velocity and spent delta-v."""
    accelerate(y[:6], mu, radius, zonals, pole, drag, air, bodies, rate[:6])
    rate[6] = 0.0
    if thrust > 0.0:
        _steer(y[:6], pole, law[0], law[1], law[2], y[6], push)
        rate[6] = thrust / (mass * np.exp(-y[6] / exhaust))
        for c in range(3):
            rate[3 + c] += rate[6] * push[c]


@kernel
def _step(
    y: Array, h: float, thrust: float, mass: float, exhaust: float, law: Array, mu: float, radius: float, zonals: Array,
    pole: Array, drag: float, air: Array, bodies: Array, work: Array,
) -> Array:  # fmt: skip
    """Return the state after one step of Runge and Kutta (1901)."""
    k1, k2, k3, k4, push = work[0], work[1], work[2], work[3], work[4, :3]
    _rate(y, thrust, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, push, k1)
    _rate(y + 0.5 * h * k1, thrust, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, push, k2)
    _rate(y + 0.5 * h * k2, thrust, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, push, k3)
    _rate(y + h * k3, thrust, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, push, k4)
    return y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)


@kernel
def _beside(y: Array, light: Array, radius: float) -> float:
    """Return how far outside the cylinder round the line through Earth and Sun a satellite is [m]."""
    across = np.cross(y[:3], light)
    return np.sqrt(np.sum(across * across)) - radius


@kernel
def _fly(
    days: float, state: Array, duration: float, step: float, mass: float, thrust: float, exhaust: float, law: Array,
    mu: float, radius: float, zonals: Array, pole: Array, drag: float, air: Array, third_bodies: bool,  # noqa: FBT001 - numba kernels take no keywords
    to_gcrf: Array,
) -> Array:  # fmt: skip
    y, work = np.zeros(7), np.empty((5, 7))
    y[:6] = state
    bodies = np.empty((0, 4))
    steps = max(int(np.ceil(duration / step)), 1)
    h = duration / steps
    for k in range(steps):
        now = days + (k + 0.5) * h / 86400.0
        if third_bodies:
            bodies = other_bodies(now)
        light = to_gcrf @ sun(now)
        light /= np.sqrt(np.sum(light * light))
        first = _beside(y, light, radius)
        on = thrust if first > 0.0 else 0.0
        after = _step(y, h, on, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, work)
        last = _beside(after, light, radius)
        if first * last < 0.0:
            # The edge is within the step: one step up to it and one from it on.
            part, low, high = 0.0, 0.0, 1.0
            for _ in range(4):
                part = low + (high - low) * first / (first - last)
                after = _step(y, part * h, on, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, work)
                there = _beside(after, light, radius)
                if there * first > 0.0:
                    low, first = part, there
                else:
                    high, last = part, there
            left = (1 - part) * h
            y = _step(after, left, thrust - on, mass, exhaust, law, mu, radius, zonals, pole, drag, air, bodies, work)
        else:
            y = after
    return y


def fly_arc(
    point: Point, arc: ThrustArc, duration: float, isp: float, field: Field, to_gcrf: Array, step: float = STEP
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
    to_gcrf : ndarray, shape (3, 3)
        From the equator of date, in which the Sun is known, to GCRF.
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
        _G0 * isp,
        np.array([steering.speed_m_s or 0.0, math.radians(steering.yaw_deg or 0.0), centre]),
        field.mu,
        field.radius,
        field.zonals,
        field.pole,
        field.drag,
        field.air,
        field.third_bodies,
        to_gcrf,
    )
    return Point(point.days + duration / 86400.0, end[:3], end[3:6]), float(end[6])
