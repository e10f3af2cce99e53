"""Masses and cross-sections that no source has: the family of the stage, else the size law, else the class.

Every estimate comes with its range: nine in ten objects whose true figure a source does have lie within
(``studies/missing_data.py``, table in ``docs/theory/missing-data.md``). A catalogued figure is never touched.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from typing import Any, NamedTuple

from adr_planner.catalog.merge.stage_families import families
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["completed", "law_area_m2", "law_mass_kg", "without_estimates"]


class _Way(NamedTuple):
    """How true compares with estimated: the median ratio, and the factor nine in ten lie within."""

    scale: float
    factor: float


class _Class(NamedTuple):
    """What is known of objects of one type that have no family."""

    mass_by_area: _Way
    mass_by_radar: _Way
    area_by_mass: _Way
    area_by_radar: _Way
    median_kg: float
    spread: float


_PAYLOAD = _Class(_Way(1.41, 4.7), _Way(2.67, 3.0), _Way(0.737, 3.9), _Way(1.26, 4.0), 223.0, 14.4)
_STAGE = _Class(_Way(1.16, 2.0), _Way(3.05, 3.4), _Way(0.879, 1.9), _Way(1.86, 2.1), 1421.0, 11.4)
_PIECE = _Class(_Way(1.28, 14.8), _Way(1.29, 5.7), _Way(0.805, 10.9), _Way(1.15, 6.5), 0.7, 55.5)
_CLASSES = {"PAYLOAD": _PAYLOAD, "ROCKET BODY": _STAGE, "DEBRIS": _PIECE, "UNKNOWN": _PIECE}
_SETS: dict[frozenset[str], frozenset[str]] = {}  # one set for all objects that lack the same
_NAMES = {"PAYLOAD": "payloads", "ROCKET BODY": "stages", "DEBRIS": "debris", "UNKNOWN": "debris"}


def law_mass_kg(area_m2: float) -> float:
    """Return the mass of a cross-section by the size law of EVOLVE (NASA), M = 48.66 d^2.26, d in m.

    Examples
    --------
    >>> round(law_mass_kg(3.1415926 / 4.0), 2)
    48.66
    """
    return float(48.66 * (4.0 * area_m2 / math.pi) ** 1.13)


def law_area_m2(mass_kg: float) -> float:
    """Return the cross-section of a mass by the same law.

    Examples
    --------
    >>> round(law_mass_kg(law_area_m2(8226.0)))
    8226
    """
    return float(math.pi / 4.0 * (mass_kg / 48.66) ** (1.0 / 1.13))


def completed(item: SpaceObject) -> SpaceObject:
    """Return the object with every gap in mass, cross-section and status filled that can be.

    A spent stage or a fragment counts as derelict unless a source says otherwise; a payload of unknown status stays so.
    """
    changes: dict[str, Any] = {}
    estimated = item.estimated
    if item.status == "unknown" and item.object_type in ("ROCKET BODY", "DEBRIS"):
        changes["status"] = "derelict"
        estimated |= {"status"}
    if item.mass_kg is None:
        changes |= _mass(item)
        estimated |= {"mass_kg"}
    if item.area_m2 is None:
        changes |= _area(item, None if "mass_kg" in estimated else item.mass_kg, changes.get("mass_kg"))
        estimated |= {"area_m2"}
    return replace(item, estimated=_SETS.setdefault(estimated, estimated), **changes) if changes else item


def without_estimates(item: SpaceObject) -> SpaceObject:
    """Return the object with its estimates taken out, as its sources have it."""
    changes: dict[str, Any] = {"estimated": frozenset()} if item.estimated else {}
    if "status" in item.estimated:
        changes["status"] = "unknown"
    for name, unit in (("mass", "kg"), ("area", "m2")):
        if f"{name}_{unit}" in item.estimated:
            changes |= {f"{name}_{unit}": None, f"{name}_min_{unit}": None, f"{name}_max_{unit}": None}
            changes[f"{name}_source"] = ""
    return replace(item, **changes) if changes else item


def _mass(item: SpaceObject) -> dict[str, Any]:
    family = families().get(item.name)
    if family:
        return {
            "mass_kg": family.mass_kg,
            "mass_min_kg": family.mass_min_kg,
            "mass_max_kg": family.mass_max_kg,
            "mass_source": f"estimated: family {family.name}, {family.mass_source}",
        }
    known = _CLASSES[item.object_type]
    if item.area_m2 is not None:
        return _figures("mass", "kg", law_mass_kg(item.area_m2), known.mass_by_area, "size law of its cross-section")
    if item.rcs_m2 is not None:
        return _figures(
            "mass", "kg", law_mass_kg(item.rcs_m2), known.mass_by_radar, "size law of its radar cross-section"
        )
    return _figures("mass", "kg", known.median_kg, _Way(1.0, known.spread), f"median of {_NAMES[item.object_type]}")


def _area(item: SpaceObject, known_kg: float | None, guessed_kg: float | None) -> dict[str, Any]:
    family = families().get(item.name)
    if family and family.area_m2:
        return {
            "area_m2": family.area_m2,
            "area_min_m2": family.area_min_m2,
            "area_max_m2": family.area_max_m2,
            "area_source": f"estimated: family {family.name}, {family.area_source}",
        }
    known = _CLASSES[item.object_type]
    if known_kg is None and item.rcs_m2 is not None:
        return _figures("area", "m2", item.rcs_m2, known.area_by_radar, "radar cross-section")
    mass = known_kg or guessed_kg or known.median_kg
    way = known.area_by_mass
    if known_kg is None and not family:  # the mass is no better than its class: both errors add up
        way = _Way(way.scale, math.exp(math.hypot(math.log(way.factor), math.log(known.spread) / 1.13)))
    return _figures("area", "m2", law_area_m2(mass), way, "size law of its mass")


def _figures(name: str, unit: str, bare: float, way: _Way, how: str) -> dict[str, Any]:
    value = bare * way.scale
    return {
        f"{name}_{unit}": value,
        f"{name}_min_{unit}": value / way.factor,
        f"{name}_max_{unit}": value * way.factor,
        f"{name}_source": sys.intern(f"estimated: {how}, within a factor of {way.factor:.2g}"),
    }
