"""Every reason to leave a candidate out is found once, before the search, by name; the rest is planned."""

import pickle
import warnings
from dataclasses import replace

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import CandidatesLeftOutWarning, FewerTargetsWarning, InvalidInputError
from adr_planner.planner import planning
from adr_planner.planner.screening import screen, wanted
from adr_planner.risk import RankedObject
from adr_planner.risk.indices import EXPECTED_MASS


@pytest.fixture(scope="module")
def ranking():
    return adr.rank(adr.Catalog.example(), draws=0)


@pytest.fixture(scope="module")
def example():
    return adr.example_mission("kg_per_yr")


@pytest.fixture
def priced(monkeypatch):
    """Legs priced: a refusal comes before there are any."""
    calls = []
    monkeypatch.setattr(planning, "cost_mission", lambda *args, **kwargs: calls.append(args))
    return calls


def _entry(number, perigee_km, ecc, inclination_deg, mass_kg=1500.0, area_m2=8.0):
    """Return a derelict of one's own making."""
    axis = (6378.137 + perigee_km) / (1.0 - ecc)
    motion = 86400.0 / (2.0 * np.pi) * np.sqrt(398600.8 / axis**3)
    elements = adr.MeanElements("2024-12-31T00:00:00Z", motion, ecc, inclination_deg, 30.0, 0.0, 0.0)
    item = adr.SpaceObject(
        norad_cat_id=number, name=f"OWN {number}", elements=elements, mass_kg=mass_kg, area_m2=area_m2,
        object_type="ROCKET BODY", owner="ESA", status="derelict",
    )  # fmt: skip
    return RankedObject(item, number, 1.0, 1, {EXPECTED_MASS.name: 1.0}, {})


def _with(ranking, count, *numbers):
    """Return the best few with some others."""
    return replace(ranking, entries=(*ranking.top(count), *(ranking.get(number) for number in numbers)))


def _screened(candidates, example, servicer=None, **changes):
    """Screen, and return who was left out with the warning that named them."""
    mission = replace(example.mission, **({"targets": 2} | changes))
    with pytest.warns(CandidatesLeftOutWarning) as caught:
        found = screen(candidates, (servicer or example.servicer,), mission)
    (warning,) = [item.message for item in caught if isinstance(item.message, CandidatesLeftOutWarning)]
    assert pickle.loads(pickle.dumps(warning)).left_out == warning.left_out
    for item in warning.left_out:
        assert f"({item.norad_cat_id}" in str(warning)
        assert item.name in item.reason
    return found, {item.norad_cat_id: item.reason for item in warning.left_out}


def test_gone_objects_are_left_out_by_name_and_date(ranking, example):
    found, why = _screened(_with(ranking, 4, 13067, 43067), example, start=Time("2026-01-01"))
    assert "came down before the mission starts: on 2025-04" in why[13067]
    assert "by SGP4 from its elements of 2024-10-31" in why[13067]
    assert set(why) == {13067, 43067}
    assert len(found.ranking) == 4


def test_going_objects_are_not_reached_after_they_have_come_down(ranking, example):
    from adr_planner.environment import Environment
    from adr_planner.planner.pricing.side_constraints import visit_times
    from adr_planner.planner.pricing.uptime import last_arrival
    from adr_planner.risk.lasting import lasting

    going = ranking.get(14064).object  # lasts to September 2026
    mission = replace(example.mission, start=Time("2026-01-01"), lowest_drift=300 * u.km)
    _, latest = visit_times(mission, [going, ranking[0].object], Environment.of(mission.start))
    age = (mission.start - going.elements.epoch).to_value("day")
    assert latest[0] / 86400.0 == pytest.approx(last_arrival(going, mission))
    assert latest[0] / 86400.0 <= lasting(going).days - age - mission.stay_days
    assert latest[1] / 86400.0 == mission.duration_days - mission.stay_days


