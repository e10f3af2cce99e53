"""The estimate of legs between mean orbits: drift orbit, eccentricity shared between its groups, and phase.

Orbits are six mean elements, as `State.mean` gives them: a [m], e cos w, e sin w, inc, RAAN and mean argument of
latitude [rad].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import rates_at_cosine
from adr_planner.core.jit import kernel
from adr_planner.transfer.impulsive.drift import DriftEnd, DriftStart, drift_orbits
from adr_planner.transfer.impulsive.groups import Shared, shared_delta_v

__all__ = ["PHASE_KNOWN", "PHASE_RMS", "estimate_leg", "estimate_legs"]

Array = NDArray[np.float64]

PHASE_RMS = 1.81
"""Root mean square of a phase gap spread evenly over (-pi, pi] [rad]: pi / sqrt(3)."""
PHASE_KNOWN = -1.0
"""Given as the phase gap: take the true one from the arguments of latitude."""
_ROUND = 0.03
"""Eccentricity to be closed, in parts of the cost, below which equal shares are good to 0.1 %."""
_WRAP = 2.0 * np.pi
_STARTS, _SHARES = len(DriftStart), len(Shared)


@kernel
def estimate_legs(
    starts: Array, goals: Array, coasts: Array, lowests: Array, phase: float, max_leg_delta_v: float, gravity: Gravity
) -> Array:
    """Cost many legs.

    Parameters
    ----------
    starts : ndarray, shape (n, 6)
        Mean elements of the servicer at departure.
    goals : ndarray, shape (n, 6)
        Mean elements of the target at arrival.
    coasts : ndarray, shape (n,)
        Times between the two [s].
    lowests : ndarray, shape (n,)
        Least semi-major axes of the drift orbits [m]; nobody is made to climb to it from a lower orbit.
    phase : float
        Phase gap closed on the way, in quadrature [rad]: `PHASE_RMS` when it is unknown, 0 for a free phase.
        `PHASE_KNOWN` closes the true one.
    max_leg_delta_v : float
        Cost above which a leg is not wanted [m/s]: it is then costed roughly, phase and shares left out.
    gravity : Gravity
        Constants of the field, with ``second_order`` 1 for flight under numerical gravity.

    Returns
    -------
    ndarray, shape (n,)
        Delta-v [m/s]; infinite if no drift orbit above the lowest has the true phase, or without time to fly.

    Notes
    -----
    A known phase asks that the drift orbit make a whole number of revolutions more, or fewer, than it would freely:
    the two neighbouring numbers are tried, the node closed in the same drift orbit. What both burn for altitude may
    fall on either side of the drift, so a phase between them is free.

    Examples
    --------
    A point 90 deg ahead on the same orbit, to be reached in two days: free, or by a lower orbit and its node's drift.

    >>> import numpy as np
    >>> from adr_planner.core.constants import EGM96
    >>> from adr_planner.transfer.mean_elements import coasted
    >>> start = np.array([[7.2e6, 0.0, 0.0, 1.24, 0.0, 0.0]])
    >>> goal, coast = coasted(start[0], 0.0, 2 * 86400.0, EGM96) + [[0, 0, 0, 0, 0, np.pi / 2]], np.array([2 * 86400.0])
    >>> lowest = np.array([6.7e6])
    >>> costs = [estimate_legs(start, goal, coast, lowest, phase, 500.0, EGM96)[0] for phase in (0.0, PHASE_KNOWN)]
    >>> [round(float(cost), 1) for cost in costs]
    [0.0, 44.8]
    """
    legs, shares = _laid_out(starts, goals, coasts, lowests, phase, gravity)
    found = drift_orbits(legs, gravity)
    costs = found[DriftEnd.COST].copy()
    costs[coasts <= 0.0] = np.inf
    if phase >= 0.0:
        _share(legs, found, shares, costs, max_leg_delta_v, gravity)
        return costs
    cheap = np.flatnonzero(costs <= max_leg_delta_v)
    legs, shares, costs[cheap] = legs[:, cheap], shares[:, cheap], np.inf
    floors = legs[DriftStart.LOWEST].copy()
    free, passed = found[DriftEnd.A][cheap], goals[cheap, 5] - starts[cheap, 5]
    for more in range(2):
        _hold(legs, free, passed, more, gravity)
        kept = np.flatnonzero(legs[DriftStart.LOWEST] >= floors)
        held = legs[:, kept]
        found = drift_orbits(held, gravity)
        closed = found[DriftEnd.COST].copy()
        _share(held, found, shares[:, kept], closed, np.inf, gravity)
        for k in range(kept.size):
            costs[cheap[kept[k]]] = min(costs[cheap[kept[k]]], closed[k])
    return costs


@kernel
def estimate_leg(
    start: Array, goal: Array, coast: float, lowest: float, phase: float, max_leg_delta_v: float, gravity: Gravity
) -> float:
    """Cost one leg, see `estimate_legs`.

    Parameters
    ----------
    start, goal : ndarray, shape (6,)
        Mean elements of the servicer at departure, and of the target at arrival.
    coast : float
        Time between the two [s].
    lowest : float
        Least semi-major axis of the drift orbit [m].
    phase, max_leg_delta_v, gravity
        See `estimate_legs`.

    Returns
    -------
    float
        Delta-v [m/s].
    """
    coasts, lowests = np.full(1, coast), np.full(1, lowest)
    return float(
        estimate_legs(start.reshape(1, 6), goal.reshape(1, 6), coasts, lowests, phase, max_leg_delta_v, gravity)[0]
    )


@kernel
def _laid_out(
    starts: Array, goals: Array, coasts: Array, lowests: Array, phase: float, gravity: Gravity
) -> tuple[Array, Array]:
    """Return the rows of `DriftStart` and, as far as they do not depend on the drift orbit, of `Shared`."""
    count = coasts.size
    legs, shares = np.empty((_STARTS, count)), np.empty((_SHARES, count))
    for k in range(count):
        a_0, inc_0, a_1, inc_1, coast = starts[k, 0], starts[k, 3], goals[k, 0], goals[k, 3], coasts[k]
        v_0, v_1 = np.sqrt(gravity.mu / a_0), np.sqrt(gravity.mu / a_1)
        cos_0 = np.cos(inc_0)
        e_x, e_y = starts[k, 1], starts[k, 2]
        _, turning, _ = rates_at_cosine(a_0, np.sqrt(e_x * e_x + e_y * e_y), cos_0, gravity)
        cosine, sine = np.cos(turning * coast), np.sin(turning * coast)
        # The target's eccentricity as it stood at departure.
        before_x, before_y = cosine * goals[k, 1] + sine * goals[k, 2], cosine * goals[k, 2] - sine * goals[k, 1]
        speed = 0.5 * (v_0 + v_1)
        change_x, change_y = 0.5 * speed * (before_x - e_x), 0.5 * speed * (before_y - e_y)
        mean_x, mean_y = 0.5 * (before_x + e_x), 0.5 * (before_y + e_y)
        along = 0.5 * (a_0 + a_1) * max(phase, 0.0) / (3.0 * coast)
        apart = along * along
        legs[DriftStart.A_0, k], legs[DriftStart.A_1, k], legs[DriftStart.TILT, k] = a_0, a_1, inc_1 - inc_0
        legs[DriftStart.COS_0, k], legs[DriftStart.SIN_0, k] = cos_0, np.sin(inc_0)
        legs[DriftStart.SIN_MID, k] = max(np.sin(0.5 * (inc_0 + inc_1)), 1e-3)
        legs[DriftStart.NODE, k], legs[DriftStart.COAST, k] = goals[k, 4] - starts[k, 4], coast
        legs[DriftStart.ECC, k] = np.sqrt(mean_x * mean_x + mean_y * mean_y)
        legs[DriftStart.REST, k] = 0.25 * (change_x * change_x + change_y * change_y) + apart
        legs[DriftStart.LOWEST, k], legs[DriftStart.HIGHEST, k] = min(lowests[k], a_0, a_1), 2.0 * a_1
        shares[Shared.Y, k], shares[Shared.Z, k] = v_0 - v_1, speed * (inc_1 - inc_0)
        shares[Shared.E_X, k], shares[Shared.E_Y, k], shares[Shared.APART, k] = change_x, change_y, apart
        shares[Shared.COSINE, k], shares[Shared.SINE, k] = cosine, sine
    return legs, shares


@kernel
def _share(legs: Array, found: Array, shares: Array, costs: Array, max_leg_delta_v: float, gravity: Gravity) -> None:
    """Share the eccentricity of the legs that are wanted and have some; their costs are replaced."""
    square = shares[Shared.E_X] ** 2 + shares[Shared.E_Y] ** 2
    chosen = np.flatnonzero((costs <= max_leg_delta_v) & (square >= (_ROUND * costs) ** 2))
    parts = shares[:, chosen]
    for k in range(chosen.size):
        leg = chosen[k]
        v_0 = np.sqrt(gravity.mu / legs[DriftStart.A_0, leg])
        parts[Shared.X, k] = found[DriftEnd.X_1, leg] + found[DriftEnd.X_2, leg]
        parts[Shared.X_1, k], parts[Shared.Y_1, k] = found[DriftEnd.X_1, leg], found[DriftEnd.Y_1, leg]
        parts[Shared.Z_1, k], parts[Shared.M, k] = found[DriftEnd.Z_1, leg], found[DriftEnd.M, leg]
        parts[Shared.N, k] = found[DriftEnd.N, leg]
        parts[Shared.Y_LOW, k] = v_0 - np.sqrt(gravity.mu / legs[DriftStart.LOWEST, leg])
        parts[Shared.Y_HIGH, k] = v_0 - np.sqrt(gravity.mu / legs[DriftStart.HIGHEST, leg])
    costs[chosen] = shared_delta_v(parts)


@kernel
def _hold(legs: Array, free: Array, passed: Array, more: int, gravity: Gravity) -> None:
    """Hold every drift orbit at the size that makes a whole number of revolutions; minus one if there is none."""
    for k in range(free.size):
        cos_0, ecc, coast = legs[DriftStart.COS_0, k], legs[DriftStart.ECC, k], legs[DriftStart.COAST, k]
        _, perigee, anomaly = rates_at_cosine(free[k], ecc, cos_0, gravity)
        natural = (perigee + anomaly) * coast
        angle = passed[k] + _WRAP * (np.floor((natural - passed[k]) / _WRAP) + more)
        # Latitude runs as a^-3/2.
        size = free[k] * (natural / angle) ** (2.0 / 3.0) if angle > 0.0 else -1.0
        legs[DriftStart.LOWEST, k], legs[DriftStart.HIGHEST, k] = size, size
