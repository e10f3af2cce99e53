"""Dates between the steps of the grid: never worse, every limit kept, the best of those near by."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time
from hypothesis import given, settings
from hypothesis import strategies as st

import adr_planner as adr
from adr_planner.core.constants import EGM96, G0
from adr_planner.errors import InfeasibleMissionError
from adr_planner.plan import MissionPlan
from adr_planner.planner import planning
from adr_planner.planner.flying.date_refinement import refine_dates
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.launch import launch_costs
from adr_planner.planner.pricing.tour_problem import cost_mission
from adr_planner.sequence import solve

DAY = 86400.0
OBJECTIVES = ("value", "delta_v", "propellant", "time", "weighted")


def _mission(objective="delta_v", **changes):
    weights = adr.Weights(delta_v=0.01, time=0.02, risk=10.0) if objective == "weighted" else None
    small = {"targets": 3, "duration": 233 * u.day, "objective": objective, "weights": weights}
    return replace(adr.example_mission("kg_per_yr").mission, **(small | changes))


def _refined(ranking, mission, candidates=8):
    """Return the prices, and the tour of the search with its dates refined."""
    ranked = list(ranking.top(candidates))
    environment = environment_of(mission, [entry.object for entry in ranked])
    leg_costs = cost_mission(ranked, adr.example_mission("kg_per_yr").servicer, mission, environment)
    return leg_costs, environment, refine_dates(solve(leg_costs.problem), leg_costs, mission, environment)


def _price(stops, arrivals, leg_costs, mission, environment):
    """Price dates leg by leg with the model's own single estimate, masses forwards; None if a limit is broken."""
    legs, orbits = leg_costs.legs, leg_costs.orbits
    first = orbits.subset(np.array(stops[:1]))
    burns = [launch_costs(first, np.array(arrivals[:1]), mission, legs, leg_costs.flown_in, environment)[0, 0]]
    lowest = EGM96.radius + mission.lowest_drift_m
    for (i, t0), (j, t1) in pairwise(zip(stops, arrivals, strict=True)):
        leave = t0 + mission.stay_days * DAY
        if not legs.shortest - 1e-3 <= t1 - leave <= mission.max_leg_duration_days * DAY + 1e-3:
            return None
        window = legs.window(
            orbits, i, j, np.array([leave]), np.array([t1]), lowest=lowest, gravity=environment.gravity
        )
        burns.append(window[0, 0])
    if arrivals[0] < mission.commissioning_days * DAY - 1e-3:
        return None
    if arrivals[-1] > (mission.duration_days - mission.stay_days) * DAY + 1e-3 or max(burns) > legs.max_leg_delta_v:
        return None
    costs = [1.05 * burn + 40.0 for burn in burns]  # ESA's margins: 5 %, and twice 20 m/s of allowances
    servicer = adr.example_mission("kg_per_yr").servicer
    mass = leg_costs.problem.end_mass[stops[-1]]
    for stop, cost in zip(reversed(stops), reversed(costs), strict=True):
        mass = (mass + leg_costs.service.carried(stop)) * math.exp(cost / (G0 * servicer.isp_s))
    propellant = mass - leg_costs.problem.dry_mass - sum(leg_costs.service.carried(stop) for stop in stops)
    delta_v = sum(costs) + leg_costs.problem.end_dv[stops[-1]]
    if delta_v > leg_costs.problem.max_delta_v + 1e-6 or propellant > leg_costs.problem.propellant_capacity + 1e-6:
        return None
    return delta_v, propellant


def _value(objective, delta_v, propellant, last):
    """Return what is made least; in a weighted sum the risk removed is the same whatever the dates."""
    return {
        "propellant": propellant,
        "time": last / DAY,
        "weighted": 0.01 * delta_v + 0.02 * last / DAY,
    }.get(objective, delta_v)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_refined_dates_are_never_worse_and_cost_what_they_say(ranking, objective):
    mission = _mission(objective)
    leg_costs, environment, found = _refined(ranking, mission)
    values = []
    for dates in (found.on_grid, found.refined):
        delta_v, propellant = _price(dates.stops, dates.arrivals, leg_costs, mission, environment)
        # the search's table is in single precision: 1e-7 of 400 m/s
        assert dates.delta_v == pytest.approx(delta_v, abs=1e-4)
        assert dates.propellant == pytest.approx(propellant, abs=1e-3)
        values.append(_value(objective, dates.delta_v, dates.propellant, dates.arrivals[-1]))
    assert found.refined.stops == found.on_grid.stops
    assert values[1] <= values[0]
    assert found.refined.arrivals != found.on_grid.arrivals


@given(
    objective=st.sampled_from(OBJECTIVES),
    candidates=st.integers(3, 9),
    targets=st.integers(1, 3),
    days=st.floats(120.0, 300.0),
    wait=st.floats(30.0, 100.0),
    tight=st.floats(1.0, 1.1),
)
@settings(max_examples=20)
def test_no_dates_nearby_are_better(ranking, objective, candidates, targets, days, wait, tight):
    """Against all dates within a step, all moving together, under a delta-v limit that may bind."""
    mission = _mission(
        objective, targets=targets, duration=days * u.day, max_leg_duration=wait * u.day, max_delta_v=None
    )
    try:
        leg_costs, environment, free = _refined(
            ranking, replace(mission, objective="delta_v", weights=None), candidates
        )
        limit = tight * free.on_grid.delta_v
        mission = replace(mission, max_delta_v=limit * u.m / u.s)
        leg_costs, environment, found = _refined(ranking, mission, candidates)
    except InfeasibleMissionError:
        return
    best = found.refined
    own = _value(objective, best.delta_v, best.propellant, best.arrivals[-1])
    assert _price(best.stops, best.arrivals, leg_costs, mission, environment) is not None
    # fifths of a step around the grid's dates, then 25ths around the refined ones
    for centre, step in ((found.on_grid.arrivals, leg_costs.grid.step / 5), (best.arrivals, leg_costs.grid.step / 25)):
        for shifts in product(range(-2, 3), repeat=len(centre)):
            arrivals = [date + k * step for date, k in zip(centre, shifts, strict=True)]
            priced = _price(best.stops, arrivals, leg_costs, mission, environment)
            if priced is not None:
                assert own <= _value(objective, *priced, arrivals[-1]) + 1e-3