@pytest.mark.parametrize(("number", "date"), [(13067, "2025-04"), (43067, "2025-0")])
def test_gone_objects_that_must_be_visited_are_refused_by_name_and_date(ranking, example, number, date, priced):
    mission = replace(example.mission, start=Time("2026-01-01"), must_visit=(number,))
    with pytest.raises(InvalidInputError, match=rf"must_visit cannot be kept: .*\({number}\) came down .*{date}"):
        adr.plan_mission(_with(ranking, 4, number), example.servicer, mission)
    assert priced == []


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (_entry(1, 250.0, 0.73, 7.0), "eccentricity of 0.730"),
        (_entry(2, 1000.0, 0.69, 63.4), "eccentricity of 0.690"),
        (_entry(3, 700.0, 0.3, 71.0), "eccentricity of 0.300"),
        (_entry(4, 700.0, 0.001, 0.0), "its node tells nothing"),
        (_entry(5, 700.0, 0.001, 0.01), "its node tells nothing"),
        (_entry(6, 700.0, 0.001, 180.0), "its node tells nothing"),
        (_entry(7, 35786.0, 0.0002, 14.0), "its apogee is above"),
    ],
)
def test_what_is_not_modelled_is_left_out_or_refused_at_once_by_name(ranking, example, entry, reason, priced):
    found, why = _screened([*ranking.top(3), entry], example)
    assert reason in why[entry.object.norad_cat_id]
    assert len(found.ranking) == 3
    with pytest.raises(InvalidInputError, match=rf"OWN {entry.object.norad_cat_id} .*{reason}"):
        adr.plan_mission([entry, _entry(9, 250.0, 0.73, 27.0)], example.servicer, replace(example.mission, targets=2))
    assert priced == []


def test_kits_engines_masses_and_floors_have_their_reasons(ranking, example):
    candidates = [*_with(ranking, 4, 43067), _entry(1, 800.0, 0.001, 71.0, mass_kg=None)]
    small = replace(example.servicer, kit=adr.Kit(mass=300 * u.kg))
    found, why = _screened([*candidates, _entry(2, 800.0, 0.001, 71.0)], example, small, targets=1)
    assert [entry.object.norad_cat_id for entry in found.ranking] == [2]
    assert "A kit of 300 kg cannot bring down" in why[ranking[0].object.norad_cat_id]
    assert "below the lowest drift orbit of 400 km" in why[43067]
    assert "has no known mass" in why[1]
    weak = replace(example.servicer, kit=adr.Kit(thrust=20 * u.N))
    _, why = _screened([*ranking.top(2), _entry(2, 800.0, 0.001, 71.0, mass_kg=100.0)], example, weak, targets=1)
    assert all("A thrust of 20 N is too low for a kit on" in reason for reason in why.values())


def test_what_decays_within_the_rule_needs_no_servicer(ranking, example):
    falling = _entry(1, 480.0, 0.001, 71.0)
    mission = {"disposal": adr.Disposal.decay(25 * u.yr)}
    _, why = _screened([*ranking.top(3), falling], example, **mission)
    assert "decays within 25 years from the orbit it is in" in why[1]


def test_fewer_candidates_than_targets_are_planned_for_with_a_warning(ranking, example):
    candidates = [*ranking.top(2), _entry(3, 700.0, 0.3, 71.0)]
    fewer = pytest.warns(FewerTargetsWarning, match="2 of 3 candidates are left for a mission to 3 targets")
    with pytest.warns(CandidatesLeftOutWarning, match=r"1 of 3 candidates is left out: OWN 3 \(3\)"), fewer:
        plan = adr.plan_mission(candidates, example.servicer, replace(example.mission, targets=3, duration=200 * u.day))
    assert 1 <= plan.totals.n_targets <= 2
    assert plan.mission.targets == 3
    (left,) = plan.provenance.left_out
    assert (left.norad_cat_id, left.name) == (3, "OWN 3")
    assert left.reason in plan.summary()
    assert "OWN 3" in plan._repr_html_()
    assert "elements are" in plan.summary()
    assert plan.verification.passed


