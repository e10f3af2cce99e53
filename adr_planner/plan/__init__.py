"""The plan document: readable without any of the physics that made it."""

from adr_planner.plan.account import BudgetLine, Compliance, Totals
from adr_planner.plan.base import MeanOrbit
from adr_planner.plan.disposal import KitUsed, PlannedDisposal
from adr_planner.plan.document import SCHEMA_VERSION, MissionPlan
from adr_planner.plan.files import canonical_text, plan_hash, read_plan, schema_text, write_text
from adr_planner.plan.leg import Allowance, Leg, Maneuver, Phase
from adr_planner.plan.sums import servicer_spending
from adr_planner.plan.target import Omm, PlannedTarget, TargetRisk
from adr_planner.plan.thrust import Steering, ThrustArc

__all__ = [
    "SCHEMA_VERSION",
    "Allowance",
    "BudgetLine",
    "Compliance",
    "KitUsed",
    "Leg",
    "Maneuver",
    "MeanOrbit",
    "MissionPlan",
    "Omm",
    "Phase",
    "PlannedDisposal",
    "PlannedTarget",
    "Steering",
    "TargetRisk",
    "ThrustArc",
    "Totals",
    "canonical_text",
    "plan_hash",
    "read_plan",
    "schema_text",
    "servicer_spending",
    "write_text",
]
