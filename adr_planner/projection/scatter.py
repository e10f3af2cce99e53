"""Where the fragments of a break-up go: the breakup model's speeds, and orbits that last as long.

Fragments leave at 10^(0.9 chi + 2.9 +- 0.4) m/s, chi = log10(A/m), in all directions (Johnson et al. 2001, equation
12). Each then flies an ellipse through the place of the break-up. On the grid it circles at the altitude from which a
circular orbit comes down in the same time; an ellipse that dips below 100 km is gone at once.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.decay import gauss_legendre
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.risk.collisions.lifetime import decay_time
from adr_planner.risk.collisions.shells import EDGES, MIDDLES

__all__ = ["COLLISION", "EXPLOSION", "scatter"]

Array = NDArray[np.float64]

COLLISION, EXPLOSION = (0.9, 2.9), (0.2, 1.85)
"""Slope over chi and constant of the logarithm of the speed (equations 12 and 11)."""
_SPREAD = 0.4
_ALTITUDES = np.arange(200e3, 2001e3, 60e3)
_FAR = 2500e3
_DIRECTIONS = 6
_POINTS = np.array([-1.0, -1.0, 1.0, 1.0]) * np.sqrt(3.0 + np.sqrt(6.0) * np.array([1.0, -1.0, -1.0, 1.0]))
_OF_POINTS = (3.0 - np.sqrt(6.0) * np.array([1.0, -1.0, -1.0, 1.0])) / 12.0
"""Nodes and weights of Gauss and Hermite for a normal distribution: the roots of x^4 - 6 x^2 + 3."""


@lru_cache(maxsize=32)
def scatter(chi: float, law: tuple[float, float] = COLLISION) -> Array:
    """Return where fragments of break-ups in each shell go.

    Parameters
    ----------
    chi : float
        log10 of their area-to-mass ratio in m2/kg.
    law : tuple of float
        `COLLISION` or `EXPLOSION`: how fast they leave.

    Returns
    -------
    ndarray, shape (180, 180)
        Share of the fragments born in the shell of the column that circle in the shell of the row.
    """
    along, sideways, speed, weight = _kicks(chi, law)
    radius = (EARTH_RADIUS + _ALTITUDES)[:, None]
    circular = np.sqrt(EARTH_MU / radius)
    v_along, v_radial = circular + speed * along, speed * sideways[0]
    v_normal = speed * sideways[1]
    energy = 0.5 * (v_along**2 + v_radial**2 + v_normal**2) - EARTH_MU / radius
    sma = -0.5 * EARTH_MU / np.where(energy < 0.0, energy, np.nan)
    momentum = radius**2 * (v_along**2 + v_normal**2)
    ecc = np.sqrt(np.clip(1.0 - momentum / (EARTH_MU * sma), 0.0, None))
    perigee, apogee = sma * (1.0 - ecc) - EARTH_RADIUS, np.minimum(sma * (1.0 + ecc) - EARTH_RADIUS, 20000e3)
    bound = np.isfinite(sma) & (perigee > 100e3)
    lasts = np.zeros(sma.shape)
    lasts[bound] = decay_time(perigee[bound], apogee[bound], 1.0)
    ladder = np.linspace(100e3, _FAR, 241)
    rungs = np.log(np.maximum(decay_time(ladder, ladder, 1.0), 1.0))
    equal = np.interp(np.log(np.maximum(lasts, 1.0)), rungs, ladder)
    landing = np.array([np.interp(MIDDLES, _ALTITUDES, column) for column in equal.T]).T
    return _deposited(landing, weight)


def _kicks(chi: float, law: tuple[float, float]) -> tuple[Array, Array, Array, Array]:
    """Return directions (along the flight; radial and normal), speeds [m/s] and weights of a rule over all kicks."""
    cosine, of_cosine = np.array([gauss_legendre(k, _DIRECTIONS) for k in range(_DIRECTIONS)]).T
    turns = np.radians([22.5, 67.5])  # the other quadrants give the same ellipses
    speeds = 10.0 ** (law[0] * chi + law[1] + _SPREAD * _POINTS)
    c, t, s = (one.ravel() for one in np.meshgrid(cosine, turns, speeds, indexing="ij"))
    weight = (0.5 * of_cosine[:, None, None] * np.full((2, 1), 0.5) * _OF_POINTS).ravel()
    sine = np.sqrt(1.0 - c**2)
    return c, np.array([sine * np.cos(t), sine * np.sin(t)]), s, weight


def _deposited(landing: Array, weight: Array) -> Array:
    """Share each landing between the two shells whose middles are nearest."""
    width, n = float(EDGES[1] - EDGES[0]), MIDDLES.size
    place = (landing - MIDDLES[0]) / width
    first = np.floor(place).astype(np.intp)
    result = np.zeros((n, n))
    columns = np.broadcast_to(np.arange(n)[:, None], first.shape)
    for shell, share in ((first, 1.0 - (place - first)), (first + 1, place - first)):
        inside = (shell >= 0) & (shell < n)
        np.add.at(result, (shell[inside], columns[inside]), (share * weight)[inside])
    return result
