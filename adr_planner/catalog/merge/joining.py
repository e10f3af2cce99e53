"""One object from several sources: every attribute with its source, and what they disagree about.

The first source that has a figure gives it; later ones widen its range. What the package bundles, what a name
suggests and what was estimated give way to any source of the user's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from adr_planner.catalog.bundled import BUNDLED
from adr_planner.catalog.facts import Facts, cospar
from adr_planner.catalog.formats.fields import BY_NAME
from adr_planner.catalog.listing import Listing
from adr_planner.catalog.merge.attributes import Attributes
from adr_planner.catalog.merge.stage_families import families, is_outlier
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["WEAK", "Conflict", "Conflicts", "joined"]

WEAK = (BUNDLED, BY_NAME)
"""Sources that give way to any of the user's."""
_SILENT = ("", "UNKNOWN", "unknown")
_ALIKE = 1.01
"""Figures within one per cent agree."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two sources disagree about.

    Parameters
    ----------
    norad_cat_id : int
        The object.
    field : str
        The attribute.
    kept, kept_source : str
        What was kept, and who says so.
    other, other_source : str
        What was not, and who says so.
    """

    norad_cat_id: int
    field: str
    kept: str
    kept_source: str
    other: str
    other_source: str

    def __str__(self) -> str:
        against = f"{self.other} ({self.other_source})"
        return f"{self.norad_cat_id}: {self.field} {self.kept} ({self.kept_source}) against {against}"


class Conflicts(Listing[Conflict]):
    """What the sources of a catalogue disagree about.

    Parameters
    ----------
    rows : sequence of Conflict
        In the order they were found.

    Examples
    --------
    >>> Conflicts([Conflict(22566, "mass_kg", "8226", "the catalogue", "9000", "gcat.tsv")])
    <Conflicts: 1 conflict>
      22566: mass_kg 8226 (the catalogue) against 9000 (gcat.tsv)
    """

    row = Conflict
    noun = ("conflict", "conflicts")


def joined(objects: Iterable[SpaceObject], table: Attributes) -> tuple[list[SpaceObject], list[Conflict]]:
    """Add to each object what a table says of it.

    Objects are matched by catalogue number, else by COSPAR designator. Where the two contradict each other nothing is
    taken: one number for two objects is what analyst sets have.

    Parameters
    ----------
    objects : iterable of SpaceObject
        In any order.
    table : Attributes
        What a source says.

    Returns
    -------
    list of SpaceObject
        In the same order.
    list of Conflict
        What the sources disagree about.
    """
    result: list[SpaceObject] = []
    conflicts: list[Conflict] = []
    for item in objects:
        designator = cospar(item.object_id)
        facts = table.find(item.norad_cat_id, designator)
        if facts is None:
            result.append(item)
        elif designator and facts.object_id and facts.object_id != designator:
            conflicts.append(
                Conflict(item.norad_cat_id, "object_id", designator, "the orbits", facts.object_id, table.name)
            )
            result.append(item)
        else:
            merge = _Merge(item, facts, table.name)
            result.append(merge.result())
            conflicts += merge.conflicts
    return result, conflicts


class _Merge:
    """One object and what one source says of it."""

    def __init__(self, item: SpaceObject, facts: Facts, source: str) -> None:
        self._item = item
        self._facts = facts
        self._source = source
        self._sources = dict(item.sources)
        self._changes: dict[str, Any] = {}
        self.conflicts: list[Conflict] = []

    def result(self) -> SpaceObject:
        """Return the object with what the source adds."""
        item, facts = self._item, self._facts
        for name in ("object_type", "owner", "registered_by", "registry", "status", "launch_date"):
            self._word(name)
        if item.name.startswith("OBJECT ") and facts.name:
            self._changes["name"], self._sources["name"] = facts.name, self._source
        if item.rcs_m2 is None and facts.rcs_m2 is not None:
            self._changes["rcs_m2"] = facts.rcs_m2
        if not item.object_id and facts.object_id:
            self._changes["object_id"] = facts.object_id
        family = families().get(item.name)
        if facts.mass_kg is not None and family and is_outlier(facts.mass_kg, family):
            self._differ("mass_kg", (f"{family.mass_kg:g}", f"family {family.name}"), f"{facts.mass_kg:g}")
        else:
            self._figure("mass", "kg")
        self._figure("area", "m2")
        return replace(item, sources=self._sources, **self._changes) if self._changes else item

    def _word(self, name: str) -> None:
        ours, theirs = getattr(self._item, name), getattr(self._facts, name)
        if not theirs or theirs == ours:
            return
        told = self._sources.get(name, "the orbits")
        silent, both_weak = ours in _SILENT, self._source in WEAK and told in WEAK
        theirs_win = silent or (told in WEAK and self._source not in WEAK)
        if not silent and not both_weak:
            self._differ(name, (ours, told), theirs, theirs_win=theirs_win)
        if theirs_win:
            self._changes[name], self._sources[name] = theirs, self._source

    def _figure(self, name: str, unit: str) -> None:
        """Take a mass or a cross-section, or widen the range of the one there is."""
        key, least, most, told = f"{name}_{unit}", f"{name}_min_{unit}", f"{name}_max_{unit}", f"{name}_source"
        own, value = getattr(self._item, key), getattr(self._facts, key)
        if value is None:
            return
        low, high = getattr(self._facts, least), getattr(self._facts, most)
        origin = f"{getattr(self._facts, told)}; {self._source}"
        if own is None:
            self._changes |= {key: value, least: low, most: high, told: origin}
            self._sources[key] = self._source
            return
        theirs_win = self._sources.get(key) == BUNDLED and self._source != BUNDLED
        kept, other = (origin, f"{getattr(self._item, told)} ({own:g} {unit})")
        if not theirs_win:
            kept, other = getattr(self._item, told), f"{origin} ({value:g} {unit})"
        apart = max(own, value) / min(own, value) > _ALIKE
        if apart:
            known = (f"{own:g}", self._sources.get(key, "the catalogue"))
            self._differ(key, known, f"{value:g}", theirs_win=theirs_win)
            kept = f"{kept}; also {other}"
        self._changes |= {key: value if theirs_win else own, told: kept}
        own_low, own_high = getattr(self._item, least), getattr(self._item, most)
        if apart or low or own_low:  # two figures are a range; one alone may have none
            self._changes |= {least: min(low or value, own_low or own), most: max(high or value, own_high or own)}
        if theirs_win:
            self._sources[key] = self._source

    def _differ(self, name: str, ours: tuple[str, str], theirs: str, *, theirs_win: bool = False) -> None:
        pair = (ours, (theirs, self._source))
        (kept, kept_by), (other, other_by) = pair[::-1] if theirs_win else pair
        self.conflicts.append(Conflict(self._item.norad_cat_id, name, kept, kept_by, other, other_by))
