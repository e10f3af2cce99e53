"""The ranking index of Pardini and Anselmo (CNR Pisa)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["HORIZON_YR", "REFERENCE_ALTITUDE", "REFERENCE_AREA_TO_MASS", "REFERENCE_INCLINATION_DEG", "REFERENCE_MASS",
           "pardini_anselmo"]  # fmt: skip

HORIZON_YR = 200.0
"""Lifetimes count up to this [yr]."""
REFERENCE_MASS, REFERENCE_ALTITUDE, REFERENCE_INCLINATION_DEG = 934.0, 800e3, 98.5
"""The average intact object, sun-synchronous: mass [kg], altitude [m], inclination [deg]."""
REFERENCE_AREA_TO_MASS = 0.01
"""Its cross-section over mass [m2/kg]."""


def pardini_anselmo(
    destroying_flux: ArrayLike, lifetime_yr: ArrayLike, mass_kg: ArrayLike, *, reference: float
) -> NDArray[np.float64]:
    """Return R_N, ``F min(L, 200 yr) M^1.75`` over that of the average intact object.

    The chance of a break-up goes as F A L, the lifetime as M/A, the number of new projectiles as M^0.75.

    Parameters
    ----------
    destroying_flux : array_like
        Flux of objects able to destroy it [1/m2/yr].
    lifetime_yr : array_like
        Residual lifetime [yr].
    mass_kg : array_like
        Mass [kg].
    reference : float
        The same product for the reference object.

    Examples
    --------
    >>> round(float(pardini_anselmo(1e-5, 300.0, 934.0, reference=1e-5 * 100.0 * 934.0**1.75)), 6)
    2.0
    """
    life = np.minimum(lifetime_yr, HORIZON_YR)
    return np.asarray(np.asarray(destroying_flux) * life * np.power(mass_kg, 1.75) / reference)
