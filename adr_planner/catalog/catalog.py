"""Catalogues: objects, where they come from, and the population they fly in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path

from astropy.time import Time

from adr_planner.catalog import bundled
from adr_planner.catalog.conditions import several
from adr_planner.catalog.formats import omm, tle
from adr_planner.catalog.formats.detection import reader_of
from adr_planner.catalog.formats.reading import Reader, read_objects
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.merge.assembling import assembled, tables_of
from adr_planner.catalog.merge.attributes import Attributes
from adr_planner.catalog.merge.united import United
from adr_planner.catalog.source import source_of
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.units import time_of

__all__ = ["Catalog"]


class Catalog(United):
    """Objects in the order of their catalogue numbers.

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
    population : Population, optional
        What they fly among; by default the bundled snapshot.

    Examples
    --------
    >>> catalog = Catalog.example()
    >>> catalog.get(27386).name
    'ENVISAT'
    >>> len(catalog.filter(owner="CIS", object_type="ROCKET BODY", name="SL-16")) > 15
    True
    """

    @classmethod
    def example(cls) -> Catalog:
        """Return the bundled catalogue: the LEO derelicts of 500 kg and more, as of 31 October 2024.

        Returns
        -------
        Catalog
            1,366 objects with mass and cross-section; data/PROVENANCE.md names the sources.

        Examples
        --------
        >>> len(Catalog.example()), Catalog.example().get(27386).name
        (1366, 'ENVISAT')
        """
        objects, digest = bundled.derelicts()
        return cls(objects, source_of(bundled.NAME, objects, digest, bundled.LICENCE))

    @classmethod
    def from_file(
        cls, source: str | Path, *attributes: str | Path | Attributes, strict: bool = False, nearest: Time | None = None
    ) -> Catalog:
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
        nearest : Time, optional
            Of several sets of elements of one object, keep the nearest to this date; by default the newest.

        Returns
        -------
        Catalog
            The newest set of every object, gaps in mass and cross-section filled; ``.problems`` and ``.conflicts``.

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
        return cls._read(source, None, attributes, strict=strict, nearest=nearest)

    @classmethod
    def from_omm(cls, source: str | Path, *, strict: bool = False, nearest: Time | None = None) -> Catalog:
        r"""Read an OMM catalogue: CSV, JSON, KVN or XML, as CelesTrak and Space-Track serve them.

        Parameters
        ----------
        source : str or Path
            Path (``.gz`` accepted), or the text itself.
        strict : bool
            Stop at the first row that cannot be read, see `Catalog.from_file`.
        nearest : Time, optional
            Of several sets of one object, keep the nearest to this date; by default the newest.

        Returns
        -------
        Catalog
            As by `Catalog.from_file`.

        Raises
        ------
        CatalogError
            If it is none, if nothing in it can be read, or if ``strict`` and a row cannot.

        Examples
        --------
        >>> catalog = Catalog.from_omm(
        ...     "NORAD_CAT_ID,OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
        ...     "ARG_OF_PERICENTER,MEAN_ANOMALY\n"
        ...     "27386,ENVISAT,2026-11-01T12:00:00,14.38,.0001,98.2,300,90,270\n"
        ... )
        >>> catalog.get(27386).name
        'ENVISAT'
        """
        return cls._read(source, omm.read, strict=strict, nearest=nearest)

    @classmethod
    def from_tle(cls, source: str | Path, *, strict: bool = False, nearest: Time | None = None) -> Catalog:
        """Read two- or three-line element sets; Alpha-5 numbers and checksums are understood.

        Parameters
        ----------
        source : str or Path
            Path (``.gz`` accepted), or the text itself.
        strict : bool
            Stop at the first set that cannot be read, see `Catalog.from_file`.
        nearest : Time, optional
            Of several sets of one object, keep the nearest to this date; by default the newest.

        Returns
        -------
        Catalog
            As by `Catalog.from_file`.

        Raises
        ------
        CatalogError
            If it holds no set, if nothing in it can be read, or if ``strict`` and a set cannot.

        Examples
        --------
        >>> catalog = Catalog.from_tle("stations.tle")  # doctest: +SKIP
        """
        return cls._read(source, tle.read, strict=strict, nearest=nearest)

    @classmethod
    def from_celestrak(
        cls,
        *,
        group: str | Iterable[str] = (),
        name: str | Iterable[str] = (),
        number: int | Iterable[int] = (),
        attributes: Sequence[str | Path | Attributes] = (),
    ) -> Catalog:
        """Fetch orbits from CelesTrak, or take the copies of the last two hours.

        Parameters
        ----------
        group : str or iterable of str
            CelesTrak's groups; ``"active"`` holds working satellites only.
        name : str or iterable of str
            Parts of names, e.g. ``"SL-16"``.
        number : int or iterable of int
            Catalogue numbers.
        attributes : sequence of str, Path or Attributes
            Tables to join, as for `Catalog.from_file`.

        Returns
        -------
        Catalog
            What CelesTrak has under any of them.

        Raises
        ------
        CatalogError
            If CelesTrak cannot be reached or has nothing, and there is no copy.

        Examples
        --------
        >>> catalog = Catalog.from_celestrak(name="SL-16")  # doctest: +SKIP
        """
        from adr_planner.catalog.fetch import celestrak

        copies = celestrak(groups=several(group, str), names=several(name, str), numbers=several(number, int))
        first, *rest = (cls.from_file(Path(copy.path), *attributes) for copy in copies)
        return reduce(Catalog.join, rest, first)

    @classmethod
    def _read(
        cls,
        source: str | Path,
        reader: Reader | None,
        tables: Sequence[str | Path | Attributes] = (),
        *,
        strict: bool,
        nearest: Time | None = None,
    ) -> Catalog:
        date = None if nearest is None else time_of(nearest, name="nearest")
        file = TextFile(source)
        objects, problems = read_objects(file, reader or reader_of(file), strict=strict, nearest=date)
        more = tables_of(tables, strict=strict)
        objects, conflicts = assembled(objects, more)
        for table in more:
            problems = problems + table.problems
        found = source_of(file.name, objects, file.sha256, "as its provider states")
        return cls(objects, found, problems=problems, conflicts=conflicts)

    @classmethod
    def from_objects(cls, objects: Iterable[SpaceObject], *, name: str = "objects") -> Catalog:
        """Build a catalogue from objects of your own.

        Parameters
        ----------
        objects : iterable of SpaceObject
            Each number once.
        name : str
            Of the source, for the documents of plans.

        Returns
        -------
        Catalog
            In the order given.

        Raises
        ------
        CatalogError
            If two objects have one number.

        Examples
        --------
        >>> few = Catalog.from_objects(list(Catalog.example())[:3], name="three of mine")
        >>> len(few), few.source.name
        (3, 'three of mine')
        """
        collected = list(objects)
        return cls(collected, source_of(name, collected, "", "the user's own"))
