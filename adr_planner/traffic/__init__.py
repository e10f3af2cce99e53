"""Traffic: who comes near a plan's trajectory, and what its operators see at every stop."""

from adr_planner.traffic.approach import Approach
from adr_planner.traffic.expected import Expected
from adr_planner.traffic.screen import screen
from adr_planner.traffic.screening import Injection, Screening

__all__ = ["Approach", "Expected", "Injection", "Screening", "screen"]
