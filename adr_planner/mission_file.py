"""A mission written as TOML: servicer, window, budgets and rules, every quantity with its unit."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from adr_planner.errors import InvalidInputError
from adr_planner.mission import Allowances, Disposal, MissionSpec
from adr_planner.servicer import Kit, Servicer
from adr_planner.units import from_text, parse_utc

__all__ = ["MissionFile", "example_mission", "read_mission"]

_QUANTITIES = {
    "commissioning", "dry_mass", "duration", "fixed_mass", "grid", "injection_below", "isp", "longest_wait",
    "lowest_drift", "mass", "max_delta_v", "perigee_altitude", "phasing", "propellant", "proximity", "stay",
}  # fmt: skip
"""Keys whose values are quantities written as text."""


@dataclass(frozen=True, slots=True)
class MissionFile:
    """Hold what a mission file says.

    Parameters
    ----------
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do.
    candidates : int
        How many objects of the ranking to choose from.
    """

    servicer: Servicer
    mission: MissionSpec
    candidates: int


def example_mission() -> MissionFile:
    """Return the example mission: five stages for one servicer in a year.

    Examples
    --------
    >>> example_mission().mission.targets
    5
    """
    return read_mission(Path(str(files("adr_planner") / "data" / "example_mission.toml")))


def read_mission(path: str | Path) -> MissionFile:
    """Read a mission file.

    Parameters
    ----------
    path : str or Path
        TOML file with the tables ``servicer``, ``mission`` and, optionally, ``candidates``.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, a key is unknown, or a value has no unit or the wrong one.
    """
    try:
        document = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInputError(f"Cannot read the mission file {path}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"The mission file {path} is not valid TOML: {error}.") from error
    _known(document, {"servicer", "mission", "candidates"}, "the mission file")
    for table in ("servicer", "mission"):
        if not isinstance(document.get(table), dict):
            raise InvalidInputError(f"The mission file {path} has no [{table}] table.")
    candidates = document.get("candidates", {})
    _known(candidates, {"top"}, "[candidates]")
    top = candidates.get("top", 40)
    if not isinstance(top, int) or top < 1:
        raise InvalidInputError(f"[candidates] top must be a whole number of at least 1, got {top!r}.")
    return MissionFile(_servicer(document["servicer"]), _mission(document["mission"]), top)


def _servicer(table: dict[str, Any]) -> Servicer:
    nested = {"kit": lambda value: _build(Kit, value, "[servicer.kit]")}
    servicer: Servicer = _build(Servicer, table, "[servicer]", nested)
    return servicer


def _mission(table: dict[str, Any]) -> MissionSpec:
    nested: dict[str, Callable[[Any], Any]] = {
        "allowances": lambda value: _build(Allowances, value, "[mission.allowances]"),
        "disposal": _disposal,
        "start": lambda value: parse_utc(str(value), name="start"),
        "must_visit": tuple,
        "one_of": lambda value: tuple(tuple(group) for group in value),
    }
    mission: MissionSpec = _build(MissionSpec, table, "[mission]", nested)
    return mission


def _disposal(table: Any) -> Disposal:
    where = "[mission.disposal]"
    _known(table, {"rule", "perigee_altitude", "years"}, where)
    if table.get("rule") == "controlled":
        altitude = table.get("perigee_altitude", "60 km")
        return Disposal.controlled(from_text(str(altitude), name=f"{where} perigee_altitude", example="60 km"))
    if table.get("rule") == "decay":
        return Disposal.decay(float(table.get("years", 25.0)))
    raise InvalidInputError(f"{where} rule must be 'controlled' or 'decay', got {table.get('rule')!r}.")


def _build(kind: type[Any], table: Any, where: str, nested: Mapping[str, Callable[[Any], Any]] | None = None) -> Any:
    _known(table, {field.name for field in fields(kind)}, where)
    values = {}
    for key, value in table.items():
        if nested and key in nested:
            values[key] = nested[key](value)
        elif key in _QUANTITIES:
            values[key] = from_text(str(value), name=f"{where} {key}", example="10 kg, 30 day, 1 km/s")
        else:
            values[key] = value
    try:
        return kind(**values)
    except TypeError as error:
        raise InvalidInputError(f"{where} is incomplete: {error}.") from error


def _known(table: Any, names: set[str], where: str) -> None:
    if not isinstance(table, dict):
        raise InvalidInputError(f"{where} must be a table of keys and values.")
    for key in table:
        if key not in names:
            close = difflib.get_close_matches(key, names, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else f" Known: {', '.join(sorted(names))}."
            raise InvalidInputError(f"{where} has an unknown key {key!r}.{hint}", parameter=key)
