"""Two- and three-line element sets, the legacy format: five digits, or Alpha-5 up to 339999."""

from __future__ import annotations

import datetime
import re

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.omm import kind_of
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


def read(text: str, source: str) -> list[SpaceObject]:
    """Read all element sets of a text.

    Parameters
    ----------
    text : str
        Pairs of lines, each with a name line before it or not.
    source : str
        What to call it in errors.

    Raises
    ------
    CatalogError
        If a line is damaged or alone: names the line.
    """
    objects: list[SpaceObject] = []
    name, first, begun = "", "", 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip()
        found = _ELEMENT_LINE.match(line)
        if found:
            _checked(line, source, number)
        if not line:
            continue
        if found and found[1] == "2":
            if not first:
                raise _error(source, number, "a second line without its first")
            objects.append(_object(name, first, line, source, begun))
            name, first = "", ""
        elif first:
            raise _error(source, begun, "a first line without its second")
        elif found:
            first, begun = line, number
        elif name:
            raise _error(source, begun, f"{name[:24]!r} has no element lines after it")
        else:
            name, begun = line.removeprefix("0 ").strip(), number
    if first:
        raise _error(source, begun, "a first line without its second: was the file cut short?")
    if not objects:
        raise CatalogError(f"{source} holds no element sets (lines that open with '1 ' and '2 ').", source=source)
    if name:
        raise _error(source, begun, f"{name[:24]!r} has no element lines after it: was the file cut short?")
    return objects


def _error(source: str, line: int, what: str) -> CatalogError:
    return CatalogError(f"{source}, line {line}: {what}.", source=source, record=line)


def _checked(line: str, source: str, number: int) -> None:
    if len(line) < 69 or not line[68].isdigit():
        raise _error(source, number, f"an element line needs 69 characters, this one has {len(line)}: it is cut short")
    if int(line[68]) != checksum(line):
        raise _error(
            source,
            number,
            f"the checksum is {line[68]} but the line adds up to {checksum(line)}: a digit is damaged",
        )


def _object(name: str, first: str, second: str, source: str, line: int) -> SpaceObject:
    if first[2:7] != second[2:7]:
        raise _error(source, line, f"numbers differ between the two lines ({first[2:7]}, {second[2:7]})")
    try:
        number = _number(first[2:7])
        elements = MeanElements(
            epoch_utc=_epoch(first[18:32]),
            mean_motion_rev_day=float(second[52:63]),
            eccentricity=float(f"0.{second[26:33].strip()}"),
            inclination_deg=float(second[8:16]),
            raan_deg=float(second[17:25]),
            argp_deg=float(second[34:42]),
            mean_anomaly_deg=float(second[43:51]),
            bstar=_power(first[53:61]),
            mean_motion_dot=float(first[33:43]),
            mean_motion_ddot=_power(first[44:52]),
        )
        return SpaceObject(
            norad_cat_id=number,
            name=name or f"OBJECT {number}",
            elements=elements,
            object_id=_cospar(first[9:17]),
            object_type=kind_of(name),
        )
    except CatalogError as error:
        raise _error(source, line, str(error).rstrip(".")) from error
    except ValueError as error:
        raise _error(source, line, f"unreadable field ({error})") from error


def _epoch(field: str) -> str:
    """Turn YYDDD.FFFFFFFF into ISO 8601; years from 57 on are of the last century.

    The days are of 86 400 s: adding them to a `Time` would lose the second that leapt earlier in the year.
    """
    year, day, fraction = int(field[:2]), int(field[2:5]), float(field[5:])
    if not (1 <= day <= 366 and 0.0 <= fraction < 1.0):
        raise ValueError(f"epoch {field.strip()!r}: day {field[2:].strip()} is in no year")
    start = datetime.datetime(year + (1900 if year >= 57 else 2000), 1, 1)
    epoch = start + datetime.timedelta(days=day - 1, microseconds=round(fraction * 86400e6))
    return epoch.isoformat(timespec="microseconds") + "Z"


def _number(field: str) -> int:
    """Read a catalogue number of five digits, or Alpha-5: A0001 is 100001."""
    text = field.strip()
    if text[:1].isalpha():
        if text[0] not in _ALPHA_5:
            raise ValueError(f"catalogue number {text!r}: Alpha-5 has no {text[0]}")
        return (_ALPHA_5.index(text[0]) + 10) * 10_000 + int(text[1:])
    return int(text)


def _power(field: str) -> float:
    """Read the TLE's way to write powers of ten: ``-12345-6`` is -0.12345e-6."""
    text = field.strip()
    if not text:
        return 0.0
    sign = -1.0 if text[0] == "-" else 1.0
    text = text.lstrip("+-")
    digits, power = text[:-2], text[-2:]
    return sign * float(f"0.{digits.strip() or '0'}e{int(power)}")


def _cospar(field: str) -> str:
    text = field.strip()
    if len(text) < 6 or not text[:5].isdigit():
        return ""
    century = "19" if int(text[:2]) >= 57 else "20"
    return f"{century}{text[:2]}-{text[2:]}"
