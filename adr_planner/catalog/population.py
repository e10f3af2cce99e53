"""The whole on-orbit population of one day, as arrays: what the flux is counted from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog.space_object import ObjectType

__all__ = ["KINDS", "Population"]

KINDS: tuple[ObjectType, ...] = ("PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN")
"""Object types in the order of `Population.kind`."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Hold every catalogued object that crosses low Earth orbit.

    Parameters
    ----------
    norad_cat_id : ndarray of int, shape (n,)
        Catalogue numbers, increasing.
    sma_km, ecc, inc_deg : ndarray, shape (n,)
        Mean semi-major axis [km], eccentricity, inclination [deg].
    mass_kg, radius_m : ndarray, shape (n,)
        Mass [kg] and radius of the mean cross-section [m]; estimated where no source has them.
    kind : ndarray of uint8, shape (n,)
        Index into `KINDS`.
    operational : ndarray of bool, shape (n,)
        Whether the object worked on that day.
    """

    norad_cat_id: NDArray[np.int64]
    sma_km: NDArray[np.float64]
    ecc: NDArray[np.float64]
    inc_deg: NDArray[np.float64]
    mass_kg: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    kind: NDArray[np.uint8]
    operational: NDArray[np.bool_]

    def __len__(self) -> int:
        return int(self.norad_cat_id.size)

    def is_operational(self, norad_cat_id: int) -> bool | None:
        """Return whether an object worked on that day; None if it is not in the population."""
        place = int(np.searchsorted(self.norad_cat_id, norad_cat_id))
        if place < len(self) and self.norad_cat_id[place] == norad_cat_id:
            return bool(self.operational[place])
        return None
