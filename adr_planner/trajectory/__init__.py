"""The trajectory of a finished plan, sampled: flown again from the document with the physics it was planned with."""

from adr_planner.trajectory.ephemeris import Ephemeris, ephemeris
from adr_planner.trajectory.moments import orbit, state
from adr_planner.trajectory.segment import Segment

__all__ = ["Ephemeris", "Segment", "ephemeris", "orbit", "state"]
