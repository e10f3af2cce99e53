"""Numerical flight under zonal gravity, drag, Sun and Moon, in the planning frame (z along the axis of J2).

The integrator is symplectic, so that a drift of a year keeps its energy and its phase: the composition of
17 leapfrog steps of order 8 by Kahan and Li (Math. Comp. 66, 1997, p. 1089, scheme s17odr8a). Higher zonals, drag,
Sun, Moon, their tides and the motion of the pole are kicks between such steps (Strang 1968): they are a millionth of
gravity and less. What the splitting leaves of first order in them is a shift of both ends by h^2 / 12 of what does not
commute, and is taken out there (Wisdom, Holman and Touma, Fields Inst. Commun. 10, 1996: symplectic correctors).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.drag import dragged
from adr_planner.core.constants import Gravity
from adr_planner.core.higher_zonals import higher_pull
from adr_planner.core.jit import kernel
from adr_planner.core.sky import pulled, sky_at

__all__ = ["KICKED_STEP", "STEP", "kicked", "propagate", "zonal_acceleration"]

STEP = 150.0
"""Longest step [s]: 40 a revolution keep 400 days in low orbit within a metre (docs/theory/dynamics.md)."""

KICKED_STEP = 60.0
"""Longest step between kicks [s]: the hundred of a revolution follow J20. Sixty days are within 1.3 to 3.8 m of kicks
of 8 s, and it grows with time (``studies/kick_steps.py``)."""
_PROBE = 1.0
"""Time over which the rate of a kick is taken [s]."""

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
def _oblate(s: float, r2: float, gravity: Gravity) -> tuple[float, float]:
    """Return the parts of the zonal field along the position and along the axis, in parts of the central pull.

    The former is by the length of the position, the latter for a unit axis; `s` is the sine of the latitude.
    """
    r, s2 = np.sqrt(r2), s * s
    ratio = gravity.radius / r
    k2 = 1.5 * gravity.j2 * ratio * ratio
    k3 = 2.5 * gravity.j3 * ratio * ratio * ratio
    k4 = 0.625 * gravity.j4 * ratio * ratio * ratio * ratio
    side = k2 * (1.0 - 5.0 * s2) + k3 * s * (3.0 - 7.0 * s2) - k4 * (3.0 - 42.0 * s2 + 63.0 * s2 * s2)
    whole = k2 * s * (3.0 - 5.0 * s2) - k4 * s * (15.0 - 70.0 * s2 + 63.0 * s2 * s2)
    return side, r * (whole + k3 * (6.0 * s2 - 7.0 * s2 * s2 - 0.6) - s * side)


@kernel(inline="always")
def _leaned(
    x: float, y: float, z: float, axis: tuple[float, float, float], gravity: Gravity
) -> tuple[float, float, float]:
    """Return what zonal gravity about an axis is more than about the frame's own [m/s2]."""
    px, py, pz = axis
    r2 = x * x + y * y + z * z
    r = np.sqrt(r2)
    side, along = _oblate((x * px + y * py + z * pz) / r, r2, gravity)
    side0, along0 = _oblate(z / r, r2, gravity)
    point, turned = -gravity.mu / (r2 * r), side - side0
    return (
        point * (turned * x + along * px),
        point * (turned * y + along * py),
        point * (turned * z + along * pz - along0),
    )


@kernel
def _besides(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, time: float, gravity: Gravity
) -> tuple[float, float, float]:
    """Return the acceleration by all that is not zonal gravity up to J4 [m/s2]."""
    bx, by, bz, activity, axis = 0.0, 0.0, 0.0, 0.0, (0.0, 0.0, 1.0)
    if gravity.sky.rows.shape[0] > 0:
        bodies, px, py, activity = sky_at(time, gravity.sky)
        axis = px, py, np.sqrt(1.0 - px * px - py * py)
        bx, by, bz = pulled(x, y, z, bodies, gravity.radius, gravity.sky.love)
        ax, ay, az = _leaned(x, y, z, axis, gravity)
        bx, by, bz = bx + ax, by + ay, bz + az
    if gravity.higher.size > 0:
        ax, ay, az = higher_pull(x, y, z, axis, gravity.radius, gravity.mu, gravity.higher)
        bx, by, bz = bx + ax, by + ay, bz + az
    if gravity.drag > 0.0:
        ax, ay, az = dragged(x, y, z, vx, vy, vz, axis, activity, gravity)
        bx, by, bz = bx + ax, by + ay, bz + az
    return bx, by, bz


@kernel
def _shifted(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, time: float, share: float, gravity: Gravity
) -> tuple[float, float, float, float, float, float]:
    """Return a state shifted by a share [s2] of what does not commute: -f in place, and df/dt on the way in speed."""
    fx, fy, fz = _besides(x, y, z, vx, vy, vz, time, gravity)
    ax, ay, az = _acceleration(x, y, z, gravity)
    d = _PROBE
    lx, ly, lz = _besides(x + d * vx, y + d * vy, z + d * vz, vx + d * ax, vy + d * ay, vz + d * az, time + d, gravity)
    ex, ey, ez = _besides(x - d * vx, y - d * vy, z - d * vz, vx - d * ax, vy - d * ay, vz - d * az, time - d, gravity)
    rate = 0.5 * share / d
    return (
        x - share * fx, y - share * fy, z - share * fz,
        vx + rate * (lx - ex), vy + rate * (ly - ey), vz + rate * (lz - ez),
    )  # fmt: skip


@kernel(inline="always")
def _zonal(
    x: float, y: float, z: float, vx: float, vy: float, vz: float, h: float, gravity: Gravity
) -> tuple[float, float, float, float, float, float]:
    """Fly one step under zonal gravity up to J4."""
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
    return x + drift * vx, y + drift * vy, z + drift * vz, vx, vy, vz


@kernel
def kicked(gravity: Gravity) -> bool:
    """Whether a field has more than zonal gravity up to J4, so that steps are not above `KICKED_STEP`."""
    return bool(gravity.drag > 0.0 or gravity.sky.rows.shape[0] > 0 or gravity.higher.size > 0)


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
        Longest integration step [s]; not above `KICKED_STEP` where there are kicks.

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        State after `duration`.
    """
    x, y, z = position[0], position[1], position[2]
    vx, vy, vz = velocity[0], velocity[1], velocity[2]
    kicks = kicked(gravity)
    steps = int(np.ceil(abs(duration) / (min(step, KICKED_STEP) if kicks else step)))
    h = duration / max(steps, 1)
    if not kicks or steps == 0:
        for _ in range(steps):
            x, y, z, vx, vy, vz = _zonal(x, y, z, vx, vy, vz, h, gravity)
        return np.array([x, y, z]), np.array([vx, vy, vz])
    x, y, z, vx, vy, vz = _shifted(x, y, z, vx, vy, vz, time, h * h / 12.0, gravity)
    bx, by, bz = _besides(x, y, z, vx, vy, vz, time, gravity)
    vx, vy, vz = vx + 0.5 * h * bx, vy + 0.5 * h * by, vz + 0.5 * h * bz
    for n in range(1, steps + 1):
        x, y, z, vx, vy, vz = _zonal(x, y, z, vx, vy, vz, h, gravity)
        bx, by, bz = _besides(x, y, z, vx, vy, vz, time + n * h, gravity)
        span = h if n < steps else 0.5 * h
        vx, vy, vz = vx + span * bx, vy + span * by, vz + span * bz
    x, y, z, vx, vy, vz = _shifted(x, y, z, vx, vy, vz, time + duration, -h * h / 12.0, gravity)
    return np.array([x, y, z]), np.array([vx, vy, vz])
