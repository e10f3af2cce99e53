"""A list of small records that shows itself: as text, in a notebook, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from adr_planner.notebook import html_panel, html_paragraphs, html_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Listing"]

Row = TypeVar("Row")
_SHOWN = 20


class Listing(Sequence[Row], Generic[Row]):
    """Records of one kind, the first by name and the rest as a count.

    Parameters
    ----------
    rows : sequence
        Dataclasses of one kind.
    total : int, optional
        How many there were, if more than are held.
    """

    row: ClassVar[type]
    """The kind of record."""
    noun: ClassVar[tuple[str, str]]
    """What one and what several of them are called."""

    def __init__(self, rows: Sequence[Row] = (), total: int | None = None) -> None:
        self._rows = tuple(rows)
        self.total = len(self._rows) if total is None else total

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return self._rows[place]

    def _title(self) -> str:
        return f"{self.total:,} {self.noun[self.total != 1]}" if self.total else f"no {self.noun[1]}"

    def _more(self) -> int:
        return self.total - min(len(self), _SHOWN)

    def __repr__(self) -> str:
        rows = [f"\n  {row}" for row in self._rows[:_SHOWN]]
        more = f"\n  and {self._more():,} more" if self._more() else ""
        return f"<{type(self).__name__}: {self._title()}>{''.join(rows)}{more}"

    def _repr_html_(self) -> str:
        names = [field.name for field in fields(self.row)]
        rows = [[getattr(row, name) for name in names] for row in self._rows[:_SHOWN]]
        table = html_table([name.replace("_", " ") for name in names], rows) if rows else ""
        more = f"and {self._more():,} more" if self._more() else ""
        return html_panel(html_paragraphs([self._title()]), table, html_paragraphs([more]), low=True)

    def to_list(self) -> list[dict[str, Any]]:
        """Return one plain dictionary per record."""
        return [asdict(row) for row in self._rows]  # type: ignore[call-overload]  # they are dataclasses

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per record."""
        import pandas as pd

        return pd.DataFrame(self.to_list(), columns=[field.name for field in fields(self.row)])
