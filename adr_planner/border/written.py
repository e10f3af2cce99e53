"""Quantities as people write them: numbers with separators, units by symbol or by name, one or many."""

from __future__ import annotations

import re

from astropy import units as u

__all__ = ["quantity_of"]

_GROUPS = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000_'\u2019"
"""What may part thousands: spaces of any width, a low line, an apostrophe. A comma may also part decimals."""
_QUANTITY = re.compile(
    rf"(?P<sign>[-+\u2212]?)"
    rf"(?P<whole>[0-9]{{1,3}}(?P<mark>[{_GROUPS}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*|[0-9]*)"
    rf"(?P<rest>(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)"
    rf"\s*(?P<unit>(?:[^\W\d]|[\u00b0\u00b5%/(]).*)?"
)
_NAMES = {
    "sec": "s", "second": "s", "min": "min", "minute": "min", "hr": "h", "hour": "h", "day": "day", "wk": "week",
    "week": "week", "yr": "yr", "year": "yr",
    "kg": "kg", "gram": "g", "kilogram": "kg", "ton": "t", "tonne": "t",
    "metre": "m", "meter": "m", "kilometre": "km", "kilometer": "km",
    "deg": "deg", "degree": "deg", "rad": "rad", "radian": "rad",
    "newton": "N", "millinewton": "mN", "kilonewton": "kN",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")
_PER = re.compile(r"\s+per\s+")


def quantity_of(text: str) -> u.Quantity:
    """Read a number and its unit.

    Parameters
    ----------
    text : str
        The number first. Thousands may be parted by spaces, low lines or apostrophes, in groups of three.

    Raises
    ------
    ValueError
        If it is none, or can be read in two ways.

    Examples
    --------
    >>> quantity_of("1 200 kg"), quantity_of("250 days"), quantity_of("7.6 kilometres per second")
    (<Quantity 1200. kg>, <Quantity 250. d>, <Quantity 7.6 km / s>)
    >>> quantity_of("1,200 kg")
    Traceback (most recent call last):
    ...
    ValueError: a comma may part thousands or decimals: write 1200, or 1.2
    """
    found = _QUANTITY.fullmatch(text.strip())
    if "," in text:
        raise ValueError("a comma may part thousands or decimals: write 1200, or 1.2")
    if found is None:
        raise ValueError("it is no number followed by a unit")
    digits = re.sub(rf"[{_GROUPS}]", "", found["whole"])
    number = float(found["sign"].replace("\u2212", "-") + digits + found["rest"])
    return u.Quantity(number, u.Unit(_symbols(found["unit"] or "")))


def _symbols(unit: str) -> str:
    """Return a unit with the names in it replaced by symbols."""
    return _WORD.sub(lambda word: _symbol(word[0]), _PER.sub("/", unit.strip()))


def _symbol(word: str) -> str:
    name = word.lower()
    return _NAMES.get(name) or _NAMES.get(name.removesuffix("s")) or word
