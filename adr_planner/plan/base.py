"""What every part of the plan document has in common."""

from __future__ import annotations

import math
import sys
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field

from adr_planner.border.bounds import FIRST_YEAR, LAST_YEAR
from adr_planner.records import Shown

__all__ = [
    "Epoch", "Impulse", "Many", "MarginClass", "MeanOrbit", "Position", "Record", "Utc", "Vector", "Velocity",
    "amount", "angle", "count", "front_door", "moment", "unit",
]  # fmt: skip

_LOWEST_KM, _FARTHEST_KM = 6350.0, 100_000.0
"""Inside the Earth, and beyond any orbit a document here is about [km]."""
_FASTEST_KM_S = 20.0
_LEAPS, _LAST_LEAP = ("06-30T23:59", "12-31T23:59"), 2016
"""Minutes that had a leap second, in some years up to the last one."""
_DEGREES = {"ge": -360.0, "le": 360.0}


class Record(Shown, BaseModel):
    """Base of every object in the document: immutable, nothing unknown in it, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class _FirstFault(FailFast):
    """Validation that stops at the first bad entry: a message for every other would fill the memory."""

    __hash__ = object.__hash__


_Entry = TypeVar("_Entry")
Many = Annotated[tuple[_Entry, ...], _FirstFault()]
"""Any number of entries, refused at the first that is wrong."""
Vector = tuple[float, float, float]
MarginClass = Literal["deterministic", "stochastic"]
"""Which margin of the mission comes on top."""


def moment(text: str) -> datetime:
    """Return a UTC text as a date to reckon with, without leap seconds.

    Examples
    --------
    >>> moment("2025-01-31T00:00:00.000000Z").day, moment("2016-12-31T23:59:60.5").year
    (31, 2017)
    """
    plain = text.removesuffix("Z")
    if plain[17:19] == "60":
        return datetime.fromisoformat(f"{plain[:17]}59{plain[19:]}") + timedelta(seconds=1.0)
    return datetime.fromisoformat(plain)


def _date(text: str) -> str:
    if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise ValueError(f"no plan is of the year {text[:4]}: from {FIRST_YEAR} to {LAST_YEAR}")
    if text[17:19] == "60" and (text[5:16] not in _LEAPS or int(text[:4]) > _LAST_LEAP):
        raise ValueError("no minute has a second 60 then")
    moment(text)
    return text


def _outside_the_earth(value: Vector) -> Vector:
    radius = math.hypot(*value)
    if not _LOWEST_KM <= radius <= _FARTHEST_KM:
        raise ValueError(
            f"{radius:.6g} km from the centre of the Earth: from {_LOWEST_KM:g} to {_FARTHEST_KM:g} is an orbit here"
        )
    return value


def _slow_enough(value: Vector) -> Vector:
    if math.hypot(*value) > _FASTEST_KM_S:
        raise ValueError(f"{math.hypot(*value):.6g} km/s: more than {_FASTEST_KM_S:g} is no orbit of the Earth")
    return value


def _small_enough(value: Vector) -> Vector:
    _slow_enough((value[0] / 1e3, value[1] / 1e3, value[2] / 1e3))
    return value


Position = Annotated[Vector, AfterValidator(_outside_the_earth)]
"""Place of an orbit [km]."""
Velocity = Annotated[Vector, AfterValidator(_slow_enough)]
"""Velocity of an orbit [km/s]."""
Impulse = Annotated[Vector, AfterValidator(_small_enough)]
"""Change of velocity [m/s]."""
Utc = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
        description="UTC, ISO 8601 with microseconds and Z",
    ),
    AfterValidator(_date),
]
"""Epoch in UTC, ISO 8601 with microseconds and Z."""
Epoch = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$"), AfterValidator(_date)]
"""Epoch of elements in UTC as CCSDS writes it, without Z."""


def front_door(name: str) -> Any:
    """Return what the package offers under a name, from its own lazy table.

    So a document has methods whose work is done in rooms above it, and imports none of them.

    Examples
    --------
    >>> import adr_planner as adr
    >>> front_door("verify") is adr.verify
    True
    """
    return getattr(sys.modules[__name__.partition(".")[0]], name)


def unit(name: str, text: str = "", **limits: Any) -> Any:
    """Return a field whose description in the schema ends in its unit.

    A keyword of its own would be plainer, but validators that are strict refuse every schema with one they do not know.
    """
    return Field(description=f"{text} [{name}]".lstrip(), **limits)


def amount(name: str, text: str = "", **limits: Any) -> Any:
    """Return a field for a quantity that cannot be negative."""
    return unit(name, text, **({} if "gt" in limits else {"ge": 0.0}), **limits)


def count(text: str = "", least: int = 0, **limits: Any) -> Any:
    """Return a field for a number of things."""
    return Field(description=text or None, ge=least, **limits)


def angle(text: str = "", **limits: Any) -> Any:
    """Return a field for an angle of at most a turn."""
    return unit("deg", text, **(_DEGREES | limits))


class MeanOrbit(Record):
    """Mean orbit in the planning frame (TEME of the plan epoch)."""

    sma_km: float = amount("km", gt=0.0)
    eccentricity: float = amount("1", lt=1.0)
    inclination_deg: float = angle(ge=0.0, le=180.0)
    raan_deg: float = angle()
