"""The large search: tours that keep every limit, bounds that hold, and proofs that are proofs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.sequence import ProgressEvent, Weights, evaluate, solve
from adr_planner.sequence.large.closing import Closing

MOVES = 120


def _least(problem, value):
    return -value if problem.objective == "value" else value


def _keeps_its_limits(problem, tour):
    cost = evaluate(problem, tour.stops, tour.arrival_steps)
    assert tour.delta_v == cost.delta_v <= problem.max_delta_v + 1e-6
    assert tour.propellant == cost.propellant <= problem.propellant_capacity + 1e-6
    assert cost.launch_mass <= problem.max_launch_mass + 1e-6
    assert len(set(tour.stops)) == len(tour.stops)
    assert problem.fewest_stops <= len(tour.stops) <= problem.stops
    assert set(problem.must_visit) <= set(tour.stops)
    assert all(len(set(members) & set(tour.stops)) <= most for members, most in problem.groups)
    place = {stop: k for k, stop in enumerate(tour.stops)}
    assert all(place.get(a, -1) < place.get(b, len(place)) for a, b in problem.order)
    steps = np.array(tour.arrival_steps)
    assert (problem.earliest[list(tour.stops)] <= steps).all()
    assert (steps <= np.minimum(problem.latest[list(tour.stops)], problem.last_step)).all()


@pytest.mark.few(5)
@pytest.mark.parametrize("block", range(10))
def test_tour_and_bound_enclose_the_best_of_all_tours(block, random_problem, brute_force, monkeypatch):
    # without the exact search of what is left, so that annealing and relaxation stand by themselves
    monkeypatch.setattr(Closing, "search", lambda self, rows: (-np.inf, False))
    found = optimal = 0
    for seed in range(30 * block, 30 * block + 30):
        problem = random_problem(seed)
        answer = brute_force(problem)
        try:
            tour = solve(problem, engine="search", work_limit=MOVES)
        except InfeasibleMissionError:
            assert answer is None, f"seed {seed}"
            continue
        except SearchLimitError:
            continue
        assert answer is not None, f"seed {seed}"
        _keeps_its_limits(problem, tour)
        value, best = _least(problem, tour.objective_value), answer.key[0]
        slack = 1e-9 * max(1.0, abs(best))
        assert _least(problem, tour.best_bound) - slack <= best <= value + slack, f"seed {seed}"
        found, optimal = found + 1, optimal + (value <= best + slack)
    assert found >= 12
    assert optimal >= 0.8 * found  # 187 of 198 in all blocks


@pytest.mark.few(3)
@pytest.mark.parametrize("block", range(5))
def test_with_its_cores_it_is_exact(block, random_problem, brute_force):
    for seed in range(24 * block, 24 * block + 24):
        problem = random_problem(seed)
        answer = brute_force(problem)
        if answer is None:
            with pytest.raises(InfeasibleMissionError):
                solve(problem, engine="search", work_limit=MOVES)
            continue
        tour = solve(problem, engine="search", work_limit=MOVES)
        key = {"time": (tour.time, tour.delta_v), "value": (-tour.worth, tour.delta_v)}.get(
            problem.objective, (tour.objective_value,)
        )
        assert key == pytest.approx(answer.key, rel=1e-9), f"seed {seed}"
        assert tour.proven
        assert (tour.gap, tour.engine, tour.stop_reason) == (0.0, "search", "proven optimal on the grid")


OBJECTIVES = [
    {"objective": "delta_v"},
    {"objective": "propellant", "max_delta_v": 1500.0},
    {"objective": "value", "max_delta_v": 700.0, "propellant_capacity": 1200.0},
    {"objective": "time", "max_delta_v": 900.0},
    {"objective": "weighted", "max_delta_v": 900.0, "weights": Weights(delta_v=3e-3, value=1.0)},
]


@pytest.mark.parametrize("given", OBJECTIVES, ids=lambda given: given["objective"])
def test_it_agrees_with_label_setting_where_that_holds(given, drifting_planes):
    problem = drifting_planes(3, n=30, stops=4, **given)
    best, tour = solve(problem, engine="exact"), solve(problem, engine="search", work_limit=MOVES)
    assert tour.objective_value == pytest.approx(best.objective_value, rel=1e-9)
    assert tour.proven


@pytest.mark.parametrize("given", OBJECTIVES, ids=lambda given: given["objective"])
def test_more_candidates_than_label_setting_holds(given, drifting_planes):
    problem = drifting_planes(5, n=80, stops=4, steps=13, **given)
    tour = solve(problem, work_limit=MOVES)
    _keeps_its_limits(problem, tour)
    assert tour.engine == "search"
    assert _least(problem, tour.best_bound) <= _least(problem, tour.objective_value)
    some = solve(problem.subset(range(62)))  # fewer candidates are never better
    assert _least(problem, tour.best_bound) <= _least(problem, some.objective_value) + 1e-9
    if tour.proven:
        assert _least(problem, tour.objective_value) <= _least(problem, some.objective_value) + 1e-9


def test_the_default_is_label_setting_where_it_holds_the_candidates(drifting_planes):
    problem = drifting_planes(4, n=12, stops=4)
    assert solve(problem) == solve(problem, engine="exact")
    with pytest.raises(InvalidInputError, match="at most 62 candidates that can reach each other, got 70"):
        solve(drifting_planes(1, n=70, stops=2, steps=6), engine="exact")


def test_same_seed_gives_the_same_tour_in_two_threads_too(drifting_planes):
    problems = [drifting_planes(seed, n=70, stops=4, steps=10, max_delta_v=800.0) for seed in range(4)]

    def search(problem):
        return solve(problem, seed=7, work_limit=MOVES)

    alone = [search(problem) for problem in problems]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(search, problems)) == alone


@pytest.mark.parametrize("seed", range(6))
def test_names_never_change_a_proven_value(seed, drifting_planes):
    problem = drifting_planes(
        seed, n=66, stops=3, steps=10, objective=("delta_v", "value")[seed % 2], max_delta_v=700.0
    )
    order = np.random.default_rng(seed).permutation(66)
    tour, moved = solve(problem, work_limit=MOVES), solve(problem.subset(order), work_limit=MOVES)
    if tour.proven and moved.proven:
        assert moved.objective_value == pytest.approx(tour.objective_value, rel=1e-9)
    assert _least(problem, moved.best_bound) <= _least(problem, tour.objective_value) + 1e-9


def test_interruption_keeps_the_best_tour_with_a_valid_bound(drifting_planes):
    problem = drifting_planes(7, n=70, stops=5, steps=13)
    best = solve(problem, work_limit=MOVES)

    def stop_at_the_first_incumbent(event: ProgressEvent) -> None:
        if event.incumbent is not None:
            raise KeyboardInterrupt

    tour = solve(problem, work_limit=MOVES, progress=stop_at_the_first_incumbent)
    assert (tour.stop_reason, tour.proven) == ("interrupted", False)
    assert 0.0 < tour.best_bound <= best.delta_v <= tour.delta_v


def test_interruption_before_any_tour_is_passed_on(drifting_planes):
    def stop_at_once(event: ProgressEvent) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(drifting_planes(7, n=70, stops=3, steps=8), progress=stop_at_once)


def test_progress_shows_an_incumbent_that_falls_and_a_bound_that_rises(drifting_planes):
    events: list[ProgressEvent] = []
    tour = solve(drifting_planes(7, n=70, stops=5, steps=13), work_limit=MOVES, progress=events.append)
    assert {event.phase for event in events} == {"bound", "search", "core"}
    values = [event.incumbent for event in events if event.incumbent is not None]
    bounds = [event.bound for event in events if event.bound is not None]
    assert values == sorted(values, reverse=True)
    assert bounds == sorted(bounds)
    assert bounds[-1] <= tour.delta_v


def test_a_budget_too_small_is_named_with_what_would_do(drifting_planes):
    problem = drifting_planes(2, n=66, stops=3, steps=10)
    least = solve(problem, work_limit=MOVES)
    assert least.proven
    with pytest.raises(InfeasibleMissionError, match="the least that would do is") as refused:
        solve(problem.replace(max_delta_v=0.9 * least.delta_v), engine="search", work_limit=MOVES)
    assert refused.value.binding == "max_delta_v"
    assert refused.value.required == pytest.approx(least.delta_v)
    enough = np.ceil(10.0 * refused.value.required) / 10.0
    assert solve(problem.replace(max_delta_v=enough), work_limit=MOVES).delta_v <= enough


def test_budgets_that_only_together_would_do_are_refused_as_limits(drifting_planes):
    problem = drifting_planes(2, n=66, stops=3, steps=10)
    least = solve(problem, work_limit=MOVES)
    fuel = solve(problem.replace(objective="propellant"), work_limit=MOVES)
    tight = problem.replace(max_delta_v=0.9 * least.delta_v, propellant_capacity=0.9 * fuel.propellant)
    with pytest.raises(InfeasibleMissionError, match="loosen several") as refused:
        solve(tight, engine="search", work_limit=MOVES)
    assert refused.value.binding == "limits"


def test_a_launch_mass_too_small_is_named_with_one_that_does(drifting_planes):
    problem = drifting_planes(2, n=66, stops=3, steps=10)
    fuel = solve(problem.replace(objective="propellant"), work_limit=MOVES)
    dry = problem.dry_mass + 3 * 800.0  # three kits at least
    with pytest.raises(InfeasibleMissionError, match="it could be done with") as refused:
        solve(problem.replace(max_launch_mass=dry), engine="search", work_limit=MOVES)
    assert refused.value.binding == "max_launch_mass"
    assert refused.value.required == pytest.approx(dry + fuel.propellant, abs=300.0)  # kits are of 800 to 900 kg
    solve(problem.replace(max_launch_mass=refused.value.required + 0.1), work_limit=MOVES)


def test_without_splits_what_is_too_large_stays_open_with_a_valid_bound(drifting_planes, monkeypatch):
    monkeypatch.setattr(Closing, "search", lambda self, rows: (-np.inf, False))
    monkeypatch.setattr("adr_planner.sequence.large.closing.MAX_CANDIDATES", 3)
    monkeypatch.setattr("adr_planner.sequence.large.solve.SPLITS", 0)
    problem = drifting_planes(4, n=20, stops=4, objective="value", max_delta_v=350.0)
    best, tour = solve(problem, engine="exact"), solve(problem, engine="search", work_limit=MOVES)
    assert tour.worth <= best.worth <= tour.best_bound
    assert (tour.proven, tour.stop_reason) == (False, "work limit")


@pytest.mark.parametrize("seed", range(8))
def test_taken_apart_the_answer_is_the_same(seed, drifting_planes, monkeypatch):
    # cores of at most five, so that targets are looked at one by one long before label setting runs out of bits
    monkeypatch.setattr("adr_planner.sequence.large.closing.MAX_CANDIDATES", 5)
    given = OBJECTIVES[seed % len(OBJECTIVES)]
    problem = drifting_planes(seed, n=16, stops=4, **given)
    best, tour = solve(problem, engine="exact"), solve(problem, engine="search", work_limit=MOVES)
    assert tour.proven
    assert tour.objective_value == pytest.approx(best.objective_value, rel=1e-9)


def test_a_window_too_short_is_refused(drifting_planes):
    problem = drifting_planes(2, n=66, stops=5, steps=10, last_step=3)
    with pytest.raises(InfeasibleMissionError, match="window is too short") as refused:
        solve(problem, engine="search", work_limit=MOVES)
    assert refused.value.binding == "window"


def test_a_limit_below_one_is_refused(drifting_planes):
    with pytest.raises(InvalidInputError, match="work_limit must be at least 1, got 0"):
        solve(drifting_planes(0), engine="search", work_limit=0)


def test_no_walk_begins_at_a_target_that_may_not_be_visited(drifting_planes):
    problem = drifting_planes(3, n=10, stops=2, groups=((tuple(range(8)), 0),))
    for seed in range(5):
        assert set(solve(problem, engine="search", seed=seed, work_limit=600).stops) == {8, 9}
