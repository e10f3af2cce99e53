"""What a catalogue holds: as a few facts, and as a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from astropy.time import Time

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.source import CatalogSource
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.units import parse_utc

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame", "summary"]

_UNITS = {
    "bstar": "bstar_per_earth_radius",
    "mean_motion_dot": "mean_motion_dot_rev_day2",
    "mean_motion_ddot": "mean_motion_ddot_rev_day3",
}
_APART = ("elements", "estimated", "sources")


def summary(catalog: Sequence[SpaceObject], source: CatalogSource, now: Time) -> dict[str, Any]:
    """Return what a catalogue of a source holds, as plain JSON-able facts."""
    masses = [item.mass_kg for item in catalog if item.mass_kg is not None]
    orbits = [item.elements for item in catalog]
    return {
        **asdict(source),
        "age_days": _age_days(source.snapshot_utc, now),
        "types": dict(Counter(item.object_type for item in catalog).most_common()),
        "owners": dict(Counter(item.owner or "unknown" for item in catalog).most_common(8)),
        "statuses": dict(Counter(item.status for item in catalog).most_common()),
        "with_mass": len(masses),
        "mass_estimated": sum("mass_kg" in item.estimated for item in catalog),
        "area_estimated": sum("area_m2" in item.estimated for item in catalog),
        "mass_total_kg": round(math.fsum(masses), 1),
        "perigee_min_km": round(min(one.perigee_km for one in orbits), 1) if orbits else None,
        "apogee_max_km": round(max(one.apogee_km for one in orbits), 1) if orbits else None,
    }


def frame(catalog: Sequence[SpaceObject]) -> pd.DataFrame:
    """Return one row per object, units in the column names."""
    import pandas as pd

    names = [field.name for field in fields(SpaceObject) if field.name not in _APART]
    orbital = [field.name for field in fields(MeanElements)] + ["perigee_km", "apogee_km"]
    columns: dict[str, list[Any]] = {name: [getattr(item, name) for item in catalog] for name in names}
    columns["estimated"] = [", ".join(sorted(item.estimated)) for item in catalog]
    columns |= {_UNITS.get(name, name): [getattr(item.elements, name) for item in catalog] for name in orbital}
    return pd.DataFrame(columns)


def _age_days(snapshot_utc: str, now: Time) -> float | None:
    return round(float((now - parse_utc(snapshot_utc)).to_value("day")), 1) if snapshot_utc else None
