"""Whatever stands in a file: an error of ours or a report by rows, soon, and no figure that the whole file has not.

Some seventeen thousand cases; each is small, so that all take seconds.
"""

import gzip
import random
import re
import subprocess
import sys
import warnings
from pathlib import Path

import messages
import pytest
from test_attributes import GCAT, PSATCAT, SATCAT, discos_page

from adr_planner.catalog import Attributes, Catalog
from adr_planner.catalog.formats import reading
from adr_planner.catalog.formats import text as text_module
from adr_planner.catalog.merge import attributes
from adr_planner.errors import CatalogError, UnreadableRowsWarning

TABLES = {"satcat": SATCAT, "gcat": GCAT, "psatcat": PSATCAT, "discos": discos_page({}, {"satno": 5, "cosparId": None})}
TEXTS = {way: write() for way, write in messages.EVERY_WAY.items()} | TABLES
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")


def outcome(content, way, path):
    """Read bytes as a user would; return the objects and the report, or the error."""
    path.write_bytes(content)
    read = Attributes.from_file if way in TABLES else Catalog.from_file
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadableRowsWarning)
        try:
            table = read(path)
        except CatalogError as error:
            if len(str(error)) > 1000 or "\n" in str(error):
                raise AssertionError(f"not one short sentence: {str(error)[:2000]!r}") from error
            return None
    for item in table:
        assert item.norad_cat_id is None or 0 < item.norad_cat_id < 10**9
        for word in (item.name, item.object_id, item.owner, item.launch_date):
            assert not CONTROL.search(word)
            assert len(word) <= 500
    return table


def keys(table):
    """What must not change: number, elements (the last and least of them aside), mass and status."""
    if table is None:
        return {}
    found = {}
    for item in table:
        orbit = getattr(item, "elements", None)
        told = (orbit.epoch_utc, orbit.mean_motion_rev_day, orbit.eccentricity, orbit.inclination_deg, orbit.raan_deg,
                orbit.argp_deg, orbit.mean_anomaly_deg, orbit.bstar, orbit.mean_motion_dot) if orbit else (
                    item.mass_kg, item.area_m2, item.status)  # fmt: skip
        found[item.norad_cat_id or item.object_id] = told
    return found


@pytest.mark.parametrize("way", TEXTS)
def test_a_file_cut_at_any_byte_gives_no_figure_that_the_whole_has_not(tmp_path, way):
    """Some 6,000 cases. In a table the last field of the last row may be half: there is nothing to tell it by."""
    whole = TEXTS[way].encode()
    path = tmp_path / "cut"
    expected = keys(outcome(whole, way, path))
    rows = way in ("csv", "satcat", "gcat", "psatcat")
    assert len(expected) >= 2
    for end in range(len(whole)):
        table = outcome(whole[:end], way, path)
        found = keys(table)
        for number, told in found.items():
            assert told == expected[number] or (rows and number == list(found)[-1])
        if 0 < len(found) < len(expected) and not rows and not whole[:end].endswith(b"\n"):
            assert table.problems or whole[end : end + 1] == b"\n"


@pytest.mark.parametrize("way", TEXTS)
def test_flipped_bits_are_an_error_or_a_row(tmp_path, way):
    """400 for each of nine ways; the seed is fixed."""
    whole, dice, path = TEXTS[way].encode(), random.Random(way), tmp_path / "flipped"
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 20))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        outcome(bytes(content), way, path)


@pytest.mark.parametrize("way", TEXTS)
def test_nasty_bytes_anywhere_are_an_error_or_a_row(tmp_path, way):
    whole, dice, path = TEXTS[way].encode(), random.Random(way), tmp_path / "nasty"
    nasty = [b"\x00", b"\xff", b'"', b"'", b"\n", b"\r", b"\t", b",", b"<", b"&", b"{", b"[", b"]", b"\\", b"\x1b[31m",
             b"\xed\xa0\x80", b"\xe2\x80\xae", b"9" * 400, b"-", b"e999", b"nan", b"1_0", "٣".encode()]  # fmt: skip
    for thing in nasty:
        for _ in range(10):
            place = dice.randrange(len(whole))
            outcome(whole[:place] + thing + whole[place + dice.randrange(3) :], way, path)


