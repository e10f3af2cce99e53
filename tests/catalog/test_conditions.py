"""Filters say what they cannot mean, instead of finding nothing."""

import json

import pytest
from astropy import units as u
from astropy.time import Time

from adr_planner.catalog import Catalog
from adr_planner.errors import InvalidInputError


@pytest.fixture(scope="module")
def catalog():
    return Catalog.example()


@pytest.mark.parametrize(
    ("condition", "error", "message"),
    [
        ({"object_type": "ROCKET"}, InvalidInputError, "Did you mean 'ROCKET BODY'"),
        ({"status": ("derelict", "operative")}, InvalidInputError, "Did you mean 'operational'"),
        ({"mass": (5 * u.t, 1 * u.t)}, InvalidInputError, "no value lies between 5.0 t and 1.0 t"),
        ({"mass": 5 * u.t}, TypeError, "mass needs two limits"),
        ({"mass": (1, 2)}, TypeError, "mass needs a unit"),
        ({"inclination": (70 * u.km, 80 * u.km)}, u.UnitsError, "inclination=70.0 km cannot be read as"),
    ],
)
def test_conditions_without_sense_are_refused(catalog, condition, error, message):
    with pytest.raises(error, match=message):
        catalog.filter(**condition)


def test_patterns_match_whole_names_and_fragments_match_anywhere(catalog):
    stages = {item.name for item in catalog.filter(name="CZ-* R/B")}
    assert stages == {item.name for item in catalog if item.name.startswith("CZ-") and item.name.endswith(" R/B")}
    assert len(catalog.filter(name="envi")) == 1
    assert len(catalog.filter(name="envi?")) == 0


def test_a_catalogue_knows_its_age_and_its_altitudes(catalog):
    facts = json.loads(json.dumps(catalog.describe(now=Time("2025-01-30T21:56:22", scale="utc"))))
    assert facts["age_days"] == 91.0
    assert 200.0 < facts["perigee_min_km"] < facts["apogee_max_km"] < 2000.0
    assert sum(facts["types"].values()) == facts["n_objects"] == len(catalog)


def test_an_empty_catalogue_can_still_be_looked_at():
    empty = Catalog.from_objects([])
    assert empty.describe()["perigee_min_km"] is None
    assert "0 objects" in empty._repr_html_()
    assert list(empty.to_pandas().columns) == list(Catalog.example()[:1].to_pandas().columns)


def test_tables_carry_units_in_their_columns(catalog):
    table = catalog[:3].to_pandas()
    assert {"bstar_per_earth_radius", "mean_motion_rev_day", "mean_motion_dot_rev_day2", "apogee_km"} <= set(table)
    assert list(table["perigee_km"]) == [item.elements.perigee_km for item in catalog[:3]]
