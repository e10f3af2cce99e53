"""From orbits to a catalogue: join what sources say, then what is bundled, and estimate the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from adr_planner.catalog import bundled
from adr_planner.catalog.facts import facts_of
from adr_planner.catalog.merge.attributes import Attributes
from adr_planner.catalog.merge.estimates import completed, without_estimates
from adr_planner.catalog.merge.joining import WEAK, Conflict, joined
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["assembled", "tables_of", "united"]


@cache
def _bundled() -> Attributes:
    return Attributes(bundled.facts(), bundled.BUNDLED)


def tables_of(sources: Iterable[str | Path | Attributes], *, strict: bool = False) -> list[Attributes]:
    """Return tables as they are, and read those given as files."""
    return [one if isinstance(one, Attributes) else Attributes.from_file(one, strict=strict) for one in sources]


def assembled(
    objects: Iterable[SpaceObject], tables: Iterable[Attributes], *, with_bundled: bool = True
) -> tuple[list[SpaceObject], list[Conflict]]:
    """Join tables to objects, the first before the next, and fill the gaps that are left.

    Parameters
    ----------
    objects : iterable of SpaceObject
        Their orbits, and what is known of them.
    tables : iterable of Attributes
        In the order of trust.
    with_bundled : bool
        Whether to join the bundled figures last.

    Returns
    -------
    list of SpaceObject
        In the same order.
    list of Conflict
        What the sources disagree about.
    """
    result = [without_estimates(item) for item in objects]
    conflicts: list[Conflict] = []
    for table in [*tables, *([_bundled()] if with_bundled else [])]:
        result, more = joined(result, table)
        conflicts += more
    shed = bundled.pieces() if with_bundled else {}
    return [completed(_decayed(_shed(item, shed))) for item in result], conflicts


def united(
    ours: Iterable[SpaceObject], theirs: Iterable[SpaceObject], name: str
) -> tuple[list[SpaceObject], list[Conflict]]:
    """Return the objects of both: of those in both, the newest elements and what either says, ours first.

    Parameters
    ----------
    ours, theirs : iterable of SpaceObject
        Each number once.
    name : str
        The source of theirs.
    """
    others = list(theirs)
    own = Attributes([facts_of(item, lambda source: source not in WEAK) for item in others], name)
    weak = Attributes([facts_of(item, lambda source: source == bundled.BUNDLED) for item in others], bundled.BUNDLED)
    objects, conflicts = assembled(ours, [own, weak], with_bundled=False)
    merged = {item.norad_cat_id: item for item in objects}
    for item in others:
        known = merged.get(item.norad_cat_id)
        if known is None:
            merged[item.norad_cat_id] = item
        elif item.elements.order() > known.elements.order():
            merged[item.norad_cat_id] = replace(known, elements=item.elements)
    return list(merged.values()), conflicts


def _shed(item: SpaceObject, pieces: Mapping[int, int]) -> SpaceObject:
    """Count the bundled pieces of an object, if no more are known."""
    known = pieces.get(item.norad_cat_id, 0)
    return replace(item, n_pieces=known) if known > item.n_pieces else item


def _decayed(item: SpaceObject) -> SpaceObject:
    """Whatever sources say: with its perigee below the surface an object has come down."""
    below = item.status != "decayed" and item.elements.perigee_km < 0.0
    return replace(item, status="decayed") if below else item
