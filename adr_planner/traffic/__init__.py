"""Traffic: who comes near a plan's trajectory, and what its operators see at every stop."""

from adr_planner.traffic.approach import Approach
from adr_planner.traffic.cdm import conjunction_message
from adr_planner.traffic.entry import SOUTH_PACIFIC, Entry
from adr_planner.traffic.expected import Expected
from adr_planner.traffic.notice import Notice, notice
from adr_planner.traffic.operations import Operations, operations
from adr_planner.traffic.screen import screen
from adr_planner.traffic.screening import Injection, Screening
from adr_planner.traffic.stations import STATIONS, Station
from adr_planner.traffic.stop import Stop

__all__ = [
    "SOUTH_PACIFIC", "STATIONS", "Approach", "Entry", "Expected", "Injection", "Notice", "Operations", "Screening",
    "Station", "Stop", "conjunction_message", "notice", "operations", "screen",
]  # fmt: skip
