"""An impossible mission is explained by the limit that binds and the least that would do."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence import TourProblem, solve


def _refusal(problem: TourProblem) -> InfeasibleMissionError:
    with pytest.raises(InfeasibleMissionError) as caught:
        solve(problem)
    return caught.value


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("limit", "unit", "objective"),
    [
        ("max_delta_v", "m/s", "delta_v"),
        ("max_delta_v", "m/s", "propellant"),
        ("propellant_capacity", "kg", "delta_v"),
        ("propellant_capacity", "kg", "propellant"),
    ],
)
def test_named_value_would_do_and_one_per_cent_less_would_not(seed, limit, unit, objective, drifting_planes):
    problem = drifting_planes(seed, objective=objective, **{limit: 100.0})
    refusal = _refusal(problem)
    assert (refusal.binding, refusal.available, refusal.unit) == (limit, 100.0, unit)
    assert refusal.required is not None
    assert solve(problem.replace(**{limit: refusal.required})).proven
    assert _refusal(problem.replace(**{limit: 0.99 * refusal.required})).binding == limit
    printed = re.search(rf"the least that would do is ([\d.]+) {unit}", str(refusal))
    assert printed is not None
    assert refusal.required <= float(printed.group(1)) < refusal.required + 0.1001


def test_impossible_risk_mission_names_the_least_budget_for_its_targets(drifting_planes):
    problem = drifting_planes(3, objective="value", must_visit=(0, 1), max_delta_v=60.0)
    refusal = _refusal(problem)
    assert refusal.binding == "max_delta_v"
    assert set(solve(problem.replace(max_delta_v=refusal.required)).stops) >= {0, 1}
    with pytest.raises(InfeasibleMissionError):
        solve(problem.replace(max_delta_v=0.99 * refusal.required))


def test_of_two_budgets_the_one_that_alone_forbids_is_named(drifting_planes):
    problem = drifting_planes(3)
    best = solve(problem)
    refusal = _refusal(problem.replace(max_delta_v=0.9 * best.delta_v, propellant_capacity=9e3))
    assert refusal.binding == "max_delta_v"
    assert "propellant_capacity" not in str(refusal)


def test_two_budgets_too_small_are_named_together_with_a_pair_that_would_do(drifting_planes):
    problem = drifting_planes(3)
    refusal = _refusal(problem.replace(max_delta_v=100.0, propellant_capacity=50.0))
    numbers = re.search(r"would do is ([\d.]+) m/s with ([\d.]+) kg", str(refusal))
    assert numbers is not None
    pair = {"max_delta_v": float(numbers[1]), "propellant_capacity": float(numbers[2])}
    assert solve(problem.replace(**pair)).proven
    assert refusal.required == solve(problem).delta_v


def test_fewer_stops_are_offered(drifting_planes):
    problem = drifting_planes(3, stops=5)
    three = solve(problem.replace(stops=3)).delta_v
    tight = problem.replace(max_delta_v=three * 1.0001)
    assert solve(problem.replace(stops=4)).delta_v > three * 1.0001
    assert "or ask for 3 stops" in str(_refusal(tight))


def test_window_too_short_for_so_many_stops_says_how_many_fit(drifting_planes):
    problem = drifting_planes(3, n=12, stops=9, steps=5)
    refusal = _refusal(problem)
    assert (refusal.binding, refusal.required, refusal.available) == ("stops", 5.0, 9.0)
    assert "window is too short" in str(refusal)
    assert solve(problem.replace(stops=5)).proven


def test_last_step_that_forbids_is_named_with_the_least_that_would_do(drifting_planes):
    refusal = _refusal(drifting_planes(3, stops=5, last_step=2))
    assert (refusal.binding, refusal.required, refusal.available) == ("last_step", 4.0, 2.0)


def test_longer_stay_within_the_grid_is_offered_beside_a_larger_budget(drifting_planes):
    problem = drifting_planes(3, stops=3)
    late = solve(problem)
    refusal = _refusal(problem.replace(last_step=4, max_delta_v=late.delta_v))
    assert refusal.binding == "max_delta_v"
    assert re.search(r"last_step is 4, the least that would do is \d+", str(refusal))


@pytest.mark.parametrize(
    ("constraint", "name"),
    [({"groups": ((tuple(range(8)), 2),)}, "groups"), ({"must_visit": (0, 1, 2)}, "must_visit")],
)
def test_side_constraint_that_forbids_every_tour_is_named(constraint, name, drifting_planes):
    problem = drifting_planes(3)
    leg = problem.leg_dv.copy()
    leg[0, :], leg[:, 0] = np.inf, np.inf  # target 0 can only be visited alone
    refusal = _refusal(problem.replace(leg_dv=leg, **constraint))
    assert refusal.binding == name
    assert refusal.required is None


def test_nothing_reachable_at_all_is_said(drifting_planes):
    refusal = _refusal(drifting_planes(3, launch_dv=np.full((8, 19), math.inf)))
    assert refusal.binding == "window"
