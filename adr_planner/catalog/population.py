"""The whole on-orbit population of one day, as arrays: what the flux is counted from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog.elements import EARTH_RADIUS_KM
from adr_planner.catalog.space_object import ObjectType, SpaceObject

__all__ = ["CONSTELLATIONS", "KINDS", "Population", "odd_words", "population_of"]

HIGHEST_PERIGEE_KM, LOWEST_PERIGEE_KM = 2100.0, 100.0
"""Above, nothing crosses low orbit; below, nothing stays [km]."""

_LEAST_FRAGMENTS, _USUAL_FRAGMENTS, _MOST_UNKNOWN = 0.1, 0.46, 0.2
"""Share of fragments below which a catalogue is no population, that of the bundled one, and the share of satellites of
unknown status above which it is none."""

KINDS: tuple[ObjectType, ...] = ("PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN")
"""Object types in the order of `Population.kind`."""
CONSTELLATIONS = "constellations"
"""Operator of the satellites of commercial constellations, whatever state they are of."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Population:
    """Every catalogued object that crosses low Earth orbit.

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
    name : str
        Whose snapshot it is.
    manoeuvres : ndarray of bool, shape (n,)
        Whether it can step aside while it works; by default all can.
    operator : ndarray of str, shape (n,)
        Of working satellites the owner code of the operator's state, or `CONSTELLATIONS`; ``""`` where it is not known.
    """

    norad_cat_id: NDArray[np.int64]
    sma_km: NDArray[np.float64]
    ecc: NDArray[np.float64]
    inc_deg: NDArray[np.float64]
    mass_kg: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    kind: NDArray[np.uint8]
    operational: NDArray[np.bool_]
    name: str = ""
    manoeuvres: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    operator: NDArray[np.str_] = field(default_factory=lambda: np.empty(0, dtype=np.str_))

    def __post_init__(self) -> None:
        if not self.manoeuvres.size:
            object.__setattr__(self, "manoeuvres", np.ones(len(self), dtype=np.bool_))
        if not self.operator.size:
            object.__setattr__(self, "operator", np.full(len(self), "", dtype=np.str_))

    def __len__(self) -> int:
        return int(self.norad_cat_id.size)

    def find(self, norad_cat_id: int) -> int | None:
        """Return the place of an object, None if it is not in the population."""
        place = int(np.searchsorted(self.norad_cat_id, norad_cat_id))
        return place if place < len(self) and self.norad_cat_id[place] == norad_cat_id else None

    def part(self, keep: NDArray[np.bool_]) -> Population:
        """Return the objects a mask keeps."""
        return Population(
            self.norad_cat_id[keep], self.sma_km[keep], self.ecc[keep], self.inc_deg[keep], self.mass_kg[keep],
            self.radius_m[keep], self.kind[keep], self.operational[keep], self.name, self.manoeuvres[keep],
            self.operator[keep],
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<Population of {len(self):,} objects, {int(self.operational.sum()):,} of them at work, {self.name}>"


def odd_words(crowd: Population, objects: Iterable[SpaceObject]) -> str:
    """Say why these can hardly be all objects on orbit, or nothing if they can.

    Parameters
    ----------
    crowd : Population
        As an array of what crosses low orbit.
    objects : iterable of SpaceObject
        What it was made of.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> derelicts = Catalog.example()
    >>> print(odd_words(population_of(derelicts, derelicts.population, "derelicts"), derelicts))
    0 % of its 1,366 objects are fragments (46 % of the bundled population), so too few collisions are counted.
    """
    fragments = int((crowd.kind >= KINDS.index("DEBRIS")).sum())
    satellites = [item for item in objects if item.object_type == "PAYLOAD" and item.status != "decayed"]
    unknown = sum(item.status == "unknown" for item in satellites)
    doubts = []
    if fragments < _LEAST_FRAGMENTS * len(crowd):
        share = 100.0 * fragments / len(crowd)
        doubts.append(
            f"{share:.0f} % of its {len(crowd):,} objects are fragments ({100.0 * _USUAL_FRAGMENTS:.0f} % of the "
            "bundled population), so too few collisions are counted."
        )
    if unknown > _MOST_UNKNOWN * len(satellites):
        doubts.append(
            f"Of {unknown:,} of its {len(satellites):,} satellites nobody says whether they work; they count as if "
            "they never stepped aside. Join a SATCAT or GCAT table."
        )
    return " ".join(doubts)


def population_of(objects: Iterable[SpaceObject], known: Population, name: str) -> Population:
    """Return the objects that cross low Earth orbit as a population.

    Parameters
    ----------
    objects : iterable of SpaceObject
        Each number once, with masses and cross-sections, estimated or not.
    known : Population
        Gives mass and radius of objects whose own are estimated: many of its figures are catalogued.
    name : str
        Whose snapshot it is.
    """
    rows = []
    for item in sorted(objects, key=lambda one: one.norad_cat_id):
        orbit = item.elements
        sma, mass, area = orbit.sma_m / 1e3, item.mass_kg, item.area_m2
        perigee = sma * (1.0 - orbit.eccentricity) - EARTH_RADIUS_KM
        if item.status == "decayed" or not LOWEST_PERIGEE_KM <= perigee <= HIGHEST_PERIGEE_KM or not (mass and area):
            continue
        radius, place = math.sqrt(area / math.pi), known.find(item.norad_cat_id)
        if place is not None and "mass_kg" in item.estimated:
            mass = float(known.mass_kg[place])
        if place is not None and "area_m2" in item.estimated:
            radius = float(known.radius_m[place])
        kind = KINDS.index(item.object_type)
        working = item.status == "operational"
        own = item.registered_by or item.owner if working else ""
        operator = str(known.operator[place]) or own if working and place is not None else own
        orbits = (sma, orbit.eccentricity, orbit.inclination_deg)
        rows.append((item.norad_cat_id, *orbits, mass, radius, kind, working, operator))
    columns = zip(*rows, strict=True) if rows else ((),) * 9
    number, sma_km, ecc, inc_deg, mass_kg, radius_m, kinds, operational, operators = columns
    return Population(
        np.array(number, dtype=np.int64),
        np.array(sma_km, dtype=float),
        np.array(ecc, dtype=float),
        np.array(inc_deg, dtype=float),
        np.array(mass_kg, dtype=float),
        np.array(radius_m, dtype=float),
        np.array(kinds, dtype=np.uint8),
        np.array(operational, dtype=np.bool_),
        name,
        operator=np.array(operators, dtype=np.str_),
    )
