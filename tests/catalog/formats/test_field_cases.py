"""Catalogues as users have them: other theories, units, spellings of an epoch, several sets of one object.

Made up for the purpose; each case stands for a kind of fault that public bug reports are about.
"""

import itertools
import json
import math
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from astropy.time import Time

from adr_planner.catalog import Catalog, MeanElements, SpaceObject
from adr_planner.catalog.formats.tle import checksum
from adr_planner.errors import CatalogError, UnreadableRowsWarning

FACTS = {
    "OBJECT_NAME": "SL-16 R/B", "OBJECT_ID": "1993-016B", "EPOCH": "2024-10-31T12:00:00.000000",
    "MEAN_MOTION": "14.15", "ECCENTRICITY": "0.0001234", "INCLINATION": "71.0", "RA_OF_ASC_NODE": "100.0",
    "ARG_OF_PERICENTER": "90.0", "MEAN_ANOMALY": "270.0", "NORAD_CAT_ID": "22566", "BSTAR": "0.00005",
    "MEAN_MOTION_DOT": "0.000001", "MEAN_MOTION_DDOT": "0",
}  # fmt: skip
OTHER = FACTS | {"NORAD_CAT_ID": "22220"}


def _csv(*records):
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [",".join(record.get(name, "") for name in names) for record in records]
    return "\n".join([",".join(names), *rows]) + "\n"


def _kvn(*records):
    texts = ["".join(f"{key} = {value}\n" for key, value in record.items()) for record in records]
    return "".join("CCSDS_OMM_VERS = 2.0\n" + text for text in texts)


def _xml(*records):
    def tag(key, value):
        number, _, unit = value.partition(" [")
        return f'<{key} units="{unit[:-1]}">{number}</{key}>' if unit else f"<{key}>{value}</{key}>"

    texts = ["".join(tag(key, value) for key, value in record.items()) for record in records]
    return "<ndm>" + "".join(f"<omm>{text}</omm>" for text in texts) + "</ndm>\n"


FORMATS = {"csv": _csv, "json": lambda *records: json.dumps(records), "kvn": _kvn, "xml": _xml}
every_format = pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)


def _left_out(text, match):
    with pytest.warns(UnreadableRowsWarning, match=match):
        catalog = Catalog.from_file(text)
    return [item.norad_cat_id for item in catalog], catalog.problems


@every_format
@pytest.mark.parametrize(
    ("field", "value", "theory"),
    [
        ("EPHEMERIS_TYPE", "4", "SGP4-XP"), ("EPHEMERIS_TYPE", "6", "special perturbations"),
        ("EPHEMERIS_TYPE", "1", "SGP"), ("EPHEMERIS_TYPE", "9", "9"), ("MEAN_ELEMENT_THEORY", "SGP4-XP", "SGP4-XP"),
        ("MEAN_ELEMENT_THEORY", "DSST", "DSST"), ("MEAN_ELEMENT_THEORY", "SGP", "SGP"),
    ],
)  # fmt: skip
def test_a_set_of_another_theory_is_left_out_and_the_theory_named(write, field, value, theory):
    read, problems = _left_out(write(FACTS | {field: value}, OTHER), theory)
    assert read == [22220]
    assert (problems[0].field, theory in problems[0].why) == (field, True)


def _lines(kind, number="22566", epoch="24305.50000000", count="  99", node="100.0000"):
    first = f"1 {number}U 93016B   {epoch}  .00000100  00000+0  50000-4 {kind} {count}"
    second = f"2 {number}  71.0000 {node} 0001234  90.0000 270.0000 14.1500000012345"
    return f"SL-16 R/B\n{first}{checksum(first)}\n{second}{checksum(second)}\n"


def test_an_element_set_of_another_theory_is_left_out_and_the_theory_named():
    """SGP4-XP is published in the same lines, with type 4: SGP4 flies it kilometres off."""
    read, problems = _left_out(_lines("4") + _lines("0", "22220"), "SGP4-XP")
    assert read == [22220]
    assert problems[0].field == "EPHEMERIS_TYPE"


@every_format
def test_types_of_sgp4_are_read_as_tables_write_them(write):
    """pandas makes 0.0 of a column of numbers with gaps."""
    record = FACTS | {"EPHEMERIS_TYPE": "0.0", "ELEMENT_SET_NO": "999.0", "MEAN_ELEMENT_THEORY": "sgp4"}
    assert Catalog.from_file(write(record), strict=True)[0].elements.set_number == 999


