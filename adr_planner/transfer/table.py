"""The price of every leg between many orbits, for every date and wait: what the search reads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.transfer.drift import drift_leg

__all__ = ["OrbitSet", "leg_delta_v", "leg_table"]

Array = NDArray[np.float64]

PHASE_RMS = 1.81
"""Root mean square of a phase gap spread evenly over (-pi, pi] [rad]: pi / sqrt(3)."""


@dataclass(frozen=True, slots=True)
class OrbitSet:
    """Hold mean orbits that turn at their secular rates.

    Parameters
    ----------
    a, ecc, inc : ndarray, shape (n,)
        Mean semi-major axis [m], eccentricity, inclination [rad].
    raan, argp : ndarray, shape (n,)
        Angles at time zero [rad].
    raan_rate, argp_rate : ndarray, shape (n,)
        Secular rates [rad/s].
    """

    a: Array
    ecc: Array
    inc: Array
    raan: Array
    argp: Array
    raan_rate: Array
    argp_rate: Array

    @classmethod
    def at_epochs(
        cls, a: Array, ecc: Array, inc: Array, raan: Array, argp: Array, epoch: Array, gravity: Gravity
    ) -> OrbitSet:
        """Build from mean elements of different epochs [s], brought to time zero."""
        node, perigee, _ = secular_rates(a, ecc, inc, gravity)
        return cls(a, ecc, inc, raan - node * epoch, argp - perigee * epoch, node, perigee)

    def __len__(self) -> int:
        return int(self.a.size)

    def columns(self) -> Array:
        """Return the seven quantities as one array, shape (n, 7)."""
        return np.column_stack([self.a, self.ecc, self.inc, self.raan, self.argp, self.raan_rate, self.argp_rate])


@njit(cache=True, nogil=True)
def leg_delta_v(
    origin: Array, target: Array, depart: float, arrive: float, lowest: float, phase: float, gravity: Gravity
) -> float:
    """Price one leg between two orbits of an `OrbitSet`.

    Parameters
    ----------
    origin, target : ndarray, shape (7,)
        Rows of `OrbitSet.columns`.
    depart, arrive : float
        Times [s].
    lowest : float
        Least semi-major axis of the drift orbit [m].
    phase : float
        Phase gap to be closed on the way [rad]; `PHASE_RMS` when it is not known, 0 for a free phase.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    float
        Delta-v [m/s].
    """
    coast = arrive - depart
    a0, a1 = origin[0], target[0]
    speed = np.sqrt(gravity.mu / (0.5 * (a0 + a1)))
    argp0 = origin[4] + origin[6] * arrive
    argp1 = target[4] + target[6] * arrive
    x0, y0 = origin[1] * np.cos(argp0), origin[1] * np.sin(argp0)
    x1, y1 = target[1] * np.cos(argp1), target[1] * np.sin(argp1)
    ecc_burn = 0.5 * speed * np.hypot(x1 - x0, y1 - y0)
    ecc_drift = 0.5 * np.hypot(x1 + x0, y1 + y0)
    along = a0 * phase / (3.0 * coast)
    delta_v, _, _, _ = drift_leg(
        a0,
        origin[2],
        origin[3] + origin[5] * depart,
        a1,
        target[2],
        target[3] + target[5] * arrive,
        ecc_drift,
        np.hypot(ecc_burn, 2.0 * along),
        coast,
        lowest,
        2.0 * a1,
        gravity,
    )
    return delta_v


@njit(cache=True, nogil=True)
def _fill_row(
    row: int,
    origins: Array,
    targets: Array,
    arrivals: Array,
    gaps: Array,
    stay: float,
    lowest: float,
    phase: float,
    gravity: Gravity,
    out: NDArray[np.float32],
) -> None:
    for j in range(targets.shape[0]):
        for g in range(gaps.size):
            for t in range(arrivals.size):
                if j == row or arrivals[t] + gaps[g] > arrivals[-1] + 1.0:
                    out[j, g, t] = np.inf
                else:
                    out[j, g, t] = leg_delta_v(
                        origins[row], targets[j], arrivals[t] + stay, arrivals[t] + gaps[g], lowest, phase,
                        gravity,
                    )  # fmt: skip


def leg_table(
    origins: OrbitSet,
    targets: OrbitSet,
    arrivals: Array,
    gaps: Array,
    *,
    stay: float,
    lowest: float,
    gravity: Gravity,
    phase: float = PHASE_RMS,
) -> NDArray[np.float32]:
    """Price the legs between all orbits.

    Parameters
    ----------
    origins, targets : OrbitSet
        Orbits left and orbits reached; row k of both belongs to the same object.
    arrivals : ndarray, shape (t,)
        Dates of the grid [s]: arrivals at the origin.
    gaps : ndarray, shape (g,)
        Times from arrival to arrival [s], each longer than `stay`.
    stay : float
        Time spent at the origin before leaving [s].
    lowest : float
        Least semi-major axis of a drift orbit [m].
    gravity : Gravity
        Constants of the field.
    phase : float
        See `leg_delta_v`.

    Returns
    -------
    ndarray of float32, shape (n, n, g, t)
        Delta-v [m/s]; infinite on the diagonal and where the arrival falls off the grid.
    """
    n = len(origins)
    table = np.empty((n, n, gaps.size, arrivals.size), dtype=np.float32)
    left, reached = origins.columns(), targets.columns()
    with ThreadPoolExecutor() as pool:
        list(
            pool.map(
                lambda i: _fill_row(i, left, reached, arrivals, gaps, stay, lowest, phase, gravity, table[i]),
                range(n),
            )
        )
    return table
