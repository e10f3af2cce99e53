"""Pictures of plans and rankings (matplotlib, imported when something is drawn)."""

from adr_planner.plots.pareto import pareto
from adr_planner.plots.porkchop import drift_trade, porkchop
from adr_planner.plots.projection import projection
from adr_planner.plots.raan import raan
from adr_planner.plots.ranking import ranking, ranking_map
from adr_planner.plots.removal_values import removal_values
from adr_planner.plots.screening import screening
from adr_planner.plots.timeline import timeline

__all__ = [
    "drift_trade",
    "pareto",
    "porkchop",
    "projection",
    "raan",
    "ranking",
    "ranking_map",
    "removal_values",
    "screening",
    "timeline",
]
