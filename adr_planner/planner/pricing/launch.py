"""Where the launcher leaves the servicer, and what the leg to the first target costs from there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import mean_to_osculating, secular_rates
from adr_planner.core.kepler import state_from_elements
from adr_planner.environment import Environment
from adr_planner.errors import InfeasibleMissionError
from adr_planner.spec.mission import MissionSpec
from adr_planner.transfer.leg_model import LegModel
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import State
from adr_planner.units import DAY

__all__ = ["injection_state", "launch_costs", "launch_time"]

Array = NDArray[np.float64]

_SETTLING = 3
"""Rounds in which node and inclination at injection settle, so that Sun and Moon bring them to the target's."""


def launch_time(arrive: float, mission: MissionSpec, environment: Environment) -> float:
    """Return when the servicer is injected [s]: on the date given, or the commissioning before its first arrival."""
    given = mission.injection
    if given is None or given.date is None:
        return arrive - mission.commissioning_days * DAY
    return environment.seconds(given.date)


def launch_costs(
    orbits: OrbitSet, arrivals: Array, mission: MissionSpec, legs: LegModel, field: Gravity, environment: Environment
) -> Array:
    """Cost the leg from the injection orbit to every candidate at every date.

    Parameters
    ----------
    orbits : OrbitSet
        Candidates.
    arrivals : ndarray, shape (t,)
        Dates [s].
    mission : MissionSpec
        Its injection counts, or how far below its first target the servicer is left.
    legs : LegModel
        Estimates legs.
    field : Gravity
        What the servicer flies in.
    environment : Environment
        Clock and gravity of the plan.

    Returns
    -------
    ndarray, shape (n, t)
        Delta-v [m/s], without margins; infinite before commissioning, after the longest wait, and above the
        costliest leg.

    Raises
    ------
    InfeasibleMissionError
        If no candidate can be reached from the injection orbit given.
    """
    leg_costs = np.full((len(orbits), arrivals.size), np.inf)
    shortest = mission.commissioning_days * DAY
    longest = max(mission.max_leg_duration_days * DAY, shortest)
    lowest = environment.gravity.radius + mission.lowest_drift_m
    cheapest = np.inf
    for i, goals in enumerate(orbits.at(arrivals)):
        for k, arrive in enumerate(arrivals):
            depart = launch_time(arrive, mission, environment)
            if not shortest - 1e-3 <= arrive - depart <= longest + 1e-3:
                continue
            start, goal = _injected(goals[k], depart, arrive, mission, field)
            cost = legs.estimate(start, goal, depart, arrive, lowest=lowest, gravity=environment.gravity)
            cheapest = min(cheapest, cost)
            if mission.injection is None or cost <= legs.max_leg_delta_v:
                leg_costs[i, k] = cost
    if mission.injection is not None and not np.isfinite(leg_costs).any():
        raise _unreachable(cheapest, legs.max_leg_delta_v, mission)
    return leg_costs


def _injected(goal: Array, depart: float, arrive: float, mission: MissionSpec, field: Gravity) -> tuple[Array, Array]:
    """Return the mean elements at injection, and the goal as the estimate takes it.

    What is not given is chosen: node, perigee and inclination meet the target's on arrival.
    """
    given, coast = mission.injection, arrive - depart
    a, ecc, inc = _size_and_tilt(goal, mission, field.radius)
    node, perigee, _ = secular_rates(a, ecc, inc, field)
    argp = np.arctan2(goal[2], goal[1]) - perigee * coast
    start = np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, goal[4] - node * coast, 0.0])
    if given is None:
        return start, goal
    if given.raan_rad is not None:
        start[4] = given.raan_rad
    later = coasted(start, depart, coast, field)
    seen = seen_goals(start[None], later[None], goal[None], np.array([coast]), field)[0]
    if given.raan_rad is None:
        seen[4] = start[4] + node * coast
    return start, seen


def _unreachable(cheapest: float, max_leg_delta_v: float, mission: MissionSpec) -> InfeasibleMissionError:
    if not np.isfinite(cheapest):
        # Without a date the launch is a commissioning before the first arrival, and no longer.
        within, more = (
            (f"within the commissioning of {mission.commissioning_days:g} days", "a longer commissioning")
            if mission.injection is None or mission.injection.date is None
            else ("between commissioning and the longest wait", "a longer wait or window")
        )
        return InfeasibleMissionError(
            f"No candidate can be reached from the injection orbit {within}: allow {more}, more thrust, or leave the "
            "injection's node to the planner.",
            binding="injection",
        )
    return InfeasibleMissionError(
        f"No candidate can be reached from the injection orbit: the nearest would take about {cheapest:.0f} m/s, and "
        f"one leg may take at most {max_leg_delta_v:.0f} m/s. Inject nearer to the candidates, allow a "
        "longer wait, or leave "
        "the node to the planner.",
        binding="injection",
        required=float(cheapest),
        available=float(max_leg_delta_v),
        unit="m/s",
    )


def injection_state(target: State, mission: MissionSpec, environment: Environment, field: Gravity) -> State:
    """Return where the servicer is left, so that drift and climb meet the target.

    Parameters
    ----------
    target : State
        First target on arrival.
    mission : MissionSpec
        Its injection orbit, or how far below its first target it is left.
    environment : Environment
        Clock and gravity of the plan.
    field : Gravity
        What the servicer flies in.

    Notes
    -----
    What is not given is chosen: a node that meets the target's on arrival, and the phase from which a climb
    spread over the wait arrives. Launch time sets both.
    """
    given, goal = mission.injection, target.mean(field)
    start = launch_time(target.time, mission, environment)
    coast = target.time - start
    a, ecc, inc = _size_and_tilt(goal, mission, field.radius)
    above = secular_rates(goal[0], float(np.hypot(goal[1], goal[2])), goal[3], field)
    below = secular_rates(a, ecc, inc, field)
    mean = np.array([a, ecc, 0.0, inc, goal[4] - below[0] * coast, 0.0])
    for _ in range(_SETTLING):
        waited = coasted(mean, start, coast, field)
        if given is None:
            mean[3] += goal[3] - waited[3]
        if given is None or given.raan_rad is None:
            mean[4] += goal[4] - waited[4]
        else:
            mean[4] = given.raan_rad
    waited = coasted(mean, start, coast, field)
    latitude = goal[5] - waited[5]
    argp = float(np.arctan2(goal[2], goal[1]) - np.arctan2(waited[2], waited[1]))
    # Half of the climb's two and a half revolutions is spent at the lower altitude's faster rate.
    latitude -= 0.5 * (above[1] + above[2] - below[1] - below[2]) * 2.5 * 2.0 * np.pi / above[2]
    elements = (float(mean[0]), ecc, float(mean[3]), float(mean[4]), argp, float(latitude - argp))
    position, velocity = state_from_elements(*mean_to_osculating(elements, field), field.mu)
    return State(start, position, velocity)


def _size_and_tilt(goal: Array, mission: MissionSpec, radius: float) -> tuple[float, float, float]:
    """Return semi-major axis, eccentricity and inclination at injection: as given, or below the first target."""
    given = mission.injection
    if given is None:
        return goal[0] - mission.injection_below_m, float(np.hypot(goal[1], goal[2])), goal[3]
    return radius + given.altitude_m, 0.0, given.inclination_rad
