"""Text of any size, read in pieces: plain or gzip, from a file or a string, never more than a few megabytes at once."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from adr_planner.errors import CatalogError
from adr_planner.files import encoding_of

__all__ = ["TextFile"]

LARGEST_TEXT = 1_000_000_000
"""Bytes after unpacking: the largest catalogue known is a hundredth of that."""
LONGEST_LINE = 1_000_000
_MOST_LINES = 20_000_000
_PIECE = 1 << 20
_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"


class TextFile:
    r"""The text of a path, or of a text, in pieces or lines.

    A string with a line break, or one that opens like JSON or XML, is the text itself. Bytes that are no UTF-8
    become U+FFFD, so that only the rows that hold them are lost.

    Parameters
    ----------
    source : str or Path
        Path (``.gz`` accepted), or the text itself.

    Raises
    ------
    CatalogError
        If the path is no regular file, or the text is empty.

    Examples
    --------
    >>> file = TextFile("one\r\ntwo")
    >>> list(file.lines())
    [(1, 'one'), (2, 'two')]
    >>> file.name, file.ended
    ('text', False)
    """

    def __init__(self, source: str | Path) -> None:
        self._text = source if isinstance(source, str) and _is_text(source) else None
        self._path = None if self._text is not None else Path(source)
        self.name = "text" if self._path is None else _short(self._path.name)
        self.sha256 = ""
        self.ended = True
        """Whether the last line read had an end: a download cut short mostly has none."""
        if self._path is not None and not _is_file(self._path):
            shown = _short(str(self._path))
            raise CatalogError(f"Cannot read {shown!r}: there is no such file.", source=shown)
        self.head = next(self.pieces(), "")[:_HEAD]
        if not self.head.strip():
            raise CatalogError(f"{self.name} is empty: there are no objects in it.", source=self.name)

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces of about a megabyte, and set `sha256` at its end.

        Raises
        ------
        CatalogError
            If the file cannot be read or unpacked, or is too large to be a catalogue.
        """
        digest, total = hashlib.sha256(), 0
        decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        for content in self._bytes():
            if not total:
                decoder = codecs.getincrementaldecoder(encoding_of(content))(errors="replace")
            total += len(content)
            if total > LARGEST_TEXT:
                raise CatalogError(
                    f"{self.name} holds more than {LARGEST_TEXT / 1e6:.0f} MB: no catalogue does.", source=self.name
                )
            digest.update(content)
            yield decoder.decode(content)
        if rest := decoder.decode(b"", final=True):
            yield rest
        self.sha256 = digest.hexdigest()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield every line without its end, with its number from one.

        Raises
        ------
        CatalogError
            If a line is too long, or there are too many, to be a catalogue's.
        """
        number, rest = 0, ""
        for piece in self.pieces():
            *whole, rest = (rest + piece).split("\n")
            for line in whole:
                number += 1
                yield number, line[:-1] if line.endswith("\r") else line
            if len(rest) > LONGEST_LINE or number > _MOST_LINES:
                raise CatalogError(
                    f"{self.name}, line {number + 1}: longer than {LONGEST_LINE / 1e6:g} MB, or one of more than "
                    f"{_MOST_LINES / 1e6:g} million; no catalogue has such lines.",
                    source=self.name,
                    record=number + 1,
                )
        self.ended = not rest
        if rest:
            yield number + 1, rest

    def _bytes(self) -> Iterator[bytes]:
        if self._text is not None:
            for start in range(0, len(self._text), _PIECE):
                yield self._text[start : start + _PIECE].encode("utf-8", errors="replace")
            return
        shown = _short(str(self._path))
        try:
            with cast(Path, self._path).open("rb") as file:
                packed = file.read(2) == _GZIP
                file.seek(0)
                stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
                while content := stream.read(_PIECE):
                    yield content
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CatalogError(f"Cannot unpack {shown}: {error}; was the download cut short?", source=shown) from error
        except OSError as error:
            raise CatalogError(f"Cannot read {shown}: {error.strerror or error}.", source=shown) from error


def _is_text(source: str) -> bool:
    return not source.strip() or "\n" in source or source.removeprefix("\ufeff").lstrip()[:1] in tuple("[{<")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that cannot be one
        return False


def _short(name: str) -> str:
    return name if len(name) < 200 else f"{name[:60]}..."
