"""What is taken for granted of the years to come, checked, and the scene that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from astropy.time import Time

from adr_planner.border.plain import real
from adr_planner.catalog import Population
from adr_planner.catalog.collection import Collection
from adr_planner.errors import InvalidInputError
from adr_planner.projection.course import Course, course_of
from adr_planner.projection.explosive import Explosive, explosive_of
from adr_planner.projection.setting import Scene
from adr_planner.projection.sinking import Sun
from adr_planner.units import instant_of, parse_utc, utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["CENTURY", "STEP_YEARS", "Assumptions", "Outlook", "population_of", "start_of"]

STEP_YEARS = 3.5
"""Longest step [yr]: halving 4 years changes what removals avoid by 1.1 % at most (docs/theory/benefit.md)."""
_LONGEST, _SHORTEST_STEP = 1000.0, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a user asks to be taken for granted, not checked yet; see `adr_planner.project`."""

    years: Any
    sun: Any = "mean"
    working_years: Any = 5.0
    disposal: Any = 0.9
    avoidance: Any = 1.0
    launches: Any = False
    explosions: Any = False
    step_years: Any = STEP_YEARS


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a projection takes for granted.

    Parameters
    ----------
    years : float
        Horizon [yr].
    sun : {"weak", "mean", "strong"}
        Whose solar cycles the air is the mean of.
    working_years : float
        How long the satellites at work step aside [yr].
    disposal : float
        Share of them disposed of then, 0 to 1.
    step_years : float
        Longest step [yr].
    avoidance : float
        Share of encounters that they avoid while they work, if they can step aside at all, 0 to 1.
    launches : bool
        Whether satellites are replaced in kind, again and again, each leaving what is not disposed of.
    explosive : Explosive, optional
        What may explode; None for no explosions.
    """

    years: float
    sun: Sun
    working_years: float
    disposal: float
    step_years: float
    avoidance: float = 1.0
    launches: bool = False
    explosive: Explosive | None = None

    @classmethod
    def checked(cls, given: Assumptions, catalog: Catalog | Population, start: Time) -> Outlook:
        """Return it from what a user gave.

        Raises
        ------
        InvalidInputError
            If a number is out of range; says which.
        """
        sun, explosions = given.sun, given.explosions
        if sun not in get_args(Sun):
            raise InvalidInputError(f"sun must be one of {', '.join(get_args(Sun))}, got {sun!r}.", parameter="sun")
        if explosions and isinstance(catalog, Population):
            raise InvalidInputError(
                "A bare population knows no names or ages, so nobody knows what of it may explode: give a Catalog, or "
                "explosions=False.",
                parameter="explosions",
            )
        return cls(
            real(given.years, name="years", wanted="from 0 to 1,000", least=0.0, most=_LONGEST),
            sun,
            real(given.working_years, name="working_years", wanted="0.5 or more with launches, else 0 or more",
                 least=0.5 if given.launches else 0.0),
            real(given.disposal, name="disposal", wanted="between 0 and 1", least=0.0, most=1.0),
            real(given.step_years, name="step_years", wanted="from 0.25 to 1,000", least=_SHORTEST_STEP, most=_LONGEST),
            real(given.avoidance, name="avoidance", wanted="between 0 and 1", least=0.0, most=1.0),
            bool(given.launches),
            explosive_of(catalog, utc_text(start)) if explosions else None,
        )  # fmt: skip

    @property
    def words(self) -> str:
        """What goes on besides collisions, in a few words."""
        launched = "satellites replaced in kind" if self.launches else "no launches"
        return f"{self.sun} solar cycles, {launched}, {'' if self.explosive else 'no '}explosions"

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
