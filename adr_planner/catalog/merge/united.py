"""Catalogues that take more in: further tables, other catalogues, another population."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Self

from adr_planner.catalog import bundled
from adr_planner.catalog.collection import Collection
from adr_planner.catalog.merge.assembling import assembled, tables_of, united
from adr_planner.catalog.merge.attributes import Attributes
from adr_planner.catalog.population import odd_words, population_of
from adr_planner.catalog.source import source_of
from adr_planner.errors import OddPopulationWarning

__all__ = ["United"]


class United(Collection):
    """Objects of which more than one source may tell; `Catalog` adds how they are read."""

    def with_attributes(self, *attributes: str | Path | Attributes, strict: bool = False) -> Self:
        """Return the catalogue with what further tables say of its objects.

        Estimates give way to their figures; figures that differ become a range, and `conflicts` names them. The
        source is then called after the tables too.

        Parameters
        ----------
        *attributes : str, Path or Attributes
            SATCAT, GCAT or DISCOS tables.
        strict : bool
            Stop at the first row that cannot be read.

        Returns
        -------
        Catalog
            A copy, with ``.conflicts``.

        Raises
        ------
        CatalogError
            If one is no such table.

        Examples
        --------
        >>> catalog = Catalog.from_file("gp.csv").with_attributes("satcat.csv", "satcat.tsv")  # doctest: +SKIP
        """
        tables = tables_of(attributes, strict=strict)
        objects, conflicts = assembled(self._objects, tables, with_bundled=False)
        problems = self.problems
        for table in tables:
            problems = problems + table.problems
        joined = " + ".join(table.name for table in tables)
        return type(self)(
            objects,
            replace(self.source, name=f"{self.source.name}, joined with {joined}") if tables else self.source,
            problems=problems,
            conflicts=[*self.conflicts, *conflicts],
            population=self._population,
        )

    def among(self, others: Collection) -> Self:
        """Return the catalogue flying among the objects of another, which the flux is then counted from.

        By default a catalogue flies in the bundled population of October 2024, whatever its own age. A whole catalogue
        of today, read with its tables, may be its own: ``catalog.among(catalog)``.

        Parameters
        ----------
        others : Catalog
            All that is on orbit; where their mass or size is estimated, the bundled population's figures are used.

        Returns
        -------
        Catalog
            The same objects, another `population`.

        Warns
        -----
        OddPopulationWarning
            If it can be no such population: less than a tenth of it are fragments, or of more than a fifth of its
            satellites nobody says whether they work. It is used all the same.

        Examples
        --------
        >>> from adr_planner import Catalog
        >>> whole = Catalog.from_file("gp_all.csv", "satcat.csv")  # doctest: +SKIP
        >>> catalog = Catalog.example().among(whole)  # doctest: +SKIP
        """
        crowd = population_of(others, bundled.population(), others.source.name)
        doubts = odd_words(crowd, others)
        if doubts:
            warnings.warn(f"{others.source.name} is no whole population: {doubts}", OddPopulationWarning, stacklevel=2)
        return type(self)(
            self._objects, self.source, problems=self.problems, conflicts=self.conflicts, population=crowd
        )

    def join(self, other: Collection) -> Self:
        """Return the objects of both catalogues: of those in both, the newest elements and what either says.

        Parameters
        ----------
        other : Catalog
            Its figures give way to this one's, and widen their range.

        Returns
        -------
        Catalog
            Named after both.

        Examples
        --------
        >>> from adr_planner import Catalog
        >>> both = Catalog.example()[:3].join(Catalog.example()[2:5])
        >>> len(both)
        5
        """
        objects, conflicts = united(self._objects, other, other.source.name)
        licence = "; ".join(dict.fromkeys((self.source.licence, other.source.licence)))
        return type(self)(
            objects,
            source_of(f"{self.source.name} + {other.source.name}", objects, "", licence),
            problems=self.problems + other.problems,
            conflicts=[*self.conflicts, *other.conflicts, *conflicts],
            population=self._population,
        )
