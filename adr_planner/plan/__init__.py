"""The plan document: readable without any of the physics that made it."""

from adr_planner.plan.account import BudgetLine, Compliance, Totals
from adr_planner.plan.base import MeanOrbit
from adr_planner.plan.campaign import Campaign, CampaignSolver, CampaignTotals, CostsEcho, Launch
from adr_planner.plan.campaign_files import campaign_hash, campaign_schema_text, read_campaign
from adr_planner.plan.disposal import KitUsed, PlannedDisposal
from adr_planner.plan.document import SCHEMA_VERSION, MissionPlan
from adr_planner.plan.files import canonical_text, plan_hash, read_plan, schema_text
from adr_planner.plan.leg import Allowance, Leg, Maneuver, Phase
from adr_planner.plan.reading import document_type_of
from adr_planner.plan.sources import LeftOut
from adr_planner.plan.sums import servicer_spending
from adr_planner.plan.target import Omm, PlannedTarget, TargetRisk
from adr_planner.plan.thrust import Steering, ThrustArc
from adr_planner.plan.verdict import KindOfCheck, Verdict, rest_sha256

__all__ = [
    "SCHEMA_VERSION",
    "Allowance",
    "BudgetLine",
    "Campaign",
    "CampaignSolver",
    "CampaignTotals",
    "Compliance",
    "CostsEcho",
    "KindOfCheck",
    "KitUsed",
    "Launch",
    "LeftOut",
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
    "Verdict",
    "campaign_hash",
    "campaign_schema_text",
    "canonical_text",
    "document_type_of",
    "plan_hash",
    "read_campaign",
    "read_plan",
    "rest_sha256",
    "schema_text",
    "servicer_spending",
]
