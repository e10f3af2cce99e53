"""Columns of a line whose fields have a fixed width, as punched cards had: a blank within a number is a zero."""

from __future__ import annotations

import math
import re

from adr_planner.errors import CatalogError

__all__ = ["fraction", "number", "power", "whole"]

_POWER = re.compile(r"([ +-])([ 0-9]{5})([ +-]?[ 0-9])|([ +-]?)([ 0-9]{4,5})([+-][ 0-9][0-9])")
"""Sign, digits after the point, power of ten; with two digits of power, the sign or the last digit gives way."""


def _filled(field: str) -> str:
    """Put zeros in the place of blanks, behind the sign."""
    text = field.lstrip()
    sign = text[:1] if text[:1] in ("+", "-") else ""
    return sign + text[len(sign) :].replace(" ", "0")


def number(field: str, name: str) -> float:
    """Read a number with a point.

    Parameters
    ----------
    field : str
        The columns.
    name : str
        What to call them in the error.

    Raises
    ------
    CatalogError
        If they hold none, or nothing at all.

    Examples
    --------
    >>> number(" 71.0   ", "INCLINATION"), number("- .00000100", "MEAN_MOTION_DOT")
    (71.0, -1e-06)
    """
    if not field.strip():
        raise CatalogError(f"{name} is missing.", field=name)
    try:
        # Python reads 1_0 as ten and "nan" as a number; no catalogue means that.
        value = float(_filled(field) if "_" not in field else "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CatalogError(f"{name} is {field.strip()!r}: not a number.", field=name)
    return value


def whole(field: str, name: str) -> int:
    """Read a number without a point.

    Raises
    ------
    CatalogError
        If the columns hold none.

    Examples
    --------
    >>> whole(" 5", "EPOCH"), whole("   ", "ELEMENT_SET_NO")
    (5, 0)
    """
    digits = field.replace(" ", "0")
    if not (digits.isascii() and digits.isdigit()):
        raise CatalogError(f"{name} is {field.strip()!r}: not a number.", field=name)
    return int(digits)


def fraction(field: str, name: str) -> float:
    """Read the digits of a number below one, its point left out.

    Raises
    ------
    CatalogError
        If the columns hold none, or nothing at all.

    Examples
    --------
    >>> fraction("   1234", "ECCENTRICITY"), fraction("0001234", "ECCENTRICITY")
    (0.0001234, 0.0001234)
    """
    if not field.strip():
        raise CatalogError(f"{name} is missing.", field=name)
    return float(f"0.{whole(field, name):0{len(field)}d}")


def power(field: str, name: str) -> float:
    """Read a number as a fraction and a power of ten; nothing is zero.

    Raises
    ------
    CatalogError
        If the columns hold none.

    Examples
    --------
    >>> power("-12345-6", "BSTAR"), power("   123-4", "BSTAR"), power("87000-10", "BSTAR")
    (-1.2345e-07, 1.23e-07, 8.7e-11)
    """
    if not field.strip():
        return 0.0
    found = _POWER.fullmatch(field)
    if not found:
        raise CatalogError(f"{name} is {field.strip()!r}: not a number.", field=name)
    sign, digits, ten = found.group(1, 2, 3) if found[2] else found.group(4, 5, 6)
    return float(f"{sign.strip()}0.{digits.replace(' ', '0')}e{_filled(ten) or 0}")
