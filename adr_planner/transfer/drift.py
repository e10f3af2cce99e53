"""The estimate of one leg: two groups of burns with a J2 drift between them.

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

_ROUNDS = 6
"""Reweighting rounds; the sixth changes the cost by less than 1e-3 m/s (docs/theory/transfer.md)."""
_SLOW = 0.05
"""Floor of a weight's norm [m/s]: keeps 1/norm finite where a group of burns vanishes."""
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
    """Price a leg and give its drift orbit.

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
        Limits of the drift orbit's semi-major axis [m].
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
    the exact secular rate of the drift orbit (Newton). The node condition is met exactly by the last round,
    so the cost is that of a leg that closes, never an extrapolation. Compare Shen and Casalino, J.
    Spacecraft and Rockets 58(2), 2021, whose linear form this generalises.
    """
    v0 = np.sqrt(gravity.mu / a0)
    v1 = np.sqrt(gravity.mu / a1)
    speed = 0.5 * (v0 + v1)
    sin_i = max(np.sin(0.5 * (inc0 + inc1)), 1e-3)
    y_all = v0 - v1
    z_all = speed * (inc1 - inc0)
    y_low = v0 - np.sqrt(gravity.mu / lowest)
    y_high = v0 - np.sqrt(gravity.mu / highest)
    half_ecc = 0.25 * ecc_burn * ecc_burn

    gap = (raan1 - raan0 + np.pi) % _WRAP - np.pi
    rate0, _, _ = secular_rates(a0, ecc_drift, inc0, gravity)
    # The node may close the short or the long way round: whole turns of drift count.
    gap += _WRAP * np.round((rate0 * coast - gap) / _WRAP)

    y1, z1 = 0.0, 0.0
    w1, w2 = 1.0, 1.0
    x1 = 0.0
    for _ in range(_ROUNDS):
        vd = v0 - y1
        incd = inc0 + z1 / speed
        rate, _, _ = secular_rates(gravity.mu / (vd * vd), ecc_drift, incd, gravity)
        m = -7.0 * rate / vd * coast * speed * sin_i
        n = -np.tan(incd) * rate * coast * sin_i
        x_free = speed * sin_i * (gap - rate * coast) + m * y1 + n * z1
        total = w1 + w2
        q = (x_free - w2 * (m * y_all + n * z_all) / total) / (total / w1 + w2 * (m * m + n * n) / total)
        y1 = w2 * (y_all + m * q) / total
        if y1 < y_low or y1 > y_high:
            y1 = min(max(y1, y_low), y_high)
            q = (x_free - m * y1 - w2 * n * z_all / total) / (total / w1 + w2 * n * n / total)
        z1 = w2 * (z_all + n * q) / total
        x1 = w2 * q / w1
        x2 = q
        d1 = np.sqrt(x1 * x1 + y1 * y1 + z1 * z1 + half_ecc)
        d2 = np.sqrt(x2 * x2 + (y_all - y1) ** 2 + (z_all - z1) ** 2 + half_ecc)
        w1 = 1.0 / max(d1, _SLOW)
        w2 = 1.0 / max(d2, _SLOW)

    vd = v0 - y1
    incd = inc0 + z1 / speed
    rate, _, _ = secular_rates(gravity.mu / (vd * vd), ecc_drift, incd, gravity)
    x2 = speed * sin_i * (gap - rate * coast) - x1
    d1 = np.sqrt(x1 * x1 + y1 * y1 + z1 * z1 + half_ecc)
    d2 = np.sqrt(x2 * x2 + (y_all - y1) ** 2 + (z_all - z1) ** 2 + half_ecc)
    return d1 + d2, gravity.mu / (vd * vd), incd, raan0 + x1 / (speed * sin_i)
