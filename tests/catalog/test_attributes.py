"""Tables of what objects are: the satellite catalogue, GCAT, DISCOS."""

import json

import pytest

from adr_planner.catalog import Attributes
from adr_planner.errors import CatalogError, UnreadableRowsWarning

SATCAT = (
    "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,LAUNCH_DATE,LAUNCH_SITE,DECAY_DATE,PERIOD,"
    "INCLINATION,APOGEE,PERIGEE,RCS,DATA_STATUS_CODE,ORBIT_CENTER,ORBIT_TYPE\n"
    "ENVISAT,2002-009A,27386,PAY,-,ESA,2002-03-01,FRGUI,,100.16,98.37,766,764,18.5968,,EA,ORB\n"
    "SL-16 R/B,1993-016B,22566,R/B,,CIS,1993-03-26,TYMSC,,101.8,71.0,849,829,,,EA,ORB\n"
    "ISS (ZARYA),1998-067A,25544,PAY,+,ISS,1998-11-20,TYMSC,,92.9,51.6,421,413,399.05,,EA,ORB\n"
    "MIR,1986-017A,16609,PAY,D,CIS,1986-02-19,TYMSC,2001-03-23,,,,,,,EA,IMP\n"
    "TBA,2026-201AB,270288001,UNK,?,TBD,2026-07-14,KSCUT,,,,,,,,EA,ORB\n"
)
_GCAT_COLUMNS = [
    "JCAT", "Satcat", "Piece", "Type", "Name", "LDate", "Status", "State", "Mass", "MassFlag", "DryMass", "DryFlag",
    "Length", "Diameter",
]  # fmt: skip
_GCAT_ROWS = [
    "S22220|22220|1992-076B|R2          |Zenit-2 No. 2-91 Stage 2|1992 Nov 17|O|RU|    9000 | |9000| |  11.1| 3.9",
    "S27386|27386|2002-009A|P           |Envisat|2002 Mar  1 0107|O|I-ESA|8211| |7911| |10.5|4.5",
    "S39203|39203|2013-035B|R2|CZ-2C Y23 Stage 2|2013 Jul 15 0927?|O|CN|3800|?|3800|?|8.4|3.3",
    "S60468|NNA|2024-149A|D   X       |Unknown|2024|O|US|0| |0| |0.0|0.0",
    "A00123|-|1957 ALP 3|C|Cover|1957 Oct  4|R|SU|100| |-| |-|-",
]
GCAT = "\n".join(
    ["#" + "\t".join(_GCAT_COLUMNS), "# Updated 2026", *(row.replace("|", "\t") for row in _GCAT_ROWS), ""]
)
PSATCAT = (
    "#JCAT\tPiece\tName\tLDate\tTLast\tTOp\tTDate\n# Updated\n"
    "S00005\t1958 BET 2\tVanguard I\t1958 Mar 17\t1964\t1964 May?\t-\n"
    "S25544\t1998-067A\tZarya\t1998 Nov 20\t*\t*\t*\n"
    "S99998\t2025-001A\tQuiet\t2025 Jan 1\t-\t-\t-\n"
)


def discos_page(*objects):
    base = {"satno": 27386, "cosparId": "2002-009A", "name": "Envisat", "objectClass": "Payload", "mass": 8110,
            "xSectAvg": 74.39, "active": False}  # fmt: skip
    data = [{"type": "object", "id": str(k), "attributes": base | one} for k, one in enumerate(objects)]
    return json.dumps({"data": data, "links": {}, "meta": {"pagination": {"totalPages": 1}}})


def test_the_satellite_catalogue_tells_status_owner_and_radar_cross_section():
    facts = {one.norad_cat_id: one for one in Attributes.from_file(SATCAT, strict=True)}
    assert [facts[k].status for k in (27386, 22566, 25544, 16609, 270_288_001)] == [
        "derelict", None, "operational", "decayed", None,
    ]  # fmt: skip
    assert (facts[27386].rcs_m2, facts[22566].rcs_m2) == (18.5968, None)
    assert (facts[22566].object_type, facts[270_288_001].object_type) == ("ROCKET BODY", None)


def test_the_satellite_catalogue_may_be_json():
    rows = [dict(zip(SATCAT.split("\n")[0].split(","), SATCAT.split("\n")[1].split(","), strict=True))]
    assert list(Attributes.from_file(json.dumps(rows))) == list(Attributes.from_file(SATCAT))[:1]


