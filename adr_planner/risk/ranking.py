"""A ranking in hand: its order, its reasons, its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adr_planner.errors import InvalidInputError
from adr_planner.risk.candidates import count_reasons
from adr_planner.risk.coupling import Removals, greedy_removals
from adr_planner.risk.html import ranking_table
from adr_planner.risk.method import Method
from adr_planner.risk.ranked_list import RankedList
from adr_planner.risk.words import band_text, explain, rounded

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.catalog import CatalogSource, Population

__all__ = ["Ranking"]


@dataclass(frozen=True, slots=True)
class Ranking(RankedList):
    """Ranked derelicts, the most critical first.

    Parameters
    ----------
    entries : tuple of RankedObject
        In order of rank.
    n_ranked : int
        How many objects were ranked, of which `entries` may be the first few.
    unranked : mapping of int to str
        Catalogue numbers left out, and why.
    source : CatalogSource
        Where the objects come from.
    asked : Method
        Which indices count, and how they are merged.
    population : Population, optional
        Everything on orbit they fly among.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> from adr_planner.risk import rank
    >>> ranking = rank(Catalog.example())
    >>> ranking[0].object.name, ranking.n_ranked
    ('SL-16 R/B', 1353)
    """

    source: CatalogSource
    asked: Method
    population: Population | None = field(default=None, repr=False, compare=False)

    @property
    def method(self) -> str:
        """What was done, in one line."""
        return f"{self.asked.words}; operational satellites are taken to step aside"

    @property
    def reference(self) -> str:
        """Where the indices were published."""
        return "; ".join(f"{index.title}: {index.source}" for index in self.asked.indices)

    def explain(self, norad_cat_id: int) -> str:
        """Say in plain words, with numbers, why an object stands where it does.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Returns
        -------
        str
            Some lines.

        Raises
        ------
        InvalidInputError
            If it is not in this ranking; the message says why if that is known.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> "ENVISAT" in ranking.explain(27386)
        True
        """
        return explain(self.get(norad_cat_id), self.n_ranked, self.asked)

    def only(self, *, states: Sequence[str]) -> Ranking:
        """Keep the objects of some owners, at the ranks they have: whose consent one hopes for.

        Parameters
        ----------
        states : sequence of str
            Owner codes of the satellite catalogue, such as ``["CIS", "PRC"]``.

        Returns
        -------
        Ranking
            The same ranks, fewer entries.

        Raises
        ------
        InvalidInputError
            If no object is of any of them; the message lists the codes there are.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> {entry.object.owner for entry in ranking.only(states=["ESA"])}
        {'ESA'}
        """
        wanted = {states} if isinstance(states, str) else set(states)
        kept = tuple(entry for entry in self.entries if entry.object.owner in wanted)
        if not kept:
            there = Counter(entry.object.owner or "unknown" for entry in self.entries)
            codes = ", ".join(f"{code} ({number})" for code, number in there.most_common(12))
            raise InvalidInputError(
                f"No object here is of {', '.join(sorted(wanted)) or 'no state'}; the owner codes are {codes}.",
                parameter="states",
            )
        return replace(self, entries=kept)

    def removals(self, n: int) -> Removals:
        """Pick n objects one after the other, each time the one whose removal spares most.

        Removing one also lowers what its partners risk; so the order may differ from the ranking's.

        Parameters
        ----------
        n : int
            How many to remove.

        Returns
        -------
        Removals
            In order, with the risk [kg/yr] each one spares.

        Raises
        ------
        InvalidInputError
            If `n` is not a whole number of at least one.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> len(ranking.top(20).removals(3).picks)
        3
        """
        return greedy_removals(self.entries, len(self.top(n)))

    def compare(self, other: Ranking) -> pd.DataFrame:
        """Return the objects of both rankings with both ranks, in the order of this one.

        Parameters
        ----------
        other : Ranking
            Of another catalogue, or with other weights.

        Returns
        -------
        DataFrame
            ``norad_cat_id, name, rank, other_rank, change``; a missing rank is ``<NA>``, a change above zero a rise.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> changes = ranking.top(3).compare(ranking.top(2)).change
        >>> [int(change) for change in changes.dropna()]
        [0, 0]
        """
        import pandas as pd

        theirs = {entry.object.norad_cat_id: entry for entry in other.entries}
        mine = {entry.object.norad_cat_id: entry for entry in self.entries}
        numbers = [*mine, *(number for number in theirs if number not in mine)]
        table = pd.DataFrame(
            {
                "norad_cat_id": numbers,
                "name": [(mine.get(number) or theirs[number]).object.name for number in numbers],
                "rank": pd.array([mine[number].rank if number in mine else None for number in numbers], "Int64"),
                "other_rank": pd.array([theirs[n].rank if n in theirs else None for n in numbers], "Int64"),
            }
        )
        table["change"] = table["other_rank"] - table["rank"]
        return table

    def correlation(self) -> pd.DataFrame:
        """Return Spearman's rank correlation between the indices, and with mass alone.

        Returns
        -------
        pandas.DataFrame
            Symmetric, one row and column an index, from -1 to 1.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> from adr_planner.risk import rank
        >>> ranking = rank(Catalog.example())
        >>> bool((ranking.correlation().to_numpy().diagonal() == 1.0).all())
        True
        """
        table = self.to_pandas()
        ranks = table[[f"{index.name}_rank" for index in self.asked.indices] + ["mass_rank"]]
        ranks.columns = [*(index.key for index in self.asked.indices), "mass alone"]
        return ranks.corr(method="spearman")

    def _caption(self) -> str:
        shown = f"{len(self):,} of {self.n_ranked:,}" if len(self) < self.n_ranked else f"{len(self):,}"
        left_out = f"; left out: {count_reasons(self.unranked)}" if self.unranked else ""
        epochs = sorted(entry.object.elements.epoch_utc[:10] for entry in self.entries)
        dated = f"; elements of {epochs[0]}" + (f" to {epochs[-1]}" if epochs[-1] > epochs[0] else "") if epochs else ""
        return f"{shown} derelicts ranked by {self.asked.words}{left_out}{dated}."

    def __repr__(self) -> str:
        lines = [f"<Ranking: {self._caption()}"]
        for entry in self.entries[:10]:
            lines.append(
                f"{entry.rank:>5}. {band_text(entry):>9} {entry.object.norad_cat_id:>6} {entry.object.name:<24.24} "
                f"{rounded(entry.risk_kg_per_yr):>6} kg/yr {entry.object.owner:<5} "
                f"(by mass {entry.mass_rank})"
            )
        if len(self) > 10:
            lines.append(f"       and {len(self) - 10:,} more")
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        return ranking_table(self.entries, self.asked.voters, self._caption())
