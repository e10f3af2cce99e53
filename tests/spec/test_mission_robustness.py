"""Whatever stands in a mission file: an error of ours in one sentence, or a mission."""

import random
import warnings
from importlib.resources import files

import pytest
from astropy.units import UnitsError
from erfa import ErfaWarning

from adr_planner.border.characters import UNSEEN
from adr_planner.errors import InvalidInputError
from adr_planner.spec.mission_file import read_mission

TEXT = (files("adr_planner") / "data" / "example_mission.toml").read_text(encoding="utf-8")
TEXT = TEXT.replace(
    "[mission.disposal]",
    """must_visit = [22566, 22220]
one_of = [[22566, 27386]]
order = [[22566, 22220]]

[[mission.dates]]
norad_cat_id = 22566
latest = 2025-06-01T00:00:00Z

[mission.disposal]""",
)
NASTY_BYTES = [
    b"\x00", b"\xff", b'"', b"'", b"\n", b"=", b"[", b"]", b"{", b"#", b".", b"\\", b"\x1b[31m", b"\xed\xa0\x80",
    b"\xe2\x80\xae", b"\\u202e", b"9" * 5000, b"-", b"e999", b"nan", b"inf", b"a." * 50, "٣".encode(),
]  # fmt: skip
NASTY_VALUES = [
    "nan", "-inf", "1e999", "9" * 5000, "-1", "true", "[]", "{}", '""', '"1e999 kg"', '"-5 kg"', '"nan km"',
    '"1 m**9999999"', '"1 (((m)))"', '"9999-01-01"', '"0000-01-01"', "2025-01-01", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "12:00:00", '"A\\u202eB"', '"\\u001b[2J"', '"' + "x" * 9000 + '"', "1e300", "1e19",
    "[" * 400 + "]" * 400, '["a"]', "[[1]]", "[[[1, 2]]]", '"$\\\\frac{1}{0}$"', "0x7fffffffffffffff",
]  # fmt: skip


def read(content, path):
    """Read bytes as a user would; return the mission, None if it was refused."""
    path.write_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ErfaWarning)  # of leap seconds to come
            return read_mission(path)
    except (InvalidInputError, UnitsError) as error:
        message = str(error)
        if len(message) > 1000 or UNSEEN.search(message):
            raise AssertionError(f"not one short sentence: {message[:2000]!r}") from error
        return None


def test_a_file_cut_anywhere_is_an_error_or_a_mission(tmp_path):
    whole = TEXT.encode()
    assert read(whole, tmp_path / "m.toml") is not None
    for end in range(0, len(whole), 3):
        read(whole[:end], tmp_path / "m.toml")


def test_flipped_bits_and_nasty_bytes_are_an_error_or_a_mission(tmp_path):
    whole, dice = TEXT.encode(), random.Random(5)
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 20))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        read(bytes(content), tmp_path / "m.toml")
    for k in range(500):
        place = dice.randrange(len(whole))
        thing = NASTY_BYTES[k % len(NASTY_BYTES)]
        read(whole[:place] + thing + whole[place + dice.randrange(3) :], tmp_path / "m.toml")


def test_any_value_in_the_place_of_another_is_an_error_or_a_mission(tmp_path):
    lines, refused = TEXT.splitlines(), 0
    for k, line in enumerate(lines):
        key, sign, _ = line.partition("=")
        for value in NASTY_VALUES if sign and not key.startswith("#") else ():
            text = "\n".join([*lines[:k], f"{key}= {value}", *lines[k + 1 :]])
            refused += read(text.encode(), tmp_path / "m.toml") is None
    assert refused > 400


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = " + "[" * 5000, "deeper than 20"),
        ("x = " + "{a=" * 5000, "deeper than 20"),
        ("x = " + "[" * 50 + "]" * 50, "deeper than 20"),
        ("a." * 20_000 + "b = 1", "more than eight parts"),
        ('"a" . ' * 20_000 + "b = 1", "more than eight parts"),
        ("[" + "a." * 20_000 + "b]", "more than eight parts"),
        ("x = " + "9" * 5000, "not valid TOML"),
        ("x = 1" + "0" * 30, "/x is 1.0e.30"),
        ("x = inf", "/x is inf"),
        ('x = "A\u202eB"', r"/x holds the character U\+202E"),
        ('x = "\\u202e"', r"/x holds the character U\+202E"),
        ('"x\\u200b" = 1', "cannot be seen"),
        ('x = "' + "y" * 10_000 + '"', "/x has 10,000 characters"),
        ("x = [" + "1," * 60_000 + "]", "/x has 60,000 entries"),
        ("\n".join(f"k{n} = 1" for n in range(1000)), "1,000 fields"),
        ("#" * 2_000_000, "more than 1 MB"),
        ("a = 1\na = 2", "not valid TOML"),
    ],
    ids=range(17),
)
def test_what_no_mission_file_holds_is_refused(tmp_path, text, message):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=message):
        read_mission(path)


def test_what_is_no_regular_file_is_refused(tmp_path):
    for path in (tmp_path, "/dev/zero", "\x00", "x" * 5000):
        with pytest.raises(InvalidInputError, match="Cannot read the mission file"):
            read_mission(path)
