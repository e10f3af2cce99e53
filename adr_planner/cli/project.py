"""``adr-planner project``: what the years to come hold, with and without removals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from adr_planner.cli.documents import read_document
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
from adr_planner.errors import InvalidInputError
from adr_planner.units import parse_utc

__all__ = ["project"]


def project(
    document: Annotated[
        Path | None, typer.Argument(help="Plan or campaign whose targets are removed.", metavar="[PLAN.JSON]")
    ] = None,
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    nearest: Nearest = None,
    top: Annotated[int | None, typer.Option(min=1, help="Remove the first so many of the ranking.")] = None,
    per_year: Annotated[
        float | None, typer.Option(help="So many of the ranking a year, until --top or the end.")
    ] = None,
    years: Years = 100.0,
    start: FirstDate = None,
    sun: Cycles = "mean",
    working_years: WorkingYears = 5.0,
    disposal: DisposalShare = 0.9,
    step_years: StepYears = 3.5,
    as_json: AsJson = False,
) -> None:
    """Project collisions, fragments and debris-years, with and without removals.

    Examples: adr-planner project plan.json; adr-planner project --top 50 --per-year 5 --json
    """
    from adr_planner.projection import project as project_catalog

    if document is not None and (top is not None or per_year is not None):
        raise InvalidInputError("Give a plan or --top and --per-year, not both.", parameter="top")
    found = load_catalog(catalog, tle, attributes or [], nearest)
    removals: Any = None
    if document is not None:
        removals = read_document(document)
    elif top is not None or per_year is not None:
        from adr_planner.risk import rank

        ranking = rank(found, draws=0)
        removals = ranking.top(top or max(1, min(len(ranking), int((per_year or 0.0) * years))))
    result = project_catalog(
        found, removals, years,
        per_year=per_year,
        start=None if start is None else parse_utc(start, name="--start"),
        sun=cast(Any, sun),  # checked there
        working_years=working_years,
        disposal=disposal,
        step_years=step_years,
    )  # fmt: skip
    if as_json:
        print_json(result.to_dict())
    else:
        print(result)
