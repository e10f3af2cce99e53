"""The trade: against every tour there is, each matched within the stated error."""

from __future__ import annotations

import numpy as np
import pytest

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import trade_tours

SLACK = 1e-6


@pytest.fixture(scope="module")
def problems(drifting_planes):
    rng = np.random.default_rng(3)
    return [
        drifting_planes(seed, n=5, stops=3, steps=9, max_delta_v=900.0).replace(worth=rng.uniform(0.5, 2.0, 5))
        for seed in range(6)
    ]


def _every(problem, all_tours, tour_cost):
    for stops, steps in all_tours(problem.replace(objective="value")):
        delta_v = tour_cost(problem, stops, steps)[0]
        if delta_v <= problem.max_delta_v:
            yield delta_v, steps[-1], float(problem.worth[list(stops)].sum())


@pytest.mark.parametrize(("step", "every"), [(0.0, 1), (60.0, 3)])
def test_every_tour_is_matched_within_the_stated_error(problems, all_tours, tour_cost, step, every):
    for problem in problems:
        trade = trade_tours(problem, delta_v_step=step, every=every)
        assert (trade.delta_v_error, trade.step_error, trade.worth_error) == (step, every - 1, 0.0)
        points = np.array([(t.delta_v, t.arrival_steps[-1], -t.worth) for t in trade.tours])
        errors = np.array([step + SLACK, every - 1, SLACK])
        for delta_v, end, worth in _every(problem, all_tours, tour_cost):
            assert (points <= np.array([delta_v, end, -worth]) + errors).all(axis=1).any()


def test_no_point_is_beaten_by_any_tour_when_exact(problems, all_tours, tour_cost):
    for problem in problems:
        tours = np.array([(dv, end, -worth) for dv, end, worth in _every(problem, all_tours, tour_cost)])
        for tour in trade_tours(problem).tours:
            point = np.array([tour.delta_v, tour.arrival_steps[-1], -tour.worth])
            better = (tours <= point + SLACK).all(axis=1) & (tours < point - SLACK).any(axis=1)
            assert not better.any()


def test_nothing_within_the_limits_is_an_empty_trade_and_wrong_steps_are_refused(problems):
    assert trade_tours(problems[0].replace(max_delta_v=1.0)).tours == ()
    with pytest.raises(InvalidInputError, match="delta_v_step must be 0 or more"):
        trade_tours(problems[0], delta_v_step=-1.0)
