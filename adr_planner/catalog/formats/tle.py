"""Two- and three-line element sets, the legacy format: five digits, or Alpha-5 up to 339999."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.formats import columns
from adr_planner.catalog.formats.fields import TYPE_BY_NAME, kind_of, word
from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.formats.theory import check_type
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.errors import CatalogError

__all__ = ["checksum", "read"]

_ELEMENT_LINE = re.compile(r"([12]) [ 0-9A-Z][ 0-9]{3}[0-9][ A-Z]?( |$)")
_ALPHA_5 = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # A is 10; I and O are left out, for they look like digits


def checksum(line: str) -> int:
    """Return the checksum of a TLE line: digits add up, a minus counts one, modulo ten.

    Examples
    --------
    >>> checksum("1 27386U 02009A   24305.50000000  .00000100  00000+0  50000-4 0  999")
    5
    """
    return sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10


def read(file: TextFile, log: RowLog) -> Iterator[tuple[int, SpaceObject]]:
    """Yield the objects of a text of element sets.

    Parameters
    ----------
    file : TextFile
        Pairs of lines, each with a name line before it or not.
    log : RowLog
        Takes the lines that are damaged or alone.

    Raises
    ------
    CatalogError
        If it holds no element lines at all.
    """
    name, first, begun, any_lines = "", "", 0, False
    for number, raw in file.lines():
        line = raw.rstrip()
        if not line:
            continue
        found = _ELEMENT_LINE.match(line)
        any_lines = any_lines or found is not None
        if first and not (found and found[1] == "2"):
            log.add(begun, "a first line without its second.")
            name, first = "", ""
        elif name and not (first or (found and found[1] == "1")):
            log.add(begun, f"{name[:24]!r} has no element lines after it.")
            name = ""
        if not found:
            name, begun = line.removeprefix("0 ").strip(), number
        elif found[1] == "1":
            first, begun = line, number
        elif first:
            yield from _read_one(name, (begun, first), (number, line), log)
            name, first = "", ""
        else:
            log.add(number, "a second line without its first.")
    if not any_lines:
        raise CatalogError(f"{file.name} holds no element sets (lines that open with '1 ' and '2 ').", source=file.name)
    if first or name:
        what = "a first line without its second" if first else f"{name[:24]!r} has no element lines after it"
        log.add(begun, f"{what}: was the file cut short?")


def _read_one(
    name: str, first: tuple[int, str], second: tuple[int, str], log: RowLog
) -> Iterator[tuple[int, SpaceObject]]:
    for number, line in (first, second):
        if why := _damage(line):
            log.add(number, why)
            return
    try:
        yield first[0], _object(name, first[1], second[1])
    except CatalogError as error:
        log.add(first[0], error)
    except ValueError as error:
        log.add(first[0], f"unreadable field ({error}).")


def _damage(line: str) -> str:
    """Say what is wrong with an element line as a whole, ``""`` if nothing is."""
    if not line.isascii():
        return "an element line holds signs that are not ASCII."
    if len(line) < 69 or not line[68].isdigit():
        return f"an element line needs 69 characters, this one has {len(line)}: it is cut short."
    if int(line[68]) != checksum(line):
        return f"the checksum is {line[68]} but the line adds up to {checksum(line)}: a digit is damaged."
    return ""


def _object(name: str, first: str, second: str) -> SpaceObject:
    norad, again = _norad(first[2:7]), _norad(second[2:7])
    if norad != again:
        raise CatalogError(f"numbers differ between the two lines ({first[2:7]}, {second[2:7]}).", field="NORAD_CAT_ID")
    check_type(first[62].strip() or "0")
    elements = MeanElements(
        epoch_utc=_epoch(first[18:32]),
        mean_motion_rev_day=columns.number(second[52:63], "MEAN_MOTION"),
        eccentricity=columns.fraction(second[26:33], "ECCENTRICITY"),
        inclination_deg=columns.number(second[8:16], "INCLINATION"),
        raan_deg=columns.number(second[17:25], "RA_OF_ASC_NODE"),
        argp_deg=columns.number(second[34:42], "ARG_OF_PERICENTER"),
        mean_anomaly_deg=columns.number(second[43:51], "MEAN_ANOMALY"),
        bstar=columns.power(first[53:61], "BSTAR"),
        mean_motion_dot=columns.number(first[33:43], "MEAN_MOTION_DOT") if first[33:43].strip() else 0.0,
        mean_motion_ddot=columns.power(first[44:52], "MEAN_MOTION_DDOT"),
        set_number=int(first[64:68]) if first[64:68].strip().isdigit() else 0,
    )
    return SpaceObject(
        norad_cat_id=norad,
        name=word({"name": name}, "name") or f"OBJECT {norad}",
        elements=elements,
        object_id=_cospar(first[9:17]),
        object_type=kind_of(name),
        sources=TYPE_BY_NAME,
    )


def _epoch(field: str) -> str:
    """Turn YYDDD.FFFFFFFF into ISO 8601; years from 57 on are of the last century.

    The days are of 86 400 s: adding them to a `Time` would lose the second that leapt earlier in the year.
    """
    year, day = (columns.whole(part, "EPOCH") for part in (field[:2], field[2:5]))
    part = columns.number(field[5:].replace(" ", "0"), "EPOCH")
    if not (1 <= day <= 366 and 0.0 <= part < 1.0):
        raise CatalogError(f"EPOCH is {field.strip()!r}: day {field[2:].strip()} is in no year.", field="EPOCH")
    start = datetime.datetime(year + (1900 if year >= 57 else 2000), 1, 1)
    epoch = start + datetime.timedelta(days=day - 1, microseconds=round(part * 86400e6))
    return epoch.isoformat(timespec="microseconds") + "Z"


def _norad(field: str) -> int:
    """Read a catalogue number of five digits, or Alpha-5: A0001 is 100001."""
    digits = field.strip()
    if digits[:1].isalpha():
        if digits[0] not in _ALPHA_5:
            raise ValueError(f"catalogue number {digits!r}: Alpha-5 has no {digits[0]}")
        return (_ALPHA_5.index(digits[0]) + 10) * 10_000 + columns.whole(digits[1:], "NORAD_CAT_ID")
    return columns.whole(digits, "NORAD_CAT_ID")


def _cospar(field: str) -> str:
    digits, piece = field[:5].replace(" ", "0"), field[5:].strip()
    if not (field[:5].strip() and digits.isdigit() and piece):
        return ""
    century = "19" if int(digits[:2]) >= 57 else "20"
    return f"{century}{digits[:2]}-{digits[2:]}{piece}"
