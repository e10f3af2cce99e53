"""Until when a target can be reached: it is still up, for the whole stay, and not below the lowest drift orbit."""

from __future__ import annotations

import math

from adr_planner.catalog import SpaceObject
from adr_planner.risk.collisions.lifetime import decay_time
from adr_planner.risk.lasting import lasting
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["last_arrival", "sinks_after"]

_SINKING_KM = 300.0
"""Height above the lowest drift orbit from which a perigee takes decades to sink to it [km]."""


def last_arrival(target: SpaceObject, mission: MissionSpec) -> float:
    """Return the last arrival at a target [days since the mission's start]; infinite where nothing ends it.

    Below zero it is gone before the mission starts.
    """
    age = float((mission.start - target.elements.epoch).to_value("day"))
    return min(lasting(target).days - mission.stay_days, sinks_after(target, mission)) - age


def sinks_after(target: SpaceObject, mission: MissionSpec) -> float:
    """Return how long after its elements a perigee sinks below the lowest drift orbit, at the mean Sun [days].

    0 if it lies there already, infinite where that takes decades or is not known.
    """
    elements, floor = target.elements, mission.lowest_drift_m
    above = elements.perigee_km * 1e3 - floor
    if above <= 0.0:
        return 0.0
    if target.area_m2 is None or target.mass_kg is None or above > _SINKING_KM * 1e3:
        return math.inf
    apogee = max(elements.apogee_km, elements.perigee_km) * 1e3
    ratio = target.area_m2 / target.mass_kg
    return float(decay_time(elements.perigee_km * 1e3, apogee, ratio, end=floor)[0] / DAY)
