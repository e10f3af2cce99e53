"""What a few removals avoid together, over several horizons at once, in a projection of long steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from astropy.time import Time

from adr_planner.catalog import Population
from adr_planner.projection.course import course_of
from adr_planner.projection.outlook import Outlook
from adr_planner.projection.removals import removals_of
from adr_planner.units import YEAR, parse_utc

__all__ = ["LONG_STEP_YEARS", "TOLD", "Together", "project_together"]

TOLD = ("debris_years", "n_catastrophic_collisions", "n_encounters_derelicts", "n_encounters_fragments")
"""Figures that are told of what is avoided."""
LONG_STEP_YEARS = 6.25
"""Step of the projection [yr]."""


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
    outlook = Outlook.checked(horizons[-1], "mean", 5.0, 0.9, LONG_STEP_YEARS)
    known = [(number, max(parse_utc(date), start)) for number, date in removals if population.find(number) is not None]
    scene = outlook.scene(population)
    leaves = np.full(len(scene.population), np.inf)
    for one in removals_of(known, start, population):
        place = scene.population.find(one.norad_cat_id)
        if place is not None:
            leaves[place] = one.after_yr * YEAR
    without, course = outlook.baseline(population), course_of(scene, leaves)
    avoided = tuple(
        (years, {name: float(np.interp(years, without.years, getattr(without, name) - getattr(course, name)))
                 for name in TOLD})
        for years in horizons
    )  # fmt: skip
    return Together(scene.step / YEAR, avoided)
