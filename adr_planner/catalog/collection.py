"""Objects in the order of their catalogue numbers: to look up, to filter, to show."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, overload

from astropy import units as u
from astropy.time import Time

from adr_planner.border.plain import is_among, norad_id
from adr_planner.catalog import bundled
from adr_planner.catalog.conditions import Condition, conditions_of
from adr_planner.catalog.formats.problems import ReadReport
from adr_planner.catalog.html import catalog_html
from adr_planner.catalog.merge.joining import Conflict, Conflicts
from adr_planner.catalog.pieces import with_pieces
from adr_planner.catalog.population import Population
from adr_planner.catalog.source import CatalogSource
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.catalog.summary import frame, summary
from adr_planner.errors import CatalogError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Collection"]


class Collection(Sequence[SpaceObject]):
    """Objects in the order of their catalogue numbers; `Catalog` adds where they come from.

    Parameters
    ----------
    objects : iterable of SpaceObject
        Each number once.
    source : CatalogSource
        Where they come from.
    problems : ReadReport, optional
        Rows of the source that could not be read.
    conflicts : iterable of Conflict, optional
        What sources disagree about.
    population : Population, optional
        What they fly among; by default the bundled snapshot.
    """

    def __init__(
        self,
        objects: Iterable[SpaceObject],
        source: CatalogSource,
        *,
        problems: ReadReport | None = None,
        conflicts: Iterable[Conflict] = (),
        population: Population | None = None,
    ) -> None:
        ordered = sorted(with_pieces(objects), key=lambda item: item.norad_cat_id)
        self._by_number = {item.norad_cat_id: item for item in ordered}
        if len(self._by_number) < len(ordered):
            number, times = Counter(item.norad_cat_id for item in ordered).most_common(1)[0]
            raise CatalogError(
                f"{source.name} holds object {number} {times} times: keep one of its element sets.",
                source=source.name,
                record=number,
            )
        self._objects = tuple(ordered)
        self.source = source
        self.problems = ReadReport() if problems is None else problems
        self._population = population
        self.conflicts = Conflicts(list(conflicts))

    @property
    def population(self) -> Population:
        """The whole on-orbit population that the flux is counted from: the bundled one, unless another is chosen."""
        return bundled.population() if self._population is None else self._population

    def __len__(self) -> int:
        return len(self._objects)

    def __iter__(self) -> Iterator[SpaceObject]:
        return iter(self._objects)

    def __contains__(self, item: object) -> bool:
        """Whether an object is held: by its catalogue number, or as itself."""
        if isinstance(item, SpaceObject):
            return self._by_number.get(item.norad_cat_id) == item
        return is_among(item, self._by_number)

    @overload
    def __getitem__(self, place: int) -> SpaceObject: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> SpaceObject | Self:
        if isinstance(place, slice):
            return self._subset(self._objects[place])
        return self._objects[place]

    def get(self, norad_cat_id: int) -> SpaceObject:
        """Return the object with this catalogue number.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Returns
        -------
        SpaceObject
            What the catalogue knows of it.

        Raises
        ------
        CatalogError
            If there is none; the nearest numbers are named.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> Catalog.example().get(27386).name
        'ENVISAT'
        """
        norad_cat_id = norad_id(norad_cat_id)
        try:
            return self._by_number[norad_cat_id]
        except KeyError:
            close = difflib.get_close_matches(str(norad_cat_id), [str(k) for k in self._by_number], n=3)
            hint = f" Did you mean {', '.join(close)}?" if close else ""
            raise CatalogError(
                f"Object {norad_cat_id} is not among the {len(self):,} of {self.source.name}.{hint}",
                record=norad_cat_id,
            ) from None

    def filter(
        self,
        predicate: Condition | None = None,
        *,
        name: str | None = None,
        owner: str | Iterable[str] | None = None,
        object_type: str | Iterable[str] | None = None,
        status: str | Iterable[str] | None = None,
        mass: tuple[u.Quantity, u.Quantity] | None = None,
        perigee: tuple[u.Quantity, u.Quantity] | None = None,
        apogee: tuple[u.Quantity, u.Quantity] | None = None,
        inclination: tuple[u.Quantity, u.Quantity] | None = None,
    ) -> Self:
        """Return the objects that meet every condition given.

        Parameters
        ----------
        predicate : callable, optional
            Any condition on a `SpaceObject`.
        name : str, optional
            Part of the name in either case, or a pattern with ``*`` and ``?`` for the whole name.
        owner, object_type, status : str or iterable of str, optional
            Accepted values.
        mass, perigee, apogee, inclination : pair of Quantity, optional
            Least and most, both included. Objects without a mass meet no condition on it.

        Returns
        -------
        Catalog
            In the order they have.

        Raises
        ------
        TypeError
            If a limit has no unit.
        InvalidInputError
            If a type or status is none that there is, or a range is the wrong way round.

        Examples
        --------
        >>> from astropy import units as u
        >>> from adr_planner.catalog import Catalog
        >>> polar = Catalog.example().filter(inclination=(97 * u.deg, 100 * u.deg), mass=(5 * u.t, 10 * u.t))
        >>> "ENVISAT" in [item.name for item in polar]
        True
        """
        tests = conditions_of(
            {"owner": owner, "object_type": object_type, "status": status},
            {"mass_kg": mass, "perigee_km": perigee, "apogee_km": apogee, "inclination_deg": inclination},
            name=name,
        )
        if predicate is not None:
            tests.append(predicate)
        return self._subset(item for item in self._objects if all(test(item) for test in tests))

    def _subset(self, objects: Iterable[SpaceObject]) -> Self:
        kept = list(objects)
        numbers = {item.norad_cat_id for item in kept}
        conflicts = [one for one in self.conflicts if one.norad_cat_id in numbers]
        return type(self)(
            kept,
            replace(self.source, n_objects=len(kept)),
            problems=self.problems,
            conflicts=conflicts,
            population=self._population,
        )

    def describe(self, *, now: Time | None = None) -> dict[str, Any]:
        """Return what the catalogue holds, as plain JSON-able facts.

        Parameters
        ----------
        now : Time, optional
            When the age of the newest elements counts to; by default the present.

        Returns
        -------
        dict
            Counts by type, owner and status, masses [kg], altitudes [km], ages [days], and the source.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> Catalog.example().describe()["n_objects"]
        1366
        """
        return {
            **summary(self, self.source, Time.now() if now is None else now),
            "population": len(self.population),
            "population_source": self.population.name,
            "problems": self.problems.total,
            "conflicts": len(self.conflicts),
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per object, units in the column names.

        Returns
        -------
        pandas.DataFrame
            Masses [kg], cross-sections [m2], altitudes [km], angles [deg].

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> Catalog.example()[:3].to_pandas().shape[0]
        3
        """
        return frame(self)

    def __repr__(self) -> str:
        kinds = Counter(item.object_type.lower() for item in self._objects)
        what = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
        day = self.source.snapshot_utc[:10]
        return f"<{type(self).__name__} of {len(self):,} objects ({what}), {self.source.name}, {day}>"

    def _repr_html_(self) -> str:
        apart = {"problems": self.problems.total, "conflicts": self.conflicts.total}
        return catalog_html(self, repr(self)[1:-1], {name: total for name, total in apart.items() if total})
