"""Disposal perigee of every target by the mission's rule, and its decay time from there."""

from __future__ import annotations

from functools import lru_cache

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.lifetime import Lifetime, lifetime_years, perigee_for_lifetime
from adr_planner.spec.mission import MissionSpec

__all__ = ["decay_after", "disposal_perigee", "perigee_within"]

_LEAST_LOWERING = 20.0
"""Least height by which a perigee is lowered [km]: twice what flown perigees are from mean ones."""


def disposal_perigee(target: SpaceObject, mission: MissionSpec) -> float:
    """Return the perigee radius a target is brought down to [m].

    Raises
    ------
    InvalidInputError
        If the decay rule needs an area or a mass that is not known, or the target's perigee is that low already.
    """
    rule, name = mission.disposal, f"{target.name} ({target.norad_cat_id})"
    highest = target.elements.perigee_km - _LEAST_LOWERING
    if rule.perigee_altitude_m is not None:
        altitude = rule.perigee_altitude_m / 1e3
        if altitude > highest:
            raise InvalidInputError(
                f"{name} has its perigee at {target.elements.perigee_km:.0f} km: it cannot be lowered to "
                f"{altitude:g} km, only to less than {highest:.0f} km.",
                parameter="disposal",
            )
        return EARTH_RADIUS + altitude * 1e3
    kept = None if rule.years is None else perigee_within(target, rule.years)
    if kept is None:
        raise InvalidInputError(
            f"{name} has no known area or mass, so its decay cannot be predicted: give it one, or ask for a "
            "controlled re-entry."
        )
    if kept > highest:
        raise InvalidInputError(
            f"{name} decays within {rule.years:g} years from the orbit it is in, {target.elements.perigee_km:.0f} x "
            f"{target.elements.apogee_km:.0f} km: it needs no servicer; a controlled re-entry could be asked for.",
            parameter="disposal",
        )
    return EARTH_RADIUS + kept * 1e3


def perigee_within(target: SpaceObject, years: float) -> float | None:
    """Return the perigee altitude from which a target decays in so many years [km]; None if that is not known."""
    if target.area_m2 is None or target.mass_kg is None:
        return None
    return _perigee_within(target.elements.apogee_km, target.area_m2 / target.mass_kg, years)


@lru_cache(maxsize=4096)
def _perigee_within(apogee_km: float, area_to_mass_m2_kg: float, years: float) -> float | None:
    """Return what every part of a plan asks again, and a search finds."""
    return perigee_for_lifetime(apogee_km, area_to_mass_m2_kg, years)


def decay_after(target: SpaceObject, perigee_radius: float) -> Lifetime | None:
    """Return how long a target left with a perigee stays up; None if its area or mass is not known."""
    if target.area_m2 is None or target.mass_kg is None:
        return None
    altitude = (perigee_radius - EARTH_RADIUS) / 1e3
    return lifetime_years(altitude, target.elements.apogee_km, target.area_m2 / target.mass_kg)
