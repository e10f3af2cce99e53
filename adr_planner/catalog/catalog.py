"""Catalogues: objects, where they come from, and the population they fly in."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from astropy import units as u
from astropy.time import Time

from adr_planner.catalog import bundled, omm, tle
from adr_planner.catalog.assembling import assembled, tables_of
from adr_planner.catalog.attributes import Attributes
from adr_planner.catalog.conditions import Condition, between, named, one_of
from adr_planner.catalog.facts import facts_of
from adr_planner.catalog.formats import reader_of
from adr_planner.catalog.joining import Conflict
from adr_planner.catalog.population import Population
from adr_planner.catalog.problems import ReadReport
from adr_planner.catalog.reading import Reader, read_objects
from adr_planner.catalog.source import CatalogSource, source_of
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.catalog.summary import frame, summary
from adr_planner.catalog.text import TextFile
from adr_planner.errors import CatalogError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Catalog"]


class Catalog(Sequence[SpaceObject]):
    """Hold objects in the order of their catalogue numbers.

    Use `Catalog.example`, `Catalog.from_file`, `Catalog.from_omm`, `Catalog.from_tle` or `Catalog.from_objects`.

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

    Examples
    --------
    >>> catalog = Catalog.example()
    >>> catalog.get(27386).name
    'ENVISAT'
    >>> len(catalog.filter(owner="CIS", object_type="ROCKET BODY", name="SL-16")) > 15
    True
    """

    def __init__(
        self,
        objects: Iterable[SpaceObject],
        source: CatalogSource,
        *,
        problems: ReadReport | None = None,
        conflicts: Iterable[Conflict] = (),
    ) -> None:
        ordered = sorted(objects, key=lambda item: item.norad_cat_id)
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
        self.conflicts = tuple(conflicts)

    @classmethod
    def example(cls) -> Catalog:
        """Return the bundled catalogue: the LEO derelicts of 500 kg and more, as of 31 October 2024."""
        objects, digest = bundled.derelicts()
        return cls(objects, source_of(bundled.NAME, objects, digest, bundled.LICENCE))

    @classmethod
    def from_file(cls, source: str | Path, *attributes: str | Path | Attributes, strict: bool = False) -> Catalog:
        r"""Read a catalogue of orbits in whatever format it is: OMM as CSV, JSON, KVN or XML, or element sets.

        What further tables say is joined by number or COSPAR designator, the first before the next and the bundled
        figures last; gaps in mass and cross-section are then estimated, each with its range (`SpaceObject.estimated`).

        Parameters
        ----------
        source : str or Path
            Path (``.gz`` accepted), or the text itself.
        *attributes : str, Path or Attributes
            Tables of what the objects are: SATCAT, GCAT, DISCOS.
        strict : bool
            Stop at the first row that cannot be read. Otherwise such rows are left out, a warning counts them, and
            `problems` names line, field and why.

        Raises
        ------
        CatalogError
            If it is no catalogue of orbits, if nothing in it can be read, or if ``strict`` and a row cannot.

        Examples
        --------
        >>> catalog = Catalog.from_file(
        ...     "NORAD_CAT_ID,OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
        ...     "ARG_OF_PERICENTER,MEAN_ANOMALY\n"
        ...     "27386,ENVISAT,2026-11-01T12:00:00,14.38,.0001,98.2,300,90,270\n"
        ... )
        >>> catalog.get(27386).mass_kg, len(catalog.problems)
        (8110.0, 0)
        """
        return cls._read(source, None, attributes, strict=strict)

    @classmethod
    def from_omm(cls, source: str | Path, *, strict: bool = False) -> Catalog:
        """Read an OMM catalogue: CSV, JSON, KVN or XML, as CelesTrak and Space-Track serve them.

        Parameters and errors are those of `Catalog.from_file`.
        """
        return cls._read(source, omm.read, strict=strict)

    @classmethod
    def from_tle(cls, source: str | Path, *, strict: bool = False) -> Catalog:
        """Read two- or three-line element sets; Alpha-5 numbers and checksums are understood.

        Parameters and errors are those of `Catalog.from_file`.
        """
        return cls._read(source, tle.read, strict=strict)

    @classmethod
    def _read(
        cls,
        source: str | Path,
        reader: Reader | None,
        tables: Sequence[str | Path | Attributes] = (),
        *,
        strict: bool,
    ) -> Catalog:
        file = TextFile(source)
        objects, problems = read_objects(file, reader or reader_of(file), strict=strict)
        more = tables_of(tables, strict=strict)
        objects, conflicts = assembled(objects, more)
        for table in more:
            problems = problems + table.problems
        found = source_of(file.name, objects, file.sha256, "as its provider states")
        return cls(objects, found, problems=problems, conflicts=conflicts)

    @classmethod
    def from_objects(cls, objects: Iterable[SpaceObject], *, name: str = "objects") -> Catalog:
        """Build a catalogue from objects of your own."""
        collected = list(objects)
        return cls(collected, source_of(name, collected, "", "the user's own"))

    @property
    def population(self) -> Population:
        """The whole on-orbit population of the bundled snapshot, which the flux is counted from."""
        return bundled.population()

    def with_attributes(self, *attributes: str | Path | Attributes, strict: bool = False) -> Catalog:
        """Return the catalogue with what further tables say of its objects.

        Estimates give way to their figures; figures that differ become a range, and `conflicts` names them.

        Parameters
        ----------
        *attributes : str, Path or Attributes
            SATCAT, GCAT or DISCOS tables.
        strict : bool
            Stop at the first row that cannot be read.

        Raises
        ------
        CatalogError
            If one is no such table.
        """
        tables = tables_of(attributes, strict=strict)
        objects, conflicts = assembled(self._objects, tables, with_bundled=False)
        problems = self.problems
        for table in tables:
            problems = problems + table.problems
        return Catalog(objects, self.source, problems=problems, conflicts=[*self.conflicts, *conflicts])

    def join(self, other: Catalog) -> Catalog:
        """Return the objects of both catalogues: of those in both, the newest elements and what either says.

        Parameters
        ----------
        other : Catalog
            Its figures give way to this one's, and widen their range.

        Examples
        --------
        >>> both = Catalog.example()[:3].join(Catalog.example()[2:5])
        >>> len(both)
        5
        """
        table = Attributes([facts_of(item) for item in other], other.source.name)
        objects, conflicts = assembled(self._objects, [table], with_bundled=False)
        merged = {item.norad_cat_id: item for item in objects}
        for item in other:
            ours = merged.get(item.norad_cat_id)
            if ours is None:
                merged[item.norad_cat_id] = item
            elif item.elements.epoch_utc > ours.elements.epoch_utc:
                merged[item.norad_cat_id] = replace(ours, elements=item.elements)
        name = f"{self.source.name} + {other.source.name}"
        return Catalog(
            merged.values(),
            source_of(name, list(merged.values()), "", f"{self.source.licence}; {other.source.licence}"),
            problems=self.problems + other.problems,
            conflicts=[*self.conflicts, *other.conflicts, *conflicts],
        )

    def __len__(self) -> int:
        return len(self._objects)

    def __iter__(self) -> Iterator[SpaceObject]:
        return iter(self._objects)

    @overload
    def __getitem__(self, place: int) -> SpaceObject: ...
    @overload
    def __getitem__(self, place: slice) -> Catalog: ...
    def __getitem__(self, place: int | slice) -> SpaceObject | Catalog:
        if isinstance(place, slice):
            return self._subset(self._objects[place])
        return self._objects[place]

    def get(self, norad_cat_id: int) -> SpaceObject:
        """Return the object with this catalogue number.

        Raises
        ------
        CatalogError
            If there is none; the nearest numbers are named.
        """
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
    ) -> Catalog:
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

        Raises
        ------
        TypeError
            If a limit has no unit.
        InvalidInputError
            If a type or status is none that there is, or a range is the wrong way round.

        Examples
        --------
        >>> from astropy import units as u
        >>> polar = Catalog.example().filter(inclination=(97 * u.deg, 100 * u.deg), mass=(5 * u.t, 10 * u.t))
        >>> "ENVISAT" in [item.name for item in polar]
        True
        """
        tests: list[Condition] = [] if predicate is None else [predicate]
        if name is not None:
            tests.append(named(name))
        for field, values in (("owner", owner), ("object_type", object_type), ("status", status)):
            if values is not None:
                tests.append(one_of(field, values))
        for field, limits, unit in (
            ("mass_kg", mass, "kg"),
            ("perigee_km", perigee, "km"),
            ("apogee_km", apogee, "km"),
            ("inclination_deg", inclination, "deg"),
        ):
            if limits is not None:
                tests.append(between(field, limits, unit))
        return self._subset(item for item in self._objects if all(test(item) for test in tests))

    def _subset(self, objects: Iterable[SpaceObject]) -> Catalog:
        kept = list(objects)
        numbers = {item.norad_cat_id for item in kept}
        conflicts = [one for one in self.conflicts if one.norad_cat_id in numbers]
        return Catalog(kept, replace(self.source, n_objects=len(kept)), problems=self.problems, conflicts=conflicts)

    def describe(self, *, now: Time | None = None) -> dict[str, Any]:
        """Return what the catalogue holds, as plain JSON-able facts.

        Parameters
        ----------
        now : Time, optional
            When the age of the newest elements counts to; by default the present.
        """
        return summary(self, Time.now() if now is None else now)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per object, units in the column names."""
        return frame(self)

    def __repr__(self) -> str:
        kinds = Counter(item.object_type.lower() for item in self._objects)
        what = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
        return f"<Catalog of {len(self):,} objects ({what}), {self.source.name}, {self.source.snapshot_utc[:10]}>"

    def _repr_html_(self) -> str:
        from adr_planner.catalog.html import catalog_html

        return catalog_html(self)
