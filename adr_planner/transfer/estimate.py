"""The estimate of a leg between mean orbits: drift orbit, eccentricity shared between its groups, and phase.

Orbits are six mean elements, as `State.mean` gives them: a [m], e cos w, e sin w, inc, RAAN and mean argument of
latitude [rad].
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.transfer.drift import drift_leg
from adr_planner.transfer.groups import shared_delta_v

__all__ = ["PHASE_KNOWN", "PHASE_RMS", "estimate_leg"]

Array = NDArray[np.float64]

PHASE_RMS = 1.81
"""Root mean square of a phase gap spread evenly over (-pi, pi] [rad]: pi / sqrt(3)."""
PHASE_KNOWN = -1.0
"""Given as the phase gap: take the true one from the arguments of latitude."""
_ROUND = 0.03
"""Eccentricity to be closed, in parts of the price, below which equal shares are good to 0.1 %."""
_WRAP = 2.0 * np.pi


@njit(cache=True, nogil=True)
def estimate_leg(
    start: Array, goal: Array, coast: float, lowest: float, phase: float, dearest: float, gravity: Gravity
) -> float:
    """Price a leg.

    Parameters
    ----------
    start : ndarray, shape (6,)
        Mean elements of the servicer at departure.
    goal : ndarray, shape (6,)
        Mean elements of the target at arrival.
    coast : float
        Time between the two [s].
    lowest : float
        Least semi-major axis of the drift orbit [m].
    phase : float
        Phase gap closed on the way, in quadrature [rad]: `PHASE_RMS` when it is unknown, 0 for a free phase.
        `PHASE_KNOWN` closes the true one.
    dearest : float
        Price above which a leg is not wanted [m/s]: it is then priced roughly, phase and shares left out.
    gravity : Gravity
        Constants of the field, with ``second_order`` 1 for flight under numerical gravity.

    Returns
    -------
    float
        Delta-v [m/s]; infinite if no drift orbit above `lowest` has the true phase.

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
    >>> from adr_planner.transfer.mean import coasted
    >>> start = np.array([7.2e6, 0.0, 0.0, 1.24, 0.0, 0.0])
    >>> goal = coasted(start, 2 * 86400.0, EGM96) + np.array([0, 0, 0, 0, 0, np.pi / 2])
    >>> [round(estimate_leg(start, goal, 2 * 86400.0, 6.7e6, phase, 500.0, EGM96), 1) for phase in (0.0, PHASE_KNOWN)]
    [0.0, 44.8]
    """
    along = 0.5 * (start[0] + goal[0]) * max(phase, 0.0) / (3.0 * coast)
    rough, a, free = _closed(start, goal, coast, lowest, 2.0 * goal[0], along * along, dearest, gravity)
    if phase >= 0.0 or rough > dearest:
        return free
    ecc = np.hypot(start[1], start[2])
    _, perigee, anomaly = secular_rates(a, ecc, start[3], gravity)
    passed = goal[5] - start[5]
    revolutions = np.floor(((perigee + anomaly) * coast - passed) / _WRAP)
    best = np.inf
    for k in range(2):
        angle = passed + _WRAP * (revolutions + k)
        if angle <= 0.0:
            continue
        # Latitude runs as a^-3/2.
        drift = a * ((perigee + anomaly) * coast / angle) ** (2.0 / 3.0)
        if drift < lowest:
            continue
        _, _, cost = _closed(start, goal, coast, drift, drift, 0.0, np.inf, gravity)
        best = min(best, cost)
    return float(best)


@njit(cache=True, nogil=True)
def _closed(
    start: Array, goal: Array, coast: float, lowest: float, highest: float, apart: float, dearest: float,
    gravity: Gravity,
) -> tuple[float, float, float]:  # fmt: skip
    """Return the rough price of a leg, its drift orbit's semi-major axis, and its price."""
    a0, inc0, a1, inc1 = start[0], start[3], goal[0], goal[3]
    v0, v1 = np.sqrt(gravity.mu / a0), np.sqrt(gravity.mu / a1)
    speed = 0.5 * (v0 + v1)
    _, turning, _ = secular_rates(a0, np.hypot(start[1], start[2]), inc0, gravity)
    cosine, sine = np.cos(turning * coast), np.sin(turning * coast)
    # The target's eccentricity as it stood at departure.
    before_x, before_y = cosine * goal[1] + sine * goal[2], cosine * goal[2] - sine * goal[1]
    ex, ey = 0.5 * speed * (before_x - start[1]), 0.5 * speed * (before_y - start[2])
    ecc = np.hypot(ex, ey)
    ecc_drift = 0.5 * np.hypot(before_x + start[1], before_y + start[2])
    rough, a, inc, raan = drift_leg(
        a0, inc0, start[4], a1, inc1, goal[4], ecc_drift, np.sqrt(ecc * ecc + 4.0 * apart), coast,
        lowest, highest, gravity,
    )  # fmt: skip
    if rough > dearest or ecc < _ROUND * rough:
        return rough, a, rough
    vd = np.sqrt(gravity.mu / a)
    rate, _, _ = secular_rates(a, ecc_drift, inc, gravity)
    sin_i = max(np.sin(0.5 * (inc0 + inc1)), 1e-3)
    left = (goal[4] - raan - rate * coast + np.pi) % _WRAP - np.pi
    x1 = speed * sin_i * ((raan - start[4] + np.pi) % _WRAP - np.pi)
    m, n = -7.0 * rate / vd * coast * speed * sin_i, -np.tan(inc) * rate * coast * sin_i
    y_low, y_high = v0 - np.sqrt(gravity.mu / lowest), v0 - np.sqrt(gravity.mu / highest)
    shared = shared_delta_v(
        x1 + speed * sin_i * left, v0 - v1, speed * (inc1 - inc0), x1, v0 - vd, speed * (inc - inc0), m, n,
        ex, ey, cosine, sine, apart, y_low, y_high,
    )  # fmt: skip
    return rough, a, shared
