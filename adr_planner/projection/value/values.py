"""`removal_values`: what removing each derelict is worth, by date, from one projection and its adjoint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import norad_id
from adr_planner.errors import InvalidInputError
from adr_planner.projection.html import values_html
from adr_planner.projection.sinking import Sun
from adr_planner.projection.value.measures import MEASURES, Measure, measure_named
from adr_planner.projection.value.presence import Presence
from adr_planner.projection.value.worth import Worth
from adr_planner.risk.indices import Index

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.risk.collisions.flux import Targets

__all__ = ["RemovalValues"]

Array = NDArray[np.float64]
_SHOWN = 20


@dataclass(frozen=True, eq=False)
class RemovalValues:
    """What each removal is worth: every single one by itself, all others left where they are.

    Several together are worth less than their sum: two that would hit each other are counted twice. Project them
    jointly (`adr_planner.project`) to know.

    Parameters
    ----------
    years : float
        Horizon [yr].
    start_utc : str
        When it begins.
    population : str
        Whose snapshot everything was counted from.
    sun : {"weak", "mean", "strong"}
        Whose solar cycles the air is the mean of.
    assumed : str
        That, launches and explosions in words.
    norad_cat_ids : tuple of int
        Whose removals are valued.
    names : tuple of str
        Theirs.
    left_out : dict of int to str
        Catalogue numbers without a value, and why.
    by_step : dict of ndarray, shape (steps, n)
        For each measure what is avoided if the object is missing from one step on to the next.
    own_by_step, intact_by_step : ndarray, shape (steps, n)
        Of the debris-years those of its own fragments; years up as a derelict [yr].
    present : Presence
        When each is there as a derelict.

    Examples
    --------
    >>> import adr_planner as adr
    >>> values = adr.removal_values(adr.Catalog.example(), years=0)
    >>> values.of(27386).debris_years
    0.0
    """

    years: float
    start_utc: str
    population: str
    sun: Sun
    assumed: str
    norad_cat_ids: tuple[int, ...]
    names: tuple[str, ...]
    left_out: dict[int, str]
    by_step: dict[Measure, Array]
    own_by_step: Array
    intact_by_step: Array
    present: Presence

    @cached_property
    def _place(self) -> dict[int, int]:
        return {number: place for place, number in enumerate(self.norad_cat_ids)}

    def place(self, norad_cat_id: int) -> int | None:
        """Return where an object stands in the tables.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Returns
        -------
        int or None
            Its column; None if it has no value.
        """
        return self._place.get(norad_cat_id)

    def of(self, norad_cat_id: int, date: Time | str | None = None) -> Worth:
        """Return what removing one object is worth.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.
        date : Time or str, optional
            When it is removed; by default at the start.

        Returns
        -------
        Worth
            Its figures.

        Raises
        ------
        InvalidInputError
            If it has no value here, or the date is before the start.
        """
        number = norad_id(norad_cat_id, name="norad_cat_id")
        if number not in self._place:
            reason = self.left_out.get(number, f"{len(self.norad_cat_ids):,} objects of {self.population} have one")
            raise InvalidInputError(f"{number} has no value here: {reason}.", parameter="norad_cat_id")
        place = self._place[number]
        left = self.present.part(place).left(date)[:, 0]

        def sum_of(table: Array) -> float:
            return float((table[:, place] * left).sum())

        total, own = sum_of(self.by_step["debris_years"]), sum_of(self.own_by_step)
        return Worth(
            number, self.names[place], total, sum_of(self.by_step["n_catastrophic_collisions"]),
            sum_of(self.by_step["n_encounters_fragments"]), sum_of(self.by_step["n_hits_fragments"]), own, total - own,
            sum_of(self.intact_by_step),
        )  # fmt: skip

    def at(self, date: Time | str | None = None, measure: str = "debris_years") -> Array:
        """Return the value of every object if it is removed at a date.

        Parameters
        ----------
        date : Time or str, optional
            By default the start.
        measure : {"debris_years", "collisions", "encounters", "exposure"}
            What to count.

        Returns
        -------
        ndarray, shape (n,)
            In the order of `norad_cat_ids`; [yr] or [1].
        """
        return _sum(self.by_step[measure_named(measure)], self.present.left(date))

    def top(self, n: int, measure: str = "debris_years") -> list[Worth]:
        """Return the objects whose removal at the start is worth most.

        Parameters
        ----------
        n : int
            How many.
        measure : {"debris_years", "collisions", "encounters", "exposure"}
            By what.

        Returns
        -------
        list of Worth
            The best first.
        """
        best = np.argsort(-self.at(None, measure), kind="stable")[:n]
        return [self.of(self.norad_cat_ids[place]) for place in best]

    def index(self, measure: str = "debris_years") -> Index:
        """Return the values at the start as an index to rank by, ``rank(catalog, indices=[values.index()])``.

        Parameters
        ----------
        measure : {"debris_years", "collisions", "encounters", "exposure"}
            By what. Objects without a value count 0.

        Returns
        -------
        Index
            Named after the measure.

        Examples
        --------
        >>> import adr_planner as adr
        >>> catalog = adr.Catalog.example()
        >>> index = adr.removal_values(catalog, years=0).index()
        >>> index.key, index.name
        ('debris-years', 'debris_years')
        """
        name = measure_named(measure)
        worth = dict(zip(self.norad_cat_ids, self.at(None, name).tolist(), strict=True))
        return Index(
            name.removeprefix("n_").replace("_", "-"), name, name.removeprefix("n_").replace("_", " "),
            "yr" if name == "debris_years" else "", f"{MEASURES[name]} in {self.years:g} years by removing it",
            "own projection: docs/theory/benefit.md",
            of=partial(_looked_up, worth),
        )  # fmt: skip

    def to_pandas(self, date: Time | str | None = None) -> pd.DataFrame:
        """Return one row an object, most debris-years first.

        Parameters
        ----------
        date : Time or str, optional
            When each is removed; by default at the start.

        Returns
        -------
        pandas.DataFrame
            The fields of `Worth`.
        """
        import pandas as pd

        left = self.present.left(date)
        table: dict[str, Any] = {"norad_cat_id": self.norad_cat_ids, "name": self.names}
        table |= {name: _sum(rows, left) for name, rows in self.by_step.items()}
        table["own_debris_years"] = _sum(self.own_by_step, left)
        table["partners_debris_years"] = table["debris_years"] - table["own_debris_years"]
        table["intact_years"] = _sum(self.intact_by_step, left)
        return pd.DataFrame(table).sort_values("debris_years", ascending=False, kind="stable", ignore_index=True)

    def to_dict(self) -> dict[str, Any]:
        """Return everything at the start as plain JSON-able values.

        Returns
        -------
        dict
            Horizon, start, population and Sun; ``values`` holds a row an object, most debris-years first.
        """
        return {
            "years": self.years,
            "start_utc": self.start_utc,
            "population": self.population,
            "sun": self.sun,
            "assumed": self.assumed,
            "values": self.to_pandas().to_dict("records"),
        }

    def summary(self) -> str:
        """Return the twenty that are worth most as text.

        Returns
        -------
        str
            A line for each.
        """
        lines = [
            *self._caption,
            f"{'':>3}  {'':<34} {'debris-years':>12} {'own':>7} {'partners':>8} {'collisions':>10} {'encounters':>10} "
            f"{'hits':>7}",
        ]
        for rank, name, *figures in self._rows():
            cells = (f"{value:>{width}}" for value, width in zip(figures, (12, 7, 8, 10, 10, 7), strict=True))
            lines.append(f"{rank:>3}  {name:<34} {' '.join(cells)}")
        return "\n".join(lines)

    @property
    def _caption(self) -> tuple[str, str]:
        return (
            f"What a removal on {self.start_utc[:10]} avoids in {self.years:g} years, every object by itself",
            f"{self.population}; {self.assumed}",
        )

    def _rows(self) -> list[tuple[str, ...]]:
        """Return the twenty best as text: rank, object, figures."""
        return [(str(rank), *one.cells()) for rank, one in enumerate(self.top(_SHOWN), start=1)]

    def __repr__(self) -> str:
        return (
            f"<RemovalValues of {len(self.norad_cat_ids):,} objects over {self.years:g} years from "
            f"{self.start_utc[:10]}>"
        )

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return values_html(". ".join(self._caption) + ".", self._rows())


def _looked_up(worth: dict[int, float], targets: Targets) -> Array:
    """Return what targets are worth; a function of the module, so that a ranking crosses to other processes."""
    return np.array([worth.get(number, 0.0) for number in targets.norad_cat_id.tolist()])


def _sum(rows: Array, left: Array) -> Array:
    """Return what is left of the steps together, shape (n,)."""
    return np.asarray((rows * left).sum(axis=0))
