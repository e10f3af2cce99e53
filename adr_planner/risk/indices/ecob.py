"""Severity for operational satellites, after ECOB, from the catalogue instead of MASTER."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adr_planner.core.atmosphere.density import density
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.risk.collisions.breakup import fragments_of_breakup, fragments_of_explosion
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT
from adr_planner.risk.collisions.shells import EDGES, MIDDLES, SPEEDS
from adr_planner.units import YEAR

__all__ = ["cloud_exposure", "ecob"]

Array = NDArray[np.float64]

_HORIZON = 25.0 * YEAR
"""The cloud counts for 25 years [s], as in ECOB."""
_FRAGMENT = 0.01
"""Fragments above this size count [m]."""
_AREA_TO_MASS = 0.5
"""Of fragments of 1 cm [m2/kg]: the mode of the breakup model's distribution there (Johnson et al. 2001)."""


def cloud_exposure(operational_area: Array) -> Array:
    """Return how often one fragment born in each shell hits an operational satellite in 25 years.

    Parameters
    ----------
    operational_area : ndarray, shape (180,)
        Cross-section of operational satellites per volume in each shell [1/m].

    Returns
    -------
    ndarray, shape (180,)
        Hits per fragment; it sinks through the shells below by drag.

    Notes
    -----
    The relative speed is taken as the orbital speed: the mean over random planes is 4/pi of it or more (`crossings`),
    a factor common to all objects.

    Examples
    --------
    >>> crowded = np.where(np.abs(MIDDLES - 545e3) < 1.0, 1e-12, 0.0)
    >>> hits = cloud_exposure(crowded)
    >>> bool(hits[np.searchsorted(MIDDLES, 600e3)] > 0), float(hits[np.searchsorted(MIDDLES, 500e3)])
    (True, 0.0)
    """
    sinking = DRAG_COEFFICIENT * _AREA_TO_MASS * density(MIDDLES, "mean") * np.sqrt(EARTH_MU * (EARTH_RADIUS + MIDDLES))
    crossing = np.diff(EDGES) / sinking
    exposure = np.empty(MIDDLES.size)
    for born in range(MIDDLES.size):
        below = np.arange(born, -1, -1)
        spent = np.minimum(np.cumsum(crossing[below]), _HORIZON)
        stays = np.diff(spent, prepend=0.0)
        exposure[born] = float(np.sum(stays * operational_area[below] * SPEEDS[below]))
    return exposure


def ecob(
    probability_per_yr: ArrayLike, mass_kg: ArrayLike, exposure: ArrayLike, explosions_per_yr: ArrayLike = 0.0
) -> Array:
    """Return hits on operational satellites by an object's fragments, times the chance that they come to be.

    Both halves of the published index: by a collision, and by an explosion.

    Parameters
    ----------
    probability_per_yr : array_like, shape (n,)
        Chance of a catastrophic collision within a year.
    mass_kg : array_like, shape (n,)
        Mass [kg].
    exposure : array_like, shape (n,)
        `cloud_exposure` averaged along the orbit.
    explosions_per_yr : array_like, shape (n,)
        Explosions of scale 1 expected within a year; see `adr_planner.risk.explosions`.

    Returns
    -------
    ndarray, shape (n,)
        Hits per year of waiting.

    Examples
    --------
    >>> float(ecob(1e-4, 1000.0, 0.0))
    0.0
    """
    collisions = np.asarray(probability_per_yr) * fragments_of_breakup(mass_kg, _FRAGMENT)
    explosions = np.asarray(explosions_per_yr) * fragments_of_explosion(_FRAGMENT)
    return np.asarray((collisions + explosions) * np.asarray(exposure))
