"""What every part of the plan document has in common."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Axis", "MeanOrbit", "Record", "Utc", "Vector", "amount", "front_door", "unit"]


class Record(BaseModel):
    """Base of every object in the document: immutable, nothing unknown in it, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Vector = tuple[float, float, float]
Axis = tuple[Vector, Vector, Vector]
Utc = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
        description="UTC, ISO 8601 with microseconds and Z",
    ),
]
"""Epoch in UTC, ISO 8601 with microseconds and Z."""


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


def amount(name: str, text: str = "") -> Any:
    """Return a field for a quantity that cannot be negative."""
    return unit(name, text, ge=0.0)


class MeanOrbit(Record):
    """Mean orbit in the planning frame (TEME of the plan epoch)."""

    sma_km: float = amount("km")
    eccentricity: float = amount("1")
    inclination_deg: float = unit("deg")
    raan_deg: float = unit("deg")
