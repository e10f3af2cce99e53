"""The injection: chosen or given, flown from, and held to by the verifier."""

import json
from dataclasses import replace

import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.plan import MissionPlan
from adr_planner.transfer.leg_model import ImpulsiveLegs
from adr_planner.verification.checks.launch import launch
from adr_planner.verification.scene import Scene

RIDESHARE = adr.Injection(750 * u.km, 70.9 * u.deg, raan=57 * u.deg, date=Time("2025-01-03"))


@pytest.fixture(scope="module")
def planned(ranking):
    """Return the planner of a small mission with an injection."""

    def plan(injection, **changes):
        example = adr.example_mission("kg_per_yr")
        limits = {"targets": 2, "duration": 150 * u.day, "max_delta_v": None} | changes
        mission = replace(example.mission, injection=injection, **limits)
        return adr.plan_mission(ranking.top(12), example.servicer, mission)

    return plan


@pytest.fixture(scope="module")
def rideshare(planned):
    return planned(RIDESHARE, objective="delta_v")


def test_a_given_orbit_and_date_are_flown_from(planned, rideshare):
    assert rideshare.legs[0].depart_utc == "2025-01-03T00:00:00.000000Z"
    assert rideshare.mission.injection.raan_deg == pytest.approx(57.0)
    assert rideshare.legs[0].delta_v_m_s == pytest.approx(rideshare.legs[0].estimate_delta_v_m_s, rel=0.15)
    assert "injected as given at 750 km" in rideshare.summary()
    assert "injected as given at 750 km" in rideshare._repr_html_()
    assert planned(RIDESHARE, objective="delta_v").json_text() == rideshare.json_text()


@pytest.mark.parametrize("date", [None, Time("2025-01-20")])
def test_what_is_not_given_is_chosen(planned, date):
    plan = planned(adr.Injection(750 * u.km, 71 * u.deg, date=date), targets=1, duration=60 * u.day)
    if date is None:
        assert plan.legs[0].duration_days == pytest.approx(10.0)
    else:
        assert plan.servicer.initial_state.epoch_utc.startswith("2025-01-20")


def _set(key, value):
    def mutation(content):
        content["mission"]["injection"][key] = value

    return mutation


def _undo_injection(content):
    del content["mission"]["injection"]


@pytest.mark.parametrize(
    ("mutation", "statement"),
    [
        (_set("altitude_km", 755.0), "altitude"),
        (_set("inclination_deg", 70.95), "inclination"),
        (_set("raan_deg", 56.9), "node"),
        (_set("date_utc", "2025-01-04T00:00:00.000000Z"), "date"),
        (_undo_injection, "altitude"),
        (lambda content: content["mission"].update(commissioning_days=200.0), "commissioning"),
    ],
)
def test_another_injection_than_the_one_flown_fails(rideshare, mutation, statement):
    content = json.loads(rideshare.json_text())
    assert all(check.passed for check in launch(Scene(rideshare)))
    mutation(content)
    failures = [check for check in launch(Scene(MissionPlan.model_validate(content))) if not check.passed]
    assert any(statement in check.statement for check in failures), failures


def test_a_chosen_injection_is_checked_too(example_plan):
    content = json.loads(example_plan.json_text())
    content["mission"]["injection_below_km"] += 10.0
    assert all(check.passed for check in launch(Scene(example_plan)))
    failures = [check.statement for check in launch(Scene(MissionPlan.model_validate(content))) if not check.passed]
    assert failures == ["altitude asked for"]


def test_an_orbit_far_from_all_candidates_is_refused_with_what_it_would_take(planned):
    with pytest.raises(InfeasibleMissionError, match=r"the nearest would take about \d+ m/s") as caught:
        planned(adr.Injection(500 * u.km, 51.6 * u.deg))
    assert caught.value.binding == "injection"
    assert caught.value.required > caught.value.available == ImpulsiveLegs().max_leg_delta_v


@pytest.mark.parametrize("date", ["2024-12-31", "2025-06-01"])
def test_a_date_outside_the_window_is_refused(planned, date):
    with pytest.raises(InvalidInputError, match=r"The injection's date is day .* it must lie between 0 and 120"):
        planned(adr.Injection(750 * u.km, 71 * u.deg, date=Time(date)))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"altitude": 150 * u.km}, "altitude must be at least 200 km"),
        ({"altitude": 36000 * u.km}, "altitude must be at most 2000 km"),
        ({"altitude": 750 * u.deg}, "cannot be read as .km."),
        ({"altitude": 750}, "altitude needs a unit"),
        ({"altitude": float("nan") * u.km}, "altitude must be finite"),
        ({"inclination": 0 * u.deg}, "inclination must be above zero"),
        ({"inclination": 200 * u.deg}, "inclination must be below 180 deg"),
        ({"inclination": 71 * u.km}, "cannot be read as .deg."),
        ({"inclination": 71}, "inclination needs a unit"),
        ({"inclination": [70, 71] * u.deg}, "inclination must be one value"),
        ({"raan": 40}, "raan needs a unit"),
        ({"raan": 40 * u.km}, "cannot be read as .deg."),
        ({"raan": float("inf") * u.deg}, "raan must be finite"),
        ({"raan": [1, 2] * u.deg}, "raan must be one value"),
        ({"raan": "east"}, "raan needs a unit"),
        ({"date": "2025-01-03"}, "date needs an astropy Time"),
        ({"date": Time(["2025-01-03", "2025-01-04"])}, "date must be one epoch"),
        ({"date": 5}, "date needs an astropy Time"),
    ],
)
def test_values_that_make_no_sense_are_refused(values, message):
    with pytest.raises((InvalidInputError, u.UnitsError, TypeError), match=message):
        adr.Injection(**({"altitude": 750 * u.km, "inclination": 71 * u.deg} | values))
