"""The exact engine finds what trying every tour finds, and says honestly when it could not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.errors import InfeasibleMissionError, SearchLimitError
from adr_planner.sequence import ProgressEvent, TourProblem, evaluate, solve
from adr_planner.sequence.exact.label_search import LabelSearch
from adr_planner.sequence.exact.prove import LABEL_LIMIT, solve_exact
from adr_planner.sequence.labels.records import HUGE


def _key(problem: TourProblem, tour) -> tuple[float, ...]:
    if problem.objective == "weighted":
        return (tour.objective_value,)
    if problem.objective == "time":
        return (float(tour.time), tour.delta_v)
    return {"delta_v": (tour.delta_v,), "propellant": (tour.propellant,), "value": (-tour.worth, tour.delta_v)}[
        problem.objective
    ]


@pytest.mark.parametrize("block", range(20))
def test_exact_tour_equals_the_best_of_all_tours(block, random_problem, brute_force):
    solved = 0
    for seed in range(12 * block, 12 * block + 12):
        problem = random_problem(seed)
        answer = brute_force(problem)
        if answer is None:
            with pytest.raises(InfeasibleMissionError):
                solve(problem)
            continue
        tour = solve(problem)
        assert _key(problem, tour) == pytest.approx(answer.key, rel=1e-9), f"seed {seed}"
        assert tour.proven
        assert tour.gap == 0.0
        solved += 1
    assert solved >= 5


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_label_setting_alone_equals_the_best_of_all_tours(seed, random_problem, brute_force):
    # without beams before it, so that no incumbent hides a fault in dominance or bounds
    problem = random_problem(seed, objective=("delta_v", "propellant", "value")[seed % 3])
    answer = brute_force(problem)
    found = LabelSearch(problem).run(LABEL_LIMIT, LABEL_LIMIT)
    if answer is None:
        assert found.value >= HUGE
        return
    cost = evaluate(problem, found.stops, found.steps)
    assert _key(problem, cost) == pytest.approx(answer.key, rel=1e-9)
    assert found.proven


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value"])
def test_tour_keeps_its_limits_and_adds_up(objective, drifting_planes):
    problem = drifting_planes(3, objective=objective, max_delta_v=700.0, propellant_capacity=900.0)
    tour = solve(problem)
    cost = evaluate(problem, tour.stops, tour.arrival_steps)
    assert tour.delta_v == pytest.approx(cost.delta_v)
    assert tour.delta_v <= 700.0
    assert tour.propellant <= 900.0
    waits = np.diff(tour.arrival_steps)
    assert [int(problem.leg_steps[g]) for g in tour.gaps] == waits.tolist()


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_relabelling_the_candidates_never_changes_the_value(seed, order, drifting_planes):
    objective = ("delta_v", "propellant", "value", "time")[seed % 4]
    problem = drifting_planes(seed, n=7, steps=13, objective=objective, max_delta_v=900.0)
    rows = list(range(problem.n_targets))
    order.shuffle(rows)
    moved = problem.subset(rows)
    try:
        tour = solve(problem)
    except InfeasibleMissionError:
        with pytest.raises(InfeasibleMissionError):
            solve(moved)
        return
    assert _key(problem, solve(moved)) == pytest.approx(_key(problem, tour), rel=1e-9)


@given(seed=st.integers(0, 10_000), more=st.floats(1.0, 2.0))
def test_a_larger_budget_never_removes_less_risk(seed, more, drifting_planes):
    tight = drifting_planes(seed, n=7, steps=13, objective="value", max_delta_v=350.0, propellant_capacity=500.0)
    loose = tight.replace(max_delta_v=350.0 * more, propellant_capacity=500.0 * more)
    assert solve(loose).worth >= solve(tight).worth - 1e-9


def test_an_added_candidate_never_costs_delta_v(drifting_planes):
    problem = drifting_planes(5, n=9)
    fewer = problem.subset(range(8))
    assert solve(problem).delta_v <= solve(fewer).delta_v


@pytest.mark.parametrize("seed", [7, 27, 42])  # in the last two the first beam drops the better one of a tie
def test_equal_risks_are_decided_by_the_least_delta_v(seed, drifting_planes):
    least = solve(drifting_planes(seed, n=12, stops=4))
    tie = solve(drifting_planes(seed, n=12, stops=4, objective="value", worth=np.ones(12)))
    assert tie.delta_v == pytest.approx(least.delta_v)
    assert tie.worth == 4.0


def test_two_runs_give_the_same_tour(drifting_planes):
    problem = drifting_planes(11, n=12, stops=4, objective="value", max_delta_v=1500.0)
    assert solve(problem) == solve(problem)


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value"])
def test_size_of_the_pieces_of_work_changes_nothing(objective, drifting_planes, monkeypatch):
    problem = drifting_planes(24, n=12, stops=5, objective=objective, max_delta_v=1500.0, propellant_capacity=2e3)
    whole = solve(problem)
    monkeypatch.setattr("adr_planner.sequence.exact.label_search._CHUNK", 1)  # kernels run out of room at every set
    monkeypatch.setattr("adr_planner.sequence.exact.label_search._BUDGET", 50)
    pieces = solve(problem)
    assert (pieces.stops, pieces.arrival_steps, pieces.proven) == (whole.stops, whole.arrival_steps, True)


def test_one_stop_is_the_cheapest_arrival(drifting_planes):
    launch = np.full((8, 19), 90.0)
    launch[4, 6] = 12.0
    tour = solve(drifting_planes(0, stops=1, launch_dv=launch))
    assert (tour.stops, tour.arrival_steps, tour.gaps, tour.delta_v) == ((4,), (6,), (), 12.0)


def test_sixty_two_candidates_fit_the_visited_set(drifting_planes):
    tour = solve(drifting_planes(1, n=62, steps=13, must_visit=(61,)))
    assert 61 in tour.stops
    assert tour.proven


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value"])
def test_label_limit_leaves_a_valid_bound(objective, drifting_planes):
    problem = drifting_planes(11, n=12, stops=5, objective=objective, max_delta_v=2000.0)
    best = solve(problem)
    tour = solve(problem, label_limit=12)
    assert tour.stop_reason == "label limit"
    assert not tour.proven
    if objective == "value":
        assert tour.worth <= best.worth <= tour.best_bound
    else:
        assert tour.best_bound <= best.objective_value <= tour.objective_value
    assert tour.gap > 0.0


def test_label_limit_without_a_tour_is_not_called_infeasible(drifting_planes):
    problem = drifting_planes(11, n=12, stops=5)
    tight = problem.replace(max_delta_v=solve(problem).delta_v * 1.0001)
    with pytest.raises(SearchLimitError, match="allow more labels"):
        solve(tight, label_limit=1)


@pytest.mark.parametrize("seed", [5, 7, 19])  # where the first tour found is not the best
def test_interruption_keeps_the_best_tour_with_a_valid_bound(seed, drifting_planes):
    problem = drifting_planes(seed, n=12, stops=5)
    best = solve(problem)

    def stop_at_the_first_incumbent(event: ProgressEvent) -> None:
        if event.incumbent is not None:
            raise KeyboardInterrupt

    tour = solve_exact(problem, progress=stop_at_the_first_incumbent)
    assert tour.stop_reason == "interrupted"
    assert not tour.proven
    assert 0.0 < tour.best_bound <= best.delta_v < tour.delta_v


def test_interruption_before_any_tour_is_passed_on(drifting_planes):
    def stop_at_once(event: ProgressEvent) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve_exact(drifting_planes(11, n=12, stops=5), progress=stop_at_once)


def test_progress_reports_a_bound_that_never_passes_the_answer(drifting_planes):
    events: list[ProgressEvent] = []
    tour = solve(drifting_planes(7, n=12, stops=5), progress=events.append)
    assert {event.phase for event in events} <= {"beam", "exact"}
    assert all(event.bound is None or event.bound <= tour.delta_v + 1e-9 for event in events)
    assert events[-1].incumbent == pytest.approx(tour.delta_v)
    assert events[-1].layer == 5
