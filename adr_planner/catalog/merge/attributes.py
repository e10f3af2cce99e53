"""Tables of what objects are, not where they fly: the satellite catalogue, GCAT, DISCOS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from adr_planner.catalog.facts import Facts
from adr_planner.catalog.formats import discos, gcat, satcat
from adr_planner.catalog.formats.detection import format_of
from adr_planner.catalog.formats.problems import ReadReport, RowLog
from adr_planner.catalog.formats.reading import MOST_OBJECTS
from adr_planner.catalog.formats.text import TextFile
from adr_planner.errors import CatalogError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Attributes"]

_Reader = Callable[[TextFile, RowLog], Iterator[tuple[int, Facts]]]
_READERS: dict[str, _Reader] = {"satcat": satcat.read, "gcat": gcat.read, "discos": discos.read}


class Attributes(Sequence[Facts]):
    r"""What one source says of many objects, to be joined to a catalogue of orbits.

    Use `Attributes.from_file`, `Attributes.from_satcat`, `Attributes.from_gcat` or `Attributes.from_discos`.

    Parameters
    ----------
    facts : sequence of Facts
        One for each object.
    name : str
        The source, as it will stand beside every figure taken from it.
    problems : ReadReport, optional
        Rows that could not be read.

    Examples
    --------
    >>> satcat = Attributes.from_satcat(
    ...     "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER\n"
    ...     "ENVISAT,2002-009A,27386,PAY,-,ESA\n"
    ... )
    >>> satcat
    <Attributes of 1 objects (1 with status, 0 with mass, 0 with cross-section), text>
    >>> satcat[0].status
    'derelict'
    """

    def __init__(self, facts: Sequence[Facts], name: str, *, problems: ReadReport | None = None) -> None:
        self._facts = tuple(facts)
        self._by_number = {one.norad_cat_id: one for one in self._facts if one.norad_cat_id is not None}
        self._by_designator = {one.object_id: one for one in self._facts if one.object_id}
        self.name = name
        self.problems = ReadReport() if problems is None else problems

    @classmethod
    def from_file(cls, source: str | Path, *, strict: bool = False) -> Attributes:
        """Read a table in whatever format it is.

        Parameters
        ----------
        source : str or Path
            Path (``.gz`` accepted), or the text itself.
        strict : bool
            Stop at the first row that cannot be read.

        Raises
        ------
        CatalogError
            If it is no such table, if nothing in it can be read, or if ``strict`` and a row cannot.
        """
        file = TextFile(source)
        found = format_of(file.head, file.name)
        if found not in _READERS:
            raise CatalogError(
                f"{file.name} holds orbits ({found.upper()}): read it with Catalog.from_file.", source=file.name
            )
        return cls._read(file, _READERS[found], strict=strict)

    @classmethod
    def from_satcat(cls, source: str | Path, *, strict: bool = False) -> Attributes:
        """Read CelesTrak's satellite catalogue (CSV or JSON): type, owner, status, launch date, radar cross-section.

        Parameters and errors are those of `Attributes.from_file`.
        """
        return cls._read(TextFile(source), satcat.read, strict=strict)

    @classmethod
    def from_gcat(cls, source: str | Path, *, strict: bool = False) -> Attributes:
        """Read a GCAT table: satcat.tsv (mass, dimensions, state) or psatcat.tsv (ends of operations).

        Parameters and errors are those of `Attributes.from_file`.
        """
        return cls._read(TextFile(source), gcat.read, strict=strict)

    @classmethod
    def from_discos(cls, source: str | Path, *, strict: bool = False) -> Attributes:
        """Read pages of DISCOSweb objects: mass, mean cross-section, type, whether it is active.

        Parameters and errors are those of `Attributes.from_file`.
        """
        return cls._read(TextFile(source), discos.read, strict=strict)

    @classmethod
    def _read(cls, file: TextFile, reader: _Reader, *, strict: bool) -> Attributes:
        log = RowLog(file.name, strict=strict)
        seen: dict[int | str, Facts] = {}
        for line, facts in reader(file, log):
            if len(seen) >= MOST_OBJECTS:
                raise CatalogError(f"{file.name} holds more than {MOST_OBJECTS:,} objects: split it.", source=file.name)
            key = facts.norad_cat_id or facts.object_id
            if not key:
                continue  # neither number nor designator: nothing it could be joined to
            if key in seen:
                log.add(line, f"object {key} is given again: the first row is kept.", "NORAD_CAT_ID")
            seen.setdefault(key, facts)
        return cls(list(seen.values()), file.name, problems=log.report(len(seen)))

    def find(self, norad_cat_id: int, designator: str) -> Facts | None:
        """Return what is said of an object: by its number, else by its COSPAR designator, None if nothing is."""
        found = self._by_number.get(norad_cat_id)
        return self._by_designator.get(designator) if found is None and designator else found

    def __len__(self) -> int:
        return len(self._facts)

    @overload
    def __getitem__(self, place: int) -> Facts: ...
    @overload
    def __getitem__(self, place: slice) -> Attributes: ...
    def __getitem__(self, place: int | slice) -> Facts | Attributes:
        if isinstance(place, slice):
            return Attributes(self._facts[place], self.name, problems=self.problems)
        return self._facts[place]

    def describe(self) -> dict[str, Any]:
        """Return what the table holds, as plain JSON-able facts."""
        return {
            "name": self.name,
            "n_objects": len(self),
            "types": dict(Counter(item.object_type or "silent" for item in self._facts).most_common()),
            "statuses": dict(Counter(item.status or "silent" for item in self._facts).most_common()),
            "owners": dict(Counter(item.owner or "silent" for item in self._facts).most_common(8)),
            "with_mass": sum(item.mass_kg is not None for item in self._facts),
            "with_area": sum(item.area_m2 is not None for item in self._facts),
            "with_rcs": sum(item.rcs_m2 is not None for item in self._facts),
            "problems": self.problems.total,
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per object, units in the column names."""
        import pandas as pd

        names = [field.name for field in fields(Facts)]
        return pd.DataFrame({name: [getattr(item, name) for item in self._facts] for name in names})

    def __repr__(self) -> str:
        told = self.describe()
        status = len(self) - told["statuses"].get("silent", 0)
        what = f"{status:,} with status, {told['with_mass']:,} with mass, {told['with_area']:,} with cross-section"
        return f"<Attributes of {len(self):,} objects ({what}), {self.name}>"
