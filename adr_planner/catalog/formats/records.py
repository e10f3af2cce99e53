"""Records of a text, whatever way it is written: each a mapping from field to value, with the line it begins on.

A row that is damaged is noted and left out; the rest goes on. Rows are single lines: no catalogue breaks one.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.text import TextFile
from adr_planner.errors import CatalogError

__all__ = ["Record", "from_csv", "from_json", "from_tsv"]

Record = tuple[int, Mapping[str, Any]]
_WINDOW = 1 << 22
_SPACE = re.compile(r"[ \t\r\n]*")


def from_csv(file: TextFile, log: RowLog, needed: tuple[str, ...], kind: str) -> Iterator[Record]:
    """Yield the rows of a CSV text with a header line.

    Parameters
    ----------
    file : TextFile
        The text.
    log : RowLog
        Takes the rows that cannot be read.
    needed : tuple of str
        Columns without which it is another table.
    kind : str
        What it should be, for the error.

    Raises
    ------
    CatalogError
        If a needed column is missing.
    """
    yield from _rows(file, log, needed, kind, _cells)


def from_tsv(file: TextFile, log: RowLog, needed: tuple[str, ...], kind: str) -> Iterator[Record]:
    """Yield the rows of a tab-separated text whose header opens with ``#``; other ``#`` lines are comments.

    Parameters and errors are those of `from_csv`.
    """
    yield from _rows(file, log, needed, kind, lambda line: [cell.strip() for cell in line.split("\t")])


def _cells(line: str) -> list[str]:
    if '"' in line:
        return next(csv.reader([line], strict=True))
    return line.split(",")


def _rows(
    file: TextFile, log: RowLog, needed: tuple[str, ...], kind: str, split: Callable[[str], list[str]]
) -> Iterator[Record]:
    header: list[str] = []
    for number, line in file.lines():
        if not line.strip():
            continue
        try:
            cells = split(line)
        except csv.Error as error:
            log.add(number, f"a quote is not closed ({error}).")
            continue
        if not header:
            header = [name.strip().removeprefix("#") for name in cells]
            missing = [name for name in needed if name not in header]
            if missing:
                raise CatalogError(
                    f"{file.name} is not {kind}: its first line has no column {', '.join(missing)}.", source=file.name
                )
        elif line[0] == "#":
            continue
        elif len(cells) != len(header):
            log.add(
                number,
                f"has {len(cells)} fields where the first line names {len(header)}: was the download cut short?",
            )
        else:
            yield number, dict(zip(header, cells, strict=True))


def from_json(file: TextFile, log: RowLog) -> Iterator[Record]:
    """Yield the objects of a JSON array, or the one object there is; never more than a few megabytes are held.

    Whatever follows a place that is not JSON cannot be read.
    """
    text = _Window(file)
    array = text.next_sign() == "["
    if array:
        text.skip(1)
    while sign := text.next_sign():
        if array and sign == "]":
            text.skip(1)
            break
        line = text.line
        try:
            value = text.value()
        except (ValueError, RecursionError) as error:
            log.add(line, f"not complete JSON ({error}): was the download cut short?")
            return
        if isinstance(value, dict):
            yield line, value
        else:
            log.add(line, f"a {type(value).__name__} where an object with fields should be.")
        if not array:
            break
        follows = text.next_sign()
        if follows == ",":
            text.skip(1)
        elif follows != "]":
            log.add(text.line, "not complete JSON (neither a comma nor the end): was the download cut short?")
            return
    else:
        if array:
            log.add(text.line, "not complete JSON (the array has no end): was the download cut short?")
    if text.next_sign():
        log.add(text.line, "something follows the end of the JSON.")


class _Window:
    """The next megabytes of a text and the place in them."""

    def __init__(self, file: TextFile) -> None:
        self._pieces = file.pieces()
        self._held = ""
        self._place = 0
        self._done = False
        self._decoder = json.JSONDecoder()
        self.line = 1

    def _refill(self) -> None:
        if self._done or len(self._held) - self._place >= _WINDOW:
            return
        parts = [self._held[self._place :]]
        while sum(map(len, parts)) < 2 * _WINDOW:
            piece = next(self._pieces, "")
            if not piece:
                self._done = True
                break
            parts.append(piece)
        self._held, self._place = "".join(parts), 0

    def next_sign(self) -> str:
        """Return the next character that is no space, ``""`` at the end."""
        while True:
            self._refill()
            found = _SPACE.match(self._held, self._place)
            self.skip(found.end() - self._place if found else 0)
            if self._place < len(self._held):
                return self._held[self._place]
            if self._done:
                return ""

    def skip(self, count: int) -> None:
        """Go on by some characters, counting lines."""
        end = self._place + count
        self.line += self._held.count("\n", self._place, end)
        self._place = end

    def value(self) -> Any:
        """Return the next JSON value.

        Raises
        ------
        ValueError
            If there is none, or it is longer than any record.
        RecursionError
            If it is nested too deeply.
        """
        value, end = self._decoder.raw_decode(self._held, self._place)
        self.skip(end - self._place)
        return value
