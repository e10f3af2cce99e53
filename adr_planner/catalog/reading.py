"""From a text to objects: one object per number, the newest elements, and a report of what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from adr_planner.catalog.problems import ReadReport, RowLog
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.catalog.text import TextFile
from adr_planner.errors import CatalogError

__all__ = ["MOST_OBJECTS", "Reader", "read_objects"]

MOST_OBJECTS = 400_000
"""Ten times what is catalogued in 2026, and some 0.6 GB of memory (bench/readers)."""
Reader = Callable[[TextFile, RowLog], Iterator[tuple[int, SpaceObject]]]


def read_objects(file: TextFile, reader: Reader, *, strict: bool) -> tuple[list[SpaceObject], ReadReport]:
    """Read all objects of a text.

    Parameters
    ----------
    file : TextFile
        The text.
    reader : callable
        How to read it.
    strict : bool
        Whether the first problem is an error.

    Returns
    -------
    list of SpaceObject
        Each number once, with its newest elements.
    ReadReport
        What was left out, older elements of the same number included.

    Raises
    ------
    CatalogError
        If nothing can be read, or too much; if ``strict``, at the first problem.
    """
    log = RowLog(file.name, strict=strict)
    newest: dict[int, SpaceObject] = {}
    for line, item in reader(file, log):
        if len(newest) >= MOST_OBJECTS:
            raise CatalogError(f"{file.name} holds more than {MOST_OBJECTS:,} objects: split it.", source=file.name)
        known = newest.get(item.norad_cat_id)
        if known is not None:
            log.add(line, f"object {item.norad_cat_id} is given again: its newest elements are kept.", "NORAD_CAT_ID")
        if known is None or item.elements.epoch_utc > known.elements.epoch_utc:
            newest[item.norad_cat_id] = item
    return list(newest.values()), log.report(len(newest))
