"""A limit is dropped only where no tour could reach it."""

from __future__ import annotations

import math

import pytest

from adr_planner.sequence import solve
from adr_planner.sequence.exact.presolve import drop_idle_limits


@pytest.mark.parametrize("seed", range(30))
def test_dropping_idle_limits_keeps_every_tour(seed, random_problem, all_tours, tour_cost):
    problem = random_problem(seed, max_delta_v=600.0, propellant_capacity=1500.0, objective="delta_v")
    if drop_idle_limits(problem) is problem:
        return
    for stops, steps in all_tours(problem):
        delta_v, propellant = tour_cost(problem, stops, steps)
        assert delta_v > problem.max_delta_v or propellant <= problem.propellant_capacity


def test_propellant_beyond_what_the_delta_v_limit_can_burn_is_idle(drifting_planes):
    problem = drifting_planes(0, max_delta_v=500.0, propellant_capacity=1000.0)
    assert drop_idle_limits(problem).propellant_capacity == math.inf
    assert drop_idle_limits(problem.replace(max_delta_v=1000.0)).propellant_capacity == 1000.0


def test_propellant_to_be_made_least_is_never_dropped(drifting_planes):
    problem = drifting_planes(0, max_delta_v=900.0, propellant_capacity=1e6, objective="propellant")
    assert solve(problem).propellant <= solve(problem.replace(objective="delta_v")).propellant
    assert drop_idle_limits(problem) is problem
