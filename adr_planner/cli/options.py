"""Options several commands share, and how they read their input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from adr_planner.cli.groups import Group
from adr_planner.errors import CatalogError, InvalidInputError
from adr_planner.spec.consents import Consents
from adr_planner.spec.effort import Effort, EffortOptions, EngineName
from adr_planner.spec.filters import Filters
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.mission_file import MissionFile, SearchTable, example_mission, read_mission
from adr_planner.spec.value import Value
from adr_planner.units import from_text, parse_utc

if TYPE_CHECKING:
    from astropy import units as u

    from adr_planner.catalog import Catalog
    from adr_planner.risk import Ranking

__all__ = [
    "AsJson",
    "AttributeFiles",
    "CatalogFile",
    "Choice",
    "Force",
    "Nearest",
    "Search",
    "Seeded",
    "Source",
    "TleFile",
    "Told",
    "load_catalog",
    "mission_asked",
    "print_json",
]

CatalogFile = Annotated[
    Path | None,
    typer.Option(
        "--catalog", help="Catalogue of orbits: OMM or element sets; left out, the bundled one.", metavar="FILE"
    ),
]
TleFile = Annotated[Path | None, typer.Option("--tle", help="TLE catalogue instead.", metavar="FILE")]
Nearest = Annotated[
    str | None,
    typer.Option(
        "--nearest",
        help="Of several sets of one object, keep the nearest to this date, not the newest.",
        metavar="DATE",
    ),
]
AttributeFiles = Annotated[
    list[Path] | None,
    typer.Option("--attributes", help="SATCAT, GCAT or DISCOS table to join; may be repeated.", metavar="FILE"),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what stands there, even if it is of another kind.")]
Gap = Annotated[
    float | None, typer.Option("--gap", help="Gap to the bound that is near enough, e.g. 0.05; left out, a proof.")
]
WorkLimit = Annotated[
    int | None, typer.Option("--work-limit", help="Most pieces of work of the search: the same plan on every machine.")
]
TimeLimit = Annotated[
    str | None, typer.Option("--time-limit", help='Most time of the search, e.g. "60 s"; recorded in the plan.')
]
SearchEngine = Annotated[
    str | None, typer.Option("--engine", help="auto, exact, search, beam or cp-sat.", metavar="ENGINE")
]
Seed = Annotated[int, typer.Option("--seed", help="Recorded in the plan; same seed, same bytes.")]
Excluded = Annotated[
    str | None, typer.Option("--exclude", help="Catalogue numbers not to be visited: 27386,22566.", metavar="IDS")
]
Owners = Annotated[str | None, typer.Option("--owners", help="Owner codes to choose from: CIS,PRC.", metavar="CODES")]
Consenting = Annotated[
    str | None,
    typer.Option("--consents", help="Owner codes of those who consent; others' objects stay: FR,JPN.", metavar="CODES"),
]
Types = Annotated[
    str | None, typer.Option("--types", help="Kinds to choose from: 'ROCKET BODY,PAYLOAD'.", metavar="KINDS")
]
InclinationRange = Annotated[
    str | None, typer.Option("--inclination", help="Range to choose from: '81 deg:84 deg'.", metavar="RANGE")
]
AltitudeRange = Annotated[
    str | None, typer.Option("--altitude", help="Perigee at least, apogee at most: '600 km:1000 km'.", metavar="RANGE")
]
MassRange = Annotated[str | None, typer.Option("--mass", help="Range to choose from: '1 t:9 t'.", metavar="RANGE")]
Hindcast = Annotated[bool, typer.Option("--hindcast", help="Allow a start before the epoch of the elements.")]
Valued = Annotated[
    str | None,
    typer.Option("--value", help="What a removal is worth: debris_years, collisions, kg_per_yr or an index."),
]
ValueYears = Annotated[float | None, typer.Option("--value-years", help="Horizon of the value [yr].")]
Together = Annotated[
    bool, typer.Option(help="Project all removals together over 25, 50, 100 and 200 years; some seconds.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout and nothing else.")]


def load_catalog(
    orbits: Path | None, tle: Path | None, attributes: Sequence[Path] = (), nearest: str | None = None
) -> Catalog:
    """Read the catalogue the options name, or the bundled one, and join the tables."""
    from adr_planner.catalog import Catalog

    if orbits is not None and tle is not None:
        raise CatalogError("Give --catalog or --tle, not both.")
    for path in (orbits, tle, *attributes):
        if path is not None and not path.is_file():
            raise CatalogError(f"There is no file {path}.", source=str(path))
    date = None if nearest is None else parse_utc(nearest, name="--nearest")
    if orbits is None and tle is None and date is not None:
        raise InvalidInputError(
            "--nearest chooses among the sets of a file: give --catalog or --tle.", parameter="nearest"
        )
    if orbits is not None:
        return Catalog.from_file(orbits, *attributes, nearest=date)
    catalog = Catalog.from_tle(tle, nearest=date) if tle is not None else Catalog.example()
    return catalog.with_attributes(*attributes) if attributes else catalog


@dataclass(frozen=True, slots=True)
class Source(Group):
    """What to read the objects from."""

    catalog: CatalogFile = None
    tle: TleFile = None
    attributes: AttributeFiles = None
    nearest: Nearest = None

    @property
    def files(self) -> dict[str, Path | Iterable[Path] | None]:
        """What is read, by option."""
        return {"--catalog": self.catalog, "--tle": self.tle, "--attributes": self.attributes}

    def load(self) -> Catalog:
        """Read it."""
        return load_catalog(self.catalog, self.tle, self.attributes or [], self.nearest)

    def ranking(self) -> Ranking:
        """Rank it."""
        from adr_planner.risk import rank

        return rank(self.load())


@dataclass(frozen=True, slots=True)
class Search(Group):
    """How long to search."""

    gap: Gap = None
    work_limit: WorkLimit = None
    time_limit: TimeLimit = None
    engine: SearchEngine = None

    def asked(self, search: SearchTable) -> EffortOptions:
        """Return what the command line asks of the search, and for the rest what the mission file does."""
        limit = None if self.time_limit is None else from_text(self.time_limit, name="--time-limit", example="60 s")
        asked: EffortOptions = {
            "gap": search.gap if self.gap is None else self.gap,
            "work_limit": search.work_limit if self.work_limit is None else self.work_limit,
            "time_limit": search.time_limit if limit is None else limit,
            "engine": cast("EngineName", search.engine if self.engine is None else self.engine),
        }
        Effort.of(**asked)  # refused before any work is done
        return asked


@dataclass(frozen=True, slots=True)
class Choice(Group):
    """What a mission may choose from."""

    exclude: Excluded = None
    owners: Owners = None
    consents: Consenting = None
    types: Types = None
    inclination: InclinationRange = None
    altitude: AltitudeRange = None
    mass: MassRange = None
    hindcast: Hindcast = False
    value: Valued = None
    value_years: ValueYears = None

    def of(self, mission: MissionSpec) -> MissionSpec:
        """Return a mission with what the command line says of its candidates."""
        given: dict[str, Any] = {
            "owners": None if self.owners is None else _words(self.owners),
            "types": None if self.types is None else _words(self.types),
            "inclination": _range(self.inclination, "--inclination", "81 deg:84 deg"),
            "altitude": _range(self.altitude, "--altitude", "600 km:1000 km"),
            "mass": _range(self.mass, "--mass", "1 t:9 t"),
        }
        changes = {name: value for name, value in given.items() if value is not None}
        return replace(
            mission,
            exclude=mission.exclude if self.exclude is None else _numbers(self.exclude),
            filters=replace(mission.filters or Filters(), **changes) if changes else mission.filters,
            hindcast=mission.hindcast or self.hindcast,
            consents=mission.consents if self.consents is None else Consents(_words(self.consents)),
            value=self._worth(mission.worth),
        )

    def _worth(self, asked: Value) -> Value:
        """Return what a removal is worth, as the command line says, or as was asked."""
        if self.value is None and self.value_years is None:
            return asked
        measure = asked.measure if self.value is None else self.value
        return Value(measure) if self.value_years is None else Value(measure, years=self.value_years)


@dataclass(frozen=True, slots=True)
class Seeded(Search):
    """How long to search, and from which seed."""

    seed: Seed = 0

    def asked(self, search: SearchTable) -> EffortOptions:
        """Return what the command line asks of the search, and for the rest what the mission file does."""
        return {**Search.asked(self, search), "seed": self.seed}


@dataclass(frozen=True, slots=True)
class Told(Group):
    """What is told of what was found."""

    together: Together = True
    as_json: AsJson = False


def mission_asked(path: Path | None) -> MissionFile:
    """Read a mission file; the example mission where none is given."""
    return read_mission(path) if path is not None else example_mission()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _numbers(text: str) -> tuple[int, ...]:
    words = _words(text)
    if not all(word.isdecimal() for word in words):
        raise InvalidInputError(f"--exclude {text}: write catalogue numbers, like 27386,22566.", parameter="exclude")
    return tuple(int(word) for word in words)


def _range(text: str | None, name: str, example: str) -> tuple[u.Quantity, u.Quantity] | None:
    if text is None:
        return None
    ends = text.split(":")
    if len(ends) != 2:
        raise InvalidInputError(f"{name} {text}: write least and most, like {example!r}.", parameter=name.strip("-"))
    least, most = (from_text(end.strip(), name=name, example=example.split(":")[0]) for end in ends)
    return least, most


def print_json(value: Any) -> None:
    """Print a value as JSON, UTF-8 and free of NaN."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