def test_where_a_number_is_asked_for_exactly_too_few_are_refused_with_reasons(ranking, example):
    candidates = [*ranking.top(2), _entry(3, 700.0, 0.3, 71.0)]
    mission = replace(example.mission, targets=3, objective="delta_v")
    with pytest.raises(InvalidInputError, match=r"exactly 3 targets, but 2 of its 3 candidates .*OWN 3 \(3\)"):
        adr.plan_mission(candidates, example.servicer, mission)


def test_excluded_and_filtered_objects_are_not_visited_and_not_warned_of(ranking, example):
    first = ranking[0].object.norad_cat_id
    filters = adr.Filters(inclination=(70 * u.deg, 72 * u.deg), mass=(1 * u.t, 10 * u.t), types=("ROCKET BODY",))
    mission = replace(example.mission, exclude=(first,), filters=filters)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = screen(ranking.top(40), (example.servicer,), mission)
    assert found.left_out[0].reason.endswith("is excluded by the mission.")
    assert {item.reason.split(" is ")[-1] for item in found.left_out[1:]} <= {
        "filtered out by its inclination.", "filtered out by its mass.", "filtered out by its type.",
    }  # fmt: skip
    best = wanted(ranking, mission).top(5)
    assert all(70.0 <= entry.object.elements.inclination_deg <= 72.0 for entry in best)
    assert all(entry.object.norad_cat_id != first for entry in best)
    with pytest.raises(InvalidInputError, match="leave none of 1,353 objects"):
        wanted(ranking, replace(mission, filters=adr.Filters(owners=("XYZ",))))


def test_side_constraints_on_objects_left_out_do_not_stop_a_mission(ranking, example):
    candidates = _with(ranking, 3, 43067)
    first = ranking[0].object.norad_cat_id
    mission = replace(
        example.mission, targets=2, duration=150 * u.day, order=((43067, first),), one_of=((43067, first),),
        dates=(adr.VisitDates(43067, latest=Time("2025-05-01")),), max_delta_v=None,
    )  # fmt: skip
    with pytest.warns(CandidatesLeftOutWarning):
        plan = adr.plan_mission(candidates, example.servicer, mission)
    assert 43067 not in [target.norad_cat_id for target in plan.targets]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"inclination": 70 * u.deg}, "inclination must be a pair"),
        ({"mass": (5 * u.t, 1 * u.t)}, "exchange them"),
        ({"types": ("STAGE",)}, "types holds 'STAGE'"),
        ({"altitude": (600 * u.kg, 900 * u.kg)}, "cannot be read as"),
    ],
)
def test_filters_that_make_no_sense_are_refused(values, message):
    with pytest.raises((InvalidInputError, u.UnitsError), match=message):
        adr.Filters(**values)


def test_excluded_and_wanted_at_once_is_refused(example):
    with pytest.raises(InvalidInputError, match="22566 is both in must_visit and in exclude"):
        replace(example.mission, must_visit=(22566,), exclude=(22566,))


def test_a_start_before_the_elements_is_refused_unless_a_hindcast_is_asked_for(ranking, example):
    mission = replace(example.mission, start=Time("2024-02-01"))
    with pytest.raises(InvalidInputError, match=r"on 2024-02-01, 274 days before the elements of .*hindcast=True"):
        adr.plan_mission(ranking.top(6), example.servicer, mission)


def test_a_mission_in_years_without_leap_seconds_warns_of_nothing_of_the_library(ranking, example):
    """ERFA calls years five and more beyond its table dubious; the only warning is our own, of old elements."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = Time("2030-01-01")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # Elements of years ago tell little of where a target is: what re-targeting may then cost is set aside.
        mission = replace(
            example.mission, start=start, targets=1, duration=60 * u.day, max_delta_v=None,
            allowances=adr.Allowances(phasing=100 * u.m / u.s),
        )  # fmt: skip
        plan = adr.plan_mission(ranking.top(2), example.servicer, mission)
        adr.verify(plan, progress=None)
        plan.summary()
    assert {item.category.__name__ for item in caught} == {"StaleElementsWarning"}
