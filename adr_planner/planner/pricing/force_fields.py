"""The fields a mission is flown in: the Earth, Sun and Moon, and drag on servicer and targets where legs are burned."""

from __future__ import annotations

from collections.abc import Sequence

from astropy.time import TimeDelta

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import Gravity
from adr_planner.environment import Environment
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import TYPICAL_AREA_TO_MASS, Servicer

__all__ = ["drag_of", "drag_of_servicer", "environment_of", "servicer_field", "target_field"]


def environment_of(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> Environment:
    """Return frame, clock and forces of a mission, from the oldest elements of its candidates on."""
    end = mission.start + TimeDelta(mission.duration_days, format="jd")
    oldest = min((candidate.elements.epoch for candidate in candidates), default=mission.start)
    return Environment.between(mission.start, end, since=oldest, weather=mission.weather)


def servicer_field(servicer: Servicer, environment: Environment) -> Gravity:
    """Return the field a servicer flies its legs in.

    An electric one flies without drag: where on its orbit a leg under thrust ends is not planned.
    """
    if servicer.propulsion == "electric":
        return environment.gravity
    return environment.dragging(drag_of_servicer(servicer))


def target_field(target: SpaceObject, servicer: Servicer, environment: Environment) -> Gravity:
    """Return the field a target flies in, and the servicer with it while it stays there."""
    if servicer.propulsion == "electric":
        return environment.gravity
    return environment.dragging(drag_of(target))


def drag_of_servicer(servicer: Servicer) -> float:
    """Return C_D A / m of a servicer [m2/kg]."""
    return DRAG_COEFFICIENT * servicer.area_to_mass_m2_kg


def drag_of(target: SpaceObject) -> float:
    """Return C_D A / m of a target [m2/kg], a typical one where its area or mass is not known."""
    if target.area_m2 is None or target.mass_kg is None:
        return DRAG_COEFFICIENT * TYPICAL_AREA_TO_MASS
    return DRAG_COEFFICIENT * target.area_m2 / target.mass_kg
