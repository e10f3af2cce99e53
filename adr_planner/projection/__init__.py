"""Project the years to come: what collides, what it leaves, and what removals avoid.

A deterministic mean field on the package's own flux and drag: `project` makes a `Projection`,
and its adjoint `RemovalValues`.
"""

from adr_planner.projection.band import ProjectionBand, project_band
from adr_planner.projection.histories import Histories, project_histories
from adr_planner.projection.project import project
from adr_planner.projection.projection import Projection
from adr_planner.projection.removals import Removal
from adr_planner.projection.value.values import RemovalValues
from adr_planner.projection.value.valuing import removal_values
from adr_planner.projection.value.worth import Worth

__all__ = [
    "Histories",
    "Projection",
    "ProjectionBand",
    "Removal",
    "RemovalValues",
    "Worth",
    "project",
    "project_band",
    "project_histories",
    "removal_values",
]
