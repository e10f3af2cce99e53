"""From a text to objects: one object per number, the newest elements, and a report of what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from astropy.time import Time

from adr_planner.catalog.formats.problems import ReadReport, RowLog
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.errors import CatalogError

__all__ = ["MOST_OBJECTS", "Reader", "read_objects"]

MOST_OBJECTS = 400_000
"""Ten times what is catalogued in 2026, and some 0.6 GB of memory (bench/readers)."""
Reader = Callable[[TextFile, RowLog], Iterator[tuple[int, SpaceObject]]]


def read_objects(
    file: TextFile, reader: Reader, *, strict: bool, nearest: Time | None = None
) -> tuple[list[SpaceObject], ReadReport]:
    """Read all objects of a text.

    Parameters
    ----------
    file : TextFile
        The text.
    reader : callable
        How to read it.
    strict : bool
        Whether the first problem is an error.
    nearest : Time, optional
        Keep the elements nearest to this date (UTC) instead of the newest.

    Returns
    -------
    list of SpaceObject
        Each number once, with its newest elements or the nearest; of several of one epoch those made last.
    ReadReport
        What was left out, other elements of the same number included.

    Raises
    ------
    CatalogError
        If nothing can be read, or too much; if ``strict``, at the first problem.
    """
    log = RowLog(file.name, strict=strict)
    kept: dict[int, SpaceObject] = {}
    which = "its newest elements are" if nearest is None else f"its elements nearest to {nearest.iso[:10]} are"
    for line, item in reader(file, log):
        if len(kept) >= MOST_OBJECTS:
            raise CatalogError(f"{file.name} holds more than {MOST_OBJECTS:,} objects: split it.", source=file.name)
        known = kept.get(item.norad_cat_id)
        if known is not None:
            log.add(line, f"object {item.norad_cat_id} is given again: {which} kept.", "NORAD_CAT_ID")
        if known is None or _order(item, nearest) > _order(known, nearest):
            kept[item.norad_cat_id] = item
    return list(kept.values()), log.report(len(kept))


def _order(item: SpaceObject, nearest: Time | None) -> tuple[Any, ...]:
    """Return what the set to keep has more of."""
    newer = item.elements.order()
    if nearest is None:
        return newer
    epoch = item.elements.epoch
    return (-abs((epoch.jd1 - nearest.jd1) + (epoch.jd2 - nearest.jd2)), *newer)
