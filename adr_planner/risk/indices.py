"""Criticality indices: one small function each, with its source.

Each turns what is known of an object into one number, the larger the worse. They measure different things and
need not agree; `consensus` merges their rankings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "CATASTROPHIC_PROBABILITY",
    "CSI",
    "EXPECTED_MASS",
    "INDICES",
    "Index",
    "catastrophic_probability",
    "criticality_of_spacecraft",
    "expected_mass",
    "life_factor",
    "life_years",
]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Index:
    """Name an index.

    Parameters
    ----------
    name : str
        Key in ``RankedObject.indices``, with its unit.
    title : str
        Short heading.
    unit : str
        Unit, ``""`` if none.
    meaning : str
        What it says, in one line.
    source : str
        Where it was published.
    """

    name: str
    title: str
    unit: str
    meaning: str
    source: str


CATASTROPHIC_PROBABILITY = Index(
    "catastrophic_probability_per_yr",
    "P(catastrophic)",
    "per year",
    "chance within a year of a collision that destroys it",
    "Kessler 1981; threshold 40 J/g: Johnson et al. 2001",
)
EXPECTED_MASS = Index(
    "expected_mass_kg_per_yr",
    "P x mass",
    "kg per year",
    "mass expected to turn into fragments within a year",
    "Liou, Johnson & Hill 2010; Liou 2011",
)
CSI = Index(
    "csi",
    "CSI",
    "",
    "criticality of spacecraft index: mass, crowding, lifetime and inclination",
    "Rossi, Valsecchi & Alessi 2015; fractional: Bombardelli et al. 2017",
)
INDICES = (CATASTROPHIC_PROBABILITY, EXPECTED_MASS, CSI)
"""The indices `rank` merges."""


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


def life_years(altitude_km: ArrayLike) -> Array:
    """Return the lifetime the CSI gives a standard object, ``exp(14.18 h^0.1831 - 42.94)`` [yr].

    Parameters
    ----------
    altitude_km : array_like
        Altitude of a circular orbit [km].

    Examples
    --------
    >>> [round(float(years), 1) for years in life_years([500, 600, 700, 800, 900, 1000])]
    [3.7, 16.5, 61.3, 196.5, 562.1, 1467.8]
    """
    return np.asarray(np.exp(14.18 * np.power(altitude_km, 0.1831) - 42.94))


def life_factor(altitude_km: ArrayLike) -> Array:
    """Return the lifetime over that at 1,000 km, capped at one.

    The cap is part of the index (Gisolfi, Rossi & Marzari 2025): without it stages at 1,500 km, which stay
    for 70,000 years, fill the whole list.

    Parameters
    ----------
    altitude_km : array_like
        Altitude of a circular orbit [km].

    Examples
    --------
    >>> [round(float(factor), 3) for factor in life_factor([700, 1000, 1500])]
    [0.042, 1.0, 1.0]
    """
    return np.minimum(1.0, life_years(altitude_km) / life_years(1000.0))


def criticality_of_spacecraft(
    mass_kg: ArrayLike, inclination_deg: ArrayLike, crowding: ArrayLike, life: ArrayLike, shares: ArrayLike
) -> Array:
    """Return the criticality of spacecraft index, summed over the shells an orbit dwells in.

    Parameters
    ----------
    mass_kg, inclination_deg : array_like, shape (n,)
        Mass [kg] and inclination [deg].
    crowding : array_like, shape (shells,)
        Spatial density over its maximum over altitude, D / D0.
    life : array_like, shape (shells,)
        Life factor of each shell.
    shares : array_like, shape (n, shells)
        Share of its time each orbit spends in each shell.

    Returns
    -------
    ndarray, shape (n,)
        ``sum_k phi_k (M / 10 t) (D_k / D0) l_k (13 - 3 cos i) / 16``; k = 0.6 in Rossi's notation.

    Examples
    --------
    >>> float(criticality_of_spacecraft([10000.0], [90.0], [1.0], life_factor([1000.0]), [[1.0]])[0])
    0.8125
    """
    where = np.asarray(shares) @ (np.asarray(crowding) * np.asarray(life))
    tilt = (13.0 - 3.0 * np.cos(np.radians(inclination_deg))) / 16.0
    return np.asarray(np.asarray(mass_kg) / 1e4 * tilt * where)
