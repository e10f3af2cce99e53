"""Time and weighted sums, order, dates and launch mass: what they answer, refuse and report when cut short."""

from __future__ import annotations

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.sequence import Weights, solve


def test_shortest_tour_is_the_cheapest_of_the_shortest(drifting_planes):
    problem = drifting_planes(7, n=9, stops=3, max_delta_v=900.0)
    shortest = solve(problem.replace(objective="time"))
    cheapest = solve(problem.replace(last_step=shortest.time))
    assert shortest.delta_v == pytest.approx(cheapest.delta_v)
    assert (shortest.objective_value, shortest.best_bound, shortest.gap) == (shortest.time, shortest.time, 0.0)
    with pytest.raises(InfeasibleMissionError):
        solve(problem.replace(last_step=shortest.time - 1))


def test_shortest_tour_under_a_label_limit_has_a_valid_bound(drifting_planes):
    problem = drifting_planes(11, n=12, stops=5, objective="time", max_delta_v=900.0)
    best = solve(problem)
    tour = solve(problem, label_limit=300)
    assert tour.best_bound <= best.time <= tour.time


def test_weighted_sum_under_a_label_limit_has_a_valid_bound(drifting_planes):
    weights = Weights(delta_v=3e-3, time=0.02, value=1.0)
    problem = drifting_planes(11, n=12, stops=5, objective="weighted", weights=weights)
    best = solve(problem)
    tour = solve(problem, label_limit=12)
    assert tour.best_bound <= best.objective_value <= tour.objective_value
    assert best.proven


def test_interrupted_weighted_sum_keeps_its_best(drifting_planes):
    weights = Weights(delta_v=3e-3, time=0.02, value=1.0)
    problem = drifting_planes(5, n=12, stops=5, objective="weighted", weights=weights)
    best = solve(problem)

    def stop_at_the_first_incumbent(event) -> None:
        if event.incumbent is not None:
            raise KeyboardInterrupt

    tour = solve(problem, progress=stop_at_the_first_incumbent)
    assert tour.stop_reason == "interrupted"
    assert tour.best_bound <= best.objective_value <= tour.objective_value


def test_weight_on_one_thing_alone_gives_that_objective(drifting_planes):
    problem = drifting_planes(3, n=9, stops=3, max_delta_v=700.0)
    worth = solve(problem.replace(objective="value"))
    assert solve(problem.replace(objective="weighted", weights=Weights(value=2.0))).worth == pytest.approx(worth.worth)
    alone = solve(problem.replace(objective="weighted", weights=Weights(delta_v=1.0)))
    assert alone.delta_v == pytest.approx(40.0)  # fewer stops are allowed: one, for the launch leg's price


@pytest.mark.parametrize("weights", [{"value": -1.0}, {"time": np.inf}, {}])
def test_weights_that_mean_nothing_are_refused(weights):
    with pytest.raises(InvalidInputError, match="weight"):
        Weights(**weights)


@pytest.mark.parametrize("objective", ["time", "weighted"])
def test_beam_refuses_what_it_cannot_make_best(objective, drifting_planes):
    weights = Weights(value=1.0) if objective == "weighted" else None
    with pytest.raises(InvalidInputError, match="exact engine"):
        solve(drifting_planes(3, objective=objective, weights=weights), engine="beam")


@pytest.mark.parametrize(
    ("side", "binding"),
    [
        ({"order": ((3, 5),), "must_visit": (3, 5), "latest": [18, 18, 18, 18, 18, 0, 18, 18]}, "order"),
        ({"earliest": [40] * 8}, "dates"),
    ],
)
def test_side_constraint_that_forbids_every_tour_is_named(side, binding, drifting_planes):
    with pytest.raises(InfeasibleMissionError, match=binding) as refused:
        solve(drifting_planes(3, **side))
    assert refused.value.binding == binding


def test_launch_mass_too_small_is_named_with_one_that_would_do(drifting_planes):
    problem = drifting_planes(3)
    with pytest.raises(InfeasibleMissionError, match=r"max_launch_mass is 3000\.0 kg") as refused:
        solve(problem.replace(max_launch_mass=3000.0))
    assert refused.value.binding == "max_launch_mass"
    enough = np.ceil(10.0 * refused.value.required) / 10.0
    solve(problem.replace(max_launch_mass=enough))
    with pytest.raises(InfeasibleMissionError):
        solve(problem.replace(max_launch_mass=0.99 * enough))
