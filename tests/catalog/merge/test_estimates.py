"""What no source has is estimated, says so, and gives way to any figure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.catalog import Catalog, MeanElements, SpaceObject
from adr_planner.catalog.merge.estimates import completed, law_area_m2, law_mass_kg, without_estimates
from adr_planner.catalog.merge.stage_families import families, is_outlier

ORBIT = MeanElements("2024-10-31T12:00:00Z", 14.38, 0.0001, 98.2, 300.0, 90.0, 270.0)


def stranger(name="X", **facts):
    return SpaceObject(999_999, name, ORBIT, **facts)


def test_a_stage_takes_the_figures_of_its_family():
    stage = completed(stranger("SL-16 R/B", object_type="ROCKET BODY"))
    assert (round(stage.mass_kg), stage.area_m2) == (8226, 37.83)  # DISCOS, median of 21 stages
    assert stage.mass_min_kg < stage.mass_kg < stage.mass_max_kg
    assert (stage.status, stage.estimated) == ("derelict", {"mass_kg", "area_m2", "status"})


def test_the_better_way_wins():
    """Own cross-section before radar cross-section before the class (factors of 4.7, 3.0 and 14: missing-data.md)."""
    ways = [completed(stranger(object_type="PAYLOAD", **facts)).mass_source
            for facts in ({"area_m2": 10.0, "rcs_m2": 5.0}, {"rcs_m2": 5.0}, {})]  # fmt: skip
    assert [way.split(": ")[1].split(",")[0] for way in ways] == [
        "size law of its cross-section", "size law of its radar cross-section", "median of payloads",
    ]  # fmt: skip


def test_a_known_mass_gives_the_cross_section_and_not_the_radar():
    item = completed(stranger(object_type="PAYLOAD", mass_kg=2000.0, rcs_m2=0.1))
    assert item.area_m2 == pytest.approx(0.737 * law_area_m2(2000.0))
    assert item.estimated == {"area_m2"}


def test_a_payload_of_unknown_status_stays_so():
    assert completed(stranger(object_type="PAYLOAD")).status == "unknown"
    assert completed(stranger(object_type="DEBRIS")).status == "derelict"
    assert completed(stranger(object_type="ROCKET BODY", status="operational")).status == "operational"


def test_catalogued_figures_are_never_touched():
    item = stranger("SL-16 R/B", mass_kg=5.0, area_m2=1.0, status="derelict")
    assert completed(item) is item


@given(
    st.sampled_from(["SL-16 R/B", "X", "FENGYUN 1C DEB"]),
    st.sampled_from(["PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN"]),
    st.none() | st.floats(0.01, 2e4), st.none() | st.floats(1e-4, 500.0), st.none() | st.floats(1e-4, 500.0),
)  # fmt: skip
def test_every_gap_is_filled_with_a_range_and_can_be_opened_again(name, kind, mass, area, radar):
    item = stranger(name, object_type=kind, mass_kg=mass, area_m2=area, rcs_m2=radar)
    full = completed(item)
    for value, low, high in ((full.mass_kg, full.mass_min_kg, full.mass_max_kg),
                             (full.area_m2, full.area_min_m2, full.area_max_m2)):  # fmt: skip
        assert 0.0 < value < math.inf
        assert low is None or low < value < high
    assert (("mass_kg" in full.estimated), ("area_m2" in full.estimated)) == (mass is None, area is None)
    assert without_estimates(full) == item


def test_the_size_law_is_its_own_inverse_and_that_of_evolve():
    assert law_mass_kg(math.pi / 4) == pytest.approx(48.66)  # d = 1 m: M = 48.66 d^2.26, NASA EVOLVE
    assert law_mass_kg(law_area_m2(812.0)) == pytest.approx(812.0)


def test_families_span_what_their_stages_and_sources_say():
    table = families()
    assert len(table) > 100
    for family in table.values():
        assert 0.0 < family.mass_min_kg < family.mass_kg < family.mass_max_kg
        assert family.mass_source
        assert not is_outlier(family.mass_min_kg, family)
        assert not is_outlier(family.mass_max_kg, family)
    assert is_outlier(20_000.0, table["CZ-4B R/B"])
    assert is_outlier(39.0, table["SL-8 R/B"])


def test_no_bundled_stage_is_an_outlier_of_its_family():
    table = families()
    stages = [item for item in Catalog.example() if item.name in table]
    assert len(stages) > 700
    assert [item.norad_cat_id for item in stages if is_outlier(item.mass_kg, table[item.name])] == []
