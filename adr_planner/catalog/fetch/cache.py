"""Copies of what was fetched, each with its address, its age and the failures since."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from adr_planner.errors import CatalogError
from adr_planner.files import write_bytes

__all__ = ["FRESH_S", "Cache", "Copy"]

FRESH_S = 7200.0
"""Providers ask for no second request within two hours [s]."""
_PAUSES_S = (60.0, 300.0, 1800.0, 7200.0)
"""How long to leave a provider alone after the first, second ... failure in a row [s]."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold one kept file and what is known of it.

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
    """

    path: str
    address: str
    fetched: float = 0.0
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    not_before: float = 0.0
    reason: str = ""

    @property
    def age_s(self) -> float:
        """Seconds since it was last known to be current."""
        return max(0.0, time.time() - self.fetched)

    def is_fresh(self) -> bool:
        """Return whether it is too young to ask again."""
        return bool(self.fetched) and self.age_s < FRESH_S and Path(self.path).is_file()

    def exists(self) -> bool:
        """Return whether there is a copy, of whatever age."""
        return bool(self.fetched) and Path(self.path).is_file()


class Cache:
    """Keep fetched files in a folder.

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
            known = Copy(**json.loads(_notes(path).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):  # none yet, or damaged: as good as none
            return Copy(str(path), address)
        return known if known.path == str(path) else Copy(str(path), address)

    def keep(self, copy: Copy, content: bytes | None, *, etag: str = "", last_modified: str = "") -> Copy:
        """Keep new content, or none if the old is still current, and return the copy as it is now.

        Raises
        ------
        CatalogError
            If the folder cannot be written to.
        """
        if content is not None:
            copy = replace(copy, etag=etag, last_modified=last_modified)
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
        pause = min(max(least, pause_s or 0.0), 86400.0)
        return self._note(
            replace(copy, failures=copy.failures + 1, not_before=time.time() + pause, reason=reason[:500])
        )

    def _note(self, copy: Copy) -> Copy:
        self._write(_notes(Path(copy.path)), json.dumps(asdict(copy), indent=1).encode())
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
