"""One derelict with its place in a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adr_planner.risk.gates import Gates, gates_of
from adr_planner.risk.indices import EXPECTED_MASS
from adr_planner.risk.lasting import Lasting, lasting

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["RankedObject"]


@dataclass(frozen=True, slots=True)
class RankedObject:
    """One derelict with its place in the ranking.

    Parameters
    ----------
    object : SpaceObject
        The derelict.
    rank : int
        Place in the consensus, from 1.
    score : float
        Points of the consensus.
    mass_rank : int
        Place if mass alone counted; equal masses share the best place.
    indices : dict of str to float
        Value of each index, its unit in the name.
    index_ranks : dict of str to int
        Place by each index alone.
    rank_low, rank_high : int or None
        Ranks that 5 and 95 % of draws of mass, area and lifetime stay below; None if none were drawn.
    elements_age_days : float
        How much older its elements are than the newest of the catalogue [d].
    """

    object: SpaceObject
    rank: int
    score: float
    mass_rank: int
    indices: dict[str, float]
    index_ranks: dict[str, int]
    rank_low: int | None = None
    rank_high: int | None = None
    elements_age_days: float = 0.0

    @property
    def gates(self) -> Gates:
        """What must be settled before it may be removed; never part of the score."""
        return gates_of(self.object)

    @property
    def lasting(self) -> Lasting:
        """When it comes down if nobody removes it, with a band over the Sun."""
        return lasting(self.object)

    @property
    def risk_kg_per_yr(self) -> float:
        """Mass expected to be shattered in catastrophic collisions [kg/yr]: the risk that adds up."""
        return self.indices[EXPECTED_MASS.name]

    def row(self) -> dict[str, Any]:
        """Return the object's figures as one flat row, each unit in its name."""
        elements = self.object.elements
        return {
            "rank": self.rank,
            "rank_low": self.rank_low,
            "rank_high": self.rank_high,
            "norad_cat_id": self.object.norad_cat_id,
            "name": self.object.name,
            "object_type": self.object.object_type,
            "owner": self.object.owner,
            "perigee_km": elements.perigee_km,
            "apogee_km": elements.apogee_km,
            "inclination_deg": elements.inclination_deg,
            "mass_kg": self.object.mass_kg,
            "area_m2": self.object.area_m2,
            "score": self.score,
            **self.indices,
            **{f"{name}_rank": place for name, place in self.index_ranks.items()},
            "mass_rank": self.mass_rank,
            "elements_epoch_utc": elements.epoch_utc,
            "elements_age_days": self.elements_age_days,
            **self.lasting.row(),
            **self.gates.row(),
        }
