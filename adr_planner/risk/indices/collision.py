"""Chance and mass of catastrophic collisions."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["catastrophic_probability", "expected_mass"]

Array = NDArray[np.float64]


def catastrophic_probability(rate_per_yr: ArrayLike) -> Array:
    """Return the chance of at least one catastrophic collision within a year, ``1 - exp(-rate)``.

    Parameters
    ----------
    rate_per_yr : array_like
        Catastrophic collisions per year.

    Examples
    --------
    >>> round(float(catastrophic_probability(0.1)), 4)
    0.0952
    """
    return np.asarray(-np.expm1(-np.asarray(rate_per_yr, dtype=float)))


def expected_mass(probability_per_yr: ArrayLike, mass_kg: ArrayLike) -> Array:
    """Return the mass expected to be shattered within a year, ``P m`` (Liou, Johnson & Hill 2010) [kg/yr].

    Parameters
    ----------
    probability_per_yr : array_like
        Chance of a catastrophic collision within a year.
    mass_kg : array_like
        Mass [kg].

    Examples
    --------
    >>> float(expected_mass(1e-3, 8000.0))
    8.0
    """
    return np.asarray(np.multiply(probability_per_yr, mass_kg))
