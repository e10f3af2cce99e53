"""Parts of a document as names with their values, units as the field names say them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

__all__ = ["record_facts"]

_UNITS = {
    "_kg_per_yr": "kg/yr", "_m2_kg": "m²/kg", "_km3_s2": "km³/s²", "_rad_s": "rad/s", "_m_s": "m/s", "_days": "days",
    "_years": "years", "_deg": "°", "_km": "km", "_kg": "kg", "_m2": "m²", "_meur": "MEUR", "_n": "N", "_s": "s",
}  # fmt: skip
"""Ends of field names, the longer before those they end in, and the units they stand for."""


def record_facts(record: Any, *leave_out: str) -> list[tuple[str, str]]:
    """Return what a record says, field by field; what it leaves out is left out, what it holds is told in its place.

    Examples
    --------
    >>> from adr_planner.plan.base import MeanOrbit
    >>> record_facts(MeanOrbit(sma_km=7131.03, eccentricity=0.001, inclination_deg=98.77, raan_deg=307.66))
    [('sma', '7,131.03 km'), ('eccentricity', '0.001'), ('inclination', '98.77 °'), ('raan', '307.66 °')]
    >>> record_facts(None)
    []
    """
    if not isinstance(record, BaseModel):
        return []
    found: list[tuple[str, str]] = []
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in leave_out or value is None or value == ():
            continue
        words, unit = _named(name)
        if isinstance(value, BaseModel):
            found += [(f"{words}: {inner}", text) for inner, text in record_facts(value)]
        elif not (isinstance(value, tuple) and isinstance(value[0], BaseModel)):
            found.append((words, f"{_text(value)} {unit}".rstrip()))
    return found


def _named(name: str) -> tuple[str, str]:
    end = next((end for end in _UNITS if name.endswith(end)), "")
    return name.removesuffix(end).removesuffix("_utc").replace("_", " "), _UNITS.get(end, "")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e4 else f"{value:,.0f}"
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return str(value)