def test_a_window_that_ends_between_steps_is_used_to_its_end(ranking):
    """Of 233 days the grid of five reaches 210 with 20 of stay; the last arrival may be three days later."""
    _, _, found = _refined(ranking, _mission("delta_v"))
    assert found.on_grid.arrivals[-1] / DAY == pytest.approx(210.0)
    assert found.refined.arrivals[-1] / DAY == pytest.approx(213.0, abs=1e-9)
    assert found.refined.delta_v < found.on_grid.delta_v - 0.1


def test_dates_of_targets_are_kept_to_the_millisecond(ranking):
    free = _refined(ranking, _mission())[2].refined
    stop, days = free.stops[1], free.arrivals[1] / DAY
    number = ranking.top(8)[stop].object.norad_cat_id
    start = _mission().start
    mission = _mission(
        must_visit=(number,),
        dates=(adr.VisitDates(number, earliest=start + (days + 3.3) * u.day, latest=start + (days + 9.7) * u.day),),
    )
    _, _, found = _refined(ranking, mission)
    reached = found.refined.arrivals[found.refined.stops.index(stop)] / DAY
    # free it would be reached earlier, so that its first date is the best, though on no step of the refined dates
    assert reached == pytest.approx(days + 3.3, abs=1e-7)


def test_the_same_question_gives_the_same_dates(ranking):
    assert len({_refined(ranking, _mission("propellant"))[2].refined for _ in range(2)}) == 1


def _arrivals(plan):
    start = plan.conventions.plan_epoch_utc
    return [(Time(leg.arrive_utc) - Time(start)).to_value("day") for leg in plan.legs]


def test_a_plan_flies_its_refined_dates_and_says_what_they_gained(ranking):
    mission = _mission("delta_v")
    plan = adr.plan_mission(ranking.top(8), adr.example_mission("kg_per_yr").servicer, mission)
    _, _, found = _refined(ranking, mission)
    said = plan.provenance.refinement
    assert _arrivals(plan) == pytest.approx([date / DAY for date in found.refined.arrivals], abs=1e-9)
    assert said.flown
    assert said.step_days == 0.2
    assert said.delta_v_change_m_s == pytest.approx(found.refined.delta_v - found.on_grid.delta_v)
    assert said.delta_v_change_m_s < 0.0
    for leg, price in zip(plan.legs, found.refined.legs, strict=True):
        assert leg.estimate_delta_v_m_s == pytest.approx((price - 40.0) / 1.05)
    line = f"dates refined off the 5-day grid: {said.delta_v_change_m_s:.1f} m/s"
    assert line in plan.summary()
    assert line in plan._repr_html_()
    assert plan.verification.passed


@pytest.mark.parametrize("trouble", ["does not close", "breaks a limit"])
def test_dates_of_the_grid_are_flown_where_refined_ones_fail(ranking, monkeypatch, trouble):
    mission, said = _mission("delta_v"), []
    on_grid = _refined(ranking, mission)[2].on_grid
    fly, within = planning.fly_itinerary, planning._within_limits
    flying = []

    def fails(itinerary, *args, **kwargs):
        flying.append(itinerary)
        if trouble == "does not close" and itinerary != on_grid:
            raise UnflyableLegError("The leg to X does not close: no.", leg=1)
        return fly(itinerary, *args, **kwargs)

    def breaks(ledger, mission):
        return within(ledger, mission) and (trouble == "does not close" or flying[-1] == on_grid)

    monkeypatch.setattr(planning, "fly_itinerary", fails)
    monkeypatch.setattr(planning, "_within_limits", breaks)
    plan = adr.plan_mission(ranking.top(8), adr.example_mission("kg_per_yr").servicer, mission, progress=said.append)
    assert _arrivals(plan) == pytest.approx([date / DAY for date in on_grid.arrivals], abs=1e-9)
    assert not plan.provenance.refinement.flown
    assert any(trouble in line and "Flying it on the dates of the grid." in line for line in said)
    assert "dates of the 5-day grid: refined ones (-" in plan.summary()
    assert said.count("searching for the best tour") == 1


def test_a_search_that_never_flies_ends(ranking, monkeypatch):
    monkeypatch.setattr(planning, "_within_limits", lambda ledger, mission: False)
    with pytest.raises(
        InfeasibleMissionError,
        match=r"No tour was found that keeps its limits when flown|No tour to any target is possible",
    ):
        adr.plan_mission(ranking.top(3), adr.example_mission("kg_per_yr").servicer, _mission("value", targets=1))


def test_an_electric_servicer_is_dated_at_the_costs_of_its_table(electric_plan):
    """Never for more than on the grid; dates off it whose arcs do not pass the verifier are given up for the grid's."""
    said = electric_plan.provenance.refinement
    assert said.flown
    assert said.delta_v_change_m_s <= 0.0
    assert electric_plan.verification.passed


def test_plans_from_before_refinement_are_read(example_plan):
    content = json.loads(example_plan.json_text())
    del content["provenance"]["refinement"]
    content["schema_version"] = "1.2.0"
    old = MissionPlan.from_json(json.dumps(content))
    assert "refined off" not in old.summary()
