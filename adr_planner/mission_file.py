"""A mission written as TOML: servicer, window, budgets and rules, every quantity with its unit."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from astropy import units as u
from astropy.time import Time

from adr_planner.allowances import Allowances
from adr_planner.bounds import FIRST_YEAR, LAST_YEAR, first_fault
from adr_planner.characters import visible
from adr_planner.disposal import Disposal
from adr_planner.effort import Effort, EngineName
from adr_planner.errors import InvalidInputError
from adr_planner.files import decoded
from adr_planner.filters import Filters
from adr_planner.injection import Injection
from adr_planner.mission import MissionSpec
from adr_planner.parsing import Unreadable, bounded_bytes, toml_content
from adr_planner.servicer import Kit, Servicer
from adr_planner.space_weather import SpaceWeather
from adr_planner.units import from_text, parse_utc, quiet_clock
from adr_planner.visit_dates import VisitDates
from adr_planner.weights import Weights

__all__ = ["MissionFile", "SearchTable", "example_mission", "read_mission"]

_LARGEST_FILE = 1_000_000
_QUANTITIES = {
    "altitude", "area_to_mass", "commissioning", "dry_mass", "duration", "fixed_mass", "grid", "inclination",
    "injection_below",
    "isp", "longest_arc", "longest_wait", "lowest_drift", "mass", "max_delta_v", "max_launch_mass", "minimum_impulse",
    "perigee_altitude",
    "phasing",
    "propellant", "proximity", "raan", "stay", "thrust", "time_limit",
}  # fmt: skip
"""Keys whose values are quantities written as text."""
_PLAIN: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("engine", "name", "objective", "propulsion"), (str, "text")),
    **dict.fromkeys(("kits", "max_per_state", "norad_cat_id", "targets", "top", "work_limit"), (int, "a whole number")),
    **dict.fromkeys(("delta_v", "gap", "risk", "time", "years"), (float, "a number")),
    **dict.fromkeys(("deterministic_margin", "margin", "stochastic_margin", "structure_fraction"), (float, "a number")),
    **dict.fromkeys(("dispose_servicer", "hindcast"), (bool, "true or false")),
}
"""What the other keys hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTable:
    """Hold what a mission file asks of the search; what it leaves out is None.

    Parameters
    ----------
    gap, work_limit, time_limit, engine
        As `plan_mission` takes them.
    """

    gap: float | None = None
    work_limit: int | None = None
    time_limit: u.Quantity | None = None
    engine: str = "auto"

    def __post_init__(self) -> None:
        Effort.of(
            gap=self.gap, work_limit=self.work_limit, time_limit=self.time_limit,
            engine=cast("EngineName", self.engine),
        )  # fmt: skip


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
    search : SearchTable
        How hard to search.
    """

    servicer: Servicer
    mission: MissionSpec
    candidates: int
    search: SearchTable = SearchTable()


def example_mission() -> MissionFile:
    """Return the example mission: five stages for one servicer in a year.

    Returns
    -------
    MissionFile
        ``data/example_mission.toml``, read.

    Examples
    --------
    >>> example_mission().mission.targets
    5
    """
    return read_mission(Path(str(files("adr_planner") / "data" / "example_mission.toml")))


@quiet_clock()
def read_mission(path: str | Path) -> MissionFile:
    """Read a mission file.

    Parameters
    ----------
    path : str or Path
        TOML file with the tables ``servicer``, ``mission`` and, optionally, ``candidates`` and ``search``. Files it
        names (``weather``) lie where it says from its own folder.

    Returns
    -------
    MissionFile
        Servicer, mission, number of candidates and effort of the search, ready for `plan_mission`.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, a key is unknown, or a value has no unit or the wrong one.

    Examples
    --------
    >>> from pathlib import Path
    >>> import adr_planner as adr
    >>> asked = adr.read_mission(Path(adr.__file__).parent / "data" / "example_mission.toml")
    >>> asked.mission.duration_days, asked.candidates
    (365.0, 40)
    """
    document, name = _document(path), visible(path, 200)
    _known(document, {"servicer", "mission", "candidates", "search"}, "the mission file")
    for table in ("servicer", "mission"):
        if not isinstance(document.get(table), dict):
            raise InvalidInputError(f"The mission file {name} has no [{table}] table.")
    candidates = document.get("candidates", {})
    _known(candidates, {"top"}, "[candidates]")
    top = _plain("top", candidates.get("top", 40), "[candidates]")
    if top < 1:
        raise InvalidInputError(f"[candidates] top must be a whole number of at least 1, got {top!r}.")
    search: SearchTable = _build(SearchTable, document.get("search", {}), "[search]")
    return MissionFile(_servicer(document["servicer"]), _mission(document["mission"], Path(path).parent), top, search)


def _document(path: str | Path) -> dict[str, Any]:
    """Return the tree of a mission file, nothing in it beyond the bounds of any document."""
    name = visible(path, 200)
    try:
        text = decoded(bounded_bytes(path, _LARGEST_FILE)).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"The mission file {name} is not valid TOML: no UTF-8 text ({error.reason}).") from None
    except Unreadable as error:
        raise InvalidInputError(f"Cannot read the mission file {name}: {error}.") from error
    try:
        document = toml_content(text)
    except Unreadable as error:
        raise InvalidInputError(f"The mission file {name} {visible(error, 300)}.") from None
    fault = first_fault(document)
    if fault is not None:
        pointer, why = fault
        raise InvalidInputError(f"The mission file {name} cannot be used: {pointer or 'it'} {why}.")
    return document


def _servicer(table: dict[str, Any]) -> Servicer:
    nested = {"kit": lambda value: _build(Kit, value, "[servicer.kit]")}
    servicer: Servicer = _build(Servicer, table, "[servicer]", nested)
    return servicer


def _mission(table: dict[str, Any], folder: Path) -> MissionSpec:
    nested: dict[str, Callable[[Any], Any]] = {
        "allowances": lambda value: _build(Allowances, value, "[mission.allowances]"),
        "disposal": _disposal,
        "injection": lambda value: _build(Injection, value, "[mission.injection]", {"date": _injection_date}),
        "start": lambda value: _epoch(value, "[mission] start"),
        "must_visit": lambda value: _numbers(value, "[mission] must_visit"),
        "one_of": _groups,
        "order": _pairs,
        "dates": _dates,
        "exclude": lambda value: _numbers(value, "[mission] exclude"),
        "filters": _filters,
        "weather": lambda value: _weather(value, folder),
        "weights": _weights,
    }
    mission: MissionSpec = _build(MissionSpec, table, "[mission]", nested)
    return mission


def _injection_date(value: Any) -> Time:
    return _epoch(value, "[mission.injection] date")


def _epoch(value: Any, name: str) -> Time:
    """Read an epoch, written as text or as TOML's own date."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    epoch = parse_utc(value.isoformat() if isinstance(value, date) else str(value), name=name)
    if not FIRST_YEAR <= epoch.ymdhms.year <= LAST_YEAR:
        raise InvalidInputError(
            f"{name} is of the year {epoch.ymdhms.year}: from {FIRST_YEAR} to {LAST_YEAR} is planned."
        )
    return epoch


