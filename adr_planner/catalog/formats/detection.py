"""What format a text is in, told by its first lines; never by the name of its file."""

from __future__ import annotations

import re
from typing import Literal

from adr_planner.catalog.formats import omm, tle
from adr_planner.catalog.formats.kvn import is_kvn
from adr_planner.catalog.formats.reading import Reader
from adr_planner.catalog.formats.text import TextFile
from adr_planner.errors import CatalogError

__all__ = ["Format", "format_of", "reader_of"]

Format = Literal["omm", "tle", "satcat", "gcat", "discos"]

_ELEMENTS = re.compile(r"^[12] [ 0-9A-Z][ 0-9]{4}.{60}", re.MULTILINE)
_WEB_PAGE = re.compile(r"<!doctype\s+html|<html", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*([^<]{1,100})", re.IGNORECASE)


def format_of(head: str, name: str) -> Format:
    r"""Tell the format from the beginning of a text.

    Parameters
    ----------
    head : str
        The first tens of kilobytes.
    name : str
        What to call the file in errors.

    Raises
    ------
    CatalogError
        If it is a web page, a provider's refusal, or nothing known.

    Examples
    --------
    >>> format_of("CCSDS_OMM_VERS = 2.0\n", "gp.kvn"), format_of("#JCAT\tSatcat\n", "satcat.tsv")
    ('omm', 'gcat')
    """
    start = head.lstrip()
    first = start.partition("\n")[0]
    if start[:1] == "<":
        if _WEB_PAGE.search(start[:2000]):
            title = _TITLE.search(start)
            called = f" ({title[1].strip()!r})" if title else ""
            raise CatalogError(f"{name} is a web page{called}, not a catalogue: look at it in a browser.", source=name)
        return "omm"
    if start[:1] in "[{":
        if '"attributes"' in start and ('"data"' in start or '"objectClass"' in start):
            return "discos"
        return "omm" if '"MEAN_MOTION"' in start or '"OPS_STATUS_CODE"' not in start else "satcat"
    if first.startswith("#JCAT"):
        return "gcat"
    if "NORAD_CAT_ID" in first and "MEAN_MOTION" not in first and "OBJECT_TYPE" in first:
        return "satcat"
    if "EPOCH" in first and "," in first:
        return "omm"
    if _ELEMENTS.search(start):
        return "tle"
    if is_kvn(start):
        return "omm"
    shown = first.strip()[:60]
    said = f"it says {shown!r}" if "," not in shown and shown.isprintable() else "its first line is unknown"
    raise CatalogError(
        f"{name} is no catalogue this package reads: {said}. Known are OMM (CSV, JSON, KVN, XML), element sets, SATCAT "
        "CSV, GCAT TSV and DISCOS JSON.",
        source=name,
    )


def reader_of(file: TextFile) -> Reader:
    """Return the reader of a text of orbits.

    Raises
    ------
    CatalogError
        If it is of no known format, or tells about objects but not about their orbits.
    """
    found = format_of(file.head, file.name)
    if found == "omm":
        return omm.read
    if found == "tle":
        return tle.read
    raise CatalogError(
        f"{file.name} is {found.upper()} data: it tells about objects, not where they fly. Read the orbits first, then "
        "add it with .with_attributes(...).",
        source=file.name,
    )
