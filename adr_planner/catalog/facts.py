"""What one source says of one object, apart from where it flies; nothing where it is silent."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from adr_planner.catalog.formats.fields import number, text
from adr_planner.catalog.space_object import ObjectType, SpaceObject, Status
from adr_planner.errors import CatalogError

__all__ = ["Facts", "cospar", "cylinder_m2", "facts_of", "iso_date", "positive"]

_COSPAR = re.compile(r"(\d{4})-(\d{3})([A-Z]{1,3})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GCAT_DATE = re.compile(rf"(\d{{4}}) ({'|'.join(_MONTHS)}) +(\d{{1,2}})\b")
_SILENT = ("", "-", "N/A", "NaN", "None", "null")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one source says of one object.

    Parameters
    ----------
    norad_cat_id : int or None
        Catalogue number, if it gives one.
    object_id : str
        International (COSPAR) designator, ``""`` if it gives none.
    name, owner, launch_date : str
        ``""`` where it is silent.
    object_type : str or None
        Type.
    status : str or None
        Whether it works, is derelict, or came down.
    mass_kg, mass_min_kg, mass_max_kg : float or None
        Mass and its range [kg].
    mass_source : str
        Which figure of the source that is.
    area_m2, area_min_m2, area_max_m2 : float or None
        Mean cross-section and its range [m2].
    area_source : str
        Which figure of the source that is.
    rcs_m2 : float or None
        Radar cross-section [m2].
    registered_by, registry : str
        Owner code of the state of registry, and its document; ``""`` where it is silent.
    """

    norad_cat_id: int | None
    object_id: str = ""
    name: str = ""
    owner: str = ""
    launch_date: str = ""
    object_type: ObjectType | None = None
    status: Status | None = None
    mass_kg: float | None = None
    mass_min_kg: float | None = None
    mass_max_kg: float | None = None
    mass_source: str = ""
    area_m2: float | None = None
    area_min_m2: float | None = None
    area_max_m2: float | None = None
    area_source: str = ""
    rcs_m2: float | None = None
    registered_by: str = ""
    registry: str = ""


def facts_of(item: SpaceObject, told_by: Callable[[str], bool] = bool) -> Facts:
    """Return what is known of an object, without its orbit and without estimates.

    Parameters
    ----------
    item : SpaceObject
        The object.
    told_by : callable
        Whether to take what a source of this name says; ``"the orbits"`` if it came with them.
    """
    told: dict[str, Any] = {}
    for name in (
        "object_type", "owner", "registered_by", "registry", "status", "launch_date", "mass_kg", "area_m2",
    ):  # fmt: skip
        if name not in item.estimated and told_by(item.sources.get(name, "the orbits")):
            told[name] = getattr(item, name)
    for name, unit in (("mass", "kg"), ("area", "m2")):
        if f"{name}_{unit}" in told:
            for key in (f"{name}_min_{unit}", f"{name}_max_{unit}", f"{name}_source"):
                told[key] = getattr(item, key)
    for name in ("object_type", "status"):
        if told.get(name) in ("UNKNOWN", "unknown"):
            told[name] = None
    return Facts(item.norad_cat_id, cospar(item.object_id), item.name, rcs_m2=item.rcs_m2, **told)


def positive(record: Mapping[str, Any], key: str) -> float | None:
    """Return a field as a number above zero, or None where the source says nothing or zero.

    Raises
    ------
    CatalogError
        If it is no number, or negative.
    """
    if text(record, key, "") in _SILENT:
        return None
    value = number(record, key)
    if value < 0.0:
        raise CatalogError(f"{key} is {value:g}: it must not be negative.", field=key)
    return value or None


def cospar(designator: str) -> str:
    """Return a designator in its common spelling, ``""`` if it is none of these.

    Examples
    --------
    >>> cospar("2002-009A"), cospar("1957 ALP 2")
    ('2002-009A', '')
    """
    return designator if _COSPAR.fullmatch(designator) else ""


def iso_date(vague: str) -> str:
    """Return a GCAT date as ISO, ``""`` if it is vaguer than a day.

    Examples
    --------
    >>> iso_date("1992 Nov 17 0800?"), iso_date("1992 Nov"), iso_date("-")
    ('1992-11-17', '', '')
    """
    found = _GCAT_DATE.match(vague)
    return f"{found[1]}-{_MONTHS.index(found[2]) + 1:02d}-{int(found[3]):02d}" if found else ""


def cylinder_m2(length_m: float, diameter_m: float) -> float:
    """Return the mean cross-section of a cylinder: a quarter of its surface, as of any convex body (Cauchy) [m2].

    Examples
    --------
    >>> round(cylinder_m2(11.1, 3.9), 1)  # an SL-16 stage; DISCOS has 37.8
    40.0
    """
    return math.pi * diameter_m * (length_m + diameter_m / 2.0) / 4.0
