"""Catalogues: objects, where they come from, and the population they fly in."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from astropy import units as u
from astropy.time import Time

from adr_planner.catalog import bundled, omm, tle
from adr_planner.catalog.conditions import Condition, between, named, one_of
from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.formats import reader_of
from adr_planner.catalog.population import Population
from adr_planner.catalog.problems import ReadReport
from adr_planner.catalog.reading import Reader, read_objects
from adr_planner.catalog.source import CatalogSource, source_of
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.catalog.text import TextFile
from adr_planner.errors import CatalogError
from adr_planner.units import parse_utc

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Catalog"]

_UNITS = {
    "bstar": "bstar_per_earth_radius",
    "mean_motion_dot": "mean_motion_dot_rev_day2",
    "mean_motion_ddot": "mean_motion_ddot_rev_day3",
}


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

    Examples
    --------
    >>> catalog = Catalog.example()
    >>> catalog.get(27386).name
    'ENVISAT'
    >>> len(catalog.filter(owner="CIS", object_type="ROCKET BODY", name="SL-16")) > 15
    True
    """

    def __init__(
        self, objects: Iterable[SpaceObject], source: CatalogSource, *, problems: ReadReport | None = None
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

    @classmethod
    def example(cls) -> Catalog:
        """Return the bundled catalogue: the LEO derelicts of 500 kg and more, as of 31 October 2024."""
        objects, digest = bundled.derelicts()
        return cls(objects, source_of(bundled.NAME, objects, digest, bundled.LICENCE))

    @classmethod
    def from_file(cls, source: str | Path, *, strict: bool = False) -> Catalog:
        r"""Read a catalogue of orbits in whatever format it is: OMM as CSV, JSON, KVN or XML, or element sets.

        Masses, cross-sections and status are joined by number from the bundled figures.

        Parameters
        ----------
        source : str or Path
            Path (``.gz`` accepted), or the text itself.
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
        return cls._read(source, None, strict)

    @classmethod
    def from_omm(cls, source: str | Path, *, strict: bool = False) -> Catalog:
        """Read an OMM catalogue: CSV, JSON, KVN or XML, as CelesTrak and Space-Track serve them.

        Parameters and errors are those of `Catalog.from_file`.
        """
        return cls._read(source, omm.read, strict)

    @classmethod
    def from_tle(cls, source: str | Path, *, strict: bool = False) -> Catalog:
        """Read two- or three-line element sets; Alpha-5 numbers and checksums are understood.

        Parameters and errors are those of `Catalog.from_file`.
        """
        return cls._read(source, tle.read, strict)

    @classmethod
    def _read(cls, source: str | Path, reader: Reader | None, strict: bool) -> Catalog:  # noqa: FBT001
        file = TextFile(source)
        objects, problems = read_objects(file, reader or reader_of(file), strict=strict)
        objects = bundled.joined(objects)
        return cls(objects, source_of(file.name, objects, file.sha256, "as its provider states"), problems=problems)

    @classmethod
    def from_objects(cls, objects: Iterable[SpaceObject], *, name: str = "objects") -> Catalog:
        """Build a catalogue from objects of your own."""
        collected = list(objects)
        return cls(collected, source_of(name, collected, "", "the user's own"))

    @property
    def population(self) -> Population:
        """The whole on-orbit population of the bundled snapshot, which the flux is counted from."""
        return bundled.population()

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
        return Catalog(kept, replace(self.source, n_objects=len(kept)), problems=self.problems)

    def describe(self, *, now: Time | None = None) -> dict[str, Any]:
        """Return what the catalogue holds, as plain JSON-able facts.

        Parameters
        ----------
        now : Time, optional
            When the age of the newest elements counts to; by default the present.
        """
        masses = [item.mass_kg for item in self._objects if item.mass_kg is not None]
        orbits = [item.elements for item in self._objects]
        return {
            **asdict(self.source),
            "age_days": _age_days(self.source.snapshot_utc, Time.now() if now is None else now),
            "types": dict(Counter(item.object_type for item in self._objects).most_common()),
            "owners": dict(Counter(item.owner or "unknown" for item in self._objects).most_common(8)),
            "statuses": dict(Counter(item.status for item in self._objects).most_common()),
            "with_mass": len(masses),
            "mass_total_kg": round(sum(masses), 1),
            "perigee_min_km": round(min(one.perigee_km for one in orbits), 1) if orbits else None,
            "apogee_max_km": round(max(one.apogee_km for one in orbits), 1) if orbits else None,
            "population": len(self.population),
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per object, units in the column names."""
        import pandas as pd

        names = [field.name for field in fields(SpaceObject) if field.name != "elements"]
        orbital = [field.name for field in fields(MeanElements)] + ["perigee_km", "apogee_km"]
        columns: dict[str, list[Any]] = {name: [getattr(item, name) for item in self._objects] for name in names}
        columns |= {
            _UNITS.get(name, name): [getattr(item.elements, name) for item in self._objects] for name in orbital
        }
        return pd.DataFrame(columns)

    def __repr__(self) -> str:
        kinds = Counter(item.object_type.lower() for item in self._objects)
        what = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
        return f"<Catalog of {len(self):,} objects ({what}), {self.source.name}, {self.source.snapshot_utc[:10]}>"

    def _repr_html_(self) -> str:
        from adr_planner.catalog.html import catalog_html

        return catalog_html(self)


def _age_days(snapshot_utc: str, now: Time) -> float | None:
    return round(float((now - parse_utc(snapshot_utc)).to_value("day")), 1) if snapshot_utc else None
