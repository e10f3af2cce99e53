"""The tables of a plan, for pandas and astropy: legs, targets, burns, thrust arcs, budget, disposals, verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from adr_planner.errors import InvalidInputError
from adr_planner.plan.base import Record
from adr_planner.plan.content import PlanContent

if TYPE_CHECKING:
    import pandas as pd
    from astropy.table import QTable

__all__ = ["TABLES", "TableName", "frame_of", "qtable_of", "rows_of"]

Row = dict[str, Any]
TableName = Literal["legs", "targets", "burns", "arcs", "budget", "disposals", "verification"]

_UNITS = {
    "_kg_per_yr": "kg / yr", "_m2_kg": "m2 / kg", "_km_s": "km / s", "_m_s": "m / s", "_days": "d", "_years": "yr",
    "_deg": "deg", "_km": "km", "_kg": "kg", "_m2": "m2", "_n": "N", "_s": "s",
}  # fmt: skip
"""Ends of column names, the longer before those they end in, and the units they stand for."""


def rows_of(plan: PlanContent, table: str) -> list[Row]:
    """Return the rows of a table.

    Raises
    ------
    InvalidInputError
        If there is no such table.
    """
    if table not in TABLES:
        raise InvalidInputError(f"A plan has no table {table!r}: say one of {', '.join(TABLES)}.", parameter="table")
    return list(TABLES[table](plan))


def frame_of(plan: PlanContent, table: str) -> pd.DataFrame:
    """Return a table for pandas."""
    import pandas as pd

    return pd.DataFrame(rows_of(plan, table))


def qtable_of(plan: PlanContent, table: str) -> QTable:
    """Return a table with units; what is not known is NaN, or an empty text."""
    from astropy import units as u
    from astropy.table import QTable
    from astropy.time import Time

    from adr_planner.units import parse_utc

    rows = rows_of(plan, table)
    result = QTable(meta={"plan_id": plan.plan_id, "table": table})
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        end = next((end for end in _UNITS if name.endswith(end)), None)
        if name.endswith("_utc"):
            result[name.removesuffix("_utc")] = Time([parse_utc(text) for text in values])
        elif end is not None:
            numbers = [float("nan") if value is None else value for value in values]
            result[name.removesuffix(end)] = u.Quantity(numbers, _UNITS[end])
        else:
            numeric = any(isinstance(value, float) for value in values)
            result[name] = [(float("nan") if numeric else "") if value is None else value for value in values]
    return result


def _legs(plan: PlanContent) -> Iterator[Row]:
    for leg in plan.legs:
        target = plan.target(leg.to_norad_cat_id)
        yield {
            "leg": leg.index,
            "norad_cat_id": target.norad_cat_id,
            "name": target.name,
            "depart_utc": leg.depart_utc,
            "arrive_utc": leg.arrive_utc,
            "duration_days": leg.duration_days,
            "raan_gap_deg": leg.raan_gap_deg,
            "estimate_delta_v_m_s": leg.estimate_delta_v_m_s,
            "delta_v_m_s": leg.delta_v_m_s,
            "mass_end_kg": leg.mass_end_kg,
            "risk_kg_per_yr": target.risk.risk_kg_per_yr,
            "value": None if target.worth is None else target.worth.value,
        }


def _targets(plan: PlanContent) -> Iterator[Row]:
    for target in plan.targets:
        yield {
            **_plain(target, "norad_cat_id", "object_id", "name", "object_type", "owner", "mass_kg", "mass_min_kg"),
            **_plain(target, "mass_max_kg", "mass_source", "area_m2", "drag_m2_kg"),
            **_plain(target.risk, "rank", "score", "risk_kg_per_yr"),
        }


def _burns(plan: PlanContent) -> Iterator[Row]:
    kept = ("epoch_utc", "kind", "mass_before_kg", "propellant_kg", "burn_time_s", "arc_deg", "gravity_loss_m_s")
    for where, number, item in _with_places(plan):
        for burn in item.maneuvers:
            row: Row = {"id": burn.id, "where": where, "norad_cat_id": number, "delta_v_m_s": burn.size_m_s}
            row |= {f"dv{axis}_m_s": part for axis, part in zip("xyz", burn.delta_v_m_s, strict=True)}
            yield row | _plain(burn, *kept)


def _arcs(plan: PlanContent) -> Iterator[Row]:
    kept = ("kind", "start_utc", "stop_utc", "thrust_n", "delta_v_m_s", "mass_before_kg", "propellant_kg")
    for where, number, item in _with_places(plan):
        for arc in item.arcs or ():
            law = {"law": arc.steering.law, "duration_days": arc.days}
            yield {"id": arc.id, "where": where, "norad_cat_id": number, **_plain(arc, *kept), **law}


def _budget(plan: PlanContent) -> Iterator[Row]:
    for line in plan.budget:
        yield line.model_dump()


def _disposals(plan: PlanContent) -> Iterator[Row]:
    kept = ("method", "controlled", "perigee_altitude_km", "decay_years", "decay_years_low", "decay_years_high")
    for item in plan.disposals:
        flown = item.flown
        yield {
            "norad_cat_id": item.norad_cat_id or 0,
            "name": plan.servicer.name if item.norad_cat_id is None else plan.target(item.norad_cat_id).name,
            **_plain(item, *kept),
            "n_burns": len(flown),
            "delta_v_m_s": math.fsum(burn.size_m_s for burn in flown),
            "propellant_kg": math.fsum(burn.propellant_kg for burn in flown),
        }


def _verification(plan: PlanContent) -> Iterator[Row]:
    for kind in plan.verification.checks if plan.verification else ():
        yield _plain(kind, "kind", "n_checks", "n_failures", "nearest", "margin")


def _with_places(plan: PlanContent) -> Iterator[tuple[str, int, Any]]:
    """Say of every leg and disposal what it is called, and whose it is; 0 for the servicer's own end."""
    for leg in plan.legs:
        yield f"leg {leg.index}", leg.to_norad_cat_id, leg
    for item in plan.disposals:
        yield "disposal", item.norad_cat_id or 0, item


def _plain(record: Record, *names: str) -> Row:
    return {name: getattr(record, name) for name in names}


TABLES: dict[str, Callable[[PlanContent], Iterator[Row]]] = {
    "legs": _legs,
    "targets": _targets,
    "burns": _burns,
    "arcs": _arcs,
    "budget": _budget,
    "disposals": _disposals,
    "verification": _verification,
}
"""Every table, by name."""
