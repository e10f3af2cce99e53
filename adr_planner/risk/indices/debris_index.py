"""The Space Debris Index of life-cycle assessment."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["space_debris_index"]

_HORIZON_YR = 200.0
_UP_TO_KG = (500.0, 1000.0, 1500.0, 2000.0)
_ALPHA = np.array([1.3, 1.0, 0.86, 0.80, 0.77])
"""Fragments per mass relative to an object of 1 t, by mass class (Maury et al. 2019)."""


def space_debris_index(
    flux: ArrayLike, lifetime_yr: ArrayLike, area_m2: ArrayLike, mass_kg: ArrayLike
) -> NDArray[np.float64]:
    """Return ``F min(L, 200 yr) A alpha(M) M``, our own flux in place of the published characterisation factors.

    Parameters
    ----------
    flux : array_like
        Catalogued objects met [1/m2/yr].
    lifetime_yr : array_like
        Residual lifetime [yr].
    area_m2, mass_kg : array_like
        Mean cross-section [m2], mass [kg].

    Returns
    -------
    ndarray
        Expected encounters over the lifetime times weighted mass [kg].

    Examples
    --------
    >>> round(float(space_debris_index(1e-5, 500.0, 10.0, 1000.0)), 6)
    20.0
    """
    alpha = _ALPHA[np.searchsorted(_UP_TO_KG, mass_kg)]
    life = np.minimum(lifetime_yr, _HORIZON_YR)
    return np.asarray(np.asarray(flux) * life * np.asarray(area_m2) * alpha * np.asarray(mass_kg))
