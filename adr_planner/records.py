"""How records show themselves in a notebook: their fields, one a line, in numbers people read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from adr_planner.border.characters import html_text
from adr_planner.notebook import html_panel, html_table

__all__ = ["Shown", "facts_of", "html_folded", "humane", "short_label"]

_UNITS = {
    "_kg_per_yr": "kg/yr", "_km3_s2": "km³/s²", "_rev_day": "rev/day", "_m2_kg": "m²/kg", "_rad_s": "rad/s",
    "_km_s": "km/s", "_m_s": "m/s", "_days": "day", "_years": "yr", "_deg": "°", "_meur": "MEUR", "_km": "km",
    "_kg": "kg", "_m2": "m²", "_n": "N", "_s": "s",
}  # fmt: skip
"""Ends of field names, the longer before those they end in, and the units they stand for."""
_UNIT_WORDS = {"d": "day", "yr": "yr", "deg": "°", "m2 / kg": "m²/kg", "": ""}
_PLURAL = {"day": "days", "yr": "years", "h": "h"}


class Shown:
    """Base of what shows its fields in a notebook, one a line, in numbers people read.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Tank(Shown):
    ...     mass_kg: float
    >>> Tank(1250.0)._repr_html_().count("1,250 kg")
    1
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        title = html_text(getattr(self, "name", "") or type(self).__name__)
        return html_panel(f"<p><strong>{title}</strong></p>", html_table(("", type(self).__name__), facts_of(self)))


def html_folded(summary: str, *parts: str, unfolded: bool = False) -> str:
    """Return parts that are shown when asked for.

    Examples
    --------
    >>> html_folded("3 checks", "<p>one</p>")
    '<details><summary>3 checks</summary><p>one</p></details>'
    """
    state = " open" if unfolded else ""
    return f"<details{state}><summary>{html_text(summary)}</summary>{''.join(parts)}</details>"


def facts_of(thing: Any, *leave_out: str) -> list[tuple[str, str]]:
    """Return what a record says, field by field, units beside the numbers; what it leaves out is left out.

    Parameters
    ----------
    thing : object
        A dataclass, or a record of a document; anything else says nothing.
    *leave_out : str
        Fields not to tell.

    Examples
    --------
    >>> from adr_planner.plan.base import MeanOrbit
    >>> facts_of(MeanOrbit(sma_km=7131.03, eccentricity=0.001, inclination_deg=98.77, raan_deg=307.66))
    [('sma', '7,131.03 km'), ('eccentricity', '0.001'), ('inclination', '98.77°'), ('raan', '307.66°')]
    >>> facts_of(None)
    []
    """
    return list(_facts(thing, leave_out))


def _facts(thing: Any, leave_out: Collection[str]) -> Iterator[tuple[str, str]]:
    for name in _fields(thing):
        value = getattr(thing, name)
        if name in leave_out or name.startswith("_") or _says_nothing(value):
            continue
        end = next((end for end in _UNITS if name.endswith(end)), "")
        words = name.removesuffix(end).removesuffix("_utc").replace("_", " ")
        if _fields(value):
            yield from ((f"{words}: {inner}", text) for inner, text in _facts(value, ()))
        elif isinstance(value, tuple) and _fields(value[0]):
            yield words, f"{len(value)} of them"
        elif name.endswith("_utc"):
            yield words, f"{value[:19].replace('T', ' ')} UTC"
        else:
            yield words, str(value) if "norad_cat_id" in name else humane(value, _UNITS.get(end, ""))


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, (str, tuple, frozenset)) and not value)


def _fields(thing: Any) -> Collection[str]:
    """Return the names of the fields of a record, none of anything else."""
    kind = type(thing)
    return list(getattr(kind, "model_fields", getattr(kind, "__dataclass_fields__", ())))


def short_label(name: str, norad_cat_id: int, width: int) -> str:
    """Return a name with its catalogue number, no longer than asked for; it is the name that is cut, never the number.

    Examples
    --------
    >>> short_label("ENVISAT", 27386, 26), short_label("METEOSAT SECOND GENERATION 1", 27509, 26)
    ('ENVISAT (27386)', 'METEOSAT SECOND G… (27509)')
    """
    number = f"({norad_cat_id})"
    most = width - len(number) - 1
    return f"{name} {number}" if len(name) <= most else f"{name[: max(most - 1, 0)]}… {number}"


def humane(value: Any, unit: str = "") -> str:
    """Return a value as people write it: six digits, thousands apart, days and hours for long times.

    Examples
    --------
    >>> humane(3.1536e7, "s"), humane(11.509803921568627, "h"), humane(1200.0, "kg"), humane(True)
    ('365 days', '11.5 h', '1,200 kg', 'yes')
    """
    if hasattr(value, "unit") and hasattr(value, "value"):  # a quantity
        return humane(float(value.value), str(value.unit).replace(" / ", "/")) if value.isscalar else str(value)
    if hasattr(value, "isot"):  # a time
        return str(value.utc.isot).removesuffix(".000").replace("T", " ").removesuffix(" 00:00:00")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list, frozenset)):
        items = sorted(value) if isinstance(value, frozenset) else value
        return f"{', '.join(humane(item) for item in items)} {unit}".rstrip()
    if not isinstance(value, (int, float)):
        return f"{value} {unit}".rstrip()
    return _number(value, _UNIT_WORDS.get(unit, unit))


def _number(value: float, unit: str) -> str:
    if unit == "s" and abs(value) >= 3600.0:
        value, unit = (value / 86400.0, "day") if abs(value) >= 172_800.0 else (value / 3600.0, "h")
    text = f"{value:.3g}" if unit == "h" else f"{value:,}" if isinstance(value, int) else _digits(value)
    if unit in _PLURAL and text != "1":
        unit = _PLURAL[unit]
    return f"{text}{'' if unit in ('', '°') else ' '}{unit}"


def _digits(value: float) -> str:
    size = abs(value)
    if size >= 1e6 or (value and size < 1e-3):
        return f"{value:.6g}"
    return (
        f"{value:,.{max(0, 5 - len(str(int(size))) + 1)}f}".rstrip("0").rstrip(".") if size < 1e5 else f"{value:,.0f}"
    )
