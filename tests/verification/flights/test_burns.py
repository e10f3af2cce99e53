"""Burns of given thrust: split, counted, and held to by the verifier."""

import json
from dataclasses import replace

import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan, plan_hash
from adr_planner.verification import verify
from adr_planner.verification.flights.burns import burns
from adr_planner.verification.scene import Scene


@pytest.fixture(scope="module")
def planned(ranking):
    """Return the planner of a small mission with another servicer."""

    def plan(mission=None, **servicer):
        example = adr.example_mission("kg_per_yr")
        small = {"targets": 2, "duration": 150 * u.day, "max_delta_v": None}
        mission = replace(example.mission, **(small | (mission or {})))
        return adr.plan_mission(ranking.top(8), replace(example.servicer, **servicer), mission)

    return plan


@pytest.fixture(scope="module")
def tug(planned):
    return planned(mission={"servicer_end": "return"}, kits=0, propellant=4000 * u.kg, thrust=1200 * u.N)


def test_a_weak_kit_lowers_its_target_over_several_revolutions(planned):
    plan = planned(propellant=1500 * u.kg, thrust=400 * u.N, kit=adr.Kit(thrust=900 * u.N))
    burns = plan.disposals[0].maneuvers
    assert len(burns) > 3
    assert all(burn.arc_deg <= 30.0 for burn in burns)
    assert plan.disposals[0].perigee_altitude_km == 60.0
    content = json.loads(plan.json_text())
    content["disposals"][0]["maneuvers"][2]["position_km"][0] += 1.0
    assert verify(MissionPlan.model_validate(content), checks=["disposal"]).failures


def test_no_pass_of_a_decay_is_longer_than_allowed(planned):
    servicer = {"thrust": 400 * u.N, "kit": adr.Kit(thrust=400 * u.N)}
    plan = planned(mission={"disposal": adr.Disposal.decay(5 * u.yr)}, **servicer)
    assert len(plan.disposals[0].maneuvers) > 3
    assert all(burn.arc_deg <= 30.0 for item in plan.disposals for burn in item.maneuvers)
    assert [text for text in plan.compliance.warnings if "left to decay" in text]


@pytest.fixture(scope="module")
def hasty(planned):
    """A servicer whose legs are too short for burns of one degree."""
    return planned(mission={"dispose_servicer": False}, thrust=50 * u.N, longest_arc=1 * u.deg)


@pytest.mark.parametrize("thrust", [30.0, 22.0])
def test_a_weak_servicer_flies_its_legs_in_burns_it_can_make(planned, thrust):
    mission = {"dispose_servicer": False, "objective": "delta_v"}
    plan = planned(mission=mission, thrust=thrust * u.N)
    whole = planned(mission=mission, thrust=thrust * u.N, longest_arc=90 * u.deg)
    long, burns = ([burn for leg in flown.legs for burn in leg.maneuvers] for flown in (whole, plan))
    assert any(burn.arc_deg > 30.0 for burn in long)
    assert len(burns) > len(long)
    assert all(burn.arc_deg <= 30.0 for burn in burns)
    assert plan.compliance.warnings is None
    assert [leg.to_norad_cat_id for leg in plan.legs] == [leg.to_norad_cat_id for leg in whole.legs]
    assert plan.totals.delta_v_m_s == pytest.approx(whole.totals.delta_v_m_s, rel=0.02)


def test_burns_that_cannot_be_split_are_warned_of(hasty):
    long = {burn.id for leg in hasty.legs for burn in leg.maneuvers if burn.arc_deg > 1.0}
    assert long
    assert {text.split()[0] for text in hasty.compliance.warnings if "could not be split" in text} == long


def test_a_tug_of_given_thrust_passes_and_splits_its_way_back(tug):
    way_back = [burn.id for burn in tug.disposals[0].maneuvers if burn.kind == "return"]
    assert way_back[0] == f"return-{tug.legs[0].to_norad_cat_id}-pass1"
    lines = {line.line: line for line in tug.budget}
    lost = lines["gravity loss on disposal"]
    assert lost.delta_v_m_s == pytest.approx(
        sum(b.gravity_loss_m_s for d in tug.disposals if d.method == "tug" for b in d.maneuvers if b.kind == "disposal")
    )
    assert lost.margin_class == "deterministic"
    assert all(b.arc_deg <= 30.0 for d in tug.disposals for b in d.maneuvers)
    assert tug.compliance.warnings is None
    assert "gravity losses" in tug.summary()
    assert "gravity losses" in tug._repr_html_()


