"""Messages in keyword = value notation (CCSDS 502.0), one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import Record
from adr_planner.catalog.formats.text import TextFile

__all__ = ["from_kvn", "is_kvn"]

_OPENS = "CCSDS_OMM_VERS"
_BLOCKS = {"META_START", "META_STOP", "DATA_START", "DATA_STOP"}
"""The standard has none in an OMM, some writers do."""
_BEGINNING = re.compile(r"\s*(CCSDS_OMM_VERS\s*=|OBJECT_NAME\s*=|COMMENT\b)")
_MOST_FIELDS = 200
_NEEDED = ("BSTAR", "MEAN_MOTION_DOT")
"""What the standard asks of SGP4 elements after the angles: without them a message is not whole."""


def is_kvn(head: str) -> bool:
    """Return whether a text begins like a message in this notation.

    Examples
    --------
    >>> is_kvn("CCSDS_OMM_VERS = 2.0"), is_kvn("OBJECT_NAME,OBJECT_ID,EPOCH")
    (True, False)
    """
    return _BEGINNING.match(head) is not None


def from_kvn(file: TextFile, log: RowLog) -> Iterator[Record]:
    """Yield the messages of a KVN text.

    A message opens with ``CCSDS_OMM_VERS``. Units in brackets stay behind their figures; a keyword given twice, or a
    line that is neither keyword nor comment, spoils its message.
    """
    message: dict[str, str] = {}
    begun, spoiled = 0, ""
    for number, line in file.lines():
        key, sign, value = (part.strip() for part in line.partition("="))
        if key == _OPENS:
            yield from _finished(message, begun, spoiled, log)
            message, begun, spoiled = {}, number, ""
        if not key or key.startswith("COMMENT") or (not sign and key in _BLOCKS):
            continue
        key = key.removeprefix("USER_DEFINED_")
        if not sign:
            spoiled = spoiled or f"line {number} is no keyword = value: {line[:40]!r}."
        elif key in message:
            spoiled = spoiled or f"{key} is given twice, the second time on line {number}."
        elif len(message) >= _MOST_FIELDS:
            spoiled = spoiled or f"more than {_MOST_FIELDS} keywords in one message."
        else:
            begun = begun or number
            message[key] = value
    if not file.ended:
        spoiled = spoiled or "the text ends within a line: was the download cut short?"
    yield from _finished(message, begun, spoiled, log)


def _finished(message: dict[str, str], begun: int, spoiled: str, log: RowLog) -> Iterator[Record]:
    missing = [key for key in _NEEDED if message and key not in message]
    if spoiled:
        log.add(begun, spoiled)
    elif missing:
        log.add(begun, f"{missing[0]} is missing: was the download cut short?", missing[0])
    elif message:
        yield begun, message
