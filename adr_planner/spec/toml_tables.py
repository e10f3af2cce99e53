"""Tables of a TOML file, read into the dataclasses they are named after: keys known, quantities with their units."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from astropy import units as u
from astropy.time import Time

from adr_planner.border.bounds import FIRST_YEAR, LAST_YEAR
from adr_planner.border.characters import visible
from adr_planner.errors import InvalidInputError
from adr_planner.units import from_text, parse_utc

__all__ = ["build", "epoch", "known", "numbers", "plain", "range_of", "told", "words"]

_QUANTITIES = {
    "altitude", "area_to_mass", "commissioning", "dry_mass", "duration", "fixed_mass", "grid", "inclination",
    "injection_below",
    "isp", "longest_arc", "longest_wait", "lowest_drift", "mass", "max_delta_v", "max_launch_mass",
    "max_leg_delta_v", "minimum_impulse",
    "perigee_altitude",
    "phasing",
    "propellant", "proximity", "raan", "stay", "thrust", "time_limit",
}  # fmt: skip
"""Keys whose values are quantities written as text."""
_PYTHON_NAMES = {"longest_wait": "max_leg_duration"}
"""Keys that Python calls otherwise."""
_PLAIN: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("engine", "measure", "name", "objective", "propulsion", "servicer_end"), (str, "text")),
    **dict.fromkeys(("kits", "max_per_state", "norad_cat_id", "targets", "top", "work_limit"), (int, "a whole number")),
    **dict.fromkeys(("delta_v", "discount_rate", "gap", "risk", "time", "value", "years"), (float, "a number")),
    **dict.fromkeys(("deterministic_margin", "margin", "stochastic_margin", "structure_fraction"), (float, "a number")),
    **dict.fromkeys(("dispose_servicer", "hindcast"), (bool, "true or false")),
}
"""What the other keys hold."""


def build(kind: type[Any], table: Any, where: str, nested: Mapping[str, Callable[[Any], Any]] | None = None) -> Any:
    """Return a table as the dataclass it is named after: every key known, every quantity with its unit."""
    keys = {python: key for key, python in _PYTHON_NAMES.items()}
    known(table, {keys.get(field.name, field.name) for field in fields(kind)}, where)
    values = {}
    for key, value in table.items():
        if nested and key in nested:
            values[key] = nested[key](value)
        elif key in _QUANTITIES:
            values[key] = from_text(str(value), name=f"{where} {key}", example="10 kg, 30 day, 1 km/s")
        else:
            values[key] = plain(key, value, where)
    try:
        return kind(**{_PYTHON_NAMES.get(key, key): value for key, value in values.items()})
    except TypeError as error:
        raise InvalidInputError(f"{where} is incomplete: {error}.") from error
    except u.UnitsError as error:
        raise u.UnitsError(f"{where} {error}") from error
    except InvalidInputError as error:
        text = str(error)
        for python, key in keys.items():
            text = re.sub(rf"\b{python}\b", key, text)
        named = keys.get(error.parameter or "", error.parameter)
        raise InvalidInputError(f"{where} {text}", parameter=named) from error


def told(value: Any) -> str:
    """Return a value as an error shows it: on one line, however long it is."""
    return visible(repr(value), 60)


def known(table: Any, names: set[str], where: str) -> None:
    """Refuse a key that is none of these, with the nearest that is."""
    if not isinstance(table, dict):
        raise InvalidInputError(f"{where} must be a table of keys and values.")
    for key in table:
        if key not in names:
            close = difflib.get_close_matches(key, sorted(names), n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else f" Known: {', '.join(sorted(names))}."
            raise InvalidInputError(f"{where} has an unknown key {key!r}.{hint}", parameter=key)


def plain(key: str, value: Any, where: str) -> Any:
    """Return a value that has no unit, of the kind its key asks for."""
    kind, words = _PLAIN[key]
    # TOML's true is a Python int, and its 1 will do for 1.0.
    fits = type(value) is kind or (kind is float and type(value) is int)
    if not fits:
        raise InvalidInputError(f"{where} {key} must be {words}, got {told(value)}.", parameter=key)
    return value


def epoch(value: Any, name: str) -> Time:
    """Read an epoch, written as text or as TOML's own date."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    epoch = parse_utc(value.isoformat() if isinstance(value, date) else str(value), name=name)
    if not FIRST_YEAR <= epoch.ymdhms.year <= LAST_YEAR:
        raise InvalidInputError(
            f"{name} is of the year {epoch.ymdhms.year}: from {FIRST_YEAR} to {LAST_YEAR} is planned."
        )
    return epoch


def numbers(value: Any, where: str) -> tuple[int, ...]:
    """Return a list of catalogue numbers."""
    if not isinstance(value, list) or not all(type(item) is int for item in value):
        raise InvalidInputError(f"{where} must be a list of catalogue numbers like [27386], got {told(value)}.")
    return tuple(value)


def range_of(value: Any, name: str) -> tuple[u.Quantity, u.Quantity]:
    """Return two quantities, the least and the most."""
    if not isinstance(value, list) or len(value) != 2:
        raise InvalidInputError(f"{name} must be two quantities like ['70 deg', '75 deg'], got {told(value)}.")
    least, most = (from_text(str(end), name=name, example="70 deg, 900 km, 2 t") for end in value)
    return least, most


def words(value: Any, name: str) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise InvalidInputError(f"{name} must be a list of words like ['CIS', 'PRC'], got {told(value)}.")
    return tuple(value)
