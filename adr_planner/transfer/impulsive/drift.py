"""The drift orbit of a leg: two groups of burns, and between them a wait in which J2 turns the node.

A leg leaves a near-circular orbit, waits in a drift orbit that is free in altitude and inclination, and
arrives in another near-circular orbit when the nodes have met. Each group of burns is measured by what it
changes, in metres a second: ``x`` the node (V sin i dRAAN), ``y`` the speed (that is, the altitude) and
``z`` the inclination (V di). Half of every group is burned on either side of the orbit, so that its cost is
the norm of (x, y, z), with half of the eccentricity to be closed added in quadrature.

Legs are costed many at a time, `LANES` of them side by side: every loop over them is short, without branches and calls,
and so becomes vector instructions. A leg's cost does not depend on the legs beside it.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import rates_at_cosine
from adr_planner.core.jit import kernel

__all__ = ["LANES", "DriftEnd", "DriftStart", "drift_leg", "drift_orbits"]

Array = NDArray[np.float64]
Plane = tuple[float, float, float]
"""Semi-major axis [m], inclination and node [rad]."""

LANES = 64
"""Legs worked on side by side: their numbers fit the first cache."""
_ROUNDS = 10
"""Reweighting rounds: they leave a thousandth of the cost in the mean (``studies/estimate_search.py``)."""
_SLOW = 0.05
"""Floor of a group's norm [m/s]: keeps its weight finite where the group vanishes."""
_WRAP = 2.0 * np.pi


class DriftStart(IntEnum):
    """Rows of what is known of a leg: semi-major axes, inclination and its change, node, times and limits."""

    A_0 = 0
    COS_0 = 1
    SIN_0 = 2
    A_1 = 3
    TILT = 4
    """Inclination of the target less that of the start [rad]."""
    SIN_MID = 5
    """Sine of the inclination between both."""
    NODE = 6
    """Node of the target at arrival less that of the start at departure [rad]."""
    ECC = 7
    """Eccentricity the drift orbit is given for its rates."""
    REST = 8
    """Square of what each group burns besides [m2/s2]."""
    COAST = 9
    LOWEST = 10
    HIGHEST = 11


class DriftEnd(IntEnum):
    """Rows of what is found: cost, semi-major axis, and what the groups change [m/s]."""

    COST = 0
    A = 1
    X_1 = 2
    Y_1 = 3
    Z_1 = 4
    X_2 = 5
    M = 6
    """Node gained in the drift for a metre a second more of Y_1."""
    N = 7
    """The same for Z_1."""


# Rows of the workspace `w`, shape (rows, lanes): what a leg must change, its scales, what the rounds improve.
(
    _X, _Y, _Z, _TURNING, _PER_V, _PER_SPEED, _SIN_I, _Y_LOW, _Y_HIGH, _COS, _SIN, _REST, _D1, _D2, _X1, _Y1, _Z1, _GAP,
    _ECC, _COAST,
) = range(20)  # fmt: skip
_ROWS, _FOUND = _COAST + 1, len(DriftEnd)


@kernel(inline="llvm")
def _tilted(cos_0: float, sin_0: float, tilt: float) -> tuple[float, float]:
    """Return cosine and sine of an inclination changed by `tilt` [rad], by series: 1e-9 at half a radian."""
    square = tilt * tilt
    cosine = 1.0 - square * (0.5 - square * (1.0 / 24.0 - square * (1.0 / 720.0 - square * (1.0 / 40320.0))))
    sine = tilt * (1.0 - square * (1.0 / 6.0 - square * (1.0 / 120.0 - square * (1.0 / 5040.0))))
    return cos_0 * cosine - sin_0 * sine, sin_0 * cosine + cos_0 * sine


@kernel(inline="llvm")
def _norm(x: float, y: float, z: float, rest: float) -> float:
    return float(np.sqrt(x * x + y * y + z * z + rest))


