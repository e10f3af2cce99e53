"""Figures with a unit in brackets behind them: the standard fixes the unit, but a writer may have used another."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from adr_planner.catalog.formats.fields import number, text
from adr_planner.errors import CatalogError

__all__ = ["measured"]

_BRACKETS = re.compile(r"(.*?)\s*\[(.*)\]")
_ANGLE = {"deg": 1.0, "degree": 1.0, "degrees": 1.0, "rad": 180.0 / math.pi}
_TURN = {"rev": 1.0, "revs": 1.0, "deg": 1.0 / 360.0, "rad": 0.5 / math.pi}
_TIME = {"day": 1.0, "d": 1.0, "h": 24.0, "min": 1440.0, "s": 86400.0}
_RATES = [
    {f"{turn}/{time}{power}": size * per**order for turn, size in _TURN.items() for time, per in _TIME.items()
     for power in powers}
    for order, powers in ((1, ("",)), (2, ("**2", "^2", "2")), (3, ("**3", "^3", "3")))
]  # fmt: skip
_UNITS: dict[str, dict[str, float]] = {
    "MEAN_MOTION": _RATES[0],
    "MEAN_MOTION_DOT": _RATES[1],
    "MEAN_MOTION_DDOT": _RATES[2],
    "ECCENTRICITY": {"": 1.0, "1": 1.0, "n/a": 1.0},
    **dict.fromkeys(("INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY"), _ANGLE),
    "BSTAR": {"1/er": 1.0, "1/[earthradii]": 1.0, "1/earthradii": 1.0},
}
"""Units that can be read, by field, and how large they are in those of the standard (CCSDS 502.0, table 4-3)."""


def measured(record: Mapping[str, Any], key: str, default: float | None = None) -> float:
    """Return a field as a number in the unit of the standard, converted if it names another.

    Raises
    ------
    CatalogError
        If it is missing and has no default, no number, or in a unit that is none of it.

    Examples
    --------
    >>> record = {"INCLINATION": "1.239184 [rad]", "MEAN_MOTION": "14.15", "BSTAR": "5e-5 [m2/kg]"}
    >>> round(measured(record, "INCLINATION"), 3), measured(record, "MEAN_MOTION")
    (71.0, 14.15)
    >>> measured(record, "BSTAR")
    Traceback (most recent call last):
    ...
    adr_planner.errors.CatalogError: BSTAR is in [m2/kg]: it should be in [1/er].
    """
    found = _BRACKETS.fullmatch(text(record, key, ""))
    if found is None:
        return number(record, key, default)
    unit, known = "".join(found[2].lower().split()), _UNITS[key]
    if unit not in known:
        raise CatalogError(f"{key} is in [{found[2][:20]}]: it should be in [{next(iter(known))}].", field=key)
    return number({key: found[1]}, key, default) * known[unit]
