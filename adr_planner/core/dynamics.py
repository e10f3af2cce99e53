"""Numerical flight under zonal gravity, drag, Sun and Moon, in the planning frame (z along the axis of J2).

The integrator is symplectic, so that a drift of a year keeps its energy and its phase: the composition of
17 leapfrog steps of order 8 by Kahan and Li (Math. Comp. 66, 1997, p. 1089, scheme s17odr8a). Higher zonals, drag,
Sun, Moon, their tides and the motion of the pole are a kick of half a step before and after each of them (Strang 1968):
they are a millionth of gravity and less, and forty kicks a revolution sum them up as exactly as any rule sums a
periodic function.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.drag import braked
from adr_planner.core.higher_zonals import higher_pull
from adr_planner.core.jit import kernel
from adr_planner.core.sky import pulled, sky_at

__all__ = ["STEP", "propagate", "zonal_acceleration"]

STEP = 150.0
"""Longest step [s]: 40 a revolution keep 400 days in low orbit within a metre (docs/theory/dynamics.md)."""

_HALF = (
    0.13020248308889008087881763,
    0.56116298177510838456196441,
    -0.38947496264484728640807860,
    0.15884190655515560089621075,
    -0.39590389413323757733623154,
    0.18453964097831570709183254,
    0.25837438768632204729397911,
    0.29501172360931029887096624,
    -0.60550853383003451169892108,
)
_KICKS = np.array(_HALF + _HALF[-2::-1])
_DRIFTS = np.concatenate(([_KICKS[0]], _KICKS[:-1] + _KICKS[1:], [_KICKS[-1]])) / 2.0


@kernel(inline="always")
def _acceleration(x: float, y: float, z: float, gravity: Gravity) -> tuple[float, float, float]:
    r2 = x * x + y * y + z * z
    r = np.sqrt(r2)
    point = -gravity.mu / (r2 * r)
    s = z / r
    s2 = s * s
    ratio = gravity.radius / r
    k2 = 1.5 * gravity.j2 * ratio * ratio
    k3 = 2.5 * gravity.j3 * ratio * ratio * ratio
    k4 = 0.625 * gravity.j4 * ratio * ratio * ratio * ratio
    side = 1.0 + k2 * (1.0 - 5.0 * s2) + k3 * s * (3.0 - 7.0 * s2) - k4 * (3.0 - 42.0 * s2 + 63.0 * s2 * s2)
    axis = z * (1.0 + k2 * (3.0 - 5.0 * s2) - k4 * (15.0 - 70.0 * s2 + 63.0 * s2 * s2)) + k3 * r * (
        6.0 * s2 - 7.0 * s2 * s2 - 0.6
    )
    return point * side * x, point * side * y, point * axis


@kernel
def zonal_acceleration(position: NDArray[np.float64], gravity: Gravity) -> NDArray[np.float64]:
    """Return the acceleration of a zonal field up to J4.

    Parameters
    ----------
    position : ndarray, shape (3,)
        Position in the planning frame [m].
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    ndarray, shape (3,)
        Acceleration [m/s2] (Vallado, Fundamentals of Astrodynamics, 4th ed., section 8.7.1).
    """
    ax, ay, az = _acceleration(position[0], position[1], position[2], gravity)
    return np.array([ax, ay, az])


@kernel(inline="always")
def _kicked(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, time: float, span: float, gravity: Gravity
) -> tuple[float, float, float]:
    """Return a velocity after what is not zonal gravity has acted for a span [s], as it is at a time."""
    activity = 0.0
    if gravity.sky.rows.shape[0] > 0:
        bodies, px, py, activity = sky_at(time, gravity.sky)
        ax, ay, az = pulled(x, y, z, bodies, px, py, gravity.radius, gravity.mu, gravity.j2, gravity.sky.love)
        vx, vy, vz = vx + span * ax, vy + span * ay, vz + span * az
    if gravity.higher.size > 0:
        ax, ay, az = higher_pull(x, y, z, gravity.radius, gravity.mu, gravity.higher)
        vx, vy, vz = vx + span * ax, vy + span * ay, vz + span * az
    if gravity.drag > 0.0:
        vx, vy, vz = braked(x, y, z, vx, vy, vz, span, activity, gravity)
    return vx, vy, vz


@kernel
def propagate(
    position: NDArray[np.float64],
    velocity: NDArray[np.float64],
    time: float,
    duration: float,
    gravity: Gravity,
    step: float = STEP,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fly a state forwards or backwards under zonal gravity, and what else the field has.

    Parameters
    ----------
    position, velocity : ndarray, shape (3,)
        State in the planning frame [m], [m/s].
    time : float
        When it is there [s since the plan epoch], for Sun and Moon.
    duration : float
        Time of flight [s], negative to fly backwards.
    gravity : Gravity
        Constants of the field, with the drag of the body and the sky above it.
    step : float
        Longest integration step [s].

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        State after `duration`.
    """
    steps = int(np.ceil(abs(duration) / step))
    x, y, z = position[0], position[1], position[2]
    vx, vy, vz = velocity[0], velocity[1], velocity[2]
    kicks = gravity.drag > 0.0 or gravity.sky.rows.shape[0] > 0 or gravity.higher.size > 0
    if steps > 0:
        h = duration / steps
        if kicks:
            vx, vy, vz = _kicked(x, y, z, vx, vy, vz, time, 0.5 * h, gravity)
        for n in range(steps):
            for k in range(17):
                drift = _DRIFTS[k] * h
                x += drift * vx
                y += drift * vy
                z += drift * vz
                ax, ay, az = _acceleration(x, y, z, gravity)
                kick = _KICKS[k] * h
                vx += kick * ax
                vy += kick * ay
                vz += kick * az
            drift = _DRIFTS[17] * h
            x += drift * vx
            y += drift * vy
            z += drift * vz
            if kicks:
                span = h if n + 1 < steps else 0.5 * h
                vx, vy, vz = _kicked(x, y, z, vx, vy, vz, time + (n + 1) * h, span, gravity)
    return np.array([x, y, z]), np.array([vx, vy, vz])
