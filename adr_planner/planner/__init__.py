"""The one place that joins the rooms: candidates in, proven and flown plans out."""

from adr_planner.planner.campaign import plan_campaign
from adr_planner.planner.planning import plan_mission

__all__ = ["plan_campaign", "plan_mission"]
