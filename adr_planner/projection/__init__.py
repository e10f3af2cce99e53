"""Project the years to come: what collides, what it leaves, and what removals avoid.

A deterministic mean field on the package's own flux and drag: `project` makes a `Projection`.
"""

from adr_planner.projection.project import project
from adr_planner.projection.projection import Projection
from adr_planner.projection.removals import Removal

__all__ = ["Projection", "Removal", "project"]
