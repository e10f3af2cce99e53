"""How far the best tour on a grid of dates is from those on finer grids, before and after its dates are refined.

Run: ``python studies/grid_error.py``; the table is in docs/theory/sequencing.md. Delta-v and propellant are the
servicer's at the search's prices, its own disposal included. Takes some minutes and 3 GB.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from astropy import units as u

import adr_planner as adr
from adr_planner.environment import Environment
from adr_planner.planner.flying.date_refinement import Refinement, refine_dates
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import LegCosts, cost_mission
from adr_planner.sequence import Tour, solve
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

GRIDS = (1.25, 2.5, 5.0, 10.0)
MISSIONS: dict[str, dict[str, Any]] = {
    "most risk (the example)": {},
    "most risk within 700 m/s": {"max_delta_v": 700.0},
    "most risk within 348 days": {"duration_days": 348.0},
    "least delta-v": {"objective": "delta_v"},
    "least propellant": {"objective": "propellant"},
    "earliest end, 4 targets": {"objective": "time", "stops": 4},
}
HEAD = """\
| mission | grid d | risk kg/yr | last arrival d | m/s | kg | refined: last arrival d | m/s | kg | targets |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---|"""


def cells(dates: Itinerary) -> str:
    """Return last arrival, delta-v and propellant."""
    return f"{dates.arrivals[-1] / DAY:.1f} | {dates.delta_v:.1f} | {dates.propellant:.1f}"


@cache
def priced(grid_days: float, duration_days: float) -> tuple[MissionSpec, Environment, LegCosts]:
    """Return the example mission on a grid, within a window, and its prices among 40 candidates."""
    example = adr.example_mission("kg_per_yr")
    mission = replace(example.mission, grid=grid_days * u.day, duration=duration_days * u.day)
    ranking = list(adr.rank(adr.Catalog.example()).top(40))
    environment = environment_of(mission, [entry.object for entry in ranking])
    return mission, environment, cost_mission(ranking, example.servicer, mission, environment)


def refined(
    grid_days: float, *, duration_days: float = 365.0, max_delta_v: float = 750.0, **changes: Any
) -> tuple[Tour, Refinement]:
    """Solve the example with some changes, and refine its dates."""
    mission, environment, leg_costs = priced(grid_days, duration_days)
    problem = leg_costs.problem.replace(max_delta_v=max_delta_v, **changes)
    tour = solve(problem)
    return tour, refine_dates(tour, leg_costs.with_problem(problem), mission, environment)


def main() -> None:
    print(HEAD)
    for name, changes in MISSIONS.items():
        rows: list[str] = []
        finest: tuple[int, ...] = ()
        for days in GRIDS:
            tour, found = refined(days, **changes)
            finest = finest or tour.stops
            rows.append(
                f"| {name} | {days:g} | {tour.worth:.3f} | {cells(found.on_grid)} | "
                f"{cells(found.refined)} | {'as on the finest' if tour.stops == finest else 'others'} |"
            )
        print("\n".join(reversed(rows)), flush=True)


if __name__ == "__main__":
    main()
