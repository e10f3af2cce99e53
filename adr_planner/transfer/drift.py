"""The drift orbit of a leg: two groups of burns, and between them a wait in which J2 turns the node.

A leg leaves a near-circular orbit, waits in a drift orbit that is free in altitude and inclination, and
arrives in another near-circular orbit when the nodes have met. Each group of burns is measured by what it
changes, in metres a second: ``x`` the node (V sin i dRAAN), ``y`` the speed (that is, the altitude) and
``z`` the inclination (V di). Half of every group is burned on either side of the orbit, so that its cost is
the norm of (x, y, z), with half of the eccentricity to be closed added in quadrature.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates

__all__ = ["drift_leg"]

_ROUNDS = 12
"""Most reweighting rounds: cheap legs settle in fewer."""
_SETTLED = 1e-3
"""Relative change of the cost at which they stop."""
_SLOW = 0.05
"""Floor of a group's norm [m/s]: keeps its weight finite where the group vanishes."""
_WRAP = 2.0 * np.pi


@njit(cache=True, nogil=True)
def drift_leg(
    a0: float,
    inc0: float,
    raan0: float,
    a1: float,
    inc1: float,
    raan1: float,
    ecc_drift: float,
    ecc_burn: float,
    coast: float,
    lowest: float,
    highest: float,
    gravity: Gravity,
) -> tuple[float, float, float, float]:
    """Find the drift orbit of a leg, and its price where the eccentricity is closed in equal shares.

    Parameters
    ----------
    a0, inc0, raan0 : float
        Mean orbit at departure [m], [rad], [rad].
    a1, inc1, raan1 : float
        Mean orbit of the target *at arrival* [m], [rad], [rad].
    ecc_drift : float
        Eccentricity the drift orbit is given for its rates.
    ecc_burn : float
        Speed that closes the eccentricity vectors, 0.5 V |de| [m/s], shared by both groups.
    coast : float
        Time between departure and arrival [s].
    lowest, highest : float
        Limits of the drift orbit's semi-major axis [m]; equal limits fix it.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    delta_v : float
        Cost of both groups [m/s].
    a, inc, raan : float
        Mean drift orbit just after the first group [m], [rad], [rad].

    Notes
    -----
    The least sum of norms is found by reweighted least norms, each in closed form, on the node gained at
    the secular rate of the drift orbit (Newton). The node condition is met exactly by the last round, so
    the cost is that of a leg that closes, never an extrapolation. Compare Shen and Casalino, J. Spacecraft
    and Rockets 58(2), 2021, whose linear form this generalises. During the rounds the node rate follows
    a^-3.5 cos i, scaled to the exact one at departure; the terms of second order follow it within 1e-4.
    """
    v0, v1 = np.sqrt(gravity.mu / a0), np.sqrt(gravity.mu / a1)
    speed = 0.5 * (v0 + v1)
    sin_i = max(np.sin(0.5 * (inc0 + inc1)), 1e-3)
    y_all, z_all = v0 - v1, speed * (inc1 - inc0)
    y_low, y_high = v0 - np.sqrt(gravity.mu / lowest), v0 - np.sqrt(gravity.mu / highest)
    half_ecc = 0.25 * ecc_burn * ecc_burn
    per_second = speed * sin_i * coast

    gap = (raan1 - raan0 + np.pi) % _WRAP - np.pi
    rate0, _, _ = secular_rates(a0, ecc_drift, inc0, gravity)
    # The node may close the short or the long way round: whole turns of drift count.
    gap += _WRAP * np.round((rate0 * coast - gap) / _WRAP)
    x_all = speed * sin_i * gap
    cos_0, sin_0 = np.cos(inc0), np.sin(inc0)
    # Over the poles the node stands still and gives no scale: any orbit of the same size does.
    polar = abs(cos_0) < 1e-6
    scale = secular_rates(a0, ecc_drift, 1.0, gravity)[0] / np.cos(1.0) if polar else rate0 / cos_0

    x1, y1, z1 = 0.0, 0.0, 0.0
    d1, d2, before = 1.0, 1.0, 0.0
    for _ in range(_ROUNDS):
        ratio = (v0 - y1) / v0
        tilt = z1 / speed
        square = tilt * tilt
        cos_t = 1.0 - square * (0.5 - square / 24.0)
        sin_t = tilt * (1.0 - square * (1.0 - square / 20.0) / 6.0)
        sixth = ratio * ratio * ratio
        sixth *= sixth * scale
        cos_d = cos_0 * cos_t - sin_0 * sin_t
        node = per_second * sixth * ratio * cos_d
        m = -7.0 * per_second * sixth * cos_d / v0
        n = -coast * sin_i * sixth * ratio * (sin_0 * cos_t + cos_0 * sin_t)
        wanted = x_all - node + m * y1 + n * z1
        # x1 and x2 are q d1 and q d2: weights are the inverse norms.
        share = d1 / (d1 + d2)
        q = (wanted - share * (m * y_all + n * z_all)) / (d1 + d2 + (m * m + n * n) * share * d2)
        y1 = share * (y_all + m * q * d2)
        if y1 < y_low or y1 > y_high:
            y1 = min(max(y1, y_low), y_high)
            q = (wanted - m * y1 - share * n * z_all) / (d1 + d2 + n * n * share * d2)
        z1 = share * (z_all + n * q * d2)
        x1, x2 = q * d1, q * d2
        d1 = max(np.sqrt(x1 * x1 + y1 * y1 + z1 * z1 + half_ecc), _SLOW)
        d2 = max(np.sqrt(x2 * x2 + (y_all - y1) ** 2 + (z_all - z1) ** 2 + half_ecc), _SLOW)
        if abs(d1 + d2 - before) < _SETTLED * (d1 + d2):
            break
        before = d1 + d2

    vd = v0 - y1
    incd = inc0 + z1 / speed
    rate, _, _ = secular_rates(gravity.mu / (vd * vd), ecc_drift, incd, gravity)
    x2 = speed * sin_i * (gap - rate * coast) - x1
    d1 = np.sqrt(x1 * x1 + y1 * y1 + z1 * z1 + half_ecc)
    d2 = np.sqrt(x2 * x2 + (y_all - y1) ** 2 + (z_all - z1) ** 2 + half_ecc)
    return d1 + d2, gravity.mu / (vd * vd), incd, raan0 + x1 / (speed * sin_i)
