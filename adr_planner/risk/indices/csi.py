"""The criticality of spacecraft index (Rossi, Valsecchi & Alessi 2015)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["criticality_of_spacecraft", "life_factor", "life_years"]

Array = NDArray[np.float64]


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
    where = np.sum(np.asarray(shares) * (np.asarray(crowding) * np.asarray(life)), axis=-1)
    tilt = (13.0 - 3.0 * np.cos(np.radians(inclination_deg))) / 16.0
    return np.asarray(np.asarray(mass_kg) / 1e4 * tilt * where)
