"""Ranked objects in order: to look up, to cut short, to write as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, overload

from adr_planner.border.plain import is_among, norad_id, whole
from adr_planner.errors import InvalidInputError
from adr_planner.files import write_text
from adr_planner.risk.ranked import RankedObject

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RankedList"]


@dataclass(frozen=True, slots=True)
class RankedList(Sequence[RankedObject]):
    """Ranked objects, the most critical first; `Ranking` adds what they were ranked by.

    Parameters
    ----------
    entries : tuple of RankedObject
        In order of rank.
    n_ranked : int
        How many objects were ranked, of which `entries` may be the first few.
    unranked : mapping of int to str
        Catalogue numbers left out, and why.
    """

    entries: tuple[RankedObject, ...]
    n_ranked: int
    unranked: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, place: int) -> RankedObject: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> RankedObject | Self:
        if isinstance(place, slice):
            return replace(self, entries=self.entries[place])
        return self.entries[place]

    def __contains__(self, item: object) -> bool:
        """Whether an object is ranked here: by its catalogue number, as itself, or as an entry."""
        held = {entry.object.norad_cat_id: entry for entry in self.entries}
        if isinstance(item, RankedObject):
            return held.get(item.object.norad_cat_id) == item
        number = getattr(item, "norad_cat_id", item)
        return is_among(number, held)

    def top(self, n: int) -> Self:
        """Return the n most critical objects, or all if there are fewer.

        Parameters
        ----------
        n : int
            How many.

        Returns
        -------
        Ranking
            The same ranks, fewer entries.

        Raises
        ------
        InvalidInputError
            If `n` is not a whole number of at least one.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> len(ranking.top(40))
        40
        """
        return self[: whole(n, name="n", wanted=f"a whole number of at least 1 ({len(self)} objects are ranked here)")]

    def get(self, norad_cat_id: int) -> RankedObject:
        """Return an object by its catalogue number.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Returns
        -------
        RankedObject
            The object with its rank, indices and risk.

        Raises
        ------
        InvalidInputError
            If it is not in this ranking; the message says why if that is known.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> ranking.get(27386).object.name
        'ENVISAT'
        """
        norad_cat_id = norad_id(norad_cat_id)
        for entry in self.entries:
            if entry.object.norad_cat_id == norad_cat_id:
                return entry
        why = self.unranked.get(norad_cat_id, "")
        raise InvalidInputError(
            f"Object {norad_cat_id} was left out of the ranking: {why}."
            if why
            else f"Object {norad_cat_id} is not among the {len(self):,} objects of this ranking.",
            parameter="norad_cat_id",
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return the ranking as a data frame, one row an object, units in the column names.

        Returns
        -------
        pandas.DataFrame
            Masses [kg], risk [kg/yr], probabilities a year, and every index.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> len(ranking.top(5).to_pandas())
        5
        """
        import pandas as pd

        return pd.DataFrame([entry.row() for entry in self.entries])

    def to_csv(self, path: str | Path | None = None) -> str:
        r"""Return the ranking as CSV, and write it to a file if one is given.

        Names that a spreadsheet would take for formulas get an apostrophe before them.

        Parameters
        ----------
        path : str or Path, optional
            File to write.

        Returns
        -------
        str
            The columns of `to_pandas`, units in their names.

        Raises
        ------
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> ranking.top(2).to_csv().count("\n")
        3
        """
        table = self.to_pandas()
        for column in ("name", "owner"):
            table[column] = [f"'{text}" if text[:1] in "=+-@\t\r" and text else text for text in table[column]]
        text = str(table.to_csv(index=False, lineterminator="\n"))
        if path is not None:
            write_text(path, text)
        return text
