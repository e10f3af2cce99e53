"""A target: who it is, what it weighs, the risk it poses, and the elements it was planned with."""

from __future__ import annotations

from pydantic import Field

from adr_planner.plan.base import Epoch, Record, Utc, amount, angle, count, unit
from adr_planner.plan.benefit import TargetWorth

__all__ = ["Omm", "PlannedTarget", "TargetRisk"]


class Omm(Record):
    """Source elements under their CCSDS names, SGP4 mean elements in TEME of EPOCH, as published."""

    EPOCH: Epoch
    MEAN_MOTION: float = amount("rev/day", gt=0.0, lt=17.05)
    ECCENTRICITY: float = amount("1", lt=1.0)
    INCLINATION: float = angle(ge=0.0, le=180.0)
    RA_OF_ASC_NODE: float = unit("deg")
    ARG_OF_PERICENTER: float = unit("deg")
    MEAN_ANOMALY: float = unit("deg")
    BSTAR: float
    MEAN_MOTION_DOT: float
    MEAN_MOTION_DDOT: float


class TargetRisk(Record):
    """Place in the ranking."""

    rank: int = count(least=1)
    score: float
    risk_kg_per_yr: float = amount("kg/yr", "mass expected in catastrophic collisions")


class PlannedTarget(Record):
    """One target of the tour."""

    norad_cat_id: int = Field(gt=0, lt=10**9)
    object_id: str
    name: str
    object_type: str
    owner: str
    registered_by: str | None = Field(
        default=None, description="owner code of the state of registry, where a source tells it"
    )
    registry: str | None = Field(default=None, description="its document with the United Nations, or unregistered")
    mass_kg: float = amount("kg", gt=0.0)
    mass_min_kg: float = amount("kg")
    mass_max_kg: float = amount("kg")
    mass_source: str
    area_m2: float | None = unit("m2", default=None, ge=0.0)
    drag_m2_kg: float | None = unit("m2/kg", "C_D A / m, of all that flies with it too", default=None, ge=0.0)
    lasts_to_utc: Utc | None = Field(
        default=None, description="when it comes down by itself, at the mean Sun; left out beyond a century"
    )
    lasts_to_strong_utc: Utc | None = Field(default=None, description="the same under the strongest Sun")
    lasts_to_weak_utc: Utc | None = Field(default=None, description="the same under the weakest Sun")
    risk: TargetRisk
    worth: TargetWorth | None = None
    omm: Omm