def test_gcat_tells_dry_masses_and_the_size_of_stages():
    zenit, envisat, cz2c, nameless = Attributes.from_file(GCAT, strict=True)
    assert (zenit.mass_kg, zenit.mass_max_kg, zenit.owner, zenit.launch_date) == (9000.0, 9000.0, "CIS", "1992-11-17")
    assert zenit.area_m2 == pytest.approx(40.0, abs=0.1)  # a quarter of the surface of 11.1 m x 3.9 m
    assert (envisat.mass_kg, envisat.mass_min_kg, envisat.mass_max_kg) == (7911.0, 7911.0, 8211.0)
    assert (envisat.owner, envisat.area_m2) == ("ESA", None)
    assert (cz2c.mass_min_kg, cz2c.mass_max_kg) == (1900.0, 7600.0)
    assert "flagged uncertain" in cz2c.mass_source
    assert (nameless.norad_cat_id, nameless.mass_kg, nameless.object_id) == (60468, None, "2024-149A")
    # The cover has neither a number nor a designator: there is nothing to join it to.


def test_the_payload_catalogue_tells_when_operations_ended():
    vanguard, zarya, quiet = Attributes.from_gcat(PSATCAT)
    assert (vanguard.norad_cat_id, vanguard.status) == (5, "derelict")
    assert (zarya.status, quiet.status) == ("operational", None)


def test_discos_tells_mass_and_mean_cross_section():
    stage = {"satno": 22566, "objectClass": "Rocket Body", "mass": 8226.0, "active": None}
    piece = {"satno": None, "cosparId": "2010-001XX", "objectClass": "Rocket Fragmentation Debris", "mass": None}
    for text in (discos_page({}, stage, piece), f"[{discos_page({})}, {discos_page(stage, piece)}]"):
        envisat, zenit, fragment = Attributes.from_file(text, strict=True)
        assert (envisat.mass_kg, envisat.area_m2, envisat.status) == (8110.0, 74.39, "derelict")
        assert (zenit.object_type, zenit.status) == ("ROCKET BODY", None)
        assert (fragment.norad_cat_id, fragment.object_type, fragment.mass_kg) == (None, "DEBRIS", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SATCAT.replace(",-,ESA", ",Z,ESA"), "OPS_STATUS_CODE is 'Z'"),
        (SATCAT.replace("18.5968", "-1"), "RCS is -1: it must not be negative"),
        (SATCAT.replace("27386", "1234567890"), "NORAD_CAT_ID is '1234567890'"),
        (GCAT.replace("7911", "heavy"), "DryMass is 'heavy': not a number"),
        (GCAT.replace("\t7911", ""), "has 13 fields where the first line names 14"),
        (discos_page({"mass": "NaN"}, {"satno": 5}).replace('"NaN"', "NaN"), "mass is nan"),
        (discos_page({}, {"satno": 5}).replace('"attributes"', '"x"', 1), "an object without attributes"),
        (SATCAT + SATCAT.split("\n")[1] + "\n", "object 27386 is given again"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_used_are_left_out_and_told(text, why):
    with pytest.raises(CatalogError, match=why):
        Attributes.from_file(text, strict=True)
    with pytest.warns(UnreadableRowsWarning, match=why):
        assert Attributes.from_file(text).problems.total == 1


def test_orbits_are_no_attributes():
    with pytest.raises(CatalogError, match=r"holds orbits \(OMM\): read it with Catalog.from_file"):
        Attributes.from_file("NORAD_CAT_ID,EPOCH,MEAN_MOTION\n1,2,3\n")
    with pytest.raises(CatalogError, match="is not a SATCAT table"):
        Attributes.from_satcat("NORAD_CAT_ID,EPOCH,MEAN_MOTION\n1,2,3\n")


def test_a_table_shows_itself():
    table = Attributes.from_file(SATCAT)
    assert repr(table) == "<Attributes of 5 objects (3 with status, 0 with mass, 0 with cross-section), text>"
    assert list(table[:2].to_pandas()["norad_cat_id"]) == [27386, 22566]


def test_the_whole_real_payload_catalogue_is_read(shared_data):
    table = Attributes.from_file(shared_data("catalog/gcat_psatcat_20250407.tsv.gz"))
    assert len(table) + table.problems.total == 21_808  # rows by the README of the data
    assert table.problems.total == 0


def test_the_sample_of_the_real_gcat_is_read(extract, tmp_path):
    (tmp_path / "gcat.tsv").write_text(extract("gcat_satcat_sample.tsv"))
    table = Attributes.from_file(tmp_path / "gcat.tsv", strict=True)
    assert len(table) == 14
    assert {one.norad_cat_id: one.mass_kg for one in table}[22220] == 9000.0
