"""Limits that no tour can reach are dropped before the search: one resource less to compare labels by."""

from __future__ import annotations

import math

import numpy as np

from adr_planner.sequence.problem import TourProblem

__all__ = ["drop_idle_limits"]


def drop_idle_limits(problem: TourProblem) -> TourProblem:
    """Remove the propellant limit where the delta-v limit already implies it.

    Parameters
    ----------
    problem : TourProblem
        The problem.

    Returns
    -------
    TourProblem
        The same problem, or one with unlimited propellant that has the same tours.

    Notes
    -----
    On the way back from the last stop the mass is multiplied by ``alpha`` at every stop and by
    ``exp(dv / ve)`` on every leg. With all legs together within the delta-v limit, the launch mass is at
    most ``exp(limit / ve)`` times the product of the largest alphas times (largest end mass + the largest betas).
    """
    if not math.isfinite(problem.propellant_capacity) or problem.objective == "propellant":
        return problem
    k = problem.stops
    legs = problem.max_delta_v - float(np.sort(problem.stop_dv)[: problem.fewest_stops].sum())
    growth = math.exp(min(max(legs, 0.0) / problem.exhaust_velocity, 700.0))
    growth *= float(np.prod(np.sort(problem.stop_alpha)[-k:]))
    # propellant = (growth - 1) (end mass + betas) + (betas - kits) + (end mass - dry), each part at its largest
    end = float(problem.end_mass.max())
    pushed = end + float(np.sort(problem.stop_beta)[-k:].sum())
    burnt_at_stops = float(np.sort(problem.stop_beta - problem.kit_mass)[-k:].sum())
    if (growth - 1.0) * pushed + burnt_at_stops + end - problem.dry_mass <= problem.propellant_capacity:
        return problem.replace(propellant_capacity=math.inf)
    return problem
