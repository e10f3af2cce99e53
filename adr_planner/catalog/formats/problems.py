"""What could not be read of a catalogue: line, field and why, row by row."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from adr_planner.catalog.listing import Listing
from adr_planner.errors import AdrPlannerError, CatalogError, UnreadableRowsWarning

__all__ = ["Problem", "ReadReport", "RowLog"]

_KEPT = 1000
_MOST = 100_000
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row of a catalogue was left out.

    Parameters
    ----------
    line : int
        Line of the text it begins on, counted from one.
    field : str
        The field at fault, as its format spells it; ``""`` if it is the whole row.
    why : str
        What is wrong with it.
    source : str
        The file or service.
    """

    line: int
    field: str
    why: str
    source: str

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.why}"


class ReadReport(Listing[Problem]):
    """The problems of one reading; the first thousand by name, the rest as a count.

    Parameters
    ----------
    rows : sequence of Problem
        In the order of the text.
    total : int, optional
        How many there were, if more than are held.

    Examples
    --------
    >>> report = ReadReport([Problem(3, "EPOCH", "EPOCH is missing.", "gp.csv")])
    >>> report
    <ReadReport: 1 row left out>
      gp.csv, line 3: EPOCH is missing.
    >>> len(report), report[0].field
    (1, 'EPOCH')
    """

    row = Problem
    noun = ("row left out", "rows left out")

    def __add__(self, other: ReadReport) -> ReadReport:
        """Return the problems of both readings."""
        return ReadReport([*self, *other][:_KEPT], self.total + other.total)


class RowLog:
    """Problems gathered while a file is read, or the first one raised.

    Parameters
    ----------
    source : str
        What to call the file.
    strict : bool
        Whether the first problem is an error.
    """

    def __init__(self, source: str, *, strict: bool = False) -> None:
        self.source = source
        self.strict = strict
        self._problems: list[Problem] = []
        self._count = 0

    def add(self, line: int, why: str | AdrPlannerError, field: str = "") -> None:
        """Note that a row is left out.

        Raises
        ------
        CatalogError
            If the reading is strict, or there are too many to be a catalogue.
        """
        field = field or getattr(why, "field", None) or ""
        text = str(why)
        problem = Problem(line, field, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...", self.source)
        if self.strict:
            raise CatalogError(str(problem), source=self.source, record=line, field=field or None)
        self._count += 1
        if self._count > _MOST:
            raise CatalogError(
                f"{self.source}: more than {_MOST:,} rows cannot be read, the first at line {self._problems[0].line}: "
                f"{self._problems[0].why} This is no catalogue.",
                source=self.source,
            )
        if len(self._problems) < _KEPT:
            self._problems.append(problem)

    def report(self, n_read: int) -> ReadReport:
        """Return what was gathered, and warn if there is anything.

        Parameters
        ----------
        n_read : int
            Rows that were read.

        Raises
        ------
        CatalogError
            If nothing at all was read.
        """
        report = ReadReport(self._problems, self._count)
        if not n_read:
            first = report[0] if report else None
            more = f" (and {report.total - 1:,} more like it)" if report.total > 1 else ""
            raise CatalogError(
                f"{first}{more}" if first else f"{self.source} is empty: there are no objects in it.",
                source=self.source,
                record=first.line if first else None,
                field=(first.field or None) if first else None,
            )
        if report:
            warnings.warn(
                f"{self.source}: {report.total:,} of {n_read + report.total:,} rows left out, the first at line "
                f"{report[0].line}: {report[0].why} See .problems for all, or read with strict=True.",
                UnreadableRowsWarning,
                stacklevel=5,
            )
        return report
