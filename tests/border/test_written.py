"""Quantities as people write them: separators between thousands, units by name, one or many."""

import re

import pytest
from astropy import units as u

from adr_planner.border.written import quantity_of
from adr_planner.errors import InvalidInputError
from adr_planner.units import from_text

SPACES = {
    " ": "space",
    "\u2002": "en",
    "\u3000": "ideographic",
    "\u00a0": "no-break",
    "\u2007": "figure",
    "\u2009": "thin",
    "\u202f": "narrow no-break",
}


@pytest.mark.parametrize("mark", [*SPACES, "_", "'", "\u2019"], ids=[*SPACES.values(), "low line", "'", "apostrophe"])
def test_thousands_may_be_parted(mark):
    """``1 200 kg`` used to be read as 200 kg."""
    assert quantity_of(f"1{mark}200 kg") == 1200 * u.kg
    assert quantity_of(f"12{mark}345{mark}678.25{mark if mark in SPACES else ' '}m") == 12345678.25 * u.m


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("250 days", 250 * u.day), ("1 day", 1 * u.day), ("2 Weeks", 14 * u.day), ("1.5 years", 1.5 * u.yr),
        ("36 hours", 36 * u.h), ("36 hrs", 36 * u.h), ("20 minutes", 20 * u.min), ("90 secs", 90 * u.s),
        ("3 kilograms", 3 * u.kg), ("2 tonnes", 2000 * u.kg), ("4 kilometres", 4 * u.km), ("4 kilometers", 4 * u.km),
        ("90 degrees", 90 * u.deg), ("400 newtons", 400 * u.N), ("30 metres per second", 30 * u.m / u.s),
        ("7.6 km/sec", 7.6 * u.km / u.s), ("1e3 m/s", 1 * u.km / u.s), (".5 km", 500 * u.m), ("250day", 250 * u.day),
        ("\u22125 m", -5 * u.m), ("-5 m", -5 * u.m), ("0.01 m2/kg", 0.01 * u.m**2 / u.kg), ("500 ms", 0.5 * u.s),
        ("5 \u00b0", 5 * u.deg), (" 3 m ", 3 * u.m),
    ],
)  # fmt: skip
def test_units_may_be_named(text, value):
    assert quantity_of(text).to_value(value.unit) == pytest.approx(value.value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "1 20 kg", "1 2000 kg", "12 00 kg", "1200 200 kg", "1 200\u00a0000 kg", "1,200 kg", "1.200,5 kg", "1.200.5 kg",
        "3 10 kg", "3 10**3 kg", "1/2 day", "five days", "250 moons", "0x10 kg", "- 5 kg", "inf kg", "nan kg", "",
        "kg", "5 months", "\u0661\u0662 kg",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_in_none_is_refused_by_name(text):
    with pytest.raises(InvalidInputError, match=re.escape(f"dry_mass: cannot read {text!r} as a quantity")) as caught:
        from_text(text, name="dry_mass", example="1200 kg")
    assert caught.value.parameter == "dry_mass"
