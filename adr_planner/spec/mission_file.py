"""A mission written as TOML: servicer, window, budgets and rules, every quantity with its unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from astropy import units as u
from astropy.time import Time

from adr_planner.border.bounds import first_fault
from adr_planner.border.characters import visible
from adr_planner.border.parsing import Unreadable, bounded_bytes, toml_content
from adr_planner.errors import InvalidInputError
from adr_planner.files import decoded
from adr_planner.records import Shown
from adr_planner.space_weather import SpaceWeather
from adr_planner.spec.allowances import Allowances
from adr_planner.spec.consents import Consents
from adr_planner.spec.disposal_rule import Disposal
from adr_planner.spec.effort import Effort, EngineName
from adr_planner.spec.filters import Filters
from adr_planner.spec.injection import Injection
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.players import Players
from adr_planner.spec.servicer import Kit, Servicer
from adr_planner.spec.toml_tables import build, epoch, known, numbers, plain, range_of, told, words
from adr_planner.spec.value import Value
from adr_planner.spec.visit_dates import VisitDates
from adr_planner.spec.weights import Weights
from adr_planner.units import from_text, quiet_clock

__all__ = ["MissionFile", "SearchTable", "example_mission", "read_mission"]

_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTable(Shown):
    """What a mission file asks of the search; what it leaves out is None.

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
class MissionFile(Shown):
    """What a mission file says.

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


def example_mission(value: Any = None) -> MissionFile:
    """Return the example mission: at most five targets for one servicer in a year.

    Parameters
    ----------
    value : Value or str or mapping or callable, optional
        What a removal is worth, in the place of what its file says.

    Returns
    -------
    MissionFile
        ``data/example_mission.toml``, read.

    Examples
    --------
    >>> example_mission().mission.targets
    5
    """
    asked = read_mission(Path(str(files("adr_planner") / "data" / "example_mission.toml")))
    return asked if value is None else replace(asked, mission=replace(asked.mission, value=value))


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
    known(document, {"servicer", "mission", "candidates", "search"}, "the mission file")
    for table in ("servicer", "mission"):
        if not isinstance(document.get(table), dict):
            raise InvalidInputError(f"The mission file {name} has no [{table}] table.")
    candidates = document.get("candidates", {})
    known(candidates, {"top"}, "[candidates]")
    top = plain("top", candidates.get("top", 40), "[candidates]")
    if top < 1:
        raise InvalidInputError(f"[candidates] top must be a whole number of at least 1, got {top!r}.")
    search: SearchTable = build(SearchTable, document.get("search", {}), "[search]")
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
    nested = {"kit": lambda value: build(Kit, value, "[servicer.kit]")}
    servicer: Servicer = build(Servicer, table, "[servicer]", nested)
    return servicer


def _mission(table: dict[str, Any], folder: Path) -> MissionSpec:
    nested: dict[str, Callable[[Any], Any]] = {
        "allowances": lambda value: build(Allowances, value, "[mission.allowances]"),
        "consents": lambda value: _consents(value, folder),
        "disposal": _disposal,
        "injection": lambda value: build(Injection, value, "[mission.injection]", {"date": _injection_date}),
        "start": lambda value: epoch(value, "[mission] start"),
        "must_visit": lambda value: numbers(value, "[mission] must_visit"),
        "one_of": _groups,
        "order": _pairs,
        "dates": _dates,
        "exclude": lambda value: numbers(value, "[mission] exclude"),
        "filters": _filters,
        "weather": lambda value: _weather(value, folder),
        "weights": _weights,
        "value": _value,
    }
    mission: MissionSpec = build(MissionSpec, table, "[mission]", nested)
    return mission


def _injection_date(value: Any) -> Time:
    return epoch(value, "[mission.injection] date")


def _groups(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list):
        raise InvalidInputError(f"[mission] one_of must be a list of groups like [[22566, 22220]], got {told(value)}.")
    return tuple(numbers(group, "[mission] one_of, each group,") for group in value)


def _pairs(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise InvalidInputError(f"[mission] order must be a list of pairs like [[22566, 22220]], got {told(value)}.")
    return tuple(numbers(pair, "[mission] order, each pair,") for pair in value)


def _dates(value: Any) -> tuple[VisitDates, ...]:
    where = "[[mission.dates]]"
    if not isinstance(value, list):
        raise InvalidInputError(f"{where} must be tables with norad_cat_id, earliest and latest, got {told(value)}.")
    epochs = {name: partial(epoch, name=f"{where} {name}") for name in ("earliest", "latest")}
    return tuple(build(VisitDates, table, where, epochs) for table in value)


def _filters(value: Any) -> Filters:
    where = "[mission.filters]"
    nested: dict[str, Callable[[Any], Any]] = {
        **{name: partial(range_of, name=f"{where} {name}") for name in ("inclination", "altitude", "mass")},
        **{name: partial(words, name=f"{where} {name}") for name in ("owners", "types")},
    }
    filters: Filters = build(Filters, value, where, nested)
    return filters


def _consents(value: Any, folder: Path) -> Consents:
    """Read names of players, or a table with their file and dates."""
    where = "[mission.consents]"
    if isinstance(value, list):
        return Consents(words(value, "[mission] consents"))
    known(value, {"names", "players", "since"}, where)
    names, table, since = words(value.get("names"), f"{where} names"), value.get("players"), value.get("since", {})
    if not isinstance(table, str | None):
        raise InvalidInputError(f"{where} players must name a TOML file, got {told(table)}.", parameter="players")
    if not isinstance(since, dict):
        raise InvalidInputError(f"{where} since must be a table of dates by player, got {told(since)}.")
    players = Players.codes() if table is None else Players.from_file(folder / table)
    return Consents(names, players, {name: epoch(date, f"{where} since, {name}") for name, date in since.items()})


def _weather(value: Any, folder: Path) -> SpaceWeather:
    if not isinstance(value, str):
        raise InvalidInputError(f"[mission] weather must name a CSV file, got {value!r}.", parameter="weather")
    return SpaceWeather.from_file(folder / value)


def _weights(value: Any) -> Weights:
    weights: Weights = build(Weights, value, "[mission.weights]")
    return weights


def _value(value: Any) -> Value:
    """Read what a removal is worth: the name of a measure, or a table."""
    where = "[mission.value]"
    if isinstance(value, str):
        return Value(value)
    worth: Value = build(Value, value, where, {"own": partial(_worths, where=f"{where[:-1]}.own]")})
    return worth


def _worths(table: Any, where: str) -> dict[int, float]:
    """Read values of the user's own by catalogue number."""
    if not isinstance(table, dict) or not all(key.isdecimal() for key in table):
        raise InvalidInputError(f"{where} must be catalogue numbers and values like 27386 = 3.0, got {told(table)}.")
    return {int(key): plain("value", worth, where) for key, worth in table.items()}


def _disposal(table: Any) -> Disposal:
    where = "[mission.disposal]"
    known(table, {"rule", "perigee_altitude", "years"}, where)
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
    raise InvalidInputError(f"{where} rule must be 'controlled', 'decay' or 'release', got {told(table.get('rule'))}.")


def _years(value: Any, where: str) -> u.Quantity:
    """Read a time whose key names its unit; text may give one of its own."""
    if isinstance(value, str):
        return from_text(value, name=f"{where} years", example="25 yr")
    return float(plain("years", value, where)) * u.yr
