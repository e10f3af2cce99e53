"""Messages in XML (CCSDS 505.0): fields and their units, no document types, no entities, nothing fetched.

The parser is expat with every door shut that a hostile file could use: a document type (and so any entity, be it a
bomb or a file's name) stops the reading, depth and length are bounded, and one message at a time is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import Record
from adr_planner.catalog.formats.text import TextFile
from adr_planner.errors import CatalogError

__all__ = ["from_xml"]

_DEEPEST = 32
_LONGEST = 10_000
_MOST_FIELDS = 200
_LARGEST_TOKEN = 4_000_000


def from_xml(file: TextFile, log: RowLog) -> Iterator[Record]:
    """Yield the ``<omm>`` messages of an XML text.

    What follows a place that is not XML cannot be read.

    Raises
    ------
    CatalogError
        If the text declares a document type or an entity, or is nested or long beyond any message.
    """
    messages = _Messages(file.name)
    try:
        for piece in file.pieces():
            messages.read(piece)
            yield from messages.taken()
        messages.parser.Parse("", True)  # noqa: FBT003
    except expat.ExpatError as error:
        yield from messages.taken()
        log.add(error.lineno, f"not complete XML ({expat.ErrorString(error.code)}): was the download cut short?")
    except UnicodeEncodeError:
        log.add(messages.parser.CurrentLineNumber, "not UTF-8 text.")
    yield from messages.taken()


class _Messages:
    """The leaves of every message as expat finds them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._given = 0
        self._depth = 0
        self._begun = 0
        self._fields: dict[str, str] = {}
        self._key = ""
        self._value: list[str] = []
        self._length = 0
        self._unit = ""
        self._done: list[Record] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        for door in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
            setattr(self.parser, door, self._refuse)

    def read(self, piece: str) -> None:
        """Parse the next piece; what stands between two brackets may not be larger than some pieces."""
        self._given += len(piece.encode())
        self.parser.Parse(piece)
        if self._given - self.parser.CurrentByteIndex > _LARGEST_TOKEN:
            raise self._error(f"holds a tag or comment of more than {_LARGEST_TOKEN / 1e6:.0f} MB")

    def taken(self) -> list[Record]:
        """Return the messages since the last call."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: object) -> None:
        raise self._error("declares a document type or entities, which no catalogue needs and an attack does")

    def _error(self, what: str) -> CatalogError:
        line = self.parser.CurrentLineNumber
        return CatalogError(f"{self._name}, line {line}: the XML {what}.", source=self._name, record=line)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"is nested deeper than {_DEEPEST} elements")
        name = tag.rpartition(":")[2]
        if name == "omm":
            self._begun, self._fields = self.parser.CurrentLineNumber, {}
        self._key = attributes.get("parameter", name) if name == "USER_DEFINED" else name
        self._value, self._length, self._unit = [], 0, attributes.get("units", "").strip()[:_LONGEST]

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST:
            raise self._error(f"holds a field of more than {_LONGEST:,} characters")
        self._value.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag.rpartition(":")[2] == "omm" and self._begun:
            self._done.append((self._begun, self._fields))
            self._begun, self._fields = 0, {}
        elif self._begun and self._key:
            if len(self._fields) >= _MOST_FIELDS:
                raise self._error(f"holds more than {_MOST_FIELDS} fields in one message")
            value = "".join(self._value).strip()
            self._fields.setdefault(self._key, f"{value} [{self._unit}]" if value and self._unit else value)
        self._key, self._value, self._length = "", [], 0
