"""A problem as the question label setting is asked, and the workspace it is answered in."""

from __future__ import annotations

import numpy as np

from adr_planner.sequence.labels.kernel_data import needs_mass
from adr_planner.sequence.labels.records import DELTA_V, PROPELLANT, WORTH, Front, Query
from adr_planner.sequence.problem import TourProblem

__all__ = ["new_front", "query_of"]

_OBJECTIVES = {"delta_v": DELTA_V, "propellant": PROPELLANT, "value": WORTH}


def query_of(problem: TourProblem) -> Query:
    """Return what is asked of the labels of a problem."""
    slack = 1e-9 * max(1.0, problem.dry_mass / 1000.0)
    return Query(
        objective=_OBJECTIVES[problem.objective],
        stops=int(problem.stops),
        by_dv=problem.objective != "propellant" or bool(np.isfinite(problem.max_delta_v)),
        by_mass=needs_mass(problem),
        max_dv=float(problem.max_delta_v) * (1.0 + 1e-12) + slack,
        capacity=float(problem.propellant_capacity) * (1.0 + 1e-12) + slack,
        max_mass=float(problem.max_launch_mass) * (1.0 + 1e-12) + slack,
        slack=slack,
    )


def new_front(steps: int, points: int) -> Front:
    """Return room for so many undominated arrivals at each step."""
    return Front(
        filled=np.zeros(steps, dtype=np.int64),
        dv=np.empty((steps, points)),
        mass=np.empty((steps, points)),
        worth=np.empty((steps, points), dtype=np.int64),
        parent=np.empty((steps, points), dtype=np.int32),
    )
