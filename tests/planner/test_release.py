"""Targets that are not brought down at once: a tug's release orbit, and decays by the lifetime model."""

import json
from dataclasses import replace

import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan, plan_hash
from adr_planner.risk.collisions.lifetime import lifetime_years
from adr_planner.verification import verify


@pytest.fixture(scope="module")
def planned(ranking):
    """Return the planner of a small mission with a rule of disposal."""

    def plan(disposal, kits=0, **servicer):
        example = adr.example_mission("kg_per_yr")
        mission = replace(
            example.mission, targets=2, duration=150 * u.day, max_delta_v=None, objective="delta_v", disposal=disposal
        )
        flies = replace(example.servicer, kits=kits, propellant=4000 * u.kg, **servicer)
        return adr.plan_mission(ranking.top(8), flies, mission)

    return plan


@pytest.fixture(scope="module")
def released(planned):
    return planned(adr.Disposal.release(550 * u.km), thrust=1200 * u.N)


def test_a_tug_lets_go_in_the_orbit_asked_for_and_keeps_its_drift(released):
    assert released.mission.disposal.rule == "release"
    for item in released.disposals[:-1]:
        assert item.method == "tug"
        assert not item.controlled
        assert item.perigee_altitude_km == 550.0
        alone = [burn.size_m_s for burn in item.maneuvers if burn.kind == "return"]
        # The air at 550 km takes nothing off a wait: no more is burnt than to get away.
        assert sum(alone) == pytest.approx(1.0, abs=0.5)
        assert item.least_distance_km > 5.0
    # What the servicer climbs it climbs in the next leg.
    assert released.legs[1].delta_v_m_s > 50.0
    # The burns push servicer and debris down, the servicer alone away.
    first = released.disposals[0].maneuvers
    debris = released.targets[0].mass_kg
    assert first[0].mass_before_kg - first[-1].mass_before_kg > debris


def test_the_years_left_are_the_lifetime_models_and_told(released):
    for item in released.disposals[:-1]:
        number = item.norad_cat_id
        target = released.target(number)
        apogee = adr.Catalog.example().get(number).elements.apogee_km
        life = lifetime_years(550.0, apogee, target.area_m2 / target.mass_kg)
        assert (item.decay_years, item.decay_years_low, item.decay_years_high) == pytest.approx(tuple(life))
        assert life.years > 25.0
        for text in (released.summary(), released._repr_html_()):
            assert f"({number}) left with its perigee at 550 km" in text
            assert f"({number}) stays up for about {life.years:.0f} years" in text
    assert released.compliance.decays_within_5_years == released.compliance.decays_within_25_years == ()
    assert released.disposals[-1].decay_years is None


@pytest.mark.parametrize(
    ("disposal", "five", "twenty_five"),
    [
        (adr.Disposal.release(300 * u.km), True, True),
        (adr.Disposal.decay(5 * u.yr), True, True),
        (adr.Disposal.decay(25 * u.yr), False, True),
        (adr.Disposal.decay(50 * u.yr), False, False),
    ],
)
def test_compliance_tells_which_rules_are_kept(planned, disposal, five, twenty_five):
    plan = planned(disposal)
    numbers = tuple(target.norad_cat_id for target in plan.targets)
    assert plan.compliance.decays_within_5_years == (numbers if five else ())
    assert plan.compliance.decays_within_25_years == (numbers if twenty_five else ())
    warned = [text for text in plan.compliance.warnings if "stays up for about" in text]
    assert len(warned) == (0 if twenty_five else 2)
    # All of these objects weigh more than a ton: the casualty warning does not depend on how long they take.
    assert len([text for text in plan.compliance.warnings if "left to decay" in text]) == 2


def test_a_controlled_plan_says_nothing_of_decay(example_plan):
    assert example_plan.compliance.decays_within_25_years is None
    assert all(item.decay_years is None for item in example_plan.disposals)
    assert "left with its perigee" not in example_plan.summary()


def test_a_release_costs_less_the_higher_it_is(planned, released):
    lower = planned(adr.Disposal.release(300 * u.km), thrust=1200 * u.N)
    lines = [{line.line: line.delta_v_m_s for line in plan.budget} for plan in (released, lower)]
    assert lines[0]["disposal"] < lines[1]["disposal"]
    assert lines[0]["transfer"] < lines[1]["transfer"]


def _decay_understated(content):
    content["disposals"][0]["decay_years"] = 4.0
    return "disposal"


def _rule_wrongly_kept(content):
    content["compliance"]["decays_within_25_years"] = [content["disposals"][0]["norad_cat_id"]]
    return "compliance"


def _warning_left_out(content):
    content["compliance"]["warnings"] = [w for w in content["compliance"]["warnings"] if "stays up" not in w]
    return "compliance"


def _released_higher_than_asked(content):
    content["mission"]["disposal"]["perigee_altitude_km"] = 500.0
    return "disposal"


@pytest.mark.parametrize(
    "mutation",
    [_decay_understated, _rule_wrongly_kept, _warning_left_out, _released_higher_than_asked],
    ids=lambda mutation: mutation.__name__,
)
def test_the_verifier_finds_what_was_spoiled(released, mutation):
    content = json.loads(released.json_text())
    check = mutation(content)
    content["plan_id"] = plan_hash(content)
    assert check in {failure.id for failure in verify(MissionPlan.model_validate(content), checks=[check]).failures}


def test_a_kit_cannot_let_go(planned):
    with pytest.raises(InvalidInputError, match="A release orbit is for a tug"):
        planned(adr.Disposal.release(400 * u.km), kits=5)


def test_a_release_above_the_orbit_is_refused_with_the_object(planned):
    with pytest.raises(InvalidInputError, match=r"SL-16 R/B \(\d+\) has its perigee at 8\d\d km: it cannot be lowered"):
        planned(adr.Disposal.release(900 * u.km))


def test_an_object_that_decays_by_itself_is_refused_by_name(ranking):
    low = [entry for entry in ranking if entry.object.elements.apogee_km < 520.0]
    example = adr.example_mission("kg_per_yr")
    mission = replace(example.mission, targets=1, disposal=adr.Disposal.decay(25 * u.yr))
    with pytest.raises(InvalidInputError, match=r"decays within 25 years from the orbit it is in, \d+ x \d+ km"):
        adr.plan_mission(low[:3], example.servicer, mission)


def test_a_stay_too_short_for_the_passes_is_refused(ranking):
    example = adr.example_mission("kg_per_yr")
    servicer = replace(example.servicer, kits=0, propellant=4000 * u.kg, thrust=1050 * u.N, longest_arc=31 * u.deg)
    mission = replace(example.mission, targets=1, stay=0.4 * u.day, max_delta_v=None)
    with pytest.raises(InvalidInputError, match=r"A tug takes 0\.\d days .* longer than the stay of 0\.4 days"):
        adr.plan_mission(ranking.top(3), servicer, mission)
