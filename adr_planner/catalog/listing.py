"""A list of small records that shows itself: as text, in a notebook, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from adr_planner.characters import html_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Listing"]

Row = TypeVar("Row")
_SHOWN = 20


class Listing(Sequence[Row], Generic[Row]):
    """Hold records of one kind, the first by name and the rest as a count.

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
        rows = [
            "<tr>" + "".join(f"<td>{html_text(getattr(row, name))}</td>" for name in names) + "</tr>"
            for row in self._rows[:_SHOWN]
        ]
        head = "".join(f"<th>{name.replace('_', ' ')}</th>" for name in names)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
        more = f"<p>and {self._more():,} more</p>" if self._more() else ""
        style = "overflow:auto;max-height:32em;color:var(--jp-ui-font-color1,inherit)"
        return f'<div style="{style}"><p>{self._title()}</p>{table}{more}</div>'

    def to_list(self) -> list[dict[str, Any]]:
        """Return one plain dictionary per record."""
        return [asdict(row) for row in self._rows]  # type: ignore[call-overload]  # they are dataclasses

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per record."""
        import pandas as pd

        return pd.DataFrame(self.to_list(), columns=[field.name for field in fields(self.row)])
