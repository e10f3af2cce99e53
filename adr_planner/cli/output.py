"""Where a command writes: one file, named by its flag, never over the command's own input nor over something else."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from adr_planner.errors import InvalidInputError
from adr_planner.files import check_writable, write_bytes

__all__ = ["STDIN", "STDOUT", "Kind", "Output"]

STDOUT = Path("-")
"""What stands for standard output in the place of a file."""
STDIN = Path("-")
"""What stands for standard input in the place of a file that is read."""
Kind = Literal[
    "mission plan", "campaign", "analysis of cooperation",
    "JSON Schema", "ranking", "porkchop table", "PNG", "SVG", "PDF", "catalogue",
    "GTOC9 campaign", "CCSDS message", "CZML", "GMAT script", "STK ephemeris", "table of states", "signature",
    "report", "page", "mission file",
    "screening", "table of approaches", "review",
    "operations", "maneuver notice",
]  # fmt: skip
_MARKS: Mapping[Kind, re.Pattern[bytes]] = {
    "mission plan": re.compile(rb'\{[^{]*"document_type": *"adr_mission_plan"'),
    "campaign": re.compile(rb'\{[^{]*"document_type": *"adr_campaign"'),
    "analysis of cooperation": re.compile(rb'\{[^{]*"document_type": *"adr_cooperation"'),
    "JSON Schema": re.compile(rb'\{\s*"\$schema"'),
    "ranking": re.compile(rb"rank,rank_low,"),
    "porkchop table": re.compile(rb"departure_utc,"),
    "PNG": re.compile(rb"\x89PNG\r\n"),
    "SVG": re.compile(rb".*<svg\b", re.DOTALL),
    "PDF": re.compile(rb"%PDF-"),
    "catalogue": re.compile(rb".*\b(NORAD_CAT_ID|CCSDS_OMM_VERS|satno)\b", re.DOTALL),
    "GTOC9 campaign": re.compile(rb'\{\s*"missions"'),
    "CCSDS message": re.compile(rb"CCSDS_O[A-Z]M_VERS|<\?xml[^<]*<o[a-z]m\b"),
    "CZML": re.compile(rb'\[\s*\{\s*"id": *"document"'),
    "GMAT script": re.compile(rb"%.*GMAT"),
    "STK ephemeris": re.compile(rb"stk\.v\."),
    "table of states": re.compile(rb"object,segment,"),
    "report": re.compile(rb"<!DOCTYPE html>"),
    "page": re.compile(rb"\s*<(!DOCTYPE html|html)\b", re.IGNORECASE),
    "mission file": re.compile(rb"(#[^\n]*\n|\s)*\[\w"),
    "screening": re.compile(rb'\{\s*"document_type": *"adr_screening"'),
    "table of approaches": re.compile(rb"stretch,epoch_utc,"),
    "review": re.compile(rb'\{\s*"document_type": *"adr_review"'),
    "maneuver notice": re.compile(rb'\{\s*"document_type": *"adr_maneuver_notice"'),
    "operations": re.compile(rb'\{\s*"document_type": *"adr_operations"'),
    "signature": re.compile(rb"[A-Za-z0-9+/]{86}==\s*$"),
}
"""How a file of each kind begins."""
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command writes.

    Parameters
    ----------
    path : Path
        The file, or ``-`` for standard output.
    flag : str
        The option that names it.

    Examples
    --------
    >>> Output.checked(Path("-"), "mission plan").to_stdout
    True
    """

    path: Path
    flag: str = "--out"

    @classmethod
    def checked(
        cls,
        path: Path,
        kind: Kind,
        *,
        flag: str = "--out",
        inputs: Mapping[str, Path | Iterable[Path] | None] | None = None,
        force: bool = False,
    ) -> Output:
        """Return where to write, refusing a place that cannot or should not be written to before any work is done.

        Parameters
        ----------
        path : Path
            The file.
        kind : str
            What will be written; a file that is none is replaced only by force.
        flag : str
            The option that names it.
        inputs : mapping of str to Path, iterable of Path or None
            What the command reads, by option; never replaced.
        force : bool
            Whether a file of another kind may be replaced.

        Raises
        ------
        InvalidInputError
            Names the option, the file, and what to do.
        """
        output = cls(path, flag)
        if output.to_stdout:
            return output
        try:
            if path.is_dir():
                raise output._refusal(" is a folder: give the name of a file in it")
            check_writable(path)
            for option, given in (inputs or {}).items():
                for source in (given,) if isinstance(given, Path) else given or ():
                    if path.exists() and source.exists() and path.samefile(source):
                        raise output._refusal(f" is what {option} reads: give the output another name")
            other = path.is_file() and not _is(path, kind)
        except FileNotFoundError as error:
            raise output._refusal(f": there is no folder {error.filename}; make it first") from error
        except OSError as error:
            raise output._refusal(_said(error)) from error
        if other and not force:
            raise output._refusal(
                f" stands there already and is no {kind}: give another name, or --force to replace it"
            )
        return output

    @property
    def to_stdout(self) -> bool:
        """Whether it is standard output."""
        return self.path == STDOUT

    def write(self, content: str | bytes) -> None:
        """Write all of it.

        Raises
        ------
        InvalidInputError
            If the place cannot be written to any more, or the disk is full; what stood there stays.
        """
        raw = content.encode("utf-8") if isinstance(content, str) else content
        if self.to_stdout:
            sys.stdout.flush()
            sys.stdout.buffer.write(raw)
            return
        try:
            write_bytes(self.path, raw)
        except OSError as error:
            raise self._refusal(_said(error)) from error

    def deliver(self, text: str, summary: str, *, as_json: bool) -> None:
        """Write a document, and tell the terminal: as JSON the document itself, else its summary and what to do next.

        Where the document goes to standard output nothing else does: the summary goes to standard error.
        """
        self.write(text)
        if as_json and not self.to_stdout:
            print(text, end="")
        elif not as_json and self.to_stdout:
            print(summary, file=sys.stderr)
        elif not as_json:
            print(f"{summary}\n\nWritten to {self.path}, and verified; again with: adr-planner verify {self.path}")

    def _refusal(self, what: str) -> InvalidInputError:
        return InvalidInputError(f"{self.flag} {self.path}{what}.", parameter=self.flag.lstrip("-").replace("-", "_"))


def _is(path: Path, kind: Kind) -> bool:
    """Whether a file is of a kind, as far as its beginning shows; an empty one is of any."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return not head or _MARKS[kind].match(head) is not None


def _said(error: OSError) -> str:
    words = error.strerror or str(error)
    return f": {words[:1].lower()}{words[1:]}"
