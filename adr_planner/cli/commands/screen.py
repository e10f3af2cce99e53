"""``adr-planner screen``: a plan against everything catalogued."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.commands.export import one_plan
from adr_planner.cli.documents import read_document
from adr_planner.cli.options import AsJson, AttributeFiles, Force, load_catalog, print_json
from adr_planner.cli.output import Kind, Output
from adr_planner.cli.progress import progress_bar
from adr_planner.units import from_text

__all__ = ["screen"]


def screen(
    plan: Annotated[Path, typer.Argument(help="Plan, or campaign (JSON).", metavar="PLAN")],
    catalog: Annotated[
        Path,
        typer.Option(help="All that is on orbit, with nodes and phases: OMM or element sets.", metavar="FILE"),
    ],
    attributes: AttributeFiles = None,
    within: Annotated[str, typer.Option(help="Approaches are named so far from the epoch of elements.")] = "7 day",
    radius: Annotated[str, typer.Option(help="How near counts.")] = "20 km",
    servicer: Annotated[int | None, typer.Option(help="Which servicer of a campaign, from 1 on.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="File for all approaches: .csv, or .json with everything.", metavar="FILE")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Screen a plan's trajectory: close approaches within days of the elements, expected counts beyond.

    Example: adr-planner screen plan.json --catalog gp.csv --out approaches.csv
    """
    from adr_planner.traffic import screen as screen_plan
    from adr_planner.traffic.screening import text_of

    output = None
    if out is not None:
        inputs: dict[str, Path | list[Path] | None] = {
            "PLAN": plan, "--catalog": catalog, "--attributes": attributes or [],
        }  # fmt: skip
        kind: Kind = "table of approaches" if out.suffix.lower() == ".csv" else "screening"
        output = Output.checked(out, kind, inputs=inputs, force=force)
    document = one_plan(read_document(plan), servicer)
    limits = (
        from_text(within, name="--within", example="7 day"),
        from_text(radius, name="--radius", example="20 km"),
    )
    everything = load_catalog(catalog, None, attributes or [])
    with progress_bar(quiet=as_json) as progress:
        found = screen_plan(document, everything, within=limits[0], radius=limits[1], progress=progress)
    if output is not None:
        output.write(text_of(found, table=output.path.suffix.lower() == ".csv"))
    if as_json:
        print_json(found.to_dict())
    elif output is None or not output.to_stdout:
        print(found)
