"""A ranking in hand: its order, its reasons, its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from adr_planner.errors import InvalidInputError
from adr_planner.risk.candidates import count_reasons
from adr_planner.risk.html import ranking_table
from adr_planner.risk.indices import EXPECTED_MASS, INDICES
from adr_planner.risk.words import explain, rounded

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.catalog import CatalogSource, SpaceObject

__all__ = ["RankedObject", "Ranking"]


@dataclass(frozen=True, slots=True)
class RankedObject:
    """Hold one derelict with its place in the ranking.

    Parameters
    ----------
    object : SpaceObject
        The derelict.
    rank : int
        Place in the consensus, from 1.
    score : float
        Points of the consensus.
    mass_rank : int
        Place if mass alone counted; equal masses share the best place.
    indices : dict of str to float
        Value of each index, its unit in the name.
    index_ranks : dict of str to int
        Place by each index alone.
    """

    object: SpaceObject
    rank: int
    score: float
    mass_rank: int
    indices: dict[str, float]
    index_ranks: dict[str, int]

    @property
    def risk_kg_per_yr(self) -> float:
        """Mass expected to be shattered in catastrophic collisions [kg/yr]: the risk that adds up."""
        return self.indices[EXPECTED_MASS.name]

    def row(self) -> dict[str, Any]:
        """Return the object's figures as one flat row, each unit in its name."""
        elements = self.object.elements
        return {
            "rank": self.rank,
            "norad_cat_id": self.object.norad_cat_id,
            "name": self.object.name,
            "object_type": self.object.object_type,
            "owner": self.object.owner,
            "perigee_km": elements.perigee_km,
            "apogee_km": elements.apogee_km,
            "inclination_deg": elements.inclination_deg,
            "mass_kg": self.object.mass_kg,
            "area_m2": self.object.area_m2,
            "score": self.score,
            **self.indices,
            **{f"{name}_rank": place for name, place in self.index_ranks.items()},
            "mass_rank": self.mass_rank,
        }


@dataclass(frozen=True, slots=True)
class Ranking(Sequence[RankedObject]):
    """Hold ranked derelicts, the most critical first.

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
    top_list : int
        Length of each index's list in the consensus.
    """

    entries: tuple[RankedObject, ...]
    n_ranked: int
    unranked: Mapping[int, str]
    source: CatalogSource
    top_list: int

    @property
    def method(self) -> str:
        """What was done, in one line."""
        return f"{self._rule}; operational satellites are taken to step aside"

    @property
    def _rule(self) -> str:
        titles = ", ".join(index.title for index in INDICES)
        return f"points over the top {self.top_list} of {titles}"

    @property
    def reference(self) -> str:
        """Where the indices were published."""
        return "; ".join(f"{index.title}: {index.source}" for index in INDICES)

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, place: int) -> RankedObject: ...
    @overload
    def __getitem__(self, place: slice) -> Ranking: ...
    def __getitem__(self, place: int | slice) -> RankedObject | Ranking:
        if isinstance(place, slice):
            return replace(self, entries=self.entries[place])
        return self.entries[place]

    def top(self, n: int) -> Ranking:
        """Return the n most critical objects, or all if there are fewer.

        Raises
        ------
        InvalidInputError
            If `n` is not a whole number of at least one.
        """
        if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 1:
            raise InvalidInputError(
                f"top(n) needs a whole number of at least 1, got {n!r}; {len(self)} objects are ranked here.",
                parameter="n",
            )
        return self[: int(n)]

    def get(self, norad_cat_id: int) -> RankedObject:
        """Return an object by its catalogue number.

        Raises
        ------
        InvalidInputError
            If it is not in this ranking; the message says why if that is known.
        """
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

    def explain(self, norad_cat_id: int) -> str:
        """Say in plain words, with numbers, why an object stands where it does.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Raises
        ------
        InvalidInputError
            If it is not in this ranking; the message says why if that is known.
        """
        return explain(self.get(norad_cat_id), self.n_ranked, self.top_list)

    def to_pandas(self) -> pd.DataFrame:
        """Return the ranking as a data frame, one row an object, units in the column names."""
        import pandas as pd

        return pd.DataFrame([entry.row() for entry in self.entries])

    def _caption(self) -> str:
        shown = f"{len(self):,} of {self.n_ranked:,}" if len(self) < self.n_ranked else f"{len(self):,}"
        left_out = f"; left out: {count_reasons(self.unranked)}" if self.unranked else ""
        return f"{shown} derelicts ranked by {self._rule}{left_out}."

    def __repr__(self) -> str:
        lines = [f"<Ranking: {self._caption()}"]
        for entry in self.entries[:10]:
            lines.append(
                f"{entry.rank:>5}. {entry.object.norad_cat_id:>6} {entry.object.name:<24.24} "
                f"{entry.score:>4.0f} points {rounded(entry.risk_kg_per_yr):>8} kg/yr "
                f"(by mass {entry.mass_rank})"
            )
        if len(self) > 10:
            lines.append(f"       and {len(self) - 10:,} more")
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        return ranking_table(self.entries, INDICES, self._caption())
