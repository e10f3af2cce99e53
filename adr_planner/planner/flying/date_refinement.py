"""Dates between the steps of the grid: same targets, same order, every arrival moved to where the tour is best.

The arrivals around those of the grid make a small problem of the search's own kind, so that it is solved by the search
itself: exactly, with every limit kept. The windows follow, then the steps become finer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.environment import Environment
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.pricing.launch import launch_costs
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.sequence import Tour, TourProblem, solve
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["Refinement", "refine_dates"]

Array = NDArray[np.float64]

_PARTS = (5, 25)
"""Into how many parts a step of the grid is divided, one after the other."""
_REACH = 5
"""Steps to either side of a date that are looked at."""
_ROUNDS = 20
"""Most times the windows of one step follow: four grid steps away at the least."""
_SAME = 1e-3
"""Times closer than this are the same [s]."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """A tour with the dates of the grid and with those between its steps.

    Parameters
    ----------
    on_grid, refined : Itinerary
        Before and after: same targets, same order.
    step : float
        Step of the refined dates [s].
    """

    on_grid: Itinerary
    refined: Itinerary
    step: float

    @classmethod
    def none(cls, on_grid: Itinerary, leg_costs: LegCosts) -> Refinement:
        """Return the refinement that leaves the dates of the grid as they are."""
        return cls(on_grid, on_grid, leg_costs.grid.step / _PARTS[-1])

    @property
    def itineraries(self) -> tuple[Itinerary, ...]:
        """Both, or one where refining changed nothing; the better one first, that of the grid last."""
        return tuple(dict.fromkeys((self.refined, self.on_grid)))


def refine_dates(tour: Tour, leg_costs: LegCosts, mission: MissionSpec, environment: Environment) -> Refinement:
    """Move the arrivals of a tour to where it is best, at the prices and within the limits of the search.

    Parameters
    ----------
    tour : Tour
        What the search answered.
    leg_costs : LegCosts
        What the search was told.
    mission : MissionSpec
        What it is to do.
    environment : Environment
        Clock and gravity of the plan.

    Returns
    -------
    Refinement
        Never worse than the tour in what is made least, or in delta-v where risk is made most, which dates do not
        change. No dates within a fifth of a grid step of them, in 25ths, are better; before that, dates within a step
        were looked at in fifths. Farther away there may be better ones.
    """
    on_grid = best = Itinerary.on_grid(tour, leg_costs)
    local = leg_costs.subset(np.array(tour.stops))
    for parts in _PARTS:
        for _ in range(_ROUNDS):
            moved = _best_nearby(best, parts, local, mission, environment)
            if moved.arrivals == best.arrivals:
                break
            best = moved
    return Refinement(on_grid, best, leg_costs.grid.step / _PARTS[-1])


def _best_nearby(
    itinerary: Itinerary, parts: int, local: LegCosts, mission: MissionSpec, environment: Environment
) -> Itinerary:
    """Solve for the best dates a few parts of a step from those of an itinerary, whose targets are rows 0, 1, ..."""
    now = np.array(itinerary.arrivals)[:, None]
    dates = now + local.grid.step / parts * np.arange(-_REACH, _REACH + 1)
    # What lies outside of the window, or of a target's own dates, becomes their end.
    dates = np.clip(dates, np.minimum(local.earliest[:, None], now), np.maximum(local.latest[:, None], now))
    launch = _launches(dates[0], local, mission, environment)
    legs = [_legs(k, dates, local, mission, environment) for k in range(len(dates) - 1)]
    # The dates at hand keep the costs they came with, which may have been flown.
    launch[_REACH] = itinerary.legs[0]
    for table, cost in zip(legs, itinerary.legs[1:], strict=True):
        table[_REACH, _REACH] = cost
    tour = solve(_laid_end_to_end(launch, legs, parts, local.problem))
    chosen = np.array(tour.arrival_steps) % launch.size
    return replace(
        itinerary,
        arrivals=tuple(float(date) for date in dates[np.arange(len(dates)), chosen]),
        legs=(float(launch[chosen[0]]), *(float(legs[k][chosen[k], chosen[k + 1]]) for k in range(len(legs)))),
        delta_v=tour.delta_v,
        propellant=tour.propellant,
    )


def _launches(dates: Array, local: LegCosts, mission: MissionSpec, environment: Environment) -> Array:
    """Cost the leg from the launch to the first target, shape (p,)."""
    first = local.orbits.subset(np.zeros(1, dtype=np.int64))
    return mission.allowances.price(launch_costs(first, dates, mission, local.legs, local.flown_in, environment)[0])


def _legs(k: int, dates: Array, local: LegCosts, mission: MissionSpec, environment: Environment) -> Array:
    """Cost the leg from stop k to the next, shape (p, p)."""
    leave, reach = dates[k] + local.grid.stay, dates[k + 1]
    lowest = environment.gravity.radius + mission.lowest_drift_m
    burns = local.legs.window(local.orbits, k, k + 1, leave, reach, lowest=lowest, gravity=environment.gravity)
    time = reach - leave[:, None]
    shut = (time < local.legs.shortest - _SAME) | (time > mission.max_leg_duration_days * DAY + _SAME)
    shut |= burns > local.legs.max_leg_delta_v
    return np.where(shut, np.inf, mission.allowances.price(burns))


def _laid_end_to_end(launch: Array, legs: list[Array], parts: int, problem: TourProblem) -> TourProblem:
    """Lay the windows of the stops one after the other on a grid of steps, so that legs lead to later ones."""
    stops, size = len(legs) + 1, launch.size
    launch_dv = np.full((stops, stops * size), np.inf)
    launch_dv[0, :size] = launch
    leg_dv = np.full((stops, stops, 2 * size - 1, stops * size), np.inf)
    leave, reach = np.indices((size, size))
    for k, leg_costs in enumerate(legs):
        leg_dv[k, k + 1, size - 1 + reach - leave, k * size + leave] = leg_costs
    weights = problem.weights
    return problem.replace(
        launch_dv=launch_dv,
        leg_dv=leg_dv,
        leg_steps=np.arange(1, 2 * size),
        worth=problem.best_worth,
        stops=stops,
        must_visit=tuple(range(stops)),
        groups=(),
        order=(),
        objective="delta_v" if problem.aim.most else problem.objective,
        weights=None if weights is None else replace(weights, time=weights.time / parts),
        last_step=stops * size - 1,
        earliest=size * np.arange(stops),
        latest=size * np.arange(1, stops + 1) - 1,
    )
