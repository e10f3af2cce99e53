"""Infeasibility of a mission: which limit forbids it, and the least that would do, in the mission's own words."""

from __future__ import annotations

from adr_planner.errors import InfeasibleMissionError
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.objective import objective_of
from adr_planner.spec.servicer import Servicer
from adr_planner.units import DAY

__all__ = ["in_mission_terms"]


def in_mission_terms(
    error: InfeasibleMissionError, leg_costs: LegCosts, servicer: Servicer, mission: MissionSpec
) -> InfeasibleMissionError:
    """Translate what the search says of steps and capacities into budgets and days.

    Parameters
    ----------
    error : InfeasibleMissionError
        From the search.
    leg_costs : LegCosts
        What the search was told.
    servicer, mission : Servicer, MissionSpec
        What was asked for.
    """
    tour = "any target" if objective_of(mission.objective).fewer else f"{mission.targets} targets"
    what = f"No tour to {tour} is possible within the limits: "
    if error.required is None:
        return InfeasibleMissionError(what + str(error), binding=error.binding)
    own = float(leg_costs.problem.end_dv.min())
    kept = f", at least {own:.1f} of them for the servicer's own end" if own else ""
    if error.binding == "max_delta_v" and mission.max_delta_v_m_s is not None:
        return _infeasible(what, "max_delta_v", error.required, mission.max_delta_v_m_s, "m/s", kept)
    if error.binding == "propellant_capacity":
        return _infeasible(what, "propellant", error.required, servicer.propellant_kg, "kg")
    if error.binding == "max_launch_mass" and mission.max_launch_mass_kg is not None:
        return _infeasible(what, "max_launch_mass", error.required, mission.max_launch_mass_kg, "kg")
    if error.binding == "last_step":
        days = (leg_costs.grid.arrivals[0] + error.required * leg_costs.grid.step + leg_costs.grid.stay) / DAY
        return _infeasible(what, "duration", days, mission.duration_days, "days")
    return InfeasibleMissionError(
        what + str(error),
        binding=error.binding,
        required=error.required,
        available=error.available,
        unit=error.unit,
    )


def _infeasible(
    what: str, binding: str, required: float, available: float, unit: str, kept: str = ""
) -> InfeasibleMissionError:
    return InfeasibleMissionError(
        f"{what}{binding} is {available:.1f} {unit}{kept}; the least that would do is about {required:.1f} {unit} "
        "at estimated prices.",
        binding=binding,
        required=required,
        available=available,
        unit=unit,
    )
