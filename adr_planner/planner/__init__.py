"""The one place that joins the rooms: candidates in, proven and flown plan out."""

from adr_planner.planner.planning import plan_mission

__all__ = ["plan_mission"]