def _burn_time_halved(content):
    content["legs"][0]["maneuvers"][0]["burn_time_s"] *= 0.5
    return "leg0-burn1"


def _arc_understated(content):
    burn = content["disposals"][0]["maneuvers"][0]
    burn["arc_deg"] *= 0.9
    return burn["id"]


def _loss_left_out(content):
    burn = content["disposals"][0]["maneuvers"][0]
    del burn["gravity_loss_m_s"]
    return burn["id"]


def _loss_not_set_aside(content):
    leg = content["legs"][0]
    leg["allowances"] = [item for item in leg["allowances"] if item["line"] != "gravity loss on transfer"]
    return "gravity loss on transfer"


def _margin_of_a_disposal_left_out(content):
    disposal = content["disposals"][0]
    disposal["allowances"] = [item for item in disposal["allowances"] if item["line"] != "margin on disposal"]
    return "margin on disposal"


def _warnings_left_out(content):
    number = next(b["id"] for leg in content["legs"] for b in leg["maneuvers"] if b["arc_deg"] > 1.0)
    del content["compliance"]["warnings"]
    return number


def _overlap_not_warned_of(content):
    warnings = content["compliance"]["warnings"]
    (text,) = (text for text in warnings if " starts " in text)
    warnings.remove(text)
    return text.split()[0]


def _thrust_raised(content):
    content["servicer"]["thrust_n"] *= 2.0
    return "leg0-burn1"


def _longest_arc_lowered(content):
    content["servicer"]["longest_arc_deg"] = 1.0
    return "disposal-"


@pytest.mark.parametrize(
    "mutation",
    [
        _burn_time_halved,
        _arc_understated,
        _loss_left_out,
        _loss_not_set_aside,
        _margin_of_a_disposal_left_out,
        _thrust_raised,
        _longest_arc_lowered,
    ],
    ids=lambda mutation: mutation.__name__,
)
def test_a_spoiled_length_or_loss_fails_and_the_culprit_is_named(tug, mutation):
    _fails_by_name(tug, mutation)


@pytest.mark.parametrize("mutation", [_warnings_left_out, _overlap_not_warned_of], ids=lambda m: m.__name__)
def test_a_warning_left_out_fails_and_the_culprit_is_named(hasty, mutation):
    _fails_by_name(hasty, mutation)


def _fails_by_name(plan, mutation):
    content = json.loads(plan.json_text())
    name = mutation(content)
    content["plan_id"] = plan_hash(content)
    failures = [check for check in burns(Scene(MissionPlan.model_validate(content))) if not check.passed]
    assert [check for check in failures if name in check.where], failures[:5]


@pytest.mark.parametrize(
    ("servicer", "message"),
    [
        ({"thrust": 5 * u.N}, r"5 N is too low for the servicer's own end, .* N would keep it within 30 deg"),
        ({"kit": adr.Kit(thrust=400 * u.N)}, r"400 N is too low for a kit on .* N would keep it within 30 deg"),
        ({"kits": 0, "thrust": 100 * u.N}, r"100 N is too low for a tug with "),
    ],
)
def test_an_engine_too_weak_is_refused_with_the_thrust_that_would_do(planned, servicer, message):
    with pytest.raises(InvalidInputError, match=message):
        planned(**servicer)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: adr.Kit(thrust=-5 * u.N), "thrust must be above zero"),
        (lambda _: adr.Kit(thrust=5 * u.kg), "cannot be read as .N."),
        (lambda _: adr.Kit(thrust=float("inf") * u.N), "thrust must be finite"),
        (lambda _: adr.Kit(thrust=[1, 2] * u.N), "thrust must be one value"),
        (lambda planned: planned(longest_arc=0 * u.deg), "longest_arc must be above zero"),
        (lambda planned: planned(longest_arc=120 * u.deg), "longest_arc must be at most 90 deg"),
        (lambda planned: planned(longest_arc=30 * u.m), "cannot be read as .deg."),
        (lambda planned: planned(longest_arc=float("nan") * u.deg), "longest_arc must be finite"),
    ],
)
def test_values_that_make_no_sense_are_refused(planned, make, message):
    with pytest.raises((InvalidInputError, u.UnitsError), match=message):
        make(planned)


def test_bare_numbers_are_refused(planned):
    with pytest.raises(TypeError, match="thrust needs a unit"):
        adr.Kit(thrust=400)
    with pytest.raises(TypeError, match="longest_arc needs a unit"):
        planned(longest_arc=30)
