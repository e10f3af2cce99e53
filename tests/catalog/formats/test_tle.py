"""Element sets: whole or refused, line by line."""

import pytest
from astropy.time import Time
from sgp4.api import WGS72, Satrec

from adr_planner.catalog import Catalog
from adr_planner.catalog.formats.tle import checksum
from adr_planner.errors import CatalogError


def lines(number="27386", epoch="24305.50000000"):
    first = f"1 {number}U 02009A   {epoch}  .00000100  00000+0  50000-4 0  999"
    second = f"2 {number}  98.2000 300.0000 0001000  90.0000 270.0000 14.3807000000001"
    return [f"{line}{checksum(line)}" for line in (first, second)]


def read(*parts):
    return Catalog.from_tle("\n".join(parts) + "\n", strict=True)


@pytest.mark.parametrize("epoch", ["12200.25000000", "15305.50000000", "24305.12345678", "99365.99999999"])
def test_epochs_are_those_of_sgp4_in_years_with_a_leap_second_too(epoch):
    """30 June 2012 and 2015 had one; a day counted in TAI would come out a second early."""
    theirs = Satrec.twoline2rv(*lines(epoch=epoch), WGS72)
    expected = Time(theirs.jdsatepoch, theirs.jdsatepochF, format="jd", scale="utc")
    assert abs((read(*lines(epoch=epoch))[0].elements.epoch - expected).to_value("s")) < 1e-5


@pytest.mark.parametrize(
    ("number", "value"), [("A0000", 100_000), ("H9999", 179_999), ("J0000", 180_000), ("Z9999", 339_999)]
)
def test_alpha_5_leaves_out_i_and_o(number, value):
    assert read(*lines(number))[0].norad_cat_id == value


@pytest.mark.parametrize("number", ["I0001", "O0001"])
def test_letters_that_look_like_digits_are_no_numbers(number):
    with pytest.raises(CatalogError, match=f"line 1: unreadable field .*Alpha-5 has no {number[0]}"):
        read(*lines(number))


def test_a_file_cut_anywhere_in_its_last_set_is_refused():
    """Whatever is missing, the object before it must not pass for the whole file."""
    whole = "\n".join(["ENVISAT", *lines(), "COSMOS", *lines("22566")])
    start = len("\n".join(["ENVISAT", *lines()])) + 2
    for end in range(start, len(whole)):
        with pytest.raises(CatalogError, match=r"line [456]"):
            Catalog.from_tle(whole[:end], strict=True)
    assert len(Catalog.from_tle(whole)) == 2


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([lines()[1]], "line 1: a second line without its first"),
        ([lines()[0], lines()[0]], "line 1: a first line without its second"),
        (["ENVISAT", "COSMOS", *lines()], "line 1: 'ENVISAT' has no element lines"),
        ([lines()[0], lines("22566")[1]], "numbers differ"),
        (["OBJECT_NAME,OBJECT_ID,EPOCH"], "holds no element sets"),
    ],
)
def test_lines_out_of_order_are_named(parts, message):
    with pytest.raises(CatalogError, match=message):
        read(*parts)


def test_the_name_tells_the_type_where_nothing_else_does():
    assert read("SL-99 R/B", *lines("12345"))[0].object_type == "ROCKET BODY"


def test_all_real_element_sets_are_read(shared_data, tmp_path):
    """18,912 sets by the README of the data, as Space-Track served them on 12 January 2025."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = shared_data("catalog/gp_full_20250112.parquet")
    table = parquet.read_table(path, columns=["norad_id", "tle_line1", "tle_line2"]).to_pydict()
    rows = [row for row in zip(*table.values(), strict=True) if row[1]]
    (tmp_path / "sets.tle").write_text("".join(f"{one}\n{two}\n" for _, one, two in rows))
    read = Catalog.from_file(tmp_path / "sets.tle", strict=True)
    assert (len(read), len(rows)) == (18_912, 18_912)
    assert {item.norad_cat_id for item in read} == {number for number, _, _ in rows}