@kernel(inline="llvm")
def _round(w: Array, k: int) -> None:
    """Reweight lane k once: least norms in closed form, on the node gained at the present drift orbit (Newton)."""
    d1, d2, y1, z1 = w[_D1, k], w[_D2, k], w[_Y1, k], w[_Z1, k]
    y_all, z_all = w[_Y, k], w[_Z, k]
    ratio = 1.0 - y1 * w[_PER_V, k]
    sixth = ratio * ratio * ratio
    sixth *= sixth
    cosine, sine = _tilted(w[_COS, k], w[_SIN, k], z1 * w[_PER_SPEED, k])
    turned = w[_TURNING, k] * sixth * cosine
    m = -7.0 * turned * w[_PER_V, k]
    n = -w[_TURNING, k] * w[_PER_SPEED, k] * sixth * ratio * sine
    wanted = w[_X, k] - turned * ratio + m * y1 + n * z1
    # x1 and x2 are q d1 and q d2: weights are the inverse norms.
    both, total = d1 * d2, d1 + d2
    under = total * total + (m * m + n * n) * both
    inverse = 1.0 / (total * under)
    share = d1 * under * inverse
    free_q = (wanted * total - d1 * (m * y_all + n * z_all)) * total * inverse
    free_y = share * (y_all + m * free_q * d2)
    y1 = min(max(free_y, w[_Y_LOW, k]), w[_Y_HIGH, k])
    held_q = ((wanted - m * y1) * total - d1 * n * z_all) / (total * total + n * n * both)
    q = free_q if y1 == free_y else held_q
    z1 = share * (z_all + n * q * d2)
    x1 = q * d1
    w[_X1, k], w[_Y1, k], w[_Z1, k] = x1, y1, z1
    w[_D1, k] = max(_norm(x1, y1, z1, w[_REST, k]), _SLOW)
    w[_D2, k] = max(_norm(q * d2, y_all - y1, z_all - z1, w[_REST, k]), _SLOW)


@kernel(inline="llvm")
def _prepare(w: Array, legs: Array, k: int, leg: int, gravity: Gravity) -> None:
    """Lay out a leg in lane k."""
    a_0, cos_0 = legs[DriftStart.A_0, leg], legs[DriftStart.COS_0, leg]
    ecc, coast, sin_i = legs[DriftStart.ECC, leg], legs[DriftStart.COAST, leg], legs[DriftStart.SIN_MID, leg]
    v_0, v_1 = np.sqrt(gravity.mu / a_0), np.sqrt(gravity.mu / legs[DriftStart.A_1, leg])
    speed = 0.5 * (v_0 + v_1)
    # During the rounds the node rate follows a^-3.5 cos i, scaled to the exact one at departure.
    rate, _, _ = rates_at_cosine(a_0, ecc, cos_0, gravity)
    turned, gap = rate * cos_0 * coast, legs[DriftStart.NODE, leg]
    # The node may close the short or the long way round: whole turns of drift count.
    gap -= _WRAP * np.floor((gap - turned) * (1.0 / _WRAP) + 0.5)
    w[_X, k], w[_Y, k], w[_Z, k] = speed * sin_i * gap, v_0 - v_1, speed * legs[DriftStart.TILT, leg]
    w[_TURNING, k], w[_PER_V, k], w[_PER_SPEED, k] = speed * sin_i * coast * rate, 1.0 / v_0, 1.0 / speed
    w[_Y_LOW, k] = v_0 - np.sqrt(gravity.mu / legs[DriftStart.LOWEST, leg])
    w[_Y_HIGH, k] = v_0 - np.sqrt(gravity.mu / legs[DriftStart.HIGHEST, leg])
    w[_COS, k], w[_SIN, k], w[_REST, k] = cos_0, legs[DriftStart.SIN_0, leg], legs[DriftStart.REST, leg]
    w[_SIN_I, k], w[_GAP, k], w[_ECC, k], w[_COAST, k] = sin_i, gap, ecc, coast
    w[_D1, k], w[_D2, k], w[_X1, k], w[_Y1, k], w[_Z1, k] = 1.0, 1.0, 0.0, 0.0, 0.0


