"""The figures that come with the package: derelicts with masses, and the whole population of that day.

``data/PROVENANCE.md`` names every source and its licence; ``studies/build_catalog.py`` builds the files.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.population import Population
from adr_planner.catalog.space_object import SpaceObject, Status
from adr_planner.errors import CatalogError

__all__ = ["LICENCE", "NAME", "derelicts", "joined", "population", "sha256", "text_of"]

NAME = "adr_planner derelicts of 2024-10-31"
LICENCE = "facts from CelesTrak, GCAT (CC-BY), MCMA and MOCAT-MC; see data/PROVENANCE.md"

_DERELICTS = "derelicts_20241031.csv"
_POPULATION = "population_20241031.npz"
_LARGEST_TEXT = 500_000_000
_JOINED = "joined by number from the bundled table"


def sha256(content: bytes) -> str:
    """Return the hex digest of some bytes."""
    return hashlib.sha256(content).hexdigest()


@cache
def derelicts() -> tuple[tuple[SpaceObject, ...], str]:
    """Return the bundled derelicts and the digest of their file."""
    content = (files("adr_planner") / "data" / _DERELICTS).read_bytes()
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return tuple(_derelict(row) for row in rows), sha256(content)


def _derelict(row: dict[str, str]) -> SpaceObject:
    orbit = {
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
    return SpaceObject(
        norad_cat_id=int(row["norad_cat_id"]),
        name=row["name"],
        elements=MeanElements(row["epoch_utc"], **orbit),
        **facts,
    )


@cache
def population() -> Population:
    """Return the bundled population."""
    with (
        (files("adr_planner") / "data" / _POPULATION).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        return Population(
            norad_cat_id=arrays["norad_cat_id"].astype(np.int64),
            sma_km=arrays["sma_dam"].astype(float) / 100.0,
            ecc=arrays["ecc_1e6"].astype(float) / 1e6,
            inc_deg=arrays["inc_cdeg"].astype(float) / 100.0,
            mass_kg=arrays["mass_kg"].astype(float),
            radius_m=arrays["radius_m"].astype(float),
            kind=arrays["kind"],
            operational=arrays["operational"],
        )


def joined(objects: Iterable[SpaceObject]) -> list[SpaceObject]:
    """Add mass, cross-section, owner and status to objects read from orbits alone."""
    known = {item.norad_cat_id: item for item in derelicts()[0]}
    result = []
    for item in objects:
        fact = known.get(item.norad_cat_id)
        gone = item.status == "decayed" or item.elements.perigee_km < 0.0
        if fact is not None:
            result.append(
                replace(
                    fact,
                    elements=item.elements,
                    status="decayed" if gone else fact.status,
                    mass_source=f"{fact.mass_source}; {_JOINED}",
                    area_source=f"{fact.area_source}; {_JOINED}",
                )
            )
        else:
            working = population().is_operational(item.norad_cat_id)
            status: Status = "decayed" if gone else "operational" if working else item.status
            result.append(replace(item, status=status))
    return result


def text_of(source: str | Path) -> tuple[str, str]:
    """Return the text of a path or of a text, and what to call it.

    A string with a line break, or one that opens like JSON, is the text itself.

    Raises
    ------
    CatalogError
        If the file is missing, not text, or empty.
    """
    if isinstance(source, str) and (not source.strip() or "\n" in source or source.lstrip()[0] in "[{"):
        text, name = source, "text"
    else:
        text, name = _content(Path(source)), Path(source).name
    if not text.strip():
        raise CatalogError(f"{name} is empty: there are no objects in it.", source=name)
    return text, name


def _content(path: Path) -> str:
    """Return what a file says, unpacked if need be."""
    shown = str(path) if len(str(path)) < 200 else f"{str(path)[:60]}..."
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(content)) as file:
                content = file.read(_LARGEST_TEXT + 1)
        if len(content) > _LARGEST_TEXT:
            raise CatalogError(
                f"{shown} holds more than {_LARGEST_TEXT / 1e6:.0f} MB: no catalogue does.", source=shown
            )
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{shown} is not UTF-8 text (byte {error.start}).", source=shown) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise CatalogError(f"Cannot unpack {shown}: {error}; was the download cut short?", source=shown) from error
    except OSError as error:
        raise CatalogError(f"Cannot read {shown}: {error.strerror or error}.", source=shown) from error
    except CatalogError:
        raise
    except ValueError as error:  # a path that cannot be one
        raise CatalogError(f"Cannot read {shown!r}: {error}.", source=shown) from error
