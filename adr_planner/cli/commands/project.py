"""``adr-planner project``: what the years to come hold, with and without removals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from adr_planner.cli.documents import read_document
from adr_planner.cli.groups import spread
from adr_planner.cli.options import AsJson, Source, print_json
from adr_planner.cli.outlook import Future
from adr_planner.errors import InvalidInputError

__all__ = ["project"]


@spread
def project(
    *,
    document: Annotated[
        Path | None, typer.Argument(help="Plan or campaign whose targets are removed.", metavar="[PLAN.JSON]")
    ] = None,
    source: Source,
    top: Annotated[int | None, typer.Option(min=1, help="Remove the first so many of the ranking.")] = None,
    per_year: Annotated[
        float | None, typer.Option(help="So many of the ranking a year, until --top or the end.")
    ] = None,
    band: Annotated[bool, typer.Option("--band", help="Under weak, mean and strong solar cycles.")] = False,
    histories: Annotated[
        int | None, typer.Option(min=1, help="Draw so many single histories: their spread, not the benefit.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of those draws.")] = 0,
    future: Future,
    as_json: AsJson = False,
) -> None:
    """Project collisions, fragments and debris-years, with and without removals.

    Examples: adr-planner project plan.json; adr-planner project --top 50 --per-year 5 --json;
    adr-planner project --top 50 --band; adr-planner project plan.json --histories 200
    """
    from adr_planner import projection

    if document is not None and (top is not None or per_year is not None):
        raise InvalidInputError("Give a plan or --top and --per-year, not both.", parameter="top")
    if band and histories is not None:
        raise InvalidInputError("Give --band or --histories, not both.", parameter="band")
    found = source.load()
    removals: Any = None
    if document is not None:
        removals = read_document(document)
    elif top is not None or per_year is not None:
        from adr_planner.risk import rank

        ranking = rank(found, draws=0)
        removals = ranking.top(top or max(1, min(len(ranking), int((per_year or 0.0) * future.years))))
    asked = {"per_year": per_year, **future.asked}
    result: Any
    if band:
        del asked["sun"]
        result = projection.project_band(found, removals, **asked)
    elif histories is not None:
        result = projection.project_histories(found, removals, n=histories, seed=seed, **asked)
    else:
        result = projection.project(found, removals, **asked)
    if as_json:
        print_json(result.to_dict())
    else:
        print(result)