@pytest.mark.parametrize("way", TEXTS)
@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32", "cp037", "gzip", "gzip cut", "gzip twice"])
def test_other_encodings_are_an_error_or_a_row(tmp_path, way, coding):
    text = TEXTS[way].encode()
    content = {
        "gzip": lambda: gzip.compress(text),
        "gzip cut": lambda: gzip.compress(text)[:-9],
        "gzip twice": lambda: gzip.compress(gzip.compress(text)),
    }.get(coding, lambda: TEXTS[way].encode(coding))()
    table = outcome(content, way, tmp_path / "coded")
    assert keys(table) == (keys(outcome(text, way, tmp_path / "plain")) if coding == "gzip" or table else {})


def test_any_flipped_bit_of_a_packed_file_is_an_error_or_changes_nothing(tmp_path):
    """Gzip has a checksum: some 2,000 cases, each bit of the file once."""
    packed, path = gzip.compress(TEXTS["csv"].encode(), mtime=0), tmp_path / "packed"
    expected = keys(outcome(packed, "csv", path))
    for bit in range(8 * len(packed)):
        content = bytearray(packed)
        content[bit // 8] ^= 1 << bit % 8
        assert keys(outcome(bytes(content), "csv", path)) in ({}, expected)


def test_one_name_in_latin_1_costs_one_row(tmp_path):
    text = messages.as_csv().replace("ENVISAT", "CÔTE")
    table = outcome(text.encode("latin-1"), "csv", tmp_path / "x")
    assert (len(table), table.problems[0].line, table.problems[0].field) == (2, 2, "OBJECT_NAME")


NO_NUMBERS = [
    "nan",
    "NaN",
    "inf",
    "-Infinity",
    "1e999",
    "-1e999",
    "1_0",
    "0x10",
    "٣",
    "1,5",
    "1 2",
    "--1",
    "9" * 400,
    "true",
]


@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize("field", ["MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "BSTAR", "NORAD_CAT_ID"])
def test_what_is_no_number_costs_one_row_in_every_format(field, value):
    bad = messages.STAGE | {field: value}
    for way, write in messages.WRITERS.items():
        with pytest.warns(UnreadableRowsWarning) as caught:
            read = Catalog.from_omm(write([messages.ENVISAT, bad, messages.NEW]))
        assert [item.norad_cat_id for item in read] == [27386, 270_288_001], way
        assert read.problems.total == 1
        assert len(caught) == 1


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999", "true", "null", "{}", "[]", "9" * 5000])
def test_bare_json_words_cost_one_row(word):
    text = messages.as_json([messages.STAGE, messages.ENVISAT]).replace('"14.14"', word)
    if word == "9" * 5000:  # Python refuses to read so many digits: the rest cannot be found
        with pytest.raises(CatalogError, match="not complete JSON"):
            Catalog.from_omm(text)
        return
    with pytest.warns(UnreadableRowsWarning, match="MEAN_MOTION|mean_motion"):
        read = Catalog.from_omm(text)
    assert [item.norad_cat_id for item in read] == [27386]


@pytest.mark.parametrize(
    "name",
    ["=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "-cmd|'/C calc'!A0", "\x1b[2J", "a\x00b"],
)
def test_names_that_a_spreadsheet_or_a_terminal_would_run_cost_one_row(name):
    for write in (messages.as_csv, messages.as_json):
        with pytest.warns(UnreadableRowsWarning):
            read = Catalog.from_omm(write([messages.ENVISAT, messages.STAGE | {"OBJECT_NAME": name}]))
        assert [item.norad_cat_id for item in read] == [27386]
        table = read.to_pandas().to_csv() + read.problems.to_pandas().to_csv()
        assert not re.search(r"(^|,)\"?[=+@]", table, re.MULTILINE)


_LAUGHS = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10))


@pytest.mark.parametrize(
    "bomb",
    [
        f'<!DOCTYPE ndm [<!ENTITY l0 "lol">{_LAUGHS}]><ndm><omm><NAME>&l9;</NAME></omm></ndm>',
        '<!DOCTYPE ndm [<!ENTITY x SYSTEM "file:///etc/passwd">]><ndm><omm><OBJECT_NAME>&x;</OBJECT_NAME></omm></ndm>',
        '<!DOCTYPE ndm [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><ndm/>',
        '<!DOCTYPE ndm SYSTEM "http://127.0.0.1:9/x.dtd"><ndm/>',
        f'<!DOCTYPE ndm [<!ENTITY a "{"a" * 50_000}">]><ndm>{"&a;" * 5000}</ndm>',
    ],
    ids=["laughs", "file", "parameter", "dtd", "quadratic"],
)
def test_entities_are_refused_before_they_mean_anything(bomb):
    with pytest.raises(CatalogError, match="declares a document type or entities"):
        Catalog.from_omm(bomb)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>" * 100_000, "nested deeper than 32"),
        (f"<ndm><omm><OBJECT_NAME>{'x' * 20_000}</OBJECT_NAME></omm></ndm>", "more than 10,000 characters"),
        (f"<ndm><omm>{''.join(f'<F{k}>1</F{k}>' for k in range(300))}</omm></ndm>", "more than 200 fields"),
        (f"<ndm><!--{'x' * 6_000_000}--></ndm>", "tag or comment of more than 4 MB"),
        ("<ndm>&undefined;</ndm>", "not complete XML"),
        ("[" * 200_000, "not complete JSON"),
        ('[{"a":' * 200_000, "not complete JSON"),
        ('{"a":' * 200_000, "not complete JSON"),
        ('["' + "x" * 12_000_000, "not complete JSON"),
        ("[" + "1," * 200_000, "more than 100,000 rows cannot be read"),
        ("[" + "{}," * 200_000, "more than 100,000 rows cannot be read"),
        (messages.as_csv([messages.ENVISAT]) + "x\n" * 200_000, "more than 100,000 rows cannot be read"),
        ("A = 1\n" * 500, "no catalogue this package reads"),
        ("CCSDS_OMM_VERS = 2\n" + "".join(f"K{k} = 1\n" for k in range(500)), "more than 200 keywords"),
    ],
    ids=range(14),
)
def test_depth_and_length_are_bounded(text, message):
    with pytest.raises(CatalogError, match=message):
        Catalog.from_file(text)


def test_a_line_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(text_module, "LONGEST_LINE", 10_000)
    with pytest.raises(CatalogError, match=r"line 5: longer than"):
        Catalog.from_omm(messages.as_csv() + "x" * 3_000_000)


def test_more_objects_than_memory_holds_are_refused(monkeypatch):
    for module in (reading, attributes):
        monkeypatch.setattr(module, "MOST_OBJECTS", 2)
    for way, text in TEXTS.items():
        if way not in ("psatcat", "discos"):
            with pytest.raises(CatalogError, match="holds more than 2 objects"):
                (Attributes if way in TABLES else Catalog).from_file(text)


def test_a_text_that_does_not_end_is_refused(monkeypatch):
    monkeypatch.setattr(text_module, "LARGEST_TEXT", 2_000_000)
    with pytest.raises(CatalogError, match="holds more than 2 MB"):
        Catalog.from_omm(messages.as_csv() + "\n" * 4_000_000)


HUGE = """
import resource, sys, warnings
from pathlib import Path
from adr_planner.catalog import Catalog
from adr_planner.errors import CatalogError
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
Catalog.example()
def read():
    return next(int(line.split()[1]) for line in open("/proc/self/io") if line.startswith("rchar"))
for path in sys.argv[1:]:
    before = read()
    try:
        Catalog.from_file(Path(path))
    except CatalogError as error:
        print(f"{(read() - before) / 1e6:.1f} MB", str(error)[:60].encode("unicode_escape").decode())
# Not ru_maxrss: it begins with the peak of the process that started this one.
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024)
"""


def test_lines_and_bombs_of_a_gigabyte_are_refused_from_their_first_megabytes_in_little_memory(tmp_path):
    """Files with holes cost no disk; the unpacked bomb is a gigabyte of blanks from a megabyte."""
    heads = {
        "line": messages.as_csv(),
        "json": "[",
        "string": '["',
        "xml": "<ndm>",
        "tle": messages.as_tle(),
        "kvn": messages.as_kvn(),
    }
    paths = []
    for name, head in heads.items():
        path = tmp_path / name
        path.write_text(head)
        with path.open("r+b") as file:
            file.truncate(1_000_000_000 + len(head))
        paths.append(path)
    bomb = tmp_path / "bomb"
    member = gzip.compress(b" " * 10_000_000, 9)
    bomb.write_bytes(gzip.compress(messages.as_csv().encode()) + member * 110)
    done = subprocess.run(
        [sys.executable, "-c", HUGE, *map(str, [*paths, bomb])], capture_output=True, text=True, timeout=120,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *told, peak = done.stdout.splitlines()
    assert len(told) == len(paths) + 1, done.stdout
    assert max(float(line.split()[0]) for line in told) < 20.0, "read more than 20 MB of a gigabyte"
    assert int(peak) < 1000, f"{peak} MB"
