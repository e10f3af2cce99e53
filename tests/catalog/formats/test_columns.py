"""Element sets whose fields are padded with blanks, as writers of fixed columns leave them: a blank is a zero.

The lines are made up, in the format of Spacetrack Report 3; zeros and blanks count the same in a checksum, so that a
line may be padded without another being written.
"""

from dataclasses import asdict

import pytest

from adr_planner.catalog import Catalog
from adr_planner.catalog.formats.tle import checksum
from adr_planner.errors import CatalogError, UnreadableRowsWarning

FIRST = "1 00566U 93016B   04005.05000000  .00000100  00001-3  00050-4 0  099"
SECOND = "2 00566 071.0000 010.0000 0001234 009.0000 070.0000 04.15000000 0234"


def _set(first=FIRST, second=SECOND):
    return "".join(f"{line}{checksum(line)}\n" for line in (first, second))


def _read(text):
    return Catalog.from_file("SL-16 R/B\n" + text, strict=True)[0]


# Columns of each field, counted from nought as Python does, in the first and the second line.
FIELDS = [
    (1, 2, 7, "catalogue number"), (2, 2, 7, "catalogue number"), (1, 18, 20, "year"), (1, 20, 23, "day"),
    (1, 33, 43, "first derivative"), (1, 44, 52, "second derivative"), (1, 53, 61, "drag term"),
    (1, 64, 68, "set number"), (2, 8, 16, "inclination"), (2, 17, 25, "node"), (2, 26, 33, "eccentricity"),
    (2, 34, 42, "perigee"), (2, 43, 51, "anomaly"), (2, 52, 63, "mean motion"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "start", "stop", "name"), FIELDS, ids=[f"{one[3]} of {one[0]}" for one in FIELDS])
def test_blanks_before_the_digits_of_a_field_are_zeros(line, start, stop, name):
    rows = [FIRST, SECOND]
    field = rows[line - 1][start:stop]
    sign = field[:1] if field[:1] in " -" else ""
    digits = field[len(sign) :].lstrip("0")
    padded = sign + " " * (len(field) - len(sign) - len(digits)) + digits
    assert padded != field or name in ("first derivative", "second derivative")
    rows[line - 1] = rows[line - 1][:start] + padded + rows[line - 1][stop:]
    assert asdict(_read(_set(*rows))) == asdict(_read(_set()))


@pytest.mark.parametrize(("line", "start", "stop"), [(1, 23, 32), (2, 8, 16), (2, 17, 25), (2, 34, 42), (2, 52, 63)])
def test_blanks_behind_the_digits_of_a_field_are_zeros(line, start, stop):
    rows = [FIRST, SECOND]
    field = rows[line - 1][start:stop]
    rows[line - 1] = rows[line - 1][:start] + field.rstrip("0").ljust(len(field)) + rows[line - 1][stop:]
    assert rows != [FIRST, SECOND]
    assert asdict(_read(_set(*rows))) == asdict(_read(_set()))


def test_a_padded_eccentricity_is_a_small_one():
    """``1234`` at the right of its seven columns used to be read as 0.1234, the perigee 12 km above the sea."""
    second = SECOND.replace("0001234", "   1234")
    found = _read(_set(second=second)).elements
    assert found.eccentricity == 0.0001234


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (" 50000-4", 5e-5), ("-50000-4", -5e-5), ("+50000-4", 5e-5), ("   500-4", 5e-7), ("-  500-4", -5e-7),
        (" 00000+0", 0.0), (" 00000-0", 0.0), ("        ", 0.0), (" 12345 0", 0.12345), ("87000-10", 8.7e-11),
        ("-8700-10", -8.7e-11), (" 8700-10", 8.7e-11), (" 50000- ", 0.5), ("  5    4", 5e2),
    ],
)  # fmt: skip
def test_powers_of_ten_are_read_in_all_their_spellings(field, value):
    first = FIRST[:53] + field + FIRST[61:]
    assert _read(_set(first)).elements.bstar == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("line", "start", "field", "name"),
    [
        (1, 53, " 5x000-4", "BSTAR"), (1, 53, "870000-1", "BSTAR"), (1, 44, "  1.0-3 ", "MEAN_MOTION_DDOT"),
        (1, 33, "  nan     ", "MEAN_MOTION_DOT"), (1, 33, " .0000_100", "MEAN_MOTION_DOT"),
        (2, 8, "        ", "INCLINATION"),
        (2, 8, "071,0000", "INCLINATION"), (2, 26, "00o1234", "ECCENTRICITY"), (2, 26, "       ", "ECCENTRICITY"),
        (2, 26, "-001234", "ECCENTRICITY"), (2, 52, "           ", "MEAN_MOTION"), (1, 18, "2x305.50000000", "EPOCH"),
        (1, 18, "24400.50000000", "EPOCH"), (1, 18, "              ", "EPOCH"),
    ],
)  # fmt: skip
def test_a_field_that_holds_no_number_is_named(line, start, field, name):
    rows = [FIRST, SECOND]
    rows[line - 1] = rows[line - 1][:start] + field + rows[line - 1][start + len(field) :]
    good = _set(FIRST.replace("00566", "00567"), SECOND.replace("00566", "00567"))
    with pytest.warns(UnreadableRowsWarning, match=name):
        catalog = Catalog.from_file(f"A\n{_set(*rows)}B\n{good}")
    assert [item.norad_cat_id for item in catalog] == [567]
    assert catalog.problems[0].field == name


def test_numbers_padded_in_one_line_only_are_the_same_number():
    assert _read(_set(second=SECOND.replace("00566", "  566"))).norad_cat_id == 566
    with pytest.raises(CatalogError, match="numbers differ between the two lines"):
        _read(_set(second=SECOND.replace("00566", "00565")))


def test_a_padded_designator_is_spelled_out():
    assert _read(_set(FIRST.replace("93016B", " 3 16B"))).object_id == "2003-016B"
    assert _read(_set(FIRST.replace("93016B", "      "))).object_id == ""
