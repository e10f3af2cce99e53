"""One object from several sources: every attribute with its source, and what they disagree about.

The first source that has a figure gives it; later ones widen its range. What the package bundles, what a name
suggests and what was estimated give way to any source of the user's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from adr_planner.catalog.attributes import Attributes
from adr_planner.catalog.facts import Facts, cospar
from adr_planner.catalog.families import families, is_outlier
from adr_planner.catalog.fields import BY_NAME
from adr_planner.catalog.listing import Listing
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["BUNDLED", "Conflict", "Conflicts", "joined"]

BUNDLED = "the bundled table"
_WEAK = (BUNDLED, BY_NAME)
_SILENT = ("", "UNKNOWN", "unknown")
_ALIKE = 1.01
"""Figures within one per cent agree."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Say what two sources disagree about.

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
    """Hold what the sources of a catalogue disagree about.

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
            result.append(_merged(item, facts, table.name, conflicts))
    return result, conflicts


def _merged(item: SpaceObject, facts: Facts, source: str, conflicts: list[Conflict]) -> SpaceObject:
    changes: dict[str, Any] = {}
    sources = dict(item.sources)
    for name in ("object_type", "owner", "status", "launch_date"):
        theirs, ours = getattr(facts, name), getattr(item, name)
        if not theirs or theirs == ours:
            continue
        told = sources.get(name, "the orbits")
        ours_wins = ours not in _SILENT and (source in _WEAK or told not in _WEAK)
        if ours not in _SILENT and not (source in _WEAK and told in _WEAK):
            pair = ((ours, told), (theirs, source))
            (kept, kept_by), (other, other_by) = pair if ours_wins else pair[::-1]
            conflicts.append(Conflict(item.norad_cat_id, name, kept, kept_by, other, other_by))
        if not ours_wins:
            changes[name] = theirs
            sources[name] = source
    if item.name.startswith("OBJECT ") and facts.name:
        changes["name"], sources["name"] = facts.name, source
    if item.rcs_m2 is None and facts.rcs_m2 is not None:
        changes["rcs_m2"] = facts.rcs_m2
    if not item.object_id and facts.object_id:
        changes["object_id"] = facts.object_id
    changes |= _figure(item, facts, source, "mass", "kg", conflicts, sources)
    changes |= _figure(item, facts, source, "area", "m2", conflicts, sources)
    return replace(item, sources=sources, **changes) if changes else item


def _figure(
    item: SpaceObject,
    facts: Facts,
    source: str,
    name: str,
    unit: str,
    conflicts: list[Conflict],
    sources: dict[str, str],
) -> dict[str, Any]:
    """Return what becomes of a mass or a cross-section and its range."""
    key, least, most, told = f"{name}_{unit}", f"{name}_min_{unit}", f"{name}_max_{unit}", f"{name}_source"
    value = getattr(facts, key)
    if value is None:
        return {}
    family = families().get(item.name)
    if name == "mass" and family and is_outlier(value, family):
        conflicts.append(
            Conflict(item.norad_cat_id, key, f"{family.mass_kg:g}", f"family {family.name}", f"{value:g}", source)
        )
        return {}
    own = getattr(item, key)
    low, high = getattr(facts, least) or value, getattr(facts, most) or value
    origin = f"{getattr(facts, told)}; {source}"
    if own is None:
        sources[key] = source
        return {key: value, least: getattr(facts, least), most: getattr(facts, most), told: origin}
    agree = max(own, value) / min(own, value) < _ALIKE
    weak = sources.get(key) == BUNDLED and source != BUNDLED
    if not agree:
        pair = ((f"{own:g}", sources.get(key, "the catalogue")), (f"{value:g}", source))
        (kept, kept_by), (other, other_by) = pair[::-1] if weak else pair
        conflicts.append(Conflict(item.norad_cat_id, key, kept, kept_by, other, other_by))
    if weak:
        sources[key] = source
    note = f"{getattr(item, told)} ({own:g} {unit})" if weak else f"{origin} ({value:g} {unit})"
    return {
        key: value if weak else own,
        least: min(low, getattr(item, least) or own),
        most: max(high, getattr(item, most) or own),
        told: f"{origin if weak else getattr(item, told)}{'' if agree else f'; also {note}'}",
    }
