"""Pictures of plans, campaigns and rankings, by matplotlib or plotly, imported when something is drawn."""

from adr_planner.plots.campaign import campaign
from adr_planner.plots.cooperation import coalitions, cooperation, exposure, signatures
from adr_planner.plots.drawn import drawn
from adr_planner.plots.flight import altitude, orbits
from adr_planner.plots.pareto import pareto
from adr_planner.plots.porkchop import drift_trade, porkchop
from adr_planner.plots.projection import projection
from adr_planner.plots.raan import raan
from adr_planner.plots.ranking import ranking, ranking_map
from adr_planner.plots.removal_values import removal_values
from adr_planner.plots.screening import screening
from adr_planner.plots.timeline import timeline
from adr_planner.plots.waterfalls import delta_v, mass

__all__ = [
    "altitude",
    "campaign",
    "coalitions",
    "cooperation",
    "delta_v",
    "drawn",
    "drift_trade",
    "exposure",
    "mass",
    "orbits",
    "pareto",
    "porkchop",
    "projection",
    "raan",
    "ranking",
    "ranking_map",
    "removal_values",
    "screening",
    "signatures",
    "timeline",
]
