"""Infeasibility diagnosis of the large search: which budget alone forbids all tours, if that can be shown."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np

from adr_planner.errors import AdrPlannerError, InfeasibleMissionError, SearchLimitError
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["diagnose"]

_BUDGETS: tuple[tuple[str, Literal["delta_v", "propellant"], str], ...] = (
    ("max_delta_v", "delta_v", "m/s"),
    ("propellant_capacity", "propellant", "kg"),
    ("max_launch_mass", "propellant", "kg"),
)


def diagnose(
    problem: TourProblem,
    *,
    walks: bool,
    proven: bool,
    work_limit: int,
    solve: Callable[[TourProblem], Tour],
) -> AdrPlannerError:
    """Say why there is no tour, as far as it can be shown.

    Parameters
    ----------
    problem : TourProblem
        A problem for which no tour was found.
    walks : bool
        Whether there is at least a walk of as many stops.
    proven : bool
        Whether it was shown that there is none.
    work_limit : int
        Destructions and repairs of the search that found none.
    solve : callable
        Finds a tour for the problem without one of the limits, with as much work.

    Returns
    -------
    InfeasibleMissionError or SearchLimitError
        The budget that the least of all tours passes, with the least that would do; or that nothing is known.
    """
    for name, quantity, unit in _BUDGETS:
        limit = float(getattr(problem, name))
        if math.isfinite(limit):
            tour = _least(problem.replace(**{name: math.inf}), quantity, solve)
            if tour is not None and _floor(problem, tour, name) > limit:
                need = math.ceil(10.0 * _value(problem, tour, name) - 1e-6) / 10.0
                least = tour.proven and name != "max_launch_mass"  # the least propellant is not the least mass
                words = "the least that would do is" if least else "it could be done with"
                return InfeasibleMissionError(
                    f"No tour is possible: {name} is {limit:.1f} {unit}, {words} {need:.1f} {unit}.",
                    binding=name,
                    required=_value(problem, tour, name),
                    available=limit,
                    unit=unit,
                )
    if not walks:
        return InfeasibleMissionError(
            "No tour is possible: the window is too short, or its legs too long or too dear.", binding="window"
        )
    if proven:
        return InfeasibleMissionError(
            "No tour keeps all limits and side constraints at once, and no single budget was found to be enough to "
            "raise: loosen several, or a side constraint.",
            binding="limits",
        )
    return SearchLimitError(
        f"Within {work_limit} moves no tour was found, nor shown to be impossible: allow more, or loosen a limit.",
        limit=work_limit,
    )


def _least(
    problem: TourProblem,
    quantity: Literal["delta_v", "propellant"],
    solve: Callable[[TourProblem], Tour],
) -> Tour | None:
    """Find the least of a quantity over the numbers of stops the problem allows, bound on all of them included."""
    fewest = max(problem.fewest_stops, len(problem.must_visit))
    # A tour without its last stop is a tour and spends less, unless targets must be visited or ends are not alike.
    alike = float(np.ptp(problem.end_dv)) == 0.0
    most = fewest if alike and not problem.must_visit else problem.stops
    tours = []
    for stops in range(fewest, most + 1):
        relaxed = problem.replace(objective=quantity, stops=stops)
        try:
            tours.append(solve(relaxed))
        except InfeasibleMissionError:
            continue
        except SearchLimitError:
            return None
    if not tours:
        return None
    best = min(tours, key=lambda tour: tour.objective_value)
    bound = min(tour.best_bound for tour in tours)
    return replace(best, best_bound=bound, proven=best.proven and bound == best.best_bound)


def _value(problem: TourProblem, tour: Tour, name: str) -> float:
    """Return what a tour needs of a budget."""
    if name == "max_launch_mass":
        return evaluate(problem, tour.stops, tour.arrival_steps).launch_mass
    return tour.objective_value


def _floor(problem: TourProblem, tour: Tour, name: str) -> float:
    """Return what every tour needs of a budget."""
    if name == "max_launch_mass":
        return tour.best_bound + problem.dry_mass + float(np.sort(problem.kit_mass)[: len(tour.stops)].sum())
    return tour.best_bound
