"""Which derelicts matter most: collision rates, lifetimes, indices and the ranking they agree on."""

from adr_planner.risk.assessment import rank
from adr_planner.risk.coupling import Removals
from adr_planner.risk.gates import Gates
from adr_planner.risk.method import Method
from adr_planner.risk.ranked import RankedObject
from adr_planner.risk.ranking import Ranking

__all__ = ["Gates", "Method", "RankedObject", "Ranking", "Removals", "rank"]