def _numbers(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(item) is int for item in value):
        raise InvalidInputError(f"{where} must be a list of catalogue numbers like [27386], got {_told(value)}.")
    return tuple(value)


def _groups(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list):
        raise InvalidInputError(f"[mission] one_of must be a list of groups like [[22566, 22220]], got {_told(value)}.")
    return tuple(_numbers(group, "[mission] one_of, each group,") for group in value)


def _pairs(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise InvalidInputError(f"[mission] order must be a list of pairs like [[22566, 22220]], got {_told(value)}.")
    return tuple(_numbers(pair, "[mission] order, each pair,") for pair in value)


def _dates(value: Any) -> tuple[VisitDates, ...]:
    where = "[[mission.dates]]"
    if not isinstance(value, list):
        raise InvalidInputError(f"{where} must be tables with norad_cat_id, earliest and latest, got {_told(value)}.")
    epochs = {name: partial(_epoch, name=f"{where} {name}") for name in ("earliest", "latest")}
    return tuple(_build(VisitDates, table, where, epochs) for table in value)


def _filters(value: Any) -> Filters:
    where = "[mission.filters]"
    nested: dict[str, Callable[[Any], Any]] = {
        **{name: partial(_range, name=f"{where} {name}") for name in ("inclination", "altitude", "mass")},
        **{name: partial(_list_of_words, name=f"{where} {name}") for name in ("owners", "types")},
    }
    filters: Filters = _build(Filters, value, where, nested)
    return filters


def _range(value: Any, name: str) -> tuple[u.Quantity, u.Quantity]:
    if not isinstance(value, list) or len(value) != 2:
        raise InvalidInputError(f"{name} must be two quantities like ['70 deg', '75 deg'], got {_told(value)}.")
    least, most = (from_text(str(end), name=name, example="70 deg, 900 km, 2 t") for end in value)
    return least, most


def _list_of_words(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise InvalidInputError(f"{name} must be a list of words like ['CIS', 'PRC'], got {_told(value)}.")
    return tuple(value)


def _weather(value: Any, folder: Path) -> SpaceWeather:
    if not isinstance(value, str):
        raise InvalidInputError(f"[mission] weather must name a CSV file, got {value!r}.", parameter="weather")
    return SpaceWeather.from_file(folder / value)


def _weights(value: Any) -> Weights:
    weights: Weights = _build(Weights, value, "[mission.weights]")
    return weights


def _plain(key: str, value: Any, where: str) -> Any:
    kind, words = _PLAIN[key]
    # TOML's true is a Python int, and its 1 will do for 1.0.
    fits = type(value) is kind or (kind is float and type(value) is int)
    if not fits:
        raise InvalidInputError(f"{where} {key} must be {words}, got {_told(value)}.", parameter=key)
    return value


def _disposal(table: Any) -> Disposal:
    where = "[mission.disposal]"
    _known(table, {"rule", "perigee_altitude", "years"}, where)
    if table.get("rule") == "controlled":
        altitude = table.get("perigee_altitude", "60 km")
        return Disposal.controlled(from_text(str(altitude), name=f"{where} perigee_altitude", example="60 km"))
    if table.get("rule") == "decay":
        return Disposal.decay(_years(table.get("years", 25.0), where))
    if table.get("rule") == "release":
        if "perigee_altitude" not in table:
            raise InvalidInputError(f"{where} is incomplete: a release needs perigee_altitude, like '400 km'.")
        altitude = from_text(str(table["perigee_altitude"]), name=f"{where} perigee_altitude", example="400 km")
        return Disposal.release(altitude)
    raise InvalidInputError(f"{where} rule must be 'controlled', 'decay' or 'release', got {_told(table.get('rule'))}.")


def _years(value: Any, where: str) -> u.Quantity:
    """Read a time whose key names its unit; text may give one of its own."""
    if isinstance(value, str):
        return from_text(value, name=f"{where} years", example="25 yr")
    return float(_plain("years", value, where)) * u.yr


def _build(kind: type[Any], table: Any, where: str, nested: Mapping[str, Callable[[Any], Any]] | None = None) -> Any:
    _known(table, {field.name for field in fields(kind)}, where)
    values = {}
    for key, value in table.items():
        if nested and key in nested:
            values[key] = nested[key](value)
        elif key in _QUANTITIES:
            values[key] = from_text(str(value), name=f"{where} {key}", example="10 kg, 30 day, 1 km/s")
        else:
            values[key] = _plain(key, value, where)
    try:
        return kind(**values)
    except TypeError as error:
        raise InvalidInputError(f"{where} is incomplete: {error}.") from error
    except u.UnitsError as error:
        raise u.UnitsError(f"{where} {error}") from error
    except InvalidInputError as error:
        raise InvalidInputError(f"{where} {error}", parameter=error.parameter) from error


def _told(value: Any) -> str:
    """Return a value as an error shows it: on one line, however long it is."""
    return visible(repr(value), 60)


def _known(table: Any, names: set[str], where: str) -> None:
    if not isinstance(table, dict):
        raise InvalidInputError(f"{where} must be a table of keys and values.")
    for key in table:
        if key not in names:
            close = difflib.get_close_matches(key, sorted(names), n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else f" Known: {', '.join(sorted(names))}."
            raise InvalidInputError(f"{where} has an unknown key {key!r}.{hint}", parameter=key)
