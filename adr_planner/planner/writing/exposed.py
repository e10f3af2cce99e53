"""Whose working satellites the targets of a plan threaten, where the mission says who consents."""

from __future__ import annotations

from collections.abc import Sequence

from adr_planner.catalog import Population
from adr_planner.plan import ExposedParty
from adr_planner.risk import RankedObject
from adr_planner.risk.threats import threats_of
from adr_planner.spec.mission import MissionSpec

__all__ = ["exposed_parties"]


def exposed_parties(
    chosen: Sequence[RankedObject], population: Population, mission: MissionSpec
) -> tuple[ExposedParty, ...] | None:
    """Return whom a plan spares hits, counted in the population they fly in; None where no consents are named."""
    if mission.consents is None:
        return None
    found = threats_of(chosen, population, mission.consents.given)
    hits = found.hits_per_yr.sum(axis=0).tolist()
    return tuple(ExposedParty(party=party, hits_per_yr=value) for party, value in zip(found.parties, hits, strict=True))
