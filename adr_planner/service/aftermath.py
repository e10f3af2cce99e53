"""What a target is left to: a controlled re-entry, or a decay of so many years."""

from __future__ import annotations

from typing import TypedDict

from adr_planner.catalog import SpaceObject
from adr_planner.service.disposal_perigee import decay_after
from adr_planner.spec.mission import MissionSpec

__all__ = ["Aftermath", "aftermath"]


class Aftermath(TypedDict):
    """The fields of a `PlannedDisposal` that tell of it."""

    controlled: bool
    decay_years: float | None
    decay_years_low: float | None
    decay_years_high: float | None


def aftermath(target: SpaceObject, perigee_radius: float, mission: MissionSpec) -> Aftermath:
    """Tell what a target left with a perigee [m] is left to."""
    controlled = mission.disposal.rule == "controlled"
    life = None if controlled else decay_after(target, perigee_radius)
    return {
        "controlled": controlled,
        "decay_years": life and life.years,
        "decay_years_low": life and life.low,
        "decay_years_high": life and life.high,
    }