@pytest.mark.parametrize("kind", ["0", "2", " "])
def test_types_of_sgp4_are_read(kind):
    assert len(Catalog.from_file(_lines(kind), strict=True)) == 1


TWICE = [
    FACTS | {"CREATION_DATE": "2024-10-31T18:00:00"},
    FACTS | {"CREATION_DATE": "2024-11-01T02:00:00", "RA_OF_ASC_NODE": "100.5"},
    FACTS | {"CREATION_DATE": "2024-306T01:00:00", "RA_OF_ASC_NODE": "100.3"},  # day of year: 1 November, 1 h
    FACTS | {"EPOCH": "2024-10-30T12:00:00", "CREATION_DATE": "2024-11-09T02:00:00", "RA_OF_ASC_NODE": "99.0"},
]


@every_format
def test_of_two_sets_of_one_epoch_the_one_made_later_is_kept_in_any_order(write):
    for rows in itertools.permutations(TWICE):
        with pytest.warns(UnreadableRowsWarning, match="newest elements are kept"):
            catalog = Catalog.from_file(write(*rows))
        assert catalog[0].elements.raan_deg == 100.5


def test_of_two_element_sets_of_one_epoch_the_one_with_the_higher_number_is_kept():
    rows = [
        _lines("0", count=" 998"),
        _lines("0", count=" 999", node="100.5000"),
        _lines("0", count="  12", node=" 99.0000"),
    ]
    for order in itertools.permutations(rows):
        with pytest.warns(UnreadableRowsWarning, match="given again"):
            assert Catalog.from_file("".join(order))[0].elements.raan_deg == 100.5


def test_sets_that_nothing_tells_apart_are_chosen_from_alike_in_any_order():
    rows = [FACTS | {"RA_OF_ASC_NODE": node} for node in ("100.0", "100.5", "99.5")]
    chosen = set()
    for order in itertools.permutations(rows):
        with pytest.warns(UnreadableRowsWarning, match="given again"):
            chosen.add(Catalog.from_file(_csv(*order))[0].elements.raan_deg)
    assert len(chosen) == 1


def test_a_creation_date_nobody_can_read_does_not_cost_the_orbit():
    assert Catalog.from_file(_csv(FACTS | {"CREATION_DATE": "yesterday"}), strict=True)[0].elements.created_utc == ""


def test_joined_catalogues_keep_the_set_made_later():
    early, late = (Catalog.from_file(_csv(row)) for row in TWICE[:2])
    for one, other in ((early, late), (late, early)):
        assert one.join(other)[0].elements.raan_deg == 100.5


@pytest.mark.parametrize("write", [*FORMATS.values(), None], ids=[*FORMATS, "tle"])
@pytest.mark.parametrize(
    ("date", "node"), [("2024-10-25", 98.0), ("2024-10-30T18:00:00", 99.0), ("2027-01-01", 100.0), ("1990-01-01", 98.0)]
)
def test_the_set_nearest_to_a_date_can_be_asked_for(write, date, node):
    """A history of one object, not only its last word."""
    days = {"2024-10-28T12:00:00": "98.0", "2024-10-30T12:00:00": "99.0", "2024-10-31T12:00:00": "100.0"}
    if write is None:
        epochs = ["24302.50000000", "24304.50000000", "24305.50000000"]
        text = "".join(
            _lines("0", epoch=epoch, node=f"{float(one):8.4f}")
            for epoch, one in zip(epochs, days.values(), strict=True)
        )
    else:
        text = write(*(FACTS | {"EPOCH": epoch, "RA_OF_ASC_NODE": one} for epoch, one in days.items()))
    with pytest.warns(UnreadableRowsWarning, match=f"nearest to {date[:10]} are kept"):
        catalog = Catalog.from_file(text, nearest=Time(date))
    assert catalog[0].elements.raan_deg == node


def test_the_date_asked_for_must_be_one():
    with pytest.raises(TypeError, match="nearest needs an astropy Time"):
        Catalog.from_file(_csv(FACTS), nearest="2024-10-31")


