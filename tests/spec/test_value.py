"""What a removal is worth: names, horizons, values of one's own, and what is refused."""

import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner import MissionSpec, Value, Weights
from adr_planner.errors import InvalidInputError
from adr_planner.spec.objective import OBJECTIVES, objective_of


def _mission(**changes):
    return MissionSpec(start=Time("2025-01-01"), duration=365 * u.day, **changes)


def test_a_mission_counts_debris_years_of_a_century_unless_told_otherwise():
    worth = _mission().worth
    assert (worth.measure, worth.years, worth.unit) == ("debris_years", 100.0, "yr")


@pytest.mark.parametrize(
    ("given", "measure", "unit"),
    [
        ("collisions", "collisions", "1"),
        ("kg_per_yr", "kg_per_yr", "kg/yr"),
        (Value("debris_years", years=50), "debris_years", "yr"),
        ({27386: 2.0}, "own", "1"),
        (lambda entry: 1.0, "own", "1"),
        ("csi", "csi", "1"),
    ],
)
def test_a_value_may_be_a_name_or_ones_own(given, measure, unit):
    worth = _mission(value=given).worth
    assert (worth.measure, worth.unit) == (measure, unit)


def test_the_old_objective_means_kg_per_year():
    mission = _mission(objective="risk")
    assert (mission.objective, mission.worth.measure) == ("value", "kg_per_yr")
    assert _mission(objective="risk", value="collisions").worth.measure == "collisions"


def test_weights_by_risk_count_kg_per_year():
    mission = _mission(objective="weighted", weights=Weights(risk=1.0, delta_v=0.01))
    assert mission.worth.measure == "kg_per_yr"
    with pytest.raises(InvalidInputError, match="counts kg/yr"):
        _mission(objective="weighted", weights=Weights(risk=1.0), value="debris_years")
    with pytest.raises(InvalidInputError, match="not both"):
        Weights(risk=1.0, value=1.0)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (3, "must be a name"),
        ("", "must name a measure"),
        ({}, "must be a mapping"),
        ({27386: -1.0}, "The value of 27386 must be 0 or more"),
        ({27386: float("nan")}, "The value of 27386"),
    ],
)
def test_what_is_no_value_is_refused(given, message):
    with pytest.raises(InvalidInputError, match=message):
        _mission(value=given)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": 0.0}, "years"),
        ({"discount_rate": 2.0}, "discount_rate"),
        ({"measure": "kg_per_yr", "years": 50.0}, "no horizon"),
    ],
)
def test_horizons_out_of_range_are_refused(changes, message):
    with pytest.raises(InvalidInputError, match=message):
        Value(**changes)


def test_a_mission_file_says_what_a_removal_is_worth(tmp_path):
    def read(text):
        path = tmp_path / "mission.toml"
        servicer = '[servicer]\ndry_mass = "1 t"\npropellant = "1 t"\nisp = "300 s"\n'
        path.write_text(f'{servicer}[mission]\nstart = 2025-01-01\nduration = "1 yr"\n{text}')
        return adr.read_mission(path).mission.worth

    assert read("").measure == "debris_years"
    assert read('value = "collisions"').measure == "collisions"
    assert read('[mission.value]\nmeasure = "debris_years"\nyears = 50\ndiscount_rate = 0.02') == Value(
        years=50, discount_rate=0.02
    )
    assert read("[mission.value.own]\n27386 = 3.0").own == {27386: 3.0}
    with pytest.raises(InvalidInputError, match=r"mission.value.*catalogue numbers"):
        read("[mission.value.own]\nENVISAT = 3.0")
    with pytest.raises(InvalidInputError, match="unknown key 'yaers'"):
        read("[mission.value]\nyaers = 50")


def test_an_objective_knows_its_way_and_its_unit():
    assert [name for name in OBJECTIVES if objective_of(name).most] == ["value"]
    assert [name for name in OBJECTIVES if objective_of(name).fewer] == ["value", "weighted"]
    assert objective_of("value").better(4.0, than=3.0)
    assert objective_of("time").better(3.0, than=4.0)
    told = {"delta_v": 150.0, "propellant": 60.0, "step": 12, "worth": 4.0}
    assert [objective_of(name).told(**told) for name in OBJECTIVES[:4]] == [4.0, 150.0, 60.0, 12.0]
    weights = Weights(delta_v=0.01, time=0.5, value=1.0)
    assert objective_of("weighted", weights).told(**told) == pytest.approx(1.5 + 6.0 - 4.0)
