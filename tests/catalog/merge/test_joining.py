"""One catalogue from several sources: who wins, and what they disagree about."""

import messages
import pytest
from test_attributes import GCAT, SATCAT, discos_page

from adr_planner.catalog import Attributes, Catalog, SpaceObject

TBA = messages.NEW | {"NORAD_CAT_ID": "270288001", "OBJECT_ID": "2026-201AB"}
ISS = messages.ENVISAT | {"OBJECT_NAME": "ISS (ZARYA)", "OBJECT_ID": "1998-067A", "NORAD_CAT_ID": "25544"}
CZ4B = messages.ENVISAT | {"OBJECT_NAME": "CZ-4B R/B", "OBJECT_ID": "2030-001B", "NORAD_CAT_ID": "280000"}
ORBITS = messages.as_csv([messages.ENVISAT, messages.STAGE, TBA, ISS, CZ4B])


@pytest.fixture(scope="module")
def catalog():
    return Catalog.from_file(ORBITS, SATCAT, GCAT, discos_page({"mass": 8500}))


def test_every_attribute_has_its_source(catalog):
    envisat = catalog.get(27386)
    assert envisat.mass_kg == 7911.0  # GCAT comes before DISCOS here, and both before the bundled table
    assert (envisat.mass_min_kg, envisat.mass_max_kg) == (
        7800.0,
        8500.0,
    )  # 7800 kg: the bundled range, from the top-50 list
    assert envisat.mass_source == "GCAT dry mass; text; also DISCOS; text (8500 kg); also " + (
        "DISCOS 2023 via MOCAT-MC; the bundled table (8110 kg)"
    )
    assert (envisat.area_m2, envisat.rcs_m2) == (74.39, 18.5968)
    assert catalog.get(270_288_001).owner == "TBD"
    assert catalog.get(270_288_001).sources["owner"] == "text"


def test_what_sources_disagree_about_is_told(catalog):
    masses = [one for one in catalog.conflicts if one.field == "mass_kg" and one.norad_cat_id == 27386]
    assert [(one.kept, one.other, one.other_source) for one in masses] == [
        ("7911", "8500", "text"), ("7911", "8110", "the bundled table"),
    ]  # fmt: skip
    assert str(masses[0]) == "27386: mass_kg 7911 (text) against 8500 (text)"


def test_later_tables_give_the_same_as_earlier_ones():
    """Whether a table comes with the orbits or after them, it outweighs what is bundled."""
    at_once = Catalog.from_file(ORBITS, SATCAT, GCAT)
    after = Catalog.from_file(ORBITS).with_attributes(SATCAT, GCAT)
    for one, other in zip(at_once, after, strict=True):
        assert (one.mass_kg, one.mass_min_kg, one.mass_max_kg) == (other.mass_kg, other.mass_min_kg, other.mass_max_kg)
        assert (one.area_m2, one.status, one.owner) == (other.area_m2, other.status, other.owner)


def test_tables_outweigh_the_bundled_catalogue_too():
    envisat = Catalog.example().with_attributes(GCAT).get(27386)
    assert (envisat.mass_kg, envisat.mass_min_kg, envisat.mass_max_kg) == (7911.0, 7800.0, 8211.0)
    assert envisat.mass_source == "GCAT dry mass; text; also DISCOS 2023 via MOCAT-MC (8110 kg)"


def test_todays_status_outweighs_the_bundled_one():
    working = SATCAT.replace("27386,PAY,-", "27386,PAY,+")
    read = Catalog.from_file(ORBITS, working)
    assert (read.get(27386).status, read.get(27386).sources["status"]) == ("operational", "text")
    assert ("status", "operational", "derelict") in [(one.field, one.kept, one.other) for one in read.conflicts]


def test_what_came_down_by_its_orbit_has_come_down():
    low = messages.as_csv([messages.ENVISAT | {"ECCENTRICITY": "0.2"}])
    assert Catalog.from_file(low, SATCAT)[0].status == "decayed"


def test_objects_without_a_number_are_found_by_their_designator():
    table = Attributes.from_discos(discos_page({"satno": None, "cosparId": "2030-001B", "mass": 1900}))
    assert Catalog.from_file(ORBITS, table).get(280_000).mass_kg == 1900.0


def test_one_number_for_two_objects_is_not_joined():
    other = SATCAT.replace("2002-009A", "2003-001A").replace("27386,PAY,-", "27386,DEB,+")
    read = Catalog.from_file(ORBITS, other)
    assert read.get(27386).object_type == "PAYLOAD"
    assert [one.other for one in read.conflicts if one.field == "object_id"] == ["2003-001A"]


def test_a_stage_of_twenty_tonnes_is_set_aside():
    """Entry errors once put a CZ-4B of 20 t at the top of a list (risk.md section 0)."""
    table = discos_page({"satno": 280000, "cosparId": "2030-001B", "objectClass": "Rocket Body", "mass": 20000})
    read = Catalog.from_file(ORBITS, table)
    stage = read.get(280_000)
    assert stage.mass_max_kg < 3000.0
    assert stage.mass_source.startswith("estimated: family CZ-4B R/B")
    assert ("280000: mass_kg 1000 (family CZ-4B R/B) against 20000 (text)") in map(str, read.conflicts)


def test_two_catalogues_join_to_one():
    newer = messages.STAGE | {"EPOCH": "2024-11-20T12:00:00.000000", "MEAN_ANOMALY": "1"}
    one = Catalog.from_file(messages.as_csv([messages.ENVISAT, messages.STAGE]), GCAT)
    other = Catalog.from_file(messages.as_csv([newer, ISS]))
    both = one.join(other)
    assert [item.norad_cat_id for item in both] == [22566, 25544, 27386]
    assert both.get(22566).elements.mean_anomaly_deg == 1.0
    assert (both.source.n_objects, both.source.name) == (3, "text + text")
    assert both.get(27386).mass_kg == one.get(27386).mass_kg


def test_joining_two_catalogues_leaves_the_bundled_figures_what_they_are():
    """They give way to a table that comes later, and are told once."""
    read = Catalog.from_file(messages.as_csv([messages.ENVISAT]))
    both = read.join(Catalog.from_file(messages.as_csv([messages.ENVISAT, messages.STAGE])))
    assert both.get(27386) == read.get(27386)
    assert not both.conflicts
    assert both.with_attributes(GCAT).get(27386).mass_kg == 7911.0
    bare = Catalog.from_objects([SpaceObject(27386, "ENVISAT", read[0].elements)])
    assert (bare.join(read)[0].mass_kg, bare.join(read)[0].status) == (8110.0, "derelict")


def test_subsets_keep_the_conflicts_of_their_objects(catalog):
    assert {one.norad_cat_id for one in catalog.filter(name="ENVISAT").conflicts} == {27386}


def test_conflicts_show_themselves(catalog):
    shown = repr(catalog.conflicts)
    assert shown.startswith(f"<Conflicts: {len(catalog.conflicts)} conflicts>\n  ")
    assert list(catalog.conflicts.to_pandas().columns)[:3] == ["norad_cat_id", "field", "kept"]
    assert f"{len(catalog.conflicts)} conflicts: see" in catalog._repr_html_()
    assert "~" in Catalog.from_file(ORBITS)._repr_html_()  # an estimated mass