@pytest.mark.parametrize(
    "epoch",
    [
        "2024-10-31T12:00:00", "2024-10-31 12:00:00", "2024-10-31T12:00:00Z", "2024-10-31T12:00:00.000z",
        "2024-305T12:00:00.000", "2024-305 12:00:00", "2024-305T12:00:00Z", "2024-10-31 12:00:00+00:00",
        "2024-10-31T12:00:00+0000", "2024-10-31T12:00:00-00:00", "2024-10-31 12:00:00+00", "2024-10-31 12:00:00 UTC",
        "2024-305T12:00:00+00:00",
    ],
)  # fmt: skip
@every_format
def test_epochs_are_read_however_they_say_that_they_are_utc(write, epoch):
    """pandas writes ``+00:00``."""
    catalog = Catalog.from_file(write(FACTS | {"EPOCH": epoch}), strict=True)
    assert catalog[0].elements.epoch_utc == "2024-10-31T12:00:00.000000Z"


@pytest.mark.parametrize("epoch", ["2024-10-31T12:00:00+02:00", "2024-10-31T12:00:00-0500", "2024-10-31 12:00:00 TAI"])
def test_an_epoch_of_another_scale_or_zone_is_refused(epoch):
    with pytest.raises(CatalogError, match=r"EPOCH: cannot read .* as a UTC epoch"):
        Catalog.from_file(_csv(FACTS | {"EPOCH": epoch}), strict=True)


CONVERTED = [
    ("INCLINATION", "1.2391837689159739 [rad]"), ("RA_OF_ASC_NODE", "1.7453292519943295 [rad]"),
    ("ARG_OF_PERICENTER", "1.5707963267948966 [RAD]"),
    ("MEAN_ANOMALY", "270.0 [deg]"), ("MEAN_MOTION", "14.15 [rev/day]"),
    ("MEAN_MOTION", "5094.0 [deg/day]"), ("MEAN_MOTION", f"{14.15 * 2.0 * math.pi / 86400.0!r} [rad/s]"),
    ("BSTAR", "0.00005 [1/ER]"),
    ("BSTAR", "0.00005 [1/[Earth radii]]"),
    ("MEAN_MOTION_DOT", "0.000001 [rev/day**2]"),
    ("MEAN_MOTION_DDOT", "0 [rev/day**3]"), ("ECCENTRICITY", "0.0001234 []"),
]  # fmt: skip


@every_format
@pytest.mark.parametrize(("field", "value"), CONVERTED)
def test_a_figure_in_another_unit_is_converted(write, field, value):
    plain, other = (Catalog.from_file(write(row), strict=True)[0].elements for row in (FACTS, FACTS | {field: value}))
    for name in ("mean_motion_rev_day", "inclination_deg", "raan_deg", "argp_deg", "mean_anomaly_deg", "bstar"):
        assert getattr(other, name) == pytest.approx(getattr(plain, name), rel=1e-12)


@every_format
@pytest.mark.parametrize(
    ("field", "value", "unit"),
    [
        ("INCLINATION", "71.0 [gon]", "gon"), ("MEAN_MOTION", "14.15 [km/s]", "km/s"),
        ("BSTAR", "0.00005 [m2/kg]", "m2/kg"),
        ("ECCENTRICITY", "0.0001234 [deg]", "deg"), ("MEAN_MOTION_DOT", "0.000001 [rev/day]", "rev/day"),
    ],
)  # fmt: skip
def test_a_figure_in_a_unit_that_is_none_of_it_is_left_out_and_the_unit_named(write, field, value, unit):
    read, problems = _left_out(write(FACTS | {field: value}, OTHER), unit.replace("*", "."))
    assert read == [22220]
    assert (problems[0].field, f"[{unit}]" in problems[0].why) == (field, True)


def test_brackets_in_a_name_are_no_unit():
    assert Catalog.from_file(_kvn(FACTS | {"OBJECT_NAME": "FALCON [DEB]"}), strict=True)[0].name == "FALCON [DEB]"


def test_objects_without_orbits_and_orbits_without_drag_are_told_apart():
    """Space-Track writes null for what it does not know."""
    rows = [dict.fromkeys(FACTS, None) | {"OBJECT_NAME": "NAMED ONLY"}, FACTS, OTHER | {"BSTAR": None},
            FACTS | {"NORAD_CAT_ID": "22285", "INCLINATION": None}]  # fmt: skip
    read, problems = _left_out(json.dumps(rows), "2 of 4 rows left out")
    assert read == [22220, 22566]
    assert [one.field for one in problems] == ["NORAD_CAT_ID", "INCLINATION"]


