"""Bounds on what any document may hold, asked before anything is made of it.

A document is a tree of texts, numbers, lists and tables, whoever wrote it. The first thing in it that no document of
ours could hold is named by its JSON pointer (RFC 6901); nothing is built for the rest.
"""

from __future__ import annotations

from typing import Any

from adr_planner.border.characters import UNSEEN, visible

__all__ = [
    "DEEPEST",
    "FIRST_YEAR",
    "LAST_YEAR",
    "LONGEST_KEY",
    "Refused",
    "first_fault",
    "pointer_text",
]

FIRST_YEAR, LAST_YEAR = 1957, 2200
"""The first satellite's, and a bound on what can be planned."""
_LONGEST_TEXT = 4000
"""Characters of one text: the longest notes have a tenth."""
DEEPEST = 20
_MOST_FIELDS, LONGEST_KEY = 200, 100
_LARGEST_NUMBER = 1e20
"""Beyond it sums of squares leave what a double holds, and nothing in orbit is so large in any unit used."""
_MOST_ENTRIES = 50_000
"""Of one list: a plan may tell of a whole catalogue that it was left out."""


class Refused:
    """What stands where a value should, with what is wrong with it.

    Parameters
    ----------
    why : str
        To stand after the pointer.
    """

    def __init__(self, why: str) -> None:
        self.why = why


def first_fault(content: Any) -> tuple[str, str] | None:
    r"""Return the pointer of the first thing no document of ours could hold, and what is wrong; None if all is well.

    Parameters
    ----------
    content : object
        Tables, lists and values as JSON and TOML have them.

    Examples
    --------
    >>> first_fault({"targets": [{"name": "ENVISAT"}, {"name": "A\u202eB"}]})
    ('/targets/1/name', "holds the character U+202E, which cannot be seen: 'A\\u202eB'")
    >>> first_fault({"seed": 10**300})[1]
    'is 1.0e+300: no number here is beyond 1e+20'
    """
    found = _fault(content, 0)
    return None if found is None else (pointer_text(reversed(found[0])), found[1])


def pointer_text(parts: Any) -> str:
    """Return a JSON pointer of its parts, escaped, on one line.

    Examples
    --------
    >>> pointer_text(["legs", 3, "a/b"])
    '/legs/3/a~1b'
    """
    return "".join("/" + visible(part, LONGEST_KEY).replace("~", "~0").replace("/", "~1") for part in parts)


def _fault(value: Any, depth: int) -> tuple[list[Any], str] | None:
    if isinstance(value, (dict, list)):
        if depth >= DEEPEST:
            return [], f"is nested deeper than {DEEPEST} levels"
        return _fault_below(value, depth)
    why = _fault_of(value)
    return None if why is None else ([], why)


def _fault_below(value: dict[str, Any] | list[Any], depth: int) -> tuple[list[Any], str] | None:
    if isinstance(value, dict):
        if len(value) > _MOST_FIELDS:
            return [], f"has {len(value):,} fields, more than {_MOST_FIELDS}"
        for key in value:
            if len(key) > LONGEST_KEY or UNSEEN.search(key):
                return [], f"has the key {visible(key, 40)!r}, which is too long or cannot be seen"
    elif len(value) > _MOST_ENTRIES:
        return [], f"has {len(value):,} entries, more than {_MOST_ENTRIES:,}"
    parts: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        found = _fault(part, depth + 1)
        if found is not None:
            found[0].append(key)
            return found
    return None


def _fault_of(value: Any) -> str | None:
    if isinstance(value, str):
        if len(value) > _LONGEST_TEXT:
            return f"has {len(value):,} characters, more than {_LONGEST_TEXT:,}"
        if unseen := UNSEEN.search(value):
            return f"holds the character U+{ord(unseen[0]):04X}, which cannot be seen: '{visible(value, 60)}'"
    elif isinstance(value, (int, float)):
        if not abs(value) <= _LARGEST_NUMBER:
            return f"is {_shown(value)}: no number here is beyond {_LARGEST_NUMBER:g}"
    elif isinstance(value, Refused):
        return value.why
    return None


def _shown(value: float) -> str:
    try:
        return f"{value:.1e}"
    except OverflowError:
        return "a number of more than 300 digits"
