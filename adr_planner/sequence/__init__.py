"""Which targets, in what order, when: sequencing on a time grid, with a proof. Arrays only, no orbits."""

from __future__ import annotations

from adr_planner.sequence.exact.clusters import rows_that_fit
from adr_planner.sequence.fleet.column_generation import CampaignTours, plan_tours
from adr_planner.sequence.fleet.set_packing import Selection, choose_columns
from adr_planner.sequence.growing import solve_within
from adr_planner.sequence.pareto_front import TradeTours, trade_tours
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.solver import solve
from adr_planner.sequence.tour import Progress, ProgressEvent, StopReason, Tour
from adr_planner.sequence.tour_cost import TourCost, evaluate
from adr_planner.spec.weights import Weights

__all__ = [
    "MAX_CANDIDATES",
    "CampaignTours",
    "Progress",
    "ProgressEvent",
    "Selection",
    "StopReason",
    "Tour",
    "TourCost",
    "TourProblem",
    "TradeTours",
    "Weights",
    "choose_columns",
    "evaluate",
    "plan_tours",
    "rows_that_fit",
    "solve",
    "solve_within",
    "trade_tours",
]
