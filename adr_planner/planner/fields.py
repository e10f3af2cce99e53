"""The fields a mission is flown in: zonal gravity, and drag on servicer and targets where legs are burned."""

from __future__ import annotations

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EGM96, Gravity
from adr_planner.risk.lifetime import DRAG_COEFFICIENT
from adr_planner.servicer import TYPICAL_AREA_TO_MASS, Servicer

__all__ = ["servicer_field", "target_field"]


def servicer_field(servicer: Servicer) -> Gravity:
    """Return the field a servicer flies its legs in.

    An electric one flies without drag: where on its orbit a leg under thrust ends is not planned.
    """
    if servicer.propulsion == "electric":
        return EGM96
    return EGM96._replace(drag=DRAG_COEFFICIENT * servicer.area_to_mass_m2_kg)


def target_field(target: SpaceObject, servicer: Servicer) -> Gravity:
    """Return the field a target flies in, and the servicer with it while it stays there."""
    if servicer.propulsion == "electric":
        return EGM96
    if target.area_m2 is None or target.mass_kg is None:
        return EGM96._replace(drag=DRAG_COEFFICIENT * TYPICAL_AREA_TO_MASS)
    return EGM96._replace(drag=DRAG_COEFFICIENT * target.area_m2 / target.mass_kg)
