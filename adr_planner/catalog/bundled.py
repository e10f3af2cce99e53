"""The figures that come with the package: derelicts with masses, and the whole population of that day.

``data/PROVENANCE.md`` names every source and its licence; ``studies/build_catalog.py`` builds the files.
"""

from __future__ import annotations

import csv
import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.facts import Facts, facts_of
from adr_planner.catalog.population import KINDS, Population
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["BUNDLED", "LICENCE", "NAME", "POPULATION_NAME", "derelicts", "facts", "pieces", "population", "registry"]

BUNDLED = "the bundled table"
"""What stands as the source of a figure that comes with the package; tables of the user's outweigh it."""
NAME = "adr_planner derelicts of 2024-10-31"
POPULATION_NAME = "the whole catalogue of 2024-10-31"
LICENCE = "facts from CelesTrak, GCAT (CC-BY), MCMA and MOCAT-MC; see data/PROVENANCE.md"

_SOURCES = dict.fromkeys(
    ("object_type", "owner", "registered_by", "registry", "status", "launch_date", "mass_kg", "area_m2"), BUNDLED
)
_DERELICTS = "derelicts_20241031.csv"
_UNKNOWN = KINDS.index("UNKNOWN")
_POPULATION = "population_20241031.npz"
_OPERATORS = "operators_20241031.npz"
_PIECES = "pieces_20241031.csv"
_REGISTRY = "registry_20241031.csv"


@cache
def derelicts() -> tuple[tuple[SpaceObject, ...], str]:
    """Return the bundled derelicts and the digest of their file."""
    content = (files("adr_planner") / "data" / _DERELICTS).read_bytes()
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    shed = pieces()
    objects = tuple(_derelict(row, shed.get(int(row["norad_cat_id"]), 0)) for row in rows)
    return objects, hashlib.sha256(content).hexdigest()


def _derelict(row: dict[str, str], n_pieces: int) -> SpaceObject:
    orbit: dict[str, Any] = {
        name: float(row[name])
        for name in (
            "mean_motion_rev_day", "eccentricity", "inclination_deg", "raan_deg", "argp_deg", "mean_anomaly_deg",
            "bstar", "mean_motion_dot",
        )
    }  # fmt: skip
    facts: dict[str, Any] = {
        name: row[name]
        for name in ("object_id", "object_type", "owner", "launch_date", "status", "mass_source", "area_source")
    }
    for name in ("mass_kg", "mass_min_kg", "mass_max_kg", "area_m2"):
        facts[name] = float(row[name])
    facts["registered_by"], facts["registry"] = registry().get(int(row["norad_cat_id"]), ("", ""))
    by_law = row["area_source"].startswith("size law")
    return SpaceObject(
        estimated=frozenset({"area_m2"}) if by_law else frozenset(),
        sources=_SOURCES,
        n_pieces=n_pieces,
        norad_cat_id=int(row["norad_cat_id"]),
        name=row["name"],
        elements=MeanElements(row["epoch_utc"], **orbit),
        **facts,
    )


@cache
def pieces() -> dict[int, int]:
    """Return how many catalogued pieces of its own each object had on that day; those not named had none."""
    text = (files("adr_planner") / "data" / _PIECES).read_text(encoding="utf-8")
    return {int(row["norad_cat_id"]): int(row["n_pieces"]) for row in csv.DictReader(io.StringIO(text))}


@cache
def registry() -> dict[int, tuple[str, str]]:
    """Return state and document of registry of the bundled payloads, as far as GCAT has them."""
    text = (files("adr_planner") / "data" / _REGISTRY).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {int(row["norad_cat_id"]): (row["registered_by"], row["registry"]) for row in rows}


def _operators(numbers: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return who operated each object on that day; nobody, if it did not work."""
    with (
        (files("adr_planner") / "data" / _OPERATORS).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        parties = dict(zip(arrays["norad_cat_id"].tolist(), arrays["names"][arrays["party"]].tolist(), strict=True))
    return np.array([parties.get(number, "") for number in numbers.tolist()])


@cache
def population() -> Population:
    """Return the bundled population."""
    with (
        (files("adr_planner") / "data" / _POPULATION).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        numbers = arrays["norad_cat_id"].astype(np.int64)
        return Population(
            norad_cat_id=numbers,
            sma_km=arrays["sma_dam"].astype(float) / 100.0,
            ecc=arrays["ecc_1e6"].astype(float) / 1e6,
            inc_deg=arrays["inc_cdeg"].astype(float) / 100.0,
            mass_kg=arrays["mass_kg"].astype(float),
            radius_m=arrays["radius_m"].astype(float),
            kind=arrays["kind"],
            operational=arrays["operational"],
            name=POPULATION_NAME,
            manoeuvres=arrays["manoeuvres"],
            operator=_operators(numbers),
        )


@cache
def facts() -> tuple[Facts, ...]:
    """Return what the bundled figures say: the derelicts with masses; of the rest the type, and who worked that day."""
    known = {item.norad_cat_id: item for item in derelicts()[0]}
    crowd = population()
    rest = [
        Facts(number, object_type=KINDS[kind] if kind < _UNKNOWN else None, status="operational" if works else None)
        for number, kind, works in zip(
            crowd.norad_cat_id.tolist(), crowd.kind.tolist(), crowd.operational.tolist(), strict=True
        )
        if number not in known
    ]
    return (*map(facts_of, known.values()), *rest)
