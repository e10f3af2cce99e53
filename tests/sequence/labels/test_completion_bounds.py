"""A completion bound never exceeds what any tour pays to get where it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.sequence import evaluate
from adr_planner.sequence.labels.completion_bounds import bound_walks, remainder
from adr_planner.sequence.labels.kernel_data import kernel_data


@given(seed=st.integers(0, 10_000))
def test_walks_never_cost_more_than_the_tours_they_bound(seed, random_problem, all_tours, tour_cost):
    problem = random_problem(3 * seed, must_visit=(), groups=(), max_delta_v=np.inf, propellant_capacity=4000.0)
    bounds = bound_walks(problem, kernel_data(problem))
    checked = 0
    for stops, steps in all_tours(problem):
        if len(stops) != problem.stops:
            continue
        delta_v, propellant = tour_cost(problem, stops, steps)
        if propellant > problem.propellant_capacity:
            continue
        for place in range(1, len(stops)):
            j, t = stops[place], steps[place]
            rest = problem.replace(
                launch_dv=np.zeros_like(problem.launch_dv), stops=len(stops) - place, objective="delta_v"
            )
            tail = evaluate(rest, stops[place:], steps[place:])
            kits = problem.kit_mass[list(stops[place:])].sum()
            mass = problem.dry_mass + kits + tail.propellant
            via = bounds.dv[place, stops[place - 1], j, t]
            assert via <= delta_v - tail.delta_v + 1e-9
            assert bounds.dv_least[place, j, t] <= via
            burn = bounds.burn[place, stops[place - 1], j, t] + bounds.burn_slope[place, stops[place - 1], j, t] * (
                min(mass, bounds.heavy[place]) - bounds.light[place]
            )
            assert mass >= bounds.light[place] - 1e-9
            assert burn <= propellant - tail.propellant + 1e-7
            assert bounds.burn_least[place, j, t] <= propellant - tail.propellant + 1e-7
        checked += 1
        if checked > 200:
            break


def test_walk_of_one_stop_is_exact(drifting_planes):
    problem = drifting_planes(2, stops=2)
    bounds = bound_walks(problem, kernel_data(problem))
    j, t = 3, 12
    for u in (0, 5):
        ways = [
            float(problem.leg_dv[u, j, g, t - gap]) + problem.launch_dv[u, t - gap]
            for g, gap in enumerate(problem.leg_steps)
        ]
        assert bounds.dv[1, u, j, t] == pytest.approx(min(ways))


def test_walks_do_not_turn_back_at_once(drifting_planes):
    # two near twins far from the rest: going back and forth between them must not bound three stops
    problem = drifting_planes(2, n=4, stops=3)
    leg = problem.leg_dv.copy()
    leg[:] = np.where(np.isfinite(leg), 500.0, np.inf)
    leg[0, 1] = leg[1, 0] = np.where(np.isfinite(leg[0, 1]), 1.0, np.inf)
    bounds = bound_walks(problem.replace(leg_dv=leg), kernel_data(problem.replace(leg_dv=leg)))
    assert bounds.dv[2, 1, 0, 18] == pytest.approx(40.0 + 500.0 + 1.0)  # not 0 -> 1 -> 0


def test_remainder_is_the_least_over_further_stops(drifting_planes):
    problem = drifting_planes(2, objective="value", propellant_capacity=500.0)
    bounds = bound_walks(problem, kernel_data(problem))
    rest = remainder(problem, bounds, 2)
    assert rest.dv.shape == (3, problem.n_targets, problem.n_steps)
    assert np.array_equal(rest.dv[2], bounds.dv_least[2])
    assert np.array_equal(rest.dv[0], bounds.dv_least[:3].min(axis=0))
    assert np.array_equal(rest.burn[1], bounds.burn_least[1:3].min(axis=0))
