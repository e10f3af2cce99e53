"""The plan document: readable without any of the physics that made it."""

from adr_planner.plan.account import BudgetLine, Compliance, ExposedParty, Totals
from adr_planner.plan.base import MeanOrbit
from adr_planner.plan.campaign import CAMPAIGN_VERSION, Campaign, campaign_hash
from adr_planner.plan.campaign_content import CampaignSolver, CampaignTotals, CostsEcho, Launch
from adr_planner.plan.cooperation import COOPERATION_VERSION, Cooperation, cooperation_hash
from adr_planner.plan.disposal import KitUsed, PlannedDisposal
from adr_planner.plan.document import SCHEMA_VERSION, MissionPlan
from adr_planner.plan.io.reading import document_type_of
from adr_planner.plan.io.sums import servicer_spending
from adr_planner.plan.leg import Allowance, Leg, Maneuver, Phase
from adr_planner.plan.sources import Generator, LeftOut
from adr_planner.plan.stored import NO_ID, plan_hash
from adr_planner.plan.target import Omm, PlannedTarget, TargetRisk
from adr_planner.plan.thrust import Steering, ThrustArc
from adr_planner.plan.verdict import KindOfCheck, Verdict, rest_sha256

__all__ = [
    "CAMPAIGN_VERSION",
    "COOPERATION_VERSION",
    "NO_ID",
    "SCHEMA_VERSION",
    "Allowance",
    "BudgetLine",
    "Campaign",
    "CampaignSolver",
    "CampaignTotals",
    "Compliance",
    "Cooperation",
    "CostsEcho",
    "ExposedParty",
    "Generator",
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
    "cooperation_hash",
    "document_type_of",
    "plan_hash",
    "rest_sha256",
    "servicer_spending",
]
