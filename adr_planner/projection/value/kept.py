"""The values that come with the package: of the bundled derelicts in the bundled population, over a century.

``data/removal_values_20241031.npz`` holds them, with digests of the population and of the settings they were made with;
``studies/build_removal_values.py`` builds it. Whatever else is asked for is computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import Population
from adr_planner.projection.course import Course
from adr_planner.projection.outlook import Outlook
from adr_planner.projection.value.measures import MEASURES
from adr_planner.projection.value.presence import Presence
from adr_planner.projection.value.values import RemovalValues

__all__ = ["BASELINE", "KEPT", "digest_of", "figure_arrays", "kept_arrays", "kept_figures", "kept_values"]

KEPT = "removal_values_20241031.npz"
BASELINE = (
    "debris_years",
    "n_catastrophic_collisions",
    "n_encounters_derelicts",
    "n_encounters_fragments",
    "n_hits_fragments",
)
"""Figures kept of the course in which nothing is removed."""
_TABLES = ("own_by_step", "intact_by_step", "begins", "ends")


def digest_of(population: Population, outlook: Outlook) -> str:
    """Return a digest of a population and of what is taken for granted of the years to come."""
    found = hashlib.sha256(repr(outlook).encode())
    for column in fields(population):
        value = getattr(population, column.name)
        if isinstance(value, np.ndarray):
            found.update(np.ascontiguousarray(value).tobytes())
    return found.hexdigest()


def kept_arrays(values: RemovalValues, digest: str) -> dict[str, Any]:
    """Return values as the arrays of the file."""
    present = values.present
    tables = (values.own_by_step, values.intact_by_step, present.begins, present.ends)
    arrays = {name: table.astype(np.float32) for name, table in zip(_TABLES, tables, strict=True)}
    arrays |= {name: table.astype(np.float32) for name, table in values.by_step.items()}
    return arrays | {
        "digest": np.array(digest), "step": np.array(present.step), "names": np.array(values.names),
        "norad_cat_ids": np.array(values.norad_cat_ids), "population": np.array(values.population),
    }  # fmt: skip


def kept_values(
    population: Population, outlook: Outlook, names: Mapping[int, str], start_utc: str
) -> RemovalValues | None:
    """Return the values of some objects from the file; None where it was made for others, or otherwise.

    Parameters
    ----------
    population : Population
        What is projected.
    outlook : Outlook
        What is taken for granted.
    names : mapping of int to str
        Numbers and names of those to value.
    start_utc : str
        When it begins.
    """
    held = _file()
    place = {number: place for place, number in enumerate(held["norad_cat_ids"].tolist())}
    if not all(number in place for number in names) or str(held["digest"]) != digest_of(population, outlook):
        return None
    rows = [place[number] for number in names]
    own, intact, begins, ends = (held[name][:, rows].astype(np.float64) for name in _TABLES)
    return RemovalValues(
        years=outlook.years,
        start_utc=start_utc,
        population=str(held["population"]),
        sun=outlook.sun,
        assumed=outlook.words,
        norad_cat_ids=tuple(names),
        names=tuple(names.values()),
        left_out={},
        by_step={name: held[name][:, rows].astype(np.float64) for name in MEASURES},
        own_by_step=own,
        intact_by_step=intact,
        present=Presence(start_utc, float(held["step"]), begins, ends),
    )


def kept_figures(population: Population, outlook: Outlook) -> dict[str, NDArray[np.float64]] | None:
    """Return the figures of the course in which nothing is removed, and their ``years``; None if it is another.

    Parameters
    ----------
    population : Population
        What is projected.
    outlook : Outlook
        What is taken for granted.
    """
    held = _file()
    if str(held.get("baseline_digest", "")) != digest_of(population, outlook):
        return None
    return {name: held[f"baseline_{name}"] for name in ("years", *BASELINE)}


def figure_arrays(course: Course, digest: str) -> dict[str, Any]:
    """Return the figures of that course as arrays of the file."""
    arrays = {f"baseline_{name}": np.asarray(getattr(course, name)) for name in ("years", *BASELINE)}
    return arrays | {"baseline_digest": np.array(digest)}


@cache
def _file() -> dict[str, Any]:
    path = files("adr_planner") / "data" / KEPT
    if not path.is_file():
        return {"norad_cat_ids": np.empty(0), "digest": ""}
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
