"""The whole-life probability of a collision: flux times area times time along the orbits, and on the way down.

Where a servicer fails it stays and comes down by drag: years among the same objects, which is most of what it risks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog.bundled import population
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.plan import MissionPlan
from adr_planner.plan.base import moment
from adr_planner.risk.collisions.flux import Flux
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT, decay_time
from adr_planner.traffic.expected import Heights, crossings_per_m2
from adr_planner.units import DAY

__all__ = ["ABOVE_1_CM", "Orbit", "descent", "hits", "orbits_flown", "servicer_area", "stops"]

Array = NDArray[np.float64]

ABOVE_1_CM = 28.0
"""Objects above 1 cm for one above 10 cm: ESA's environment statistics have some 1.1 million of 1-10 cm beside 40,500
(recalled, check the source). What is catalogued stands for what is above 10 cm."""
_STEPS_KM = np.concatenate([np.arange(150.0, 1000.0, 25.0), np.arange(1000.0, 2001.0, 50.0)])
_LONGEST = 100 * 365.25 * DAY
"""No further ahead does today's flux mean anything [s]."""
_AREA_WITHOUT_DRAG = 10.0
"""Cross-section of a servicer of which nothing is known [m2]: assumed."""


class Orbit(NamedTuple):
    """A mean orbit that is flown for a while.

    Parameters
    ----------
    name : str
        Of the target, or of what is done there.
    days : float
        How long [day].
    sma : float
        Semi-major axis [m].
    ecc, inc_deg : float
        Eccentricity and inclination [deg].
    area : float
        Mean cross-section of what flies it [m2].
    """

    name: str
    days: float
    sma: float
    ecc: float
    inc_deg: float
    area: float


def servicer_area(plan: MissionPlan, mass: float) -> float:
    """Return the mean cross-section of the servicer at a mass [kg], as the plan's C_D A / m has it [m2]."""
    drag = plan.servicer.drag_m2_kg
    return drag * mass / DRAG_COEFFICIENT if drag else _AREA_WITHOUT_DRAG


def stops(plan: MissionPlan, area: float | None = None) -> list[Orbit]:
    """Return where the servicer is at every stop: at the orbits of its targets, as catalogued.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    area : float, optional
        Mean cross-section of the servicer [m2]; from C_D A / m and its mass there unless given.
    """
    places = []
    for leg in plan.legs:
        target = plan.target(leg.to_norad_cat_id)
        sma, ecc = _catalogued(plan, leg.to_norad_cat_id)
        own = servicer_area(plan, leg.mass_end_kg) if area is None else area
        places.append(Orbit(target.name, plan.mission.stay_days, sma, ecc, target.omm.INCLINATION, own))
    return places


def orbits_flown(plan: MissionPlan, area: float | None = None) -> list[Orbit]:
    """Return the mean orbits the servicer is on from injection to its disposal, drifts and stays."""
    flown: list[Orbit] = []
    for leg, stop in zip(plan.legs, stops(plan, area), strict=True):
        for phase in leg.phases:
            days = (moment(phase.stop_utc) - moment(phase.start_utc)).total_seconds() / DAY
            if phase.orbit is None:
                flown.append(stop._replace(name=phase.kind, days=days))
            else:
                orbit = phase.orbit
                mean = (orbit.sma_km * 1e3, orbit.eccentricity, orbit.inclination_deg)
                flown.append(Orbit(phase.kind, days, *mean, stop.area))
    return flown


def hits(orbits: list[Orbit]) -> float:
    """Return how many catalogued objects are to be expected to hit what flies along some orbits."""
    days, sma, ecc, inclination, area = np.array([orbit[1:] for orbit in orbits], dtype=float).reshape(-1, 5).T
    return crossings_per_m2(Heights(days * area, sma, ecc, inclination), _flux())


def descent(orbit: Orbit, area_to_mass: float) -> list[Orbit]:
    """Return the orbits a body passes on its way down by drag, at the mean Sun, for a century at most."""
    name, _, sma, ecc, inclination, area = orbit
    low, high = (sma * (1.0 + sign * ecc) - EARTH_RADIUS for sign in (-1.0, 1.0))
    middle = 0.5 * (low + high) / 1e3
    edges = np.append(_STEPS_KM[middle > _STEPS_KM], middle)
    left = decay_time(edges * 1e3, edges * 1e3, area_to_mass)
    # From the top on, until a century is over.
    spent = np.minimum(left[-1] - left, _LONGEST)
    days = np.maximum(spent[:-1] - spent[1:], 0.0) / DAY
    places = 0.5 * (edges[1:] + edges[:-1]) * 1e3 + EARTH_RADIUS
    return [Orbit(name, float(d), float(a), 0.0, inclination, area) for d, a in zip(days, places, strict=True)]


def _catalogued(plan: MissionPlan, number: int) -> tuple[float, float]:
    from adr_planner.trajectory.declared import elements_of

    elements = elements_of(plan.target(number))
    return elements.sma_m, elements.eccentricity


@lru_cache(maxsize=1)
def _flux() -> Flux:
    return Flux.from_population(population(), avoidance=0.0)
