"""Missions with an order, dates, a launcher's limit, and objectives of time and weighted sums: planned and proven."""

from __future__ import annotations

from dataclasses import replace

import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr


@pytest.fixture(scope="module")
def ranking(ranking):
    return ranking.top(25)


@pytest.fixture(scope="module")
def planned(ranking):
    """Return the planner of the example mission with some changes."""

    def plan(**changes):
        file = adr.example_mission("kg_per_yr")
        return adr.plan_mission(ranking, file.servicer, replace(file.mission, targets=3, **changes))

    return plan


def _visits(plan) -> dict[int, str]:
    return {leg.to_norad_cat_id: leg.arrive_utc for leg in plan.legs}


@pytest.fixture(scope="module")
def free(planned):
    return planned()


def test_order_dates_and_launcher_are_kept_and_judged(planned, free):
    first, second = (leg.to_norad_cat_id for leg in free.legs[:2])
    late = Time("2025-05-01")
    plan = planned(
        order=((second, first),),
        must_visit=(first, second),
        dates=(adr.VisitDates(second, earliest=late, latest=Time("2025-09-01")),),
        max_launch_mass=(free.totals.launch_mass_kg - 150.0) * u.kg,
    )
    visits = _visits(plan)
    assert late.isot < visits[second] < "2025-09-01"
    assert visits[second] < visits[first]
    assert plan.totals.launch_mass_kg <= free.totals.launch_mass_kg - 150.0 + 1e-6
    verified = " ".join(check.statement for check in adr.verify(plan, checks=["limits", "window"]).checks)
    for words in ("order", "launch mass", "not before the earliest date", "not after the latest date"):
        assert words in verified


def test_servicer_is_fuelled_as_far_as_the_launcher_lifts(planned, free):
    limit = free.totals.launch_mass_kg - 100.0
    stops = tuple(_visits(free))
    plan = planned(max_launch_mass=limit * u.kg, must_visit=stops)
    assert plan.totals.launch_mass_kg == pytest.approx(limit)
    assert plan.servicer.propellant_kg == pytest.approx(800.0)  # 900 kg of the example less the 100
    assert plan.mission.max_launch_mass_kg == pytest.approx(limit)


def test_shortest_mission_ends_before_any_other(planned, free):
    plan = planned(objective="time")
    solver = plan.provenance.solver
    assert (solver.objective, solver.objective_unit, solver.gap) == ("time", "day", 0.0)
    last = (Time(plan.legs[-1].arrive_utc) - Time("2025-01-01")).to_value("day")
    assert solver.objective_value == pytest.approx(solver.best_bound)
    refined = plan.provenance.refinement.last_arrival_change_days
    assert last == pytest.approx(solver.objective_value + refined)
    assert refined <= 0.0
    assert plan.totals.duration_days <= free.totals.duration_days
    assert "last arrival after" in plan.summary()


def test_weighted_mission_is_as_good_as_the_two_it_weighs(planned, free):
    weights = adr.Weights(risk=1.0, delta_v=0.01, time=0.002)
    plan = planned(objective="weighted", weights=weights)
    assert plan.provenance.solver.proven
    assert plan.totals.delta_v_with_margins_m_s < free.totals.delta_v_with_margins_m_s
    assert plan.totals.risk_removed_kg_per_yr <= free.totals.risk_removed_kg_per_yr
    assert plan.mission.weights is not None
    assert plan.mission.weights.delta_v_per_m_s == 0.01


def test_verifier_refuses_a_plan_against_its_own_side_constraints(free):
    first, second = (leg.to_norad_cat_id for leg in free.legs[:2])
    mission = free.mission.model_copy(update={"order": ((second, first),), "max_launch_mass_kg": 1000.0})
    report = adr.verify(free.model_copy(update={"mission": mission}), checks=["limits"])
    failed = {check.statement for check in report.checks if not check.passed}
    assert {"order", "launch mass"} <= failed


def test_launcher_too_small_is_named(planned):
    with pytest.raises(adr.errors.InfeasibleMissionError, match="max_launch_mass is 1600") as refused:
        planned(max_launch_mass=1600 * u.kg)
    assert refused.value.required > 1600.0
    with pytest.raises(adr.errors.InvalidInputError, match=r"lifts 1000 kg, less than the dry servicer's 1200 kg"):
        planned(max_launch_mass=1000 * u.kg)


@pytest.mark.thorough
def test_trade_points_keep_the_side_constraints_of_their_targets(ranking, free):
    file = adr.example_mission("kg_per_yr")
    first, second = (leg.to_norad_cat_id for leg in free.legs[:2])
    dates = (adr.VisitDates(first, latest=Time("2025-12-01")),)
    mission = replace(file.mission, targets=2, order=((second, first),), dates=dates)
    front = adr.trade(ranking, file.servicer, mission, delta_v_step=100 * u.m / u.s, time_step=60 * u.day)
    assert front.plan(front[0]).mission.objective == "delta_v"
    for point in front:
        visited = point.norad_cat_ids
        assert not {first, second} <= set(visited) or visited.index(second) < visited.index(first)
