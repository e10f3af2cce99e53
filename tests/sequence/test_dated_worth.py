"""Worth that depends on the date of the arrival: every engine against all tours, and against CP-SAT."""

from dataclasses import replace

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.sequence import TourProblem, evaluate, plan_tours, solve, trade_tours
from adr_planner.sequence.cpsat import solve_cp_sat
from adr_planner.sequence.large.relaxation import Relaxation


def _dated(problem: TourProblem, seed: int) -> TourProblem:
    """Let worths fade at different speeds, every third rise, and some have a date after which they are nothing."""
    rng = np.random.default_rng(1000 + seed)
    n, steps = problem.n_targets, problem.n_steps
    speed = rng.uniform(0.0, 0.1, (n, 1)) * np.where(rng.random((n, 1)) < 0.3, -1.0, 1.0)
    worth = np.maximum(problem.best_worth[:, None] * (1.0 - speed * np.arange(steps)), 0.0)
    worth[rng.random(n) < 0.2, steps // 2 :] = 0.0
    return problem.replace(worth=worth)


def _answers(engine, problem):
    try:
        return solve(problem, engine=engine, seed=1)
    except InfeasibleMissionError:
        return None


def _kept(problem, tour):
    """Check that a tour says what it is, and keeps its limits."""
    cost = evaluate(problem, tour.stops, tour.arrival_steps)
    assert tour.worth == pytest.approx(cost.worth, rel=1e-12)
    assert tour.delta_v <= problem.max_delta_v + 1e-6
    assert tour.propellant <= problem.propellant_capacity + 1e-6


@pytest.mark.few(2)
@pytest.mark.parametrize("block", range(8))
@pytest.mark.parametrize("engine", ["exact", "search"])
def test_dated_worth_is_the_best_of_all_tours(engine, block, random_problem, brute_force):
    solved = 0
    for seed in range(10 * block, 10 * block + 10):
        objective = "weighted" if seed % 5 == 4 else "value"
        problem = _dated(random_problem(seed, objective=objective), seed)
        best, tour = brute_force(problem), _answers(engine, problem)
        assert (tour is None) == (best is None)
        if best is None or tour is None:
            continue
        solved += 1
        _kept(problem, tour)
        found = -tour.objective_value if objective == "value" else tour.objective_value
        bound = problem.aim.least(tour.best_bound)
        assert bound <= best.key[0] + 1e-9
        if tour.proven:
            assert found == pytest.approx(best.key[0], rel=1e-9, abs=1e-9)
            if objective == "value":
                assert tour.delta_v == pytest.approx(best.key[1], abs=1e-6)
        else:
            assert engine == "search"
            assert found >= best.key[0] - 1e-9
    assert solved >= 4


@pytest.mark.parametrize("seed", range(20))
def test_the_relaxation_bounds_dated_worth(seed, random_problem, brute_force):
    problem = _dated(random_problem(seed, objective="value"), seed)
    best = brute_force(problem)
    if best is None:
        return
    relaxation = Relaxation.of(problem)
    relaxation.tighten(best.key[0], 20)
    assert relaxation.bound <= best.key[0] + 1e-9
    assert relaxation.cores(best.key[0])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_cp_sat_proves_the_same_dated_worth(seed, drifting_planes):
    problem = drifting_planes(seed, n=8, stops=3, steps=14, objective="value", max_delta_v=700.0)
    problem = _dated(problem, seed)
    exact, independent = solve(problem), solve_cp_sat(problem)
    assert exact.proven
    assert independent.proven
    assert independent.objective_value == pytest.approx(exact.objective_value, rel=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_worth_at_all_dates_is_the_worth_without_dates(seed, drifting_planes):
    plain = drifting_planes(seed, n=9, stops=3, objective="value", max_delta_v=500.0)
    dated = plain.replace(worth=np.repeat(plain.worth[:, None], plain.n_steps, axis=1))
    assert solve(dated).stops == solve(plain).stops
    assert solve(dated).delta_v == solve(plain).delta_v


def test_an_earlier_date_is_flown_where_it_is_worth_more(drifting_planes):
    problem = drifting_planes(3, n=8, stops=2, objective="value")
    fading = problem.worth[:, None] * (1.0 - 0.01 * np.arange(problem.n_steps))
    assert solve(problem.replace(worth=fading)).time <= solve(problem).time


def test_a_campaign_is_bounded_with_dated_worth(drifting_planes):
    problem = _dated(drifting_planes(2, n=6, stops=2, steps=8, objective="value", max_delta_v=600.0), 2)
    campaign = plan_tours([problem], [2])
    told = [evaluate(problem, tour.stops, tour.arrival_steps).worth for _, tour in campaign.tours]
    assert campaign.worth == pytest.approx(sum(told))
    assert campaign.best_bound >= campaign.worth - 1e-9
    alone = solve(problem)
    assert campaign.worth >= alone.worth - 1e-9
    assert campaign.best_bound <= 2.0 * alone.worth + 1e-9


def test_a_trade_of_dated_worth_holds_the_best_tour(drifting_planes):
    problem = _dated(drifting_planes(4, n=6, stops=2, steps=8, objective="value", max_delta_v=600.0), 4)
    best = solve(problem)
    assert max(tour.worth for tour in trade_tours(problem).tours) == pytest.approx(best.worth)


def test_a_known_tour_counts_at_its_dates(drifting_planes):
    problem = _dated(drifting_planes(5, n=8, stops=3, objective="value", max_delta_v=700.0), 5)
    best = solve(problem)
    again = solve(problem, start=replace(best, proven=False))
    assert again.worth == pytest.approx(best.worth)
    assert again.proven


@pytest.mark.parametrize("worth", [np.full((3, 9), 1.0), np.full((8, 1), np.nan), -np.ones((8, 12))])
def test_a_table_of_worths_must_fit(worth, drifting_planes):
    with pytest.raises(InvalidInputError, match="worth"):
        drifting_planes(1, n=8, steps=12).replace(worth=worth)
