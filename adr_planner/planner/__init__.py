"""The one place that joins the rooms: candidates in, proven and flown plans out."""

from adr_planner.planner.campaign import plan_campaign
from adr_planner.planner.choices import Trade, TradePoint
from adr_planner.planner.cooperate import cooperate
from adr_planner.planner.planning import plan_mission
from adr_planner.planner.trade import trade

__all__ = ["Trade", "TradePoint", "cooperate", "plan_campaign", "plan_mission", "trade"]
