"""`project`: from a catalogue and removals to the years to come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from astropy.time import Time

from adr_planner.catalog import Population
from adr_planner.catalog.collection import Collection
from adr_planner.errors import InvalidInputError
from adr_planner.plain import real
from adr_planner.projection.course import Course, course_of
from adr_planner.projection.projection import Projection
from adr_planner.projection.removals import removals_of
from adr_planner.projection.scene import Scene
from adr_planner.projection.sinking import Sun
from adr_planner.units import YEAR, instant_of, parse_utc, utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["project"]

STEP_YEARS = 3.5
"""Longest step [yr]: halving 4 years changes what removals avoid by 1.1 % at most (docs/theory/benefit.md)."""
_LONGEST, _SHORTEST_STEP = 1000.0, 0.25


def project(
    catalog: Catalog | Population,
    removals: Any = None,
    years: float = 100.0,
    *,
    per_year: float | None = None,
    start: Time | None = None,
    sun: Sun = "mean",
    working_years: float = 5.0,
    disposal: float = 0.9,
    step_years: float = STEP_YEARS,
) -> Projection:
    """Project the debris environment, with and without removals.

    Parameters
    ----------
    catalog : Catalog or Population
        Its population is projected (see `Catalog.among`): every object on orbit, whatever the catalogue holds.
    removals : MissionPlan, Campaign, Ranking or iterable, optional
        What is removed: the targets of a plan at their arrivals; or objects, ranked objects or catalogue numbers, at
        the start; or pairs of one of these and a date.
    years : float
        Horizon [yr].
    per_year : float, optional
        So many of the removals a year, in their order, e.g. ``project(catalog, ranking.top(50), per_year=5)``.
    start : Time, optional
        By default the date of the catalogue; of a bare population it must be given where removals have dates.
    sun : {"weak", "mean", "strong"}
        Cycles of solar flux 70-145, 70-190 or 70-245; the air is the time-mean of theirs.
    working_years : float
        How long the satellites at work step aside [yr].
    disposal : float
        Share of them disposed of then, 0 to 1; the rest become derelicts where they are.
    step_years : float
        Longest step [yr].

    Returns
    -------
    Projection
        Expected values. No launches, no explosions.

    Raises
    ------
    InvalidInputError
        If a number is out of range, or a removal cannot be made; says which.

    Examples
    --------
    >>> from adr_planner import Catalog
    >>> nothing = project(Catalog.example(), years=0)
    >>> nothing.without.n_catastrophic_collisions.tolist()
    [0.0]
    """
    if not isinstance(catalog, (Collection, Population)):
        raise InvalidInputError(f"project takes a Catalog, not a {type(catalog).__name__}.", parameter="catalog")
    years = real(years, name="years", wanted="from 0 to 1,000", least=0.0, most=_LONGEST)
    step_years = real(step_years, name="step_years", wanted="from 0.25 to 1,000", least=_SHORTEST_STEP, most=_LONGEST)
    working_years = real(working_years, name="working_years", wanted="0 or more", least=0.0)
    disposal = real(disposal, name="disposal", wanted="between 0 and 1", least=0.0, most=1.0)
    if per_year is not None:
        per_year = real(per_year, name="per_year", wanted="above 0", least=1e-6)
    if sun not in get_args(Sun):
        raise InvalidInputError(f"sun must be one of {', '.join(get_args(Sun))}, got {sun!r}.", parameter="sun")
    population = catalog if isinstance(catalog, Population) else catalog.population
    begin = _start(catalog, start)
    removed = removals_of(removals, begin, population, per_year)
    scene, without = _baseline(population, years, step_years, sun, working_years, disposal)
    course = without
    if removed:
        leaves = np.full(len(scene.population), np.inf)
        for one in removed:
            place = scene.population.find(one.norad_cat_id)
            if place is not None:
                leaves[place] = one.after_yr * YEAR
        course = course_of(scene, leaves)
    return Projection(
        years=years,
        start_utc=utc_text(begin),
        population=population.name or "a population of the user's own",
        n_objects=len(scene.population),
        sun=sun,
        working_years=working_years,
        disposal=disposal,
        step_years=scene.step / YEAR if scene.n_steps else 0.0,
        removals=tuple(removed),
        without=without,
        removed=course,
    )


@lru_cache(maxsize=2)
def _baseline(
    population: Population, years: float, step_years: float, sun: Sun, working_years: float, disposal: float
) -> tuple[Scene, Course]:
    """Return the scene, and its course without removals; kept, because lists of removals are compared in it."""
    scene = Scene.of(population, years, step_years=step_years, sun=sun, working_years=working_years, disposal=disposal)
    return scene, course_of(scene, np.full(len(scene.population), np.inf))


def _start(catalog: Any, start: Time | None) -> Time:
    if start is not None:
        return instant_of(start, name="start")
    source = getattr(catalog, "source", None)
    return parse_utc(source.snapshot_utc if source is not None else "2000-01-01")
