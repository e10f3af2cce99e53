"""Files and texts of JSON and TOML as trees, however large, deep or broken they are."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from adr_planner.border.bounds import DEEPEST, LONGEST_KEY, Refused, pointer_text
from adr_planner.border.characters import visible

__all__ = ["Unreadable", "bounded_bytes", "json_content", "toml_content"]

_LONGEST_NUMBER = 64
_MOST_VALUES = 400_000
"""Values of a document: a plan of five targets has a thousand."""
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[][{},:]', re.DOTALL)
"""A string, ended or not, or a sign of JSON's: never scans a text twice."""
_LONG_PATH = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){8}""")


class Unreadable(ValueError):
    """A file or a text can be no document.

    Parameters
    ----------
    why : str
        To stand after its name.
    pointer : str
        Where.
    """

    def __init__(self, why: str, pointer: str = "") -> None:
        super().__init__(why)
        self.pointer = pointer


def bounded_bytes(path: str | Path, largest: int) -> bytes:
    """Return what a file holds, unless it is more than any file of its kind.

    Parameters
    ----------
    path : str or Path
        A regular file, or a link to one.
    largest : int
        The most it may hold [byte].

    Raises
    ------
    Unreadable
        If there is none, it cannot be read, or it holds more.
    """
    try:
        # Asked before it is opened: a pipe nobody writes to would wait for ever.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise Unreadable("it is no regular file")
        with Path(path).open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable("no file can have that name") from None
    if len(content) > largest:
        raise Unreadable(f"it has more than {largest / 1e6:g} MB, as no file of its kind has")
    return content


def json_content(text: str) -> Any:
    """Parse JSON within bounds; what breaks one of them becomes `Refused`, for `first_fault` to find.

    Whole numbers written like 5.0 are read as such, as JSON has one kind of number.

    Raises
    ------
    Unreadable
        If it is not complete, or has more values, or deeper ones, than any document.

    Examples
    --------
    >>> json_content('{"targets": 5.0, "gap": 0.25}')
    {'targets': 5, 'gap': 0.25}
    >>> from adr_planner.border.bounds import first_fault
    >>> first_fault(json_content('{"seed": 1, "seed": 2}'))
    ('', "names 'seed' twice")
    """
    marks = sum(text.count(mark) for mark in ",[{")
    if marks > _MOST_VALUES:
        pointer = _place_of(text, _MOST_VALUES)
        raise Unreadable(f"holds {marks:,} values: at {pointer or 'its root'} it passes {_MOST_VALUES:,}", pointer)
    try:
        return json.loads(
            text, object_pairs_hook=_table, parse_int=_whole, parse_float=_number, parse_constant=_constant
        )
    except RecursionError:
        pointer = _place_of(text, len(text))
        raise Unreadable(f"is nested deeper than {DEEPEST} levels at {pointer}", pointer) from None
    except ValueError as error:
        raise Unreadable(f"is not complete JSON ({error}): it may have been cut short") from None


def toml_content(text: str) -> dict[str, Any]:
    r"""Parse TOML; what a bound forbids is for `first_fault` to find.

    Raises
    ------
    Unreadable
        If it is not valid, or its keys have more parts, or its values are deeper, than any document's.

    Examples
    --------
    >>> toml_content("[mission]\ntargets = 5")
    {'mission': {'targets': 5}}
    """
    if _LONG_PATH.search(text):
        # The parser's work grows with the square of a key's parts.
        raise Unreadable("has a key of more than eight parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Unreadable(f"is nested deeper than {DEEPEST} levels") from None
    except ValueError as error:
        raise Unreadable(f"is not valid TOML: {error}") from None


def _place_of(text: str, count: int) -> str:
    """Return the pointer of the value so many into a text."""
    place: list[Any] = []
    word = ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "[{":
            place.append(0 if sign == "[" else "")
        elif sign in "]}":
            place = place[:-1]
        elif sign == ":" and place and isinstance(place[-1], str):
            place[-1] = word
        elif sign == "," and place and isinstance(place[-1], int):
            place[-1] += 1
        elif sign[0] == '"':
            word = sign[1:-1][:LONGEST_KEY]
        count -= sign in "[{,"
        if not count or len(place) > DEEPEST:
            break
    return pointer_text(place)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Refused:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return Refused(f"names {visible(twice, LONGEST_KEY)!r} twice")


def _whole(digits: str) -> int | Refused:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else _too_long(digits)


def _number(digits: str) -> float | int | Refused:
    if len(digits) > _LONGEST_NUMBER:
        return _too_long(digits)
    value = float(digits)
    return int(value) if value and value.is_integer() and abs(value) < 2**53 else value


def _too_long(digits: str) -> Refused:
    return Refused(f"is a number of {len(digits):,} characters: {_LONGEST_NUMBER} are more than enough")


def _constant(word: str) -> Refused:
    return Refused(f"is {word}: a number has to be finite")
