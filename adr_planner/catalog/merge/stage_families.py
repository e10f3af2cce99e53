"""Families of rocket stages: what the stages of one catalogue name weigh, and how far they differ."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["Family", "families", "is_outlier"]

_BEYOND = 3.0
"""No stage of 926 lies this many times outside the range of the others of its name (studies/missing_data.py)."""
_TYPICAL = 1.17
"""Nine in ten stages lie within this factor of the median of the others of their name (the same study)."""


@dataclass(frozen=True, slots=True)
class Family:
    """The typical stage of a name, e.g. ``SL-16 R/B``.

    Parameters
    ----------
    name : str
        As the satellite catalogue has it.
    mass_kg, mass_min_kg, mass_max_kg : float
        Median mass and the range between stages and sources [kg].
    mass_source : str
        Where the mass comes from.
    area_m2, area_min_m2, area_max_m2 : float or None
        Mean cross-section and its range [m2].
    area_source : str
        Where the cross-section comes from.
    """

    name: str
    mass_kg: float
    mass_min_kg: float
    mass_max_kg: float
    mass_source: str
    area_m2: float | None
    area_min_m2: float | None
    area_max_m2: float | None
    area_source: str


@cache
def families() -> Mapping[str, Family]:
    """Return the bundled table of families by name; ``studies/build_stage_families.py`` builds it.

    Examples
    --------
    >>> family = families()["SL-16 R/B"]
    >>> round(family.mass_kg), round(family.mass_max_kg)
    (8226, 9624)
    """
    text = (files("adr_planner") / "data" / "stage_families.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["name"]: _family(row) for row in csv.DictReader(io.StringIO(text))})


def _family(row: Mapping[str, str]) -> Family:
    mass = float(row["mass_kg"])
    area = float(row["area_m2"]) if row["area_m2"] else None
    return Family(
        name=row["name"],
        mass_kg=mass,
        mass_min_kg=min(float(row["mass_min_kg"]), mass / _TYPICAL),
        mass_max_kg=max(float(row["mass_max_kg"]), mass * _TYPICAL),
        mass_source=row["mass_source"],
        area_m2=area,
        area_min_m2=min(float(row["area_min_m2"]), area / _TYPICAL) if area else None,
        area_max_m2=max(float(row["area_max_m2"]), area * _TYPICAL) if area else None,
        area_source=row["area_source"],
    )


def is_outlier(mass_kg: float, family: Family) -> bool:
    """Return whether a mass is an entry error: far outside the range of its family.

    Examples
    --------
    >>> is_outlier(20_000.0, families()["CZ-4B R/B"]), is_outlier(2_000.0, families()["CZ-4B R/B"])
    (True, False)
    """
    nearest = min(max(mass_kg, family.mass_min_kg), family.mass_max_kg)
    return abs(math.log(mass_kg / nearest)) > math.log(_BEYOND)
