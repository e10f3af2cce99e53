"""Where a catalogue comes from, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adr_planner.catalog.space_object import SpaceObject

__all__ = ["CatalogSource", "source_of"]


@dataclass(frozen=True, slots=True)
class CatalogSource:
    """Where a catalogue comes from.

    Parameters
    ----------
    name : str
        File or service.
    snapshot_utc : str
        Epoch of the newest elements.
    sha256 : str
        Of the text it was read from; ``""`` if it was built from objects.
    n_objects : int
        Objects in it.
    licence : str
        As its source states it.
    """

    name: str
    snapshot_utc: str
    sha256: str
    n_objects: int
    licence: str


def source_of(name: str, objects: Sequence[SpaceObject], sha256: str, licence: str) -> CatalogSource:
    """Describe the source of some objects; the newest elements date it."""
    newest = max((item.elements.epoch_utc for item in objects), default="")
    return CatalogSource(name, newest, sha256, len(objects), licence)
