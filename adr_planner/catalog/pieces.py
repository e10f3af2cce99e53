"""Pieces of its own that a catalogue holds of an object: same launch, same name and ``DEB``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from adr_planner.catalog.space_object import SpaceObject

__all__ = ["family_name", "launch_of", "with_pieces"]

_PIECE = " DEB"
_LAUNCH = len("2022-151")


def family_name(name: str) -> str:
    """Return the name that an object shares with its pieces.

    Examples
    --------
    >>> family_name("CZ-6A R/B"), family_name("CZ-6A DEB"), family_name("COSMOS 2251"), family_name("COSMOS 2251 DEB *")
    ('CZ-6A', 'CZ-6A', 'COSMOS 2251', 'COSMOS 2251')
    """
    return name.partition(_PIECE)[0].partition(" R/B")[0].strip()


def launch_of(object_id: str) -> str:
    """Return year and number of the launch, ``""`` if the designator tells none.

    Examples
    --------
    >>> launch_of("2022-151B"), launch_of("")
    ('2022-151', '')
    """
    return object_id[:_LAUNCH] if len(object_id) > _LAUNCH else ""


def with_pieces(objects: Iterable[SpaceObject]) -> list[SpaceObject]:
    """Return objects, each with the number of its own pieces among them, or what was known before if that is more.

    Where a launch left several objects of one name, nobody knows which of them broke up: each is told all.
    """
    items = list(objects)
    counts = Counter(
        (launch, family_name(item.name))
        for item in items
        if _PIECE in item.name and item.status != "decayed" and (launch := launch_of(item.object_id))
    )
    if not counts:
        return items
    return [item if _PIECE in item.name else _counted(item, counts) for item in items]


def _counted(item: SpaceObject, counts: Counter[tuple[str, str]]) -> SpaceObject:
    found = counts.get((launch_of(item.object_id), family_name(item.name)), 0)
    return replace(item, n_pieces=found) if found > item.n_pieces else item
