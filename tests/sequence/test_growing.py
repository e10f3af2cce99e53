"""Effort that grows: the same answers as at once, and an honest end where it is enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.sequence import evaluate, solve, solve_within
from adr_planner.sequence.meter import Meter
from adr_planner.spec.effort import Effort


@pytest.mark.parametrize("engine", ["auto", "exact", "search"])
@pytest.mark.parametrize("block", range(2))
def test_it_finds_the_best_of_all_tours_and_proves_it(block, engine, random_problem, brute_force):
    for seed in range(15 * block, 15 * block + 15):
        problem = random_problem(seed)
        answer = brute_force(problem)
        if answer is None:
            with pytest.raises(InfeasibleMissionError):
                solve_within(problem, Effort(engine=engine))
            continue
        tour = solve_within(problem, Effort(engine=engine))
        key = {"time": (tour.time, tour.delta_v), "value": (-tour.worth, tour.delta_v)}.get(
            problem.objective, (tour.objective_value,)
        )
        assert key == pytest.approx(answer.key, rel=1e-9), f"seed {seed}"
        assert tour.proven
        assert tour.stop_reason == "proven optimal on the grid"


@pytest.mark.parametrize("block", range(4))
def test_a_tour_known_is_never_made_worse_and_spoils_no_proof(block, random_problem, brute_force):
    """Any tour that keeps the limits may be handed on: the best one itself, or one of fewer or dearer legs."""
    known = 0
    for seed in range(25 * block, 25 * block + 25):
        problem = random_problem(seed)
        answer = brute_force(problem)
        if answer is None:
            continue
        cost = evaluate(problem, answer.stops, answer.steps)
        best = replace(solve(problem), stops=answer.stops, arrival_steps=answer.steps, gaps=cost.gaps)
        for engine in ("exact", "search"):
            tour = solve(problem, engine=engine, start=best, work_limit=60, label_limit=100_000)
            again = tour.objective_value
            assert again == pytest.approx(best.objective_value, rel=1e-9), f"seed {seed}, {engine}"
            assert tour.proven, f"seed {seed}, {engine}"
        known += 1
    assert known >= 10


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value", "time"])
def test_so_much_work_gives_a_tour_and_a_bound_that_holds(objective, drifting_planes):
    problem = drifting_planes(3).replace(objective=objective, max_delta_v=900.0)
    best = solve(problem)
    sign = -1.0 if objective == "value" else 1.0
    for limit in (1, 2, 3, 5, 8, 13, 21):
        try:
            tour = solve_within(problem, Effort(work_limit=limit))
        except SearchLimitError:
            continue
        assert sign * tour.best_bound <= sign * best.objective_value + 1e-9
        assert sign * tour.objective_value >= sign * best.objective_value - 1e-9
        assert tour.proven or tour.stop_reason == "work limit"
        assert tour.work <= limit


def test_no_tour_within_the_effort_is_told_with_what_to_raise(drifting_planes):
    problem = drifting_planes(3).replace(objective="time", max_delta_v=900.0)
    with pytest.raises(
        SearchLimitError, match=r"Within 1 pieces of work no tour was found.*raise work_limit \(now 1\)"
    ):
        solve_within(problem, Effort(work_limit=1))


def test_near_enough_ends_the_search_with_no_larger_gap(drifting_planes):
    problem = drifting_planes(1)
    tour = solve_within(problem, Effort(gap=0.5))
    assert tour.gap <= 0.5
    assert tour.stop_reason in ("gap reached", "proven optimal on the grid")
    assert tour.work <= solve_within(problem, Effort()).work


def test_an_interruption_keeps_the_best_tour_so_far(drifting_planes):
    def interrupt(event):
        if event.incumbent is not None:
            raise KeyboardInterrupt

    tour = solve_within(drifting_planes(1), Effort(), progress=interrupt)
    assert tour.stop_reason == "interrupted" or tour.proven
    with pytest.raises(KeyboardInterrupt):
        solve_within(drifting_planes(1), Effort(), progress=lambda event: (_ for _ in ()).throw(KeyboardInterrupt))


def test_time_is_limited_only_when_asked():
    now = iter(range(100))
    meter = Meter(Effort(time_limit_s=2.5), clock=lambda: float(next(now)))
    meter.check()
    meter.check()
    with pytest.raises(KeyboardInterrupt):
        meter.check()
    assert meter.reason == "time limit"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"gap": 1.0}, "gap must be a share from 0 to below 1"),
        ({"gap": float("nan")}, "gap must be a share"),
        ({"work_limit": 0}, "work_limit must be a whole number of at least 1, got 0"),
        ({"work_limit": 2.5}, "work_limit must be a whole number"),
        ({"time_limit_s": 0.0}, "time_limit must be finite and above zero"),
        ({"engine": "magic"}, "engine must be auto, exact, search, beam or cp-sat, got 'magic'"),
    ],
)
def test_efforts_out_of_range_are_refused(given, message):
    with pytest.raises(InvalidInputError, match=message):
        Effort(**given)


@pytest.mark.parametrize("objective", ["delta_v", "value", "time"])
def test_a_tour_known_is_returned_with_a_bound_if_there_is_no_work_left(objective, drifting_planes):
    problem = drifting_planes(3).replace(objective=objective, max_delta_v=900.0)
    best = solve(problem)
    tour = solve_within(problem, Effort(work_limit=1), start=best)
    assert tour.objective_value == best.objective_value
    sign = -1.0 if objective == "value" else 1.0
    assert sign * tour.best_bound <= sign * best.objective_value + 1e-9