def test_a_bulletin_with_words_around_the_lines_is_read():
    text = "SB KEPS @ ALL\nElements of day 305\n\nTO ALL RADIO AMATEURS BT\n\n" + _lines("0") + "/EX\n"
    read, _ = _left_out(text.replace("\n", "\r\n"), "has no element lines after it")
    assert read == [22566]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("write", [*FORMATS.values(), lambda *_: _lines("0")], ids=[*FORMATS, "tle"])
def test_a_byte_order_mark_before_a_catalogue_is_no_part_of_it(tmp_path, write, encoding):
    path = tmp_path / "gp.txt"
    path.write_bytes(write(FACTS).encode(encoding))
    assert Catalog.from_file(path, strict=True)[0].norad_cat_id == 22566
    assert Catalog.from_file("\ufeff" + write(FACTS), strict=True)[0].norad_cat_id == 22566


EPOCHS = [
    "2024-10-31T12:00:00Z", "2024-10-31T12:00:00", "2024-305T12:00:00Z", "2024-10-31 12:00:00+00:00",
    Time("2024-10-31T12:00:00"), Time("2024-10-31T12:00:00").tai, Time("2024-10-31T12:00:00").tdb,
    datetime(2024, 10, 31, 12), datetime(2024, 10, 31, 12, tzinfo=UTC),
    datetime(2024, 10, 31, 14, tzinfo=timezone(timedelta(hours=2))), pd.Timestamp("2024-10-31T12:00:00Z"),
    np.datetime64("2024-10-31T12:00:00"),
]  # fmt: skip


@pytest.mark.parametrize("epoch", EPOCHS, ids=[f"{type(epoch).__name__} {epoch}" for epoch in EPOCHS])
def test_elements_of_ones_own_take_an_epoch_in_any_form_and_hold_it_in_one(epoch):
    """As text it used to pass, and to crash the plan at its end."""
    elements = MeanElements(epoch, 14.15, 0.0001234, 71.0, 100.0, 90.0, 270.0)
    assert elements.epoch_utc == "2024-10-31T12:00:00.000000Z"
    assert elements == pickle.loads(pickle.dumps(elements))


@pytest.mark.parametrize(
    "epoch", ["soon", "2024-10-31T12:00:00+02:00", 2024.8, None, Time(["2024-10-31"] * 2), date(1900, 1, 1)]
)
def test_elements_of_ones_own_refuse_what_is_no_epoch(epoch):
    with pytest.raises(ValueError, match="EPOCH"):
        MeanElements(epoch, 14.15, 0.0001234, 71.0, 100.0, 90.0, 270.0)


def test_joining_compares_times_not_texts():
    """As text, noon of day 306 comes before noon of 31 October, which is day 305."""

    def object_at(epoch, node):
        return SpaceObject("22566", "A", MeanElements(epoch, 14.15, 0.0001234, 71.0, node, 90.0, 270.0))

    old, new = object_at("2024-10-31T12:00:00Z", 1.0), object_at("2024-306T12:00:00", 2.0)
    for one, other in ((old, new), (new, old)):
        joined = Catalog.from_objects([one]).join(Catalog.from_objects([other]))
        assert joined[0].elements.raan_deg == 2.0


def test_figures_of_numpy_are_taken_as_floats_and_numbers_as_ints():
    row = pd.DataFrame({"id": [22566], "mass": [9000], "inclination": np.array([71.0], dtype=np.float32)}).iloc[0]
    item = SpaceObject(
        np.int64(row["id"]), "A", MeanElements("2024-10-31", np.float64(14.15), 0, row["inclination"], 100, 90, 270),
        mass_kg=np.int32(row["mass"]),
    )  # fmt: skip
    assert (type(item.norad_cat_id), type(item.mass_kg), type(item.elements.eccentricity)) == (int, float, float)
    for change in ({"norad_cat_id": 1.5}, {"norad_cat_id": "ENVISAT"}, {"mass_kg": "9 t"}, {"area_m2": True}):
        with pytest.raises(CatalogError, match="must"):
            SpaceObject(**{"norad_cat_id": 5, "name": "A", "elements": item.elements} | change)


def test_an_object_is_found_by_its_number_in_any_form():
    catalog = Catalog.example()
    for number in (27386, "27386", np.int64(27386), catalog.get(27386)):
        assert number in catalog
    for other in (5, "ENVISAT", None, 1.5):
        assert other not in catalog
    assert catalog.get("27386").name == catalog.get(np.int64(27386)).name == "ENVISAT"
