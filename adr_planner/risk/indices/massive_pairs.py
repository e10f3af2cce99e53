"""Collisions between massive derelicts, after McKnight."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["MASSIVE_KG", "massive_pairs"]

MASSIVE_KG = 700.0
"""Partners count from this mass on [kg], as in the clusters of McKnight et al. 2021."""
_HORIZON_YR = 1000.0


def massive_pairs(
    collisions_per_yr: ArrayLike, partner_mass_kg_per_yr: ArrayLike, mass_kg: ArrayLike, lifetime_yr: ArrayLike
) -> NDArray[np.float64]:
    """Return the mass of collisions with other massive derelicts while an object stays, at most 1,000 years.

    The static form of the encounter methods: rate x combined mass x persistence.

    Parameters
    ----------
    collisions_per_yr : array_like
        Collisions with derelicts above 700 kg.
    partner_mass_kg_per_yr : array_like
        The same, each times the mass of the partner.
    mass_kg, lifetime_yr : array_like
        Mass [kg] and residual lifetime [yr].

    Examples
    --------
    >>> float(massive_pairs(1e-5, 1e-5 * 1434.0, 1434.0, 5000.0))
    28.68
    """
    mass = np.asarray(partner_mass_kg_per_yr) + np.asarray(collisions_per_yr) * np.asarray(mass_kg)
    return np.asarray(mass * np.minimum(lifetime_yr, _HORIZON_YR))
