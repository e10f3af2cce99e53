"""Explosions: how often derelicts of a family break up by themselves at their age.

Few families do, and most of what breaks up does so young: a stage that leaks propellant in its first days says nothing
of those that have circled for thirty years. So hazards stand by family *and age*, in a small table of their own
(``data/explosion_hazards.csv``, built by ``studies/build_explosion_hazards.py``), zero where it has no row.
"""

from __future__ import annotations

import csv
import fnmatch
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.units import YEAR, parse_utc, quiet_clock

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["Hazard", "explosions_per_yr", "hazards", "hazards_of"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hazard:
    """How often objects of a family break up by themselves at some ages.

    Parameters
    ----------
    family : str
        Pattern of their names, with ``*``.
    from_age_yr, to_age_yr : float
        Ages [yr]; before and after, the hazard is zero.
    n_events : int
        Break-ups the rate rests on.
    object_years : float
        Years all objects of the family have lived through at these ages.
    hazard_per_yr : float
        Their ratio.
    scale : float
        S in the number 6 S L^-1.6 of their fragments (Johnson et al. 2001, equation 2), by the pieces catalogued.
    source : str
        Where events and ages are from.
    """

    family: str
    from_age_yr: float
    to_age_yr: float
    n_events: int
    object_years: float
    hazard_per_yr: float
    scale: float
    source: str

    def expected(self, from_age: Array, to_age: Array) -> Array:
        """Return how many break-ups are expected of an object between two ages [yr].

        Examples
        --------
        >>> young = Hazard("A", 0.0, 2.0, 1, 10.0, 0.1, 1.0, "")
        >>> young.expected(np.array([-1.0, 1.0, 5.0]), np.array([1.0, 4.0, 6.0])).tolist()
        [0.1, 0.1, 0.0]
        """
        lived = np.minimum(to_age, self.to_age_yr) - np.maximum(from_age, self.from_age_yr)
        return np.asarray(self.hazard_per_yr * np.maximum(lived, 0.0))


@cache
def hazards() -> tuple[Hazard, ...]:
    """Return the bundled table.

    Examples
    --------
    >>> [(one.family, one.n_events) for one in hazards()][:2]
    [('CZ-6A R/B', 4), ('DELTA 1 R/B', 5)]
    """
    text = (files("adr_planner") / "data" / "explosion_hazards.csv").read_text(encoding="utf-8")
    return tuple(
        Hazard(
            row["family"], float(row["from_age_yr"]), float(row["to_age_yr"] or math.inf), int(row["n_events"]),
            float(row["object_years"]), float(row["hazard_per_yr"]), float(row["scale"]),
            row["source"],
        )
        for row in csv.DictReader(io.StringIO(text))
    )  # fmt: skip


def hazards_of(name: str) -> list[Hazard]:
    """Return the rows of an object's family; most have none.

    Examples
    --------
    >>> [one.n_events for one in hazards_of("SL-14 R/B")], hazards_of("SL-16 R/B")
    ([4], [])
    """
    return [one for one in hazards() if fnmatch.fnmatchcase(name, one.family)]


@quiet_clock()
def explosions_per_yr(objects: Sequence[SpaceObject]) -> Array:
    """Return how often each object is expected to break up by itself, at its age by the epoch of its elements [1/yr].

    Each counts as many explosions of scale 1 as its family's scale says.

    Parameters
    ----------
    objects : sequence of SpaceObject
        Those without a launch date count as never.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> few = [Catalog.example().get(number) for number in (22566, 21656, 52152)]  # SL-16, SL-14, CZ-6A of 2022
    >>> explosions_per_yr(few).round(6).tolist()
    [0.0, 0.000204, 0.0]
    """
    found = np.zeros(len(objects))
    for place, one in enumerate(objects):
        for row in hazards_of(one.name) if one.launch_date else ():
            age = age_yr(one, one.elements.epoch_utc)
            found[place] += row.hazard_per_yr * row.scale if row.from_age_yr <= age < row.to_age_yr else 0.0
    return found


def age_yr(item: SpaceObject, date_utc: str) -> float:
    """Return how long after its launch a date is [yr]; its launch date must be known."""
    return float((parse_utc(date_utc) - parse_utc(item.launch_date)).to_value("s")) / YEAR