@kernel(inline="llvm")
def _finish(w: Array, k: int, gravity: Gravity) -> None:
    """Cost lane k at the exact node rate of its drift orbit; results take the first rows."""
    x1, y1, z1, sin_i, coast = w[_X1, k], w[_Y1, k], w[_Z1, k], w[_SIN_I, k], w[_COAST, k]
    speed, v_d = 1.0 / w[_PER_SPEED, k], 1.0 / w[_PER_V, k] - y1
    a = gravity.mu / (v_d * v_d)
    cosine, sine = _tilted(w[_COS, k], w[_SIN, k], z1 * w[_PER_SPEED, k])
    rate, _, _ = rates_at_cosine(a, w[_ECC, k], cosine, gravity)
    x2 = speed * sin_i * (w[_GAP, k] - rate * cosine * coast) - x1
    cost = _norm(x1, y1, z1, w[_REST, k]) + _norm(x2, w[_Y, k] - y1, w[_Z, k] - z1, w[_REST, k])
    w[DriftEnd.COST, k], w[DriftEnd.A, k], w[DriftEnd.X_1, k], w[DriftEnd.Y_1, k] = cost, a, x1, y1
    w[DriftEnd.Z_1, k], w[DriftEnd.X_2, k] = z1, x2
    w[DriftEnd.M, k] = -7.0 * rate * cosine / v_d * coast * speed * sin_i
    w[DriftEnd.N, k] = -sine * rate * coast * sin_i


@kernel
def drift_orbits(legs: Array, gravity: Gravity) -> Array:
    """Find the drift orbits of many legs, and their costs where the eccentricity is closed in equal shares.

    Parameters
    ----------
    legs : ndarray, shape (12, n)
        A row for each of `DriftStart`.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    ndarray, shape (8, n)
        A row for each of `DriftEnd`.

    Notes
    -----
    The least sum of norms is found by reweighted least norms, each in closed form, on the node gained at
    the secular rate of the drift orbit (Newton). The node condition is met exactly by the last group, so
    the cost is that of a leg that closes, never an extrapolation. Compare Shen and Casalino, J. Spacecraft
    and Rockets 58(2), 2021, whose linear form this generalises.
    """
    count = legs.shape[1]
    found = np.empty((_FOUND, count))
    w = np.empty((_ROWS, LANES))
    for first in range(0, count, LANES):
        lanes = min(LANES, count - first)
        for k in range(lanes):
            _prepare(w, legs, k, first + k, gravity)
        for _ in range(_ROUNDS):
            for k in range(lanes):
                _round(w, k)
        for k in range(lanes):
            _finish(w, k, gravity)
        for row in range(_FOUND):
            for k in range(lanes):
                found[row, first + k] = w[row, k]
    return found


@kernel
def drift_leg(
    start: Plane, goal: Plane, ecc_drift: float, ecc_burn: float, coast: float, limits: tuple[float, float],
    gravity: Gravity,
) -> tuple[float, float, float, float]:  # fmt: skip
    """Find the drift orbit of one leg, see `drift_orbits`.

    Parameters
    ----------
    start : tuple of float
        Mean orbit at departure: semi-major axis [m], inclination and node [rad].
    goal : tuple of float
        The same of the target *at arrival*.
    ecc_drift : float
        Eccentricity the drift orbit is given for its rates.
    ecc_burn : float
        Speed that closes the eccentricity vectors, 0.5 V |de| [m/s], shared by both groups.
    coast : float
        Time between departure and arrival [s].
    limits : tuple of float
        Least and most of the drift orbit's semi-major axis [m]; equal limits fix it.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    delta_v : float
        Cost of both groups [m/s].
    a, inc, raan : float
        Mean drift orbit just after the first group [m], [rad], [rad].
    """
    a0, inc0, raan0 = start
    a1, inc1, raan1 = goal
    sin_mid = max(np.sin(0.5 * (inc0 + inc1)), 1e-3)
    leg = np.array(
        [
            a0, np.cos(inc0), np.sin(inc0), a1, inc1 - inc0, sin_mid, raan1 - raan0, ecc_drift,
            0.25 * ecc_burn * ecc_burn, coast, limits[0], limits[1],
        ]
    )  # fmt: skip
    found = drift_orbits(leg.reshape(12, 1), gravity)[:, 0]
    speed = 0.5 * (np.sqrt(gravity.mu / a0) + np.sqrt(gravity.mu / a1))
    inc, raan = inc0 + found[DriftEnd.Z_1] / speed, raan0 + found[DriftEnd.X_1] / (speed * sin_mid)
    return found[DriftEnd.COST], found[DriftEnd.A], inc, raan
