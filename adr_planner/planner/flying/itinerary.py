"""Itinerary: which targets are visited, on which dates, and what that costs in the search."""

from __future__ import annotations

from dataclasses import dataclass

from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.sequence import Tour

__all__ = ["Itinerary"]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A tour with its dates.

    Parameters
    ----------
    stops : tuple of int
        Rows of the candidates in the order of the visits.
    arrivals : tuple of float
        Arrival at each [s since the plan epoch].
    legs : tuple of float
        Cost of the leg to each, margin and allowances included [m/s].
    delta_v : float
        All of it, with what the servicer spends at the stops [m/s].
    propellant : float
        The least at launch that flies it [kg].
    """

    stops: tuple[int, ...]
    arrivals: tuple[float, ...]
    legs: tuple[float, ...]
    delta_v: float
    propellant: float

    @classmethod
    def on_grid(cls, tour: Tour, leg_costs: LegCosts) -> Itinerary:
        """Date a tour as the search did."""
        problem, stops, steps = leg_costs.problem, tour.stops, tour.arrival_steps
        legs = [float(problem.launch_dv[stops[0], steps[0]])]
        legs += [float(problem.leg_dv[stops[k], stops[k + 1], gap, steps[k]]) for k, gap in enumerate(tour.gaps)]
        arrivals = tuple(float(leg_costs.grid.arrivals[step]) for step in steps)
        return cls(stops, arrivals, tuple(legs), tour.delta_v, tour.propellant)
