"""Two- and three-line element sets, the legacy format: five digits, or Alpha-5 up to 339999."""

from __future__ import annotations

import datetime

from sgp4.alpha5 import from_alpha5

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.errors import CatalogError
from adr_planner.units import utc_text

__all__ = ["checksum", "read"]


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
    name, first, first_number = "", "", 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip()
        if line.startswith("1 ") and len(line) > 60:
            _checked(line, source, number)
            first, first_number = line, number
        elif line.startswith("2 ") and len(line) > 60:
            _checked(line, source, number)
            if not first:
                raise _error(source, number, "a second line without its first")
            objects.append(_object(name, first, line, source, first_number))
            name, first = "", ""
        elif line.strip():
            if first:
                raise _error(source, first_number, "a first line without its second")
            name = line.removeprefix("0 ").strip()
    if first:
        raise _error(source, first_number, "a first line without its second: was the file cut short?")
    if not objects:
        raise CatalogError(f"{source} holds no element sets.", source=source)
    return objects


def _error(source: str, line: int, what: str) -> CatalogError:
    return CatalogError(f"{source}, line {line}: {what}.", source=source, record=line)


def _checked(line: str, source: str, number: int) -> None:
    if len(line) < 69 or not line[68].isdigit():
        raise _error(source, number, f"an element line needs 69 characters, this one has {len(line)}")
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
        number = from_alpha5(first[2:7])
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
        return SpaceObject(number, name or f"OBJECT {number}", elements, object_id=_cospar(first[9:17]))
    except CatalogError as error:
        raise _error(source, line, str(error).rstrip(".")) from error
    except ValueError as error:
        raise _error(source, line, f"unreadable field ({error})") from error


def _epoch(field: str) -> str:
    """Turn YYDDD.FFFFFFFF into ISO 8601; years from 57 on are of the last century."""
    year, day = int(field[:2]), float(field[2:])
    first = datetime.datetime(year + (1900 if year >= 57 else 2000), 1, 1)
    from astropy.time import Time

    return utc_text(Time(first, scale="utc") + (day - 1.0))


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
