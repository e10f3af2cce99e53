"""What a few removals avoid together, over several horizons at once, in a projection of long steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from astropy.time import Time

from adr_planner.catalog import Population
from adr_planner.projection.course import course_of
from adr_planner.projection.outlook import CENTURY, Outlook
from adr_planner.projection.removals import removals_of
from adr_planner.projection.value.kept import BASELINE, kept_figures
from adr_planner.units import YEAR, parse_utc

__all__ = ["LONG_STEP_YEARS", "Together", "long_outlook", "project_together"]

LONG_STEP_YEARS = 25.0 / 3.0
"""Longest step [yr]: what five removals avoid differs by 2 % at most from that of 3.5 years, at 25 to 200 years; half
the work (studies/removals_together.py)."""


@dataclass(frozen=True, slots=True)
class Together:
    """What removals avoid together.

    Parameters
    ----------
    step_years : float
        Longest step of the projection [yr].
    avoided : tuple of (float, dict)
        Years after the start, and what is avoided until then by name of the figure.
    """

    step_years: float
    avoided: tuple[tuple[float, dict[str, float]], ...]


def long_outlook(years: float) -> Outlook:
    """Return what is taken for granted: the same as ever, but for the steps."""
    return replace(CENTURY, years=years, step_years=LONG_STEP_YEARS)


def project_together(
    population: Population, removals: Sequence[tuple[int, str]], start: Time, horizons: Sequence[float]
) -> Together:
    """Project removals together.

    Parameters
    ----------
    population : Population
        Everything on orbit.
    removals : sequence of (int, str)
        Catalogue numbers and dates; what is not in the population is passed over, an early date is the start.
    start : Time
        When the projection begins.
    horizons : sequence of float
        Years after the start, rising [yr].
    """
    outlook = long_outlook(horizons[-1])
    known = [(number, max(parse_utc(date), start)) for number, date in removals if population.find(number) is not None]
    scene = outlook.scene(population)
    leaves = np.full(len(scene.population), np.inf)
    for one in removals_of(known, start, population):
        place = scene.population.find(one.norad_cat_id)
        if place is not None:
            leaves[place] = one.after_yr * YEAR
    course, without = course_of(scene, leaves), kept_figures(population, outlook)
    if without is None:
        base = outlook.baseline(population)
        without = {name: getattr(base, name) for name in BASELINE}
    saved = {name: without[name] - getattr(course, name) for name in BASELINE}
    avoided = tuple(
        (years, {name: float(np.interp(years, course.years, more)) for name, more in saved.items()})
        for years in horizons
    )
    return Together(scene.step / YEAR, avoided)
