"""`project`: from a catalogue and removals to the years to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from astropy.time import Time

from adr_planner.border.plain import real
from adr_planner.catalog import Population
from adr_planner.projection.course import course_of
from adr_planner.projection.outlook import STEP_YEARS, Assumptions, Outlook, population_of, start_of
from adr_planner.projection.projection import Projection
from adr_planner.projection.removals import leaves_of, removals_of
from adr_planner.projection.sinking import Sun
from adr_planner.units import YEAR, utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["project"]


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
    avoidance: float = 1.0,
    launches: bool = False,
    explosions: bool = False,
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
    avoidance : float
        Share of encounters that those which can manoeuvre avoid meanwhile, 0 to 1.
    launches : bool
        Whether satellites are replaced in kind whenever they have worked for so long, each generation leaving what is
        not disposed of; their stages are taken to come down.
    explosions : bool
        Whether derelicts explode, by the hazards of their family at their age (`adr_planner.risk.explosions`).
    step_years : float
        Longest step [yr].

    Returns
    -------
    Projection
        Expected values.

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
    population = population_of(catalog, verb="project")
    if per_year is not None:
        per_year = real(per_year, name="per_year", wanted="above 0", least=1e-6)
    begin = start_of(catalog, start)
    asked = Assumptions(
        years=years, sun=sun, working_years=working_years, disposal=disposal, avoidance=avoidance, launches=launches,
        explosions=explosions, step_years=step_years,
    )  # fmt: skip
    outlook = Outlook.checked(asked, catalog, begin)
    removed = removals_of(removals, begin, population, per_year)
    scene, without = outlook.scene(population), outlook.baseline(population)
    course = without
    if removed:
        course = course_of(scene, leaves_of(removed, scene.population))
    return Projection(
        years=outlook.years,
        start_utc=utc_text(begin),
        population=population.name or "a population of the user's own",
        n_objects=int(np.sum(scene.crowd.retires <= 0.0) + np.sum(scene.crowd.works_until > 0.0)),
        sun=outlook.sun,
        working_years=outlook.working_years,
        disposal=outlook.disposal,
        avoidance=outlook.avoidance,
        launches=outlook.launches,
        explosions=outlook.explosive is not None,
        assumed=outlook.words,
        step_years=scene.step / YEAR if scene.n_steps else 0.0,
        removals=tuple(removed),
        without=without,
        removed=course,
    )
