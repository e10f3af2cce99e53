"""What may explode in the years to come: hazards by family and age of a catalogue's derelicts, and what they leave.

NASA's standard breakup model for explosions (Johnson et al. 2001, equations 2 and 11): 6 S L^-1.6 fragments larger than
L, thrown at 10^(0.2 chi + 1.85 +- 0.4) m/s. An explosion takes some hundreds of fragments from an object, not its mass:
what is left flies on and can be hit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.fragments import fragment_classes
from adr_planner.projection.scatter import EXPLOSION, scatter
from adr_planner.projection.small_fragments import small_fragments
from adr_planner.risk.explosions import Hazard, age_yr, hazards_of
from adr_planner.units import YEAR, quiet_clock

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog, Population

__all__ = ["EXPLOSION_POWER", "Blasts", "Explosive", "blasts", "explosive_of"]

Array = NDArray[np.float64]

EXPLOSION_POWER = -1.6
"""Of the size in the number of an explosion's fragments."""


class Blasts(NamedTuple):
    """What becomes of the fragments of explosions.

    Attributes
    ----------
    shares : ndarray, shape (2, classes)
        Of all fragments above 10 cm, as `fragments.FragmentClasses.shares`.
    small_per_large : ndarray, shape (ratios,)
        Fragments of 1 to 10 cm for each above 10 cm.
    flies : ndarray, shape (ratios, 180, 180)
        Where fragments go from where they are made.
    """

    shares: Array
    small_per_large: Array
    flies: Array


@lru_cache(maxsize=1)
def blasts() -> Blasts:
    """Return what explosions leave; the same of all."""
    classes = fragment_classes(EXPLOSION_POWER)
    chis = np.log10(np.unique(classes.area_to_mass))
    flies = np.array([scatter(float(chi), EXPLOSION) for chi in chis])
    return Blasts(classes.shares, small_fragments(EXPLOSION_POWER).per_large, flies)


@dataclass(frozen=True, slots=True, eq=False)
class Explosive:
    """Derelicts of families that explode at their age.

    Parameters
    ----------
    rows : tuple
        Catalogue number, age at the start [yr] and hazard of each.
    """

    rows: tuple[tuple[int, float, Hazard], ...]

    def into(self, table: Array, scale: Array, population: Population, step: float) -> None:
        """Add to a table of rates [1/s], shape (steps, n), in steps of so many seconds; set the scale of each."""
        begins = np.asarray(np.arange(len(table)) * (step / YEAR), dtype=float)
        for number, age, hazard in self.rows:
            place = population.find(number)
            if place is not None:
                scale[place] = hazard.scale
                ages = np.asarray(age + begins, dtype=float)
                table[:, place] += hazard.expected(ages, ages + step / YEAR) / step


@lru_cache(maxsize=4)
@quiet_clock()
def explosive_of(catalog: Catalog, start_utc: str) -> Explosive:
    """Return what may explode of a catalogue's derelicts, from a date on: those whose name and launch it knows."""
    known = [one for one in catalog if one.status == "derelict" and one.launch_date]
    return Explosive(
        tuple((one.norad_cat_id, age_yr(one, start_utc), row) for one in known for row in hazards_of(one.name))
    )
