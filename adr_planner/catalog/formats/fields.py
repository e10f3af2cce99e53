"""Fields of a record as text, numbers and dates, with one clear refusal each."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from adr_planner.border.characters import UNSEEN, visible
from adr_planner.catalog.space_object import ObjectType
from adr_planner.errors import CatalogError

__all__ = ["BY_NAME", "TYPE_BY_NAME", "catalogue_number", "kind_of", "number", "text", "type_of", "word"]

BY_NAME = "its name"
"""Source of a type that nothing but the name tells."""
TYPE_BY_NAME: Mapping[str, str] = {"object_type": BY_NAME}
"""The sources of such an object, one mapping for all of them: they are many."""
_LONGEST = 500
_FORMULA = re.compile(r"[=+@].|-[^A-Za-z]|-.*[|(!]")
_TYPES: dict[str, ObjectType] = {
    "PAYLOAD": "PAYLOAD", "PAY": "PAYLOAD", "ROCKET BODY": "ROCKET BODY", "R/B": "ROCKET BODY",
    "DEBRIS": "DEBRIS", "DEB": "DEBRIS",
}  # fmt: skip


def text(record: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """Return a field as text without its margins.

    Raises
    ------
    CatalogError
        If it is missing and has no default, or holds what is no text.
    """
    value = record.get(key)
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        if default is None:
            raise CatalogError(f"{key} is missing.", field=key)
        return default
    if isinstance(value, (dict, list)):
        raise CatalogError(f"{key} is a {type(value).__name__}: it must be a single value.", field=key)
    result = value if isinstance(value, str) else str(value)
    if len(result) > _LONGEST:
        raise CatalogError(f"{key} has {len(result):,} characters: no catalogue's has.", field=key)
    if "\ufffd" in result or UNSEEN.search(result):
        shown = visible(result, 40)
        raise CatalogError(f"{key} is '{shown}': it holds signs that are not UTF-8 text, or not seen.", field=key)
    return result


def word(record: Mapping[str, Any], key: str) -> str:
    """Return a field that is a name or a code, ``""`` if it is missing.

    Raises
    ------
    CatalogError
        If it holds what is no text, or opens like a formula: written to a CSV file, a spreadsheet would run it.

    Examples
    --------
    >>> word({"OBJECT_NAME": " SL-16 R/B "}, "OBJECT_NAME")
    'SL-16 R/B'
    """
    result = text(record, key, "")
    if result[:1] in "=+-@" and _FORMULA.match(result):
        raise CatalogError(f"{key} is {result[:40]!r}: it opens like a spreadsheet formula.", field=key)
    return result


def number(record: Mapping[str, Any], key: str, default: float | None = None) -> float:
    """Return a field as a finite number.

    Raises
    ------
    CatalogError
        If it is missing and has no default, no number, or not finite.
    """
    shown = text(record, key, None if default is None else str(default))
    try:
        # Python reads 1_0 as ten and Arabic digits as digits; no catalogue means that.
        value = float(shown if shown.isascii() and "_" not in shown else "")
    except ValueError:
        raise CatalogError(f"{key} is {shown[:40]!r}: not a number.", field=key) from None
    if not math.isfinite(value):
        raise CatalogError(f"{key} is {shown[:40]}: it must be finite.", field=key)
    return value


def catalogue_number(record: Mapping[str, Any], key: str = "NORAD_CAT_ID") -> int:
    """Return a catalogue number of one to nine digits.

    Raises
    ------
    CatalogError
        If it is none.

    Examples
    --------
    >>> catalogue_number({"NORAD_CAT_ID": "270288"})
    270288
    """
    shown = text(record, key)
    if not (shown.isascii() and shown.isdigit() and len(shown) <= 9):
        raise CatalogError(f"{key} is {shown[:40]!r}: it must be a whole number of up to nine digits.", field=key)
    return int(shown)


def kind_of(name: str) -> ObjectType:
    """Guess the type from the catalogue's own naming habit.

    Examples
    --------
    >>> kind_of("SL-16 R/B"), kind_of("FENGYUN 1C DEB"), kind_of("ENVISAT")
    ('ROCKET BODY', 'DEBRIS', 'UNKNOWN')
    """
    if name.endswith(" DEB") or " DEB " in name:
        return "DEBRIS"
    return "ROCKET BODY" if " R/B" in name else "UNKNOWN"


def type_of(word: str, name: str) -> ObjectType:
    """Return the type a catalogue states, in its own spelling, or the one the name tells.

    Examples
    --------
    >>> type_of("R/B", ""), type_of("TBA", "SL-8 DEB")
    ('ROCKET BODY', 'DEBRIS')
    """
    return _TYPES.get(word.upper(), kind_of(name))
