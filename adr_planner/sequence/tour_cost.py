"""What a given tour costs on the grid: delta-v, least propellant, worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InvalidInputError
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour

__all__ = ["TourCost", "evaluate", "worth_of"]


class TourCost(NamedTuple):
    """Cost of a tour: index of every leg's gap, delta-v [m/s], least propellant and mass at launch [kg], worth."""

    gaps: tuple[int, ...]
    delta_v: float
    propellant: float
    launch_mass: float
    worth: float


def worth_of(worth: NDArray[np.float64], tour: Tour) -> float:
    """Return what a tour removes, by what targets are worth, shape (n,) or (n, t)."""
    if worth.ndim == 1:
        return math.fsum(worth[list(tour.stops)])
    return math.fsum(worth[list(tour.stops), list(tour.arrival_steps)])


def evaluate(problem: TourProblem, stops: Sequence[int], arrival_steps: Sequence[int]) -> TourCost:
    """Cost a tour from its end, where the mass is known, to its launch.

    Parameters
    ----------
    problem : TourProblem
        Costs and masses. Its limits are not applied.
    stops : sequence of int
        Targets in the order of the visits.
    arrival_steps : sequence of int
        Arrival step at each.

    Returns
    -------
    TourCost
        The costs; the propellant is the least the servicer must launch with, so that a servicer of any
        larger capacity flies the tour as well.

    Raises
    ------
    InvalidInputError
        If a leg has a gap that is not on the grid, or is not possible.

    Examples
    --------
    >>> import numpy as np
    >>> problem = TourProblem(
    ...     launch_dv=np.full((2, 3), 10.0), leg_steps=[2],
    ...     leg_dv=np.where(np.eye(2)[:, :, None, None], np.inf, np.full((1, 3), 50.0)),
    ...     worth=[2.0, 1.0], stops=2, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> evaluate(problem, (0, 1), (0, 2))._replace(propellant=0.0, launch_mass=0.0)
    TourCost(gaps=(0,), delta_v=60.0, propellant=0.0, launch_mass=0.0, worth=3.0)
    """
    gap_index = {int(gap): g for g, gap in enumerate(problem.leg_steps)}
    delta_v, mass = float(problem.end_dv[stops[-1]]), float(problem.end_mass[stops[-1]])
    gaps: list[int] = []
    for place in range(len(stops) - 1, -1, -1):
        here, step = stops[place], int(arrival_steps[place])
        mass = problem.stop_alpha[here] * mass + problem.stop_beta[here]
        delta_v += float(problem.stop_dv[here])
        if place == 0:
            leg = float(problem.launch_dv[here, step])
        else:
            gap = gap_index.get(step - int(arrival_steps[place - 1]))
            if gap is None:
                raise InvalidInputError(
                    f"No leg of {step - arrival_steps[place - 1]} steps on the grid before stop {here}."
                )
            gaps.insert(0, gap)
            leg = float(problem.leg_dv[stops[place - 1], here, gap, arrival_steps[place - 1]])
        if not math.isfinite(leg):
            raise InvalidInputError(f"There is no way to arrive at stop {here} at step {step}.")
        delta_v += leg
        mass *= math.exp(leg / problem.exhaust_velocity)
    kits = math.fsum(problem.kit_mass[stop] for stop in stops)
    worth = math.fsum(problem.worth_at(stop, int(step)) for stop, step in zip(stops, arrival_steps, strict=True))
    return TourCost(tuple(gaps), delta_v, float(mass) - problem.dry_mass - kits, float(mass), worth)
