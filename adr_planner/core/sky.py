"""Sun and Moon: where they are over the time of a plan, how they pull, and how they turn orbits.

Two bodies pull on every satellite, and raise tides in the solid Earth that pull in their turn. Averaged over a
revolution of a near-circular orbit of normal W and mean motion n, a body of direction b and k = mu / r^3 turns it by

    dW/dt = 3 k / (2 n) (1 + k2 (R / a)^5) (W . b) (b x W)

(Kaula, Theory of Satellite Geodesy, 1966, sections 3 and 5: the tide's potential has the same shape as the pull's and
falls as the fifth power more). The pole of the zonal field moves too: in a frame held still, that is one turn more of
the same form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["MU_MOON", "MU_SUN", "NO_SKY", "Sky", "Turning", "activity_at", "pulled", "sky_at", "turned_by"]

Array = NDArray[np.float64]
Six = tuple[float, float, float, float, float, float]

MU_SUN, MU_MOON = 1.32712440041e20, 4.902800118e12
"""Gravitational parameters [m3/s2] (IAU 2009 system; DE440, Park et al., The Astronomical Journal 161, 2021)."""


class Sky(NamedTuple):
    """Sun, Moon, pole and solar activity, sampled evenly over the time of a plan.

    Attributes
    ----------
    days : float
        Time zero in days since J2000.
    begin, step : float
        Time of the first sample, and between two [s].
    love : float
        Love number k2 of the solid Earth.
    rows : ndarray, shape (n, 9)
        Sun and Moon in the planning frame [m], the true pole's x and y there [rad], and the activity of the Sun;
        without rows there is none of it.
    """

    days: float
    begin: float
    step: float
    love: float
    rows: Array


NO_SKY = Sky(0.0, 0.0, 1.0, 0.0, np.empty((0, 9)))
"""Nothing but the Earth."""


@kernel
def _place(time: float, sky: Sky) -> tuple[int, float]:
    """Return the sample before a time, and how far it is to the next one; the ends go on."""
    passed = (time - sky.begin) / sky.step
    last = sky.rows.shape[0] - 2
    k = min(max(int(np.floor(passed)), 0), last)
    return k, min(max(passed - k, 0.0), 1.0)


@kernel
def sky_at(time: float, sky: Sky) -> tuple[Six, float, float, float]:
    """Return Sun and Moon [m], the pole's x and y [rad], and the activity at a time.

    Parameters
    ----------
    time : float
        Seconds since the plan epoch.
    sky : Sky
        With samples.
    """
    k, part = _place(time, sky)
    r, s = sky.rows[k], sky.rows[k + 1]
    bodies = (
        r[0] + part * (s[0] - r[0]),
        r[1] + part * (s[1] - r[1]),
        r[2] + part * (s[2] - r[2]),
        r[3] + part * (s[3] - r[3]),
        r[4] + part * (s[4] - r[4]),
        r[5] + part * (s[5] - r[5]),
    )
    return bodies, r[6] + part * (s[6] - r[6]), r[7] + part * (s[7] - r[7]), r[8] + part * (s[8] - r[8])


@kernel(inline="always")
def _one(
    x: float, y: float, z: float, bx: float, by: float, bz: float, mu: float, tide: float
) -> tuple[float, float, float]:
    """Return the pull of one body less its pull on the Earth, and of the tide it raises [m/s2].

    `tide` is k2 R^5.
    """
    b2 = bx * bx + by * by + bz * bz
    b1 = np.sqrt(b2)
    far = mu / (b2 * b1)
    tx, ty, tz = bx - x, by - y, bz - z
    t2 = tx * tx + ty * ty + tz * tz
    near = mu / (t2 * np.sqrt(t2))
    r2 = x * x + y * y + z * z
    r1 = np.sqrt(r2)
    c = (x * bx + y * by + z * bz) / (r1 * b1)
    swell = 0.5 * tide * far / (r2 * r2)
    up, aside = swell * (3.0 - 15.0 * c * c) / r1, swell * 6.0 * c / b1
    return (
        near * tx - far * bx + up * x + aside * bx,
        near * ty - far * by + up * y + aside * by,
        near * tz - far * bz + up * z + aside * bz,
    )


@kernel
def pulled(x: float, y: float, z: float, bodies: Six, radius: float, love: float) -> tuple[float, float, float]:
    """Return the pull of Sun and Moon and of the tides they raise [m/s2].

    Parameters
    ----------
    x, y, z : float
        Position in the planning frame [m].
    bodies
        As `sky_at` gives them.
    radius, love : float
        Of the Earth [m], [-].
    """
    tide = love * radius**5
    sun = _one(x, y, z, bodies[0], bodies[1], bodies[2], MU_SUN, tide)
    moon = _one(x, y, z, bodies[3], bodies[4], bodies[5], MU_MOON, tide)
    return sun[0] + moon[0], sun[1] + moon[1], sun[2] + moon[2]


class Turning(NamedTuple):
    """How fast Sun, Moon and the moved pole turn a mean orbit.

    Attributes
    ----------
    inc, raan, latitude : float
        Rates of inclination, node, and mean argument of latitude [rad/s].
    """

    inc: float
    raan: float
    latitude: float


@kernel
def turned_by(
    a: float, inc: float, raan: float, node_rate: float, time: float, radius: float, mu: float, sky: Sky
) -> Turning:
    """Return how fast Sun, Moon and the moved pole turn a near-circular mean orbit.

    Parameters
    ----------
    a, inc, raan : float
        Mean semi-major axis [m], inclination and node [rad].
    node_rate : float
        Secular rate of the node in the zonal field [rad/s].
    time : float
        Seconds since the plan epoch.
    radius, mu : float
        Of the Earth [m], [m3/s2].
    sky : Sky
        With samples.

    Notes
    -----
    The mean argument of latitude runs ahead by k / n (3 (W . b)^2 - 1) for every body, and falls back by what the node
    runs ahead, seen along the orbit.
    """
    bodies, px, py, _ = sky_at(time, sky)
    si, ci, so, co = np.sin(inc), np.cos(inc), np.sin(raan), np.cos(raan)
    wx, wy, wz = si * so, -si * co, ci
    n = np.sqrt(mu / a) / a
    ratio = radius / a
    tide = 1.0 + sky.love * ratio**5
    mx, my, mz, ahead = 0.0, 0.0, 0.0, 0.0
    for k in range(2):
        bx, by, bz = (bodies[0], bodies[1], bodies[2]) if k == 0 else (bodies[3], bodies[4], bodies[5])
        b2 = bx * bx + by * by + bz * bz
        pull = (MU_SUN if k == 0 else MU_MOON) / (b2 * np.sqrt(b2) * n)
        across = (wx * bx + wy * by + wz * bz) / np.sqrt(b2)
        size = 1.5 * pull * tide * across / np.sqrt(b2)
        mx, my, mz = mx + size * bx, my + size * by, mz + size * bz
        ahead += pull * (3.0 * across * across - 1.0)
    # The node rate is c cos i about the pole p, so c (W . p) p x W; less what it is about the frame's own axis.
    c = node_rate / ci if abs(ci) > 1e-6 else 0.0
    mx, my, mz = mx + c * wz * px, my + c * wz * py, mz + c * (wx * px + wy * py)
    # dW = m x W, taken along the node and towards the pole.
    dx, dy, dz = my * wz - mz * wy, mz * wx - mx * wz, mx * wy - my * wx
    turn = (dx * co + dy * so) / si
    tilt = dx * ci * so - dy * ci * co - dz * si
    return Turning(tilt, turn, ahead - ci * turn)


@kernel
def activity_at(time: float, sky: Sky) -> float:
    """Return the activity of the Sun at a time."""
    k, part = _place(time, sky)
    return sky.rows[k, 8] + part * (sky.rows[k + 1, 8] - sky.rows[k, 8])
