"""Altitude shells, and the share of its time an orbit spends in each.

Between two radii an orbit dwells for the difference of its mean anomalies there over pi (Gisolfi, Rossi &
Marzari 2025 use the same for the fractional CSI):

    phi = [E_out - E_in - e (sin E_out - sin E_in)] / pi,     cos E = (a - r) / (a e).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS

__all__ = ["EDGES", "HALF_WIDTH", "MIDDLES", "SPEEDS", "SWEPT", "VOLUMES", "dwell"]

EDGES = np.arange(200e3, 2000e3 + 1.0, 10e3)
"""Altitudes of the shell borders [m]: 180 shells of 10 km from 200 to 2,000 km. Shells of 20 km move single
rates by 8 % (95th percentile), of 5 km by 3 % (studies/risk_flux_choices.py)."""

MIDDLES = 0.5 * (EDGES[:-1] + EDGES[1:])
"""Altitudes of the shell middles [m]."""

VOLUMES = 4.0 / 3.0 * np.pi * np.diff((EARTH_RADIUS + EDGES) ** 3)
"""Volumes of the shells [m3]."""

SPEEDS = np.sqrt(EARTH_MU / (EARTH_RADIUS + MIDDLES))
"""Orbital speeds at the shell middles [m/s]."""

SWEPT = SPEEDS / VOLUMES
"""Orbital speed over volume of each shell [1/m2/s]."""

HALF_WIDTH = 6e3
"""Least half-difference of apogee and perigee [m]: what J2 and the Earth's oblateness spread a circular orbit
over anyway; without it a stage would sit in one shell and not in the next by metres."""

Array = NDArray[np.float64]


def dwell(sma: Array, ecc: Array) -> Array:
    """Return the share of its time each orbit spends in each shell.

    Parameters
    ----------
    sma, ecc : ndarray, shape (n,)
        Semi-major axis [m] and eccentricity.

    Returns
    -------
    ndarray, shape (n, 180)
        Shares; their sum is below one where the orbit leaves 200-2000 km.

    Examples
    --------
    >>> shares = dwell(np.array([7218e3]), np.array([0.0005]))
    >>> [(round(float(MIDDLES[k]) / 1e3), round(float(shares[0, k]), 2)) for k in np.flatnonzero(shares[0])]
    [(835, 0.51), (845, 0.49)]
    """
    swing = np.maximum(sma * ecc, HALF_WIDTH)
    cosine = (sma[:, None] - (EARTH_RADIUS + EDGES)) / swing[:, None]
    anomaly = np.arccos(np.clip(cosine, -1.0, 1.0))
    anomaly -= (swing / sma)[:, None] * np.sin(anomaly)
    return np.diff(anomaly, axis=1) / np.pi
