"""``adr-planner value``: what removing each derelict is worth."""

from __future__ import annotations

from typing import Any, cast

from adr_planner.cli.options import (
    AsJson,
    AttributeFiles,
    CatalogFile,
    Nearest,
    TleFile,
    load_catalog,
    print_json,
)
from adr_planner.cli.outlook import Cycles, DisposalShare, FirstDate, StepYears, WorkingYears, Years
from adr_planner.units import parse_utc

__all__ = ["value"]


def value(
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    nearest: Nearest = None,
    years: Years = 100.0,
    start: FirstDate = None,
    sun: Cycles = "mean",
    working_years: WorkingYears = 5.0,
    disposal: DisposalShare = 0.9,
    step_years: StepYears = 3.5,
    as_json: AsJson = False,
) -> None:
    """Value the removal of every derelict: debris-years, collisions and encounters avoided.

    Examples: adr-planner value; adr-planner value --years 50 --json
    """
    from adr_planner.projection import removal_values

    found = removal_values(
        load_catalog(catalog, tle, attributes or [], nearest), years,
        start=None if start is None else parse_utc(start, name="--start"),
        sun=cast(Any, sun),  # checked there
        working_years=working_years,
        disposal=disposal,
        step_years=step_years,
    )  # fmt: skip
    if as_json:
        print_json(found.to_dict())
    else:
        print(found)
