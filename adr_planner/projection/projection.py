"""A projection in hand: what is expected with and without removals, by year, altitude and class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.course import CLASSES, Course
from adr_planner.projection.figures import FIGURES, chance_words, rounded_signed
from adr_planner.projection.html import projection_html
from adr_planner.projection.removals import Removal
from adr_planner.projection.sinking import Sun
from adr_planner.risk.collisions.shells import EDGES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FIGURES", "Projection"]

_BAND_KM = 100


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The years to come, with and without removals: expected values, not one history.

    Parameters
    ----------
    years : float
        Horizon [yr].
    start_utc : str
        When it begins.
    population : str
        Whose snapshot everything was counted from.
    n_objects : int
        How many objects it holds below 2,000 km, working ones included.
    sun : {"weak", "mean", "strong"}
        Whose cycles the air is the mean of.
    working_years, disposal : float
        How long working satellites step aside [yr], and the share of them disposed of then.
    avoidance : float
        Share of encounters that they avoid while they work, as far as they can manoeuvre.
    launches, explosions : bool
        Whether satellites are replaced in kind, and whether derelicts explode.
    assumed : str
        The Sun and these in words.
    step_years : float
        Length of a step [yr].
    removals : tuple of Removal
        What is removed, by date.
    without, removed : Course
        Without and with the removals; the same if there are none.

    Examples
    --------
    >>> from adr_planner import Catalog, project
    >>> project(Catalog.example(), [27386], years=10).years  # doctest: +SKIP
    10.0
    """

    years: float
    start_utc: str
    population: str
    n_objects: int
    sun: Sun
    working_years: float
    disposal: float
    avoidance: float
    launches: bool
    explosions: bool
    assumed: str
    step_years: float
    removals: tuple[Removal, ...]
    without: Course
    removed: Course

    def avoided(self, years: float | None = None) -> dict[str, float]:
        """Return what the removals avoid until some years after the start, by default until the horizon.

        Parameters
        ----------
        years : float, optional
            How long after the start [yr].

        Returns
        -------
        dict
            What is avoided, by name of the figure.

        Examples
        --------
        >>> from adr_planner import Catalog, project
        >>> found = project(Catalog.example(), [27006], years=10)  # doctest: +SKIP
        >>> found.avoided()["debris_years"]  # doctest: +SKIP
        """
        when = self.years if years is None else years
        return {name: self._at(self.without, name, when) - self._at(self.removed, name, when) for name in FIGURES}

    @staticmethod
    def _at(course: Course, name: str, years: float | NDArray[np.float64]) -> Any:
        found = np.interp(years, course.years, getattr(course, name))
        return float(found) if np.ndim(years) == 0 else found

    @property
    def assumptions(self) -> str:
        """What is taken for granted, in two sentences."""
        care = "step aside" if self.avoidance == 1.0 else f"avoid {self.avoidance:.0%} of encounters"
        goes_on = "and they are replaced in kind" if self.launches else "for encounters they are replaced in kind"
        return (
            f"{self.population}, {self.n_objects:,} objects below 2,000 km; {self.assumed}. "
            f"Working satellites {care} for {self.working_years:g} years, then {self.disposal:.0%} are disposed of; "
            f"{goes_on}."
        )

    def summary(self) -> str:
        """Return the figures at the horizon as text.

        Returns
        -------
        str
            A line for each figure, and what the removals avoid of it.
        """
        lines = [f"{self.years:g} years from {self.start_utc[:10]}: {self.assumptions}"]
        avoided = self.avoided()
        for name, words in FIGURES.items():
            value = float(getattr(self.without, name)[-1])
            saved = f"; {len(self.removals)} removals avoid {rounded_signed(avoided[name])}" if self.removals else ""
            lines.append(f"  {rounded_signed(value):>12} {words}{saved}")
        if self.explosions:
            lines.append(f"  {rounded_signed(float(self.without.n_explosions[-1])):>12} explosions")
        if self.removals:
            lines.append(f"  The removals have {chance_words(avoided['n_catastrophic_collisions'])}.")
        return "\n".join(lines)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a year: without, with and avoided, cumulative but for what is up.

        Returns
        -------
        pandas.DataFrame
            Rows by `after_yr` [yr]; columns of the figures, theirs with removals, and their differences.
        """
        import pandas as pd

        when = np.unique(np.append(np.arange(0.0, self.years + 1e-9), self.years))
        table: dict[str, Any] = {"after_yr": when}
        for name in (*FIGURES, "n_objects"):
            first, second = (self._at(one, name, when) for one in (self.without, self.removed))
            table[name] = first
            if self.removals:
                table[f"{name}_with_removals"] = second
                table[f"{name}_avoided"] = first - second
        return pd.DataFrame(table)

    def by_altitude(self) -> pd.DataFrame:
        """Return the figures at the horizon in bands of 100 km.

        Returns
        -------
        pandas.DataFrame
            Rows from `from_km` to `to_km` [km]; collisions, fragments made and fragments up, and what is avoided.
        """
        low = np.arange(EDGES[0] / 1e3, EDGES[-1] / 1e3, _BAND_KM)
        table: dict[str, Any] = {"from_km": low, "to_km": low + _BAND_KM}
        columns = {
            "n_catastrophic_collisions": "collisions_by_shell",
            "n_fragments_made": "fragments_by_shell",
            "n_fragments_up": "up_by_shell",
        }
        return self._split(table, columns, low.size)

    def by_class(self) -> pd.DataFrame:
        """Return the figures at the horizon by what collides: half a collision for each body, fragments by parent.

        Returns
        -------
        pandas.DataFrame
            Rows by `object_class`; collisions and fragments made, and what is avoided.
        """
        columns = {"n_catastrophic_collisions": "collisions_by_class", "n_fragments_made": "fragments_by_class"}
        return self._split({"object_class": list(CLASSES)}, columns, len(CLASSES))

    def _split(self, table: dict[str, Any], columns: dict[str, str], parts: int) -> pd.DataFrame:
        import pandas as pd

        for name, field in columns.items():
            first, second = (getattr(one, field).reshape(parts, -1).sum(axis=1) for one in (self.without, self.removed))
            table[name] = first
            if self.removals:
                table[f"{name}_avoided"] = first - second
        return pd.DataFrame(table)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON-able values.

        Returns
        -------
        dict
            Horizon, assumptions, removals and the courses without and with them.
        """
        return {
            "years": self.years,
            "start_utc": self.start_utc,
            "population": self.population,
            "n_objects": self.n_objects,
            "sun": self.sun,
            "working_years": self.working_years,
            "disposal_share": self.disposal,
            "avoidance_share": self.avoidance,
            "launches": self.launches,
            "explosions": self.explosions,
            "n_explosions": float(self.without.n_explosions[-1]),
            "step_years": self.step_years,
            "removals": [
                {"norad_cat_id": one.norad_cat_id, "name": one.name, "date_utc": one.date_utc, "after_yr": one.after_yr}
                for one in self.removals
            ],
            "without": {name: float(getattr(self.without, name)[-1]) for name in FIGURES},
            "with_removals": {name: float(getattr(self.removed, name)[-1]) for name in FIGURES},
            "avoided": self.avoided(),
            "by_year": self.to_pandas().to_dict("records"),
            "by_altitude": self.by_altitude().to_dict("records"),
            "by_class": self.by_class().to_dict("records"),
        }

    def __repr__(self) -> str:
        avoided = self.avoided()
        saved = (
            f"; {len(self.removals)} removals avoid {rounded_signed(avoided['n_catastrophic_collisions'])} of them and "
            f"{rounded_signed(avoided['debris_years'])} debris-years"
            if self.removals
            else ""
        )
        return (
            f"<Projection of {self.years:g} years from {self.start_utc[:10]}: "
            f"{self.without.n_catastrophic_collisions[-1]:.1f} catastrophic collisions{saved}>"
        )

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        courses = (self.without, self.removed) if self.removals else (self.without,)
        ends = {name: [float(getattr(one, name)[-1]) for one in courses] for name in FIGURES}
        caption = f"{self.years:g} years from {self.start_utc[:10]}. {self.assumptions}"
        return projection_html(caption, ends, self.avoided(), len(self.removals))
