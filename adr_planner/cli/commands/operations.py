"""``adr-planner operations``: what is seen at every stop, and where re-entries come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.commands.export import one_plan
from adr_planner.cli.documents import read_document
from adr_planner.cli.options import AsJson, Force, print_json
from adr_planner.cli.output import Output
from adr_planner.errors import InvalidInputError

__all__ = ["operations"]


def operations(
    plan: Annotated[Path, typer.Argument(help="Plan, or campaign (JSON).", metavar="PLAN")],
    station: Annotated[
        list[str] | None,
        typer.Option(help="Ground station: 'Kiruna, 67.86, 20.96'; may be repeated; a short list if left out."),
    ] = None,
    box: Annotated[
        str | None, typer.Option(help="Where re-entries should come in: south,north,west,east in degrees.")
    ] = None,
    servicer: Annotated[int | None, typer.Option(help="Which servicer of a campaign, from 1 on.")] = None,
    out: Annotated[Path | None, typer.Option(help="File for all contacts and windows: JSON.", metavar="FILE")] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Tell sunlight, beta angle, local time, contacts and windows of every stop, and where re-entries come in.

    Example: adr-planner operations plan.json --station "Kiruna, 67.86, 20.96"
    """
    from adr_planner.traffic import SOUTH_PACIFIC, Station
    from adr_planner.traffic import operations as operations_of

    output = None
    if out is not None:
        output = Output.checked(out, "operations", inputs={"PLAN": plan}, force=force)
    antennas = None if not station else [Station.from_text(text) for text in station]
    where = SOUTH_PACIFIC if box is None else _sides(box)
    found = operations_of(one_plan(read_document(plan), servicer), stations=antennas, box=where)
    if output is not None:
        output.write(found.json_text())
    if as_json:
        print_json(found.to_dict())
    elif output is None or not output.to_stdout:
        print(found)


def _sides(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(side) for side in text.split(","))
    except ValueError as error:
        raise InvalidInputError(f"--box {text}: write south,north,west,east, like -60,-30,-165,-85.") from error
