"""What each removal is worth, from one projection and its adjoint."""

from adr_planner.projection.value.values import RemovalValues
from adr_planner.projection.value.valuing import removal_values
from adr_planner.projection.value.worth import Worth

__all__ = ["RemovalValues", "Worth", "removal_values"]
