"""Which derelicts matter most: collision rates, lifetimes, indices and the ranking they agree on."""

from adr_planner.risk.assessment import rank
from adr_planner.risk.ranking import RankedObject, Ranking

__all__ = ["RankedObject", "Ranking", "rank"]
