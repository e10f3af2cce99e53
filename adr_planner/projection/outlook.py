"""The scene and the course that follow from what is taken for granted, kept while lists of removals are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from astropy.time import Time

from adr_planner.catalog import Population
from adr_planner.catalog.collection import Collection
from adr_planner.errors import InvalidInputError
from adr_planner.projection.assumptions import STEP_YEARS, Assumptions, Given
from adr_planner.projection.course import Course, course_of
from adr_planner.projection.setting import Scene
from adr_planner.units import instant_of, parse_utc

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["CENTURY", "STEP_YEARS", "Assumptions", "Outlook", "population_of", "start_of"]


@dataclass(frozen=True, slots=True)
class Outlook(Given):
    """What a projection takes for granted, and what follows from it."""

    def scene(self, population: Population) -> Scene:
        """Return the scene of a population."""
        return _scene(population, self)

    def baseline(self, population: Population) -> Course:
        """Return the course if nothing is removed."""
        return _baseline(population, self)


CENTURY = Outlook(years=100.0, sun="mean", working_years=5.0, disposal=0.9, step_years=STEP_YEARS)
"""What is taken for granted unless something else is asked for."""


@lru_cache(maxsize=2)
def _scene(population: Population, outlook: Outlook) -> Scene:
    """Return the scene; kept, because lists of removals are compared in it."""
    return Scene.of(population, outlook)


@lru_cache(maxsize=2)
def _baseline(population: Population, outlook: Outlook) -> Course:
    """Return the course without removals, kept likewise."""
    scene = _scene(population, outlook)
    return course_of(scene, np.full(len(scene.population), np.inf))


def population_of(catalog: Catalog | Population, *, verb: str) -> Population:
    """Return what is projected: a catalogue's population, or one as it is.

    Raises
    ------
    InvalidInputError
        If it is neither; names the function that was called.
    """
    if not isinstance(catalog, (Collection, Population)):
        raise InvalidInputError(f"{verb} takes a Catalog, not a {type(catalog).__name__}.", parameter="catalog")
    return catalog if isinstance(catalog, Population) else catalog.population


def start_of(catalog: Catalog | Population, start: Time | None) -> Time:
    """Return when a projection begins: as asked, or on the date of the catalogue."""
    if start is not None:
        return instant_of(start, name="start")
    source = getattr(catalog, "source", None)
    return parse_utc(source.snapshot_utc if source is not None else "2000-01-01")
