"""Copies of what was fetched, each with its address, its digest, its age and the failures since."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from adr_planner.border.characters import UNSEEN, visible
from adr_planner.border.parsing import bounded_bytes, json_content
from adr_planner.errors import CatalogError
from adr_planner.files import write_bytes

__all__ = ["FRESH_S", "Cache", "Copy"]

FRESH_S = 7200.0
"""Providers ask for no second request within two hours [s]."""
_PAUSES_S = (60.0, 300.0, 1800.0, 7200.0)
"""How long to leave a provider alone after the first, second ... failure in a row [s]."""

_LONGEST_PAUSE_S = 86400.0
_LAST = 1e11
"""A time in the year 5138 [s since 1970]: what a note says must be below."""
_LONGEST, _LARGEST_NOTE = 4000, 64_000


@dataclass(frozen=True, slots=True)
class Copy:
    """One kept file and what is known of it.

    Parameters
    ----------
    path : str
        Where it lies.
    address : str
        Where it came from, without any secret.
    fetched : float
        When it was last known to be current [s since 1970]; zero if there is none yet.
    etag, last_modified : str
        What the provider said to ask by.
    failures : int
        Failures in a row since.
    not_before : float
        When the provider may be asked again [s since 1970].
    reason : str
        Why the last request failed.
    sha256 : str
        Digest of what was kept.
    """

    path: str
    address: str
    fetched: float = 0.0
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    not_before: float = 0.0
    reason: str = ""
    sha256: str = ""

    def __post_init__(self) -> None:
        for name in ("fetched", "failures", "not_before"):
            value = getattr(self, name)
            if type(value) not in (int, float) or not 0.0 <= value < _LAST:
                raise ValueError(f"{name} is no time or count")
        if type(self.failures) is not int:
            raise ValueError("failures is no count")
        for name in ("etag", "last_modified", "reason", "sha256"):
            if not _is_plain(getattr(self, name)):
                raise ValueError(f"{name} is no text")

    @property
    def age_s(self) -> float:
        """Seconds since it was last known to be current."""
        return max(0.0, time.time() - self.fetched)

    def is_fresh(self) -> bool:
        """Return whether it is too young to ask again."""
        return self.age_s < FRESH_S and self.exists()

    def exists(self) -> bool:
        """Return whether there is a copy, of whatever age, just as it was kept."""
        return bool(self.fetched and self.sha256) and _digest(Path(self.path)) == self.sha256


class Cache:
    """A folder of fetched files.

    Parameters
    ----------
    folder : Path, optional
        Where; by default ``$ADR_PLANNER_CACHE``, else the user's cache folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = _default_folder() if folder is None else folder

    def find(self, address: str, ending: str) -> Copy:
        """Return the copy of an address, or an empty one to be filled.

        Parameters
        ----------
        address : str
            The request, without any secret.
        ending : str
            Of the file's name, e.g. ``".csv"``.
        """
        slug = re.sub(r"[^A-Za-z0-9]+", "-", address.partition("://")[2])[:80].strip("-")
        digest = hashlib.sha256(address.encode()).hexdigest()[:10]
        path = self.folder / f"{slug}-{digest}{ending}"
        try:
            known = _noted(bounded_bytes(_notes(path), _LARGEST_NOTE))
        except (AttributeError, ValueError, TypeError):  # none yet, or damaged: as good as none
            return Copy(str(path), address)
        soon = time.time() + _LONGEST_PAUSE_S
        ours = (known.path, known.address) == (str(path), address) and max(known.fetched, known.not_before) <= soon
        return known if ours else Copy(str(path), address)

    def keep(self, copy: Copy, content: bytes | None, *, etag: str = "", last_modified: str = "") -> Copy:
        """Keep new content, or none if the old is still current, and return the copy as it is now.

        Raises
        ------
        CatalogError
            If the folder cannot be written to.
        """
        if content is not None:
            etag, last_modified = (text if _is_plain(text) else "" for text in (etag, last_modified))
            digest = hashlib.sha256(content).hexdigest()
            copy = replace(copy, etag=etag, last_modified=last_modified, sha256=digest)
            self._write(Path(copy.path), content)
        return self._note(replace(copy, fetched=time.time(), failures=0, not_before=0.0, reason=""))

    def failed(self, copy: Copy, reason: str, *, pause_s: float | None = None) -> Copy:
        """Note a failure and when to ask again: later after every failure in a row.

        Parameters
        ----------
        copy : Copy
            What was asked for.
        reason : str
            What went wrong.
        pause_s : float, optional
            How long the provider wants to be left alone [s].
        """
        least = _PAUSES_S[min(copy.failures, len(_PAUSES_S) - 1)]
        pause = min(max(least, pause_s or 0.0), _LONGEST_PAUSE_S)
        why = visible(reason, 300)
        return self._note(replace(copy, failures=copy.failures + 1, not_before=time.time() + pause, reason=why))

    def _note(self, copy: Copy) -> Copy:
        self._write(_notes(Path(copy.path)), _note_of(asdict(copy)))
        return copy

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, content)
        except OSError as error:
            raise CatalogError(
                f"Cannot keep what was fetched in {self.folder}: {error.strerror or error}. Set ADR_PLANNER_CACHE to a "
                "folder that can be written to.",
                source=str(self.folder),
            ) from error


def _note_of(facts: dict[str, Any]) -> bytes:
    """Return what is known of a copy as a note that tells whether it is as it was written."""
    digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return json.dumps({**facts, "note_sha256": digest}, indent=1).encode()


def _noted(note: bytes) -> Copy:
    """Return what a note says.

    Raises
    ------
    ValueError, TypeError
        If it is damaged.
    """
    facts = json_content(note.decode("utf-8"))
    copy = Copy(**{key: value for key, value in facts.items() if key != "note_sha256"})
    if _note_of(asdict(copy)) != note:
        raise ValueError("changed since it was written")
    return copy


def _digest(path: Path) -> str:
    """Return the digest of a file, ``""`` if there is none that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _is_plain(word: object) -> bool:
    """Return whether a word can be kept, and sent back to the provider in a header."""
    return isinstance(word, str) and len(word) <= _LONGEST and not UNSEEN.search(word)


def _notes(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _default_folder() -> Path:
    if chosen := os.environ.get("ADR_PLANNER_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "adr_planner"
