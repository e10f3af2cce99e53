"""Campaigns and trades within an effort: what is found so far, and a bound that holds."""

from __future__ import annotations

import pytest

from adr_planner.errors import SearchLimitError
from adr_planner.sequence import plan_tours, trade_tours
from adr_planner.spec.effort import Effort


@pytest.fixture(scope="module")
def problem(drifting_planes):
    return drifting_planes(2).replace(objective="value", max_delta_v=700.0)


def test_a_campaign_within_so_much_work_has_a_bound_that_holds(problem):
    whole = plan_tours([problem], [2])
    ended = set()
    for limit in (1, 3, 10, 30, 100):
        try:
            found = plan_tours([problem], [2], effort=Effort(work_limit=limit))
        except SearchLimitError:
            continue
        assert found.worth <= whole.worth + 1e-9 <= found.best_bound + 2e-9
        assert found.work <= limit
        ended.add(found.stop_reason)
    assert "work limit" in ended
    assert whole.stop_reason == "priced out"


def test_a_trade_within_so_much_work_keeps_the_long_windows(problem):
    whole = trade_tours(problem, every=3)
    assert whole.stop_reason is None
    part = trade_tours(problem, every=3, effort=Effort(work_limit=12))
    assert part.stop_reason == "work limit"
    assert len(part.tours) > 0
    best = max(tour.worth for tour in whole.tours)
    assert max(tour.worth for tour in part.tours) <= best + 1e-9


def test_a_gap_in_a_trade_is_in_its_error_of_risk(problem):
    exact, near = trade_tours(problem, every=5), trade_tours(problem, every=5, effort=Effort(gap=0.3))
    assert near.stop_reason is None
    for tour in exact.tours:
        assert any(
            other.worth >= tour.worth - near.worth_error - 1e-9
            and other.delta_v <= tour.delta_v + 1e-9
            and other.arrival_steps[-1] <= tour.arrival_steps[-1] + near.step_error
            for other in near.tours
        )
