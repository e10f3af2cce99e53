"""The fewest, smallest impulses that produce a wanted change of orbit and phase.

Gauss's equations, linear in the impulses, over candidate burn points of a near-circular orbit; the least
sum of burn sizes by reweighted least squares (Daubechies et al., Comm. Pure Appl. Math. 63, 2010), which
ends with no more burns than there are conditions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates

__all__ = ["MOST_BURNS", "DriftModel", "least_impulses", "weighted_impulses"]

MOST_BURNS = 6
"""Burns kept: as many as there are conditions, the most a least sum of sizes needs."""
_ROUNDS = 40
_ROUNDS_A_DROP = 4
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DriftModel:
    """Hold how the elements at arrival answer to impulses before and after a drift.

    Parameters
    ----------
    a, ecc, inc : float
        Mean drift orbit the equations are linearised about [m], [-], [rad].
    gravity : Gravity
        Constants of the field.

    Notes
    -----
    Conditions are in the order a, e cos w, e sin w, inc, RAAN, mean argument of latitude, each scaled to
    the metres a second of the impulse that makes such a change at once.
    """

    a: float
    ecc: float
    inc: float
    gravity: Gravity

    @property
    def speed(self) -> float:
        """Circular speed of the drift orbit [m/s]."""
        return float(np.sqrt(self.gravity.mu / self.a))

    @property
    def scale(self) -> Array:
        """Turn differences of (a, ex, ey, inc, RAAN, latitude) into metres a second, shape (6,)."""
        v = self.speed
        return np.array([v / (2.0 * self.a), v, v, v, v * np.sin(self.inc), v])

    def _rates(self, a: float, inc: float) -> tuple[float, float]:
        node, perigee, anomaly = secular_rates(a, self.ecc, inc, self.gravity)
        return node, perigee + anomaly

    def matrix(self, latitude: Array, remaining: Array) -> Array:
        """Return the effect at arrival of unit impulses, shape (6, 3 n), columns radial, along, normal.

        Parameters
        ----------
        latitude : ndarray, shape (n,)
            Argument of latitude of each burn point [rad].
        remaining : ndarray, shape (n,)
            Time from each burn point to the arrival [s].
        """
        inc = self.inc
        da, di = 1.0, 1e-6
        node_a, lat_a = np.subtract(self._rates(self.a + da, inc), self._rates(self.a - da, inc)) / (2 * da)
        node_i, lat_i = np.subtract(self._rates(self.a, inc + di), self._rates(self.a, inc - di)) / (2 * di)
        _, perigee, _ = secular_rates(self.a, self.ecc, inc, self.gravity)
        sin_u, cos_u = np.sin(latitude), np.cos(latitude)
        late_sin = np.sin(latitude + perigee * remaining)
        late_cos = np.cos(latitude + perigee * remaining)
        effect = np.zeros((6, latitude.size, 3))
        effect[0, :, 1] = 1.0
        effect[1, :, 0] = late_sin
        effect[1, :, 1] = 2.0 * late_cos
        effect[2, :, 0] = -late_cos
        effect[2, :, 1] = 2.0 * late_sin
        effect[3, :, 2] = cos_u
        effect[4, :, 1] = np.sin(inc) * node_a * 2.0 * self.a * remaining
        effect[4, :, 2] = sin_u + np.sin(inc) * node_i * cos_u * remaining
        effect[5, :, 0] = -2.0
        effect[5, :, 1] = lat_a * 2.0 * self.a * remaining
        effect[5, :, 2] = -sin_u / np.tan(inc) + lat_i * cos_u * remaining
        return effect.reshape(6, -1)


def least_impulses(matrix: Array, wanted: Array, most: int = MOST_BURNS) -> Array:
    """Return the impulses with the least sum of sizes that meet the conditions.

    Parameters
    ----------
    matrix : ndarray, shape (m, 3 n)
        Effect of unit impulses, as `DriftModel.matrix` gives it.
    wanted : ndarray, shape (m,)
        Change to be made.
    most : int
        Most burns to keep: the smallest are dropped one by one, the rest taking over their work.

    Returns
    -------
    ndarray, shape (n, 3)
        Impulses, radial, along-track, normal [m/s].
    """
    sizes = np.ones(matrix.shape[1] // 3)
    for _ in range(_ROUNDS):
        impulses = weighted_impulses(matrix, wanted, sizes)
        sizes = np.linalg.norm(impulses, axis=1)
        sizes = np.maximum(sizes, 1e-6 * sizes.max())
    while np.count_nonzero(sizes) > most:
        used = np.flatnonzero(sizes)
        sizes[used[np.argmin(sizes[used])]] = 0.0
        for _ in range(_ROUNDS_A_DROP):
            impulses = weighted_impulses(matrix, wanted, sizes)
            sizes = np.linalg.norm(impulses, axis=1)
    return impulses


def weighted_impulses(matrix: Array, wanted: Array, sizes: Array) -> Array:
    """Return the impulses with the least weighted sum of squares that meet the conditions.

    Parameters
    ----------
    matrix, wanted : ndarray
        See `least_impulses`.
    sizes : ndarray, shape (n,)
        Expected size of each burn, its weight; zero leaves it out.
    """
    rows = 1.0 / np.abs(matrix).max(axis=1)
    scaled = matrix * rows[:, None]
    weighted = scaled * np.repeat(sizes, 3)
    solution = np.linalg.lstsq(weighted @ scaled.T, wanted * rows, rcond=1e-14)[0]
    return (weighted.T @ solution).reshape(sizes.size, 3)
