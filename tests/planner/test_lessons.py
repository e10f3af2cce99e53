"""What flights teach the search: of a pair at all dates near, of an object, of a limit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError, UnverifiedPlanError
from adr_planner.planner import lessons as room
from adr_planner.planner.flown_costs import OWN_END, with_flown_costs
from adr_planner.planner.lessons import Lessons
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import cost_mission
from adr_planner.planner.troubles import Trouble, too_heavy
from adr_planner.sequence import solve
from adr_planner.service.refusals import TooHeavyError

DAY = 86400.0


@pytest.fixture(scope="module")
def ranking(ranking):
    return ranking.top(6)


@pytest.fixture(scope="module")
def mission():
    return replace(adr.example_mission("kg_per_yr").mission, targets=3, duration=233 * u.day, objective="delta_v")


@pytest.fixture(scope="module")
def leg_costs(ranking, mission):
    ranked = list(ranking)
    environment = environment_of(mission, [entry.object for entry in ranked])
    return cost_mission(ranked, adr.example_mission("kg_per_yr").servicer, mission, environment)


@pytest.fixture(scope="module")
def tour(leg_costs):
    return solve(leg_costs.problem)


def _pair(tour, place=1):
    return tour.stops[place - 1], tour.stops[place]


def test_a_flown_cost_is_learnt_for_the_pair_and_fades_with_the_distance_in_date(leg_costs, tour):
    before, stop = _pair(tour)
    gap, leave = tour.gaps[0], tour.arrival_steps[0]
    old = leg_costs.problem.leg_dv[before, stop].astype(float)
    told = 1.4 * old[gap, leave]
    new = with_flown_costs(leg_costs, tour, {1: told}).problem.leg_dv[before, stop]
    assert new[gap, leave] == pytest.approx(told, rel=1e-6)
    usable = np.isfinite(old)
    factor = np.divide(new, old, where=usable, out=np.ones_like(old))
    steps, reached = np.arange(old.shape[1]), np.arange(old.shape[1]) + leg_costs.problem.leg_steps[:, None]
    away = np.maximum(np.abs(steps - leave)[None, :], np.abs(reached - tour.arrival_steps[1]))
    days = away * leg_costs.grid.step / DAY
    assert factor[usable & (away == 6)] == pytest.approx(1.4 ** math.exp(-1.0), rel=1e-5)  # 30 days away
    order = np.argsort(days[usable])
    assert (np.diff(factor[usable][order]) <= 1e-6).all()
    assert factor[usable].min() > 1.0


def test_other_pairs_and_the_way_back_keep_their_costs(leg_costs, tour):
    before, stop = _pair(tour)
    new = with_flown_costs(leg_costs, tour, {1: 900.0}).problem
    changed = (new.leg_dv != leg_costs.problem.leg_dv).any(axis=(2, 3))
    assert np.argwhere(changed).tolist() == [[before, stop]]
    assert (new.launch_dv == leg_costs.problem.launch_dv).all()


def test_the_launch_and_the_end_are_learnt_too(leg_costs, tour):
    first, last = tour.stops[0], tour.stops[-1]
    new = with_flown_costs(leg_costs, tour, {0: 300.0, OWN_END: 400.0}).problem
    assert new.launch_dv[first, tour.arrival_steps[0]] == pytest.approx(300.0)
    assert np.flatnonzero((new.launch_dv != leg_costs.problem.launch_dv).any(axis=1)).tolist() == [first]
    assert np.flatnonzero(new.end_dv != leg_costs.problem.end_dv).tolist() == [last]


@pytest.mark.parametrize("days", [0.0, 10.0, 90.0])
def test_a_leg_that_does_not_close_is_barred_as_far_as_asked(leg_costs, tour, days):
    before, stop = _pair(tour)
    old = leg_costs.problem.leg_dv[before, stop]
    new = with_flown_costs(leg_costs, tour, {1: math.inf}, reach_days=days).problem.leg_dv[before, stop]
    steps, reached = np.arange(old.shape[1]), np.arange(old.shape[1]) + leg_costs.problem.leg_steps[:, None]
    away = np.maximum(np.abs(steps - tour.arrival_steps[0])[None, :], np.abs(reached - tour.arrival_steps[1]))
    near = away * leg_costs.grid.step / DAY <= days
    assert np.isinf(new[near]).all()
    assert (new[~near] == old[~near]).all()


def _closes_not(place):
    return Trouble(
        "flight", "The leg to X does not close.", {place: math.inf}, InfeasibleMissionError("no", binding="x")
    )


def test_an_object_whose_legs_never_close_is_left_out_by_name_and_the_others_are_visited(leg_costs, ranking, mission):
    pair = leg_costs.with_problem(leg_costs.problem.replace(stops=2))
    known = Lessons(pair, ranking, mission)
    culprit = solve(pair.problem).stops[1]
    for _ in range(30):
        tour = solve(known.leg_costs.problem)
        if culprit not in tour.stops:
            break
        known.learn(tour, _closes_not(tour.stops.index(culprit)))
    assert set(known.left_out) == {culprit}
    assert len(tour.stops) == 2
    name = ranking[culprit].object.name
    said = known.failure(InfeasibleMissionError("No.", binding="x"), _closes_not(0))
    assert f"Left out: {name} ({ranking[culprit].object.norad_cat_id}): 3 of its legs failed." in str(said)


def test_what_must_be_visited_is_refused_by_name_when_it_has_to_be_left_out(leg_costs, ranking, mission):
    must = leg_costs.with_problem(leg_costs.problem.replace(must_visit=(2,)))
    known = Lessons(must, ranking, mission)
    with pytest.raises(InfeasibleMissionError, match=rf"\({ranking[2].object.norad_cat_id}\) must be visited, but"):
        known.leave_out(2, "its legs do not close")


def test_a_search_that_keeps_breaking_a_limit_keeps_a_distance_and_says_so(leg_costs, ranking, mission, tour):
    limited = leg_costs.with_problem(leg_costs.problem.replace(max_delta_v=700.0))
    known = Lessons(limited, ranking, mission)
    for excess in (9.0, 5.0, 7.0, 6.0):
        error = InfeasibleMissionError("over", binding="max_delta_v")
        known.learn(tour, Trouble("limit", "over", {}, error, (excess, 0.0)))
    assert known.leg_costs.problem.max_delta_v == 695.0
    honest = known.honest(tour)
    assert not honest.proven
    assert honest.best_bound == tour.best_bound


def _heavy(excess, tank):
    return too_heavy(TooHeavyError("A thrust of 829 N is too low.", leg=1, excess=excess, tank=tank))


def test_a_tour_too_heavy_for_a_burn_is_followed_by_one_that_takes_so_much_less(leg_costs, ranking, mission, tour):
    known = Lessons(leg_costs, ranking, mission)
    known.learn(tour, _heavy(excess=70.0, tank=400.0))
    assert known.leg_costs.problem.propellant_capacity == pytest.approx(tour.propellant - 70.0)
    assert not known.left_out
    assert known.honest(tour).best_bound == tour.best_bound
    fewer = solve(known.leg_costs.problem.replace(stops=1))
    assert fewer.propellant <= tour.propellant - 70.0


def test_a_target_too_heavy_with_empty_tanks_is_left_out_at_once(leg_costs, ranking, mission, tour):
    known = Lessons(leg_costs, ranking, mission)
    known.learn(tour, _heavy(excess=500.0, tank=400.0))
    assert set(known.left_out) == {tour.stops[1]}
    assert known.leg_costs.problem.propellant_capacity == leg_costs.problem.propellant_capacity


def test_legs_as_long_as_those_that_were_not_robust_are_not_tried_again(leg_costs, ranking, mission, tour):
    known = Lessons(leg_costs, ranking, mission)
    error = UnverifiedPlanError("no", binding="robustness", where="X", required=12.0, available=10.0)
    shortest = min(leg_costs.problem.leg_steps[list(tour.gaps)])
    known.learn(tour, Trouble("check", "no", {1: math.inf}, error))
    known.learn(tour, Trouble("check", "no", {2: math.inf}, error))
    left = known.leg_costs.problem.leg_dv
    assert np.isinf(left[:, :, leg_costs.problem.leg_steps >= shortest]).all()
    assert (
        np.isfinite(left[:, :, leg_costs.problem.leg_steps < shortest]).any()
        or shortest == leg_costs.problem.leg_steps[0]
    )
    assert room._LONG == 2
