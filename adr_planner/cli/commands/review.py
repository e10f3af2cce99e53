"""``adr-planner review``: a plan against the clauses of a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from adr_planner.border.parsing import Unreadable, bounded_bytes, toml_content
from adr_planner.cli.commands.export import one_plan
from adr_planner.cli.documents import read_document
from adr_planner.cli.options import AsJson, AttributeFiles, Force, load_catalog, print_json
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import InvalidInputError
from adr_planner.files import decoded

__all__ = ["review"]

_LARGEST = 200_000


def review(
    plan: Annotated[Path, typer.Argument(help="Plan, or campaign (JSON).", metavar="PLAN")],
    profile: Annotated[
        str, typer.Option(help="FR-2024, ESA-2023, FCC, NASA, ISO, all, or a TOML file of your own.")
    ] = "all",
    inputs: Annotated[
        Path | None, typer.Option(help="What only the reviewer knows (TOML): reliabilities, consents.", metavar="FILE")
    ] = None,
    catalog: Annotated[
        Path | None, typer.Option(help="Screen the plan against this catalogue first.", metavar="FILE")
    ] = None,
    attributes: AttributeFiles = None,
    servicer: Annotated[int | None, typer.Option(help="Which servicer of a campaign, from 1 on.")] = None,
    out: Annotated[Path | None, typer.Option(help="File for the sheet: JSON.", metavar="FILE")] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Review a plan: one finding a clause, with limit, value and source; exit code 1 if a clause fails.

    Example: adr-planner review plan.json --profile FR-2024 --inputs stated.toml
    """
    from adr_planner.reviews import review as review_plan
    from adr_planner.traffic import screen

    output = None
    if out is not None:
        output = Output.checked(out, "review", inputs={"PLAN": plan, "--inputs": inputs}, force=force)
    document, stated = one_plan(read_document(plan), servicer), None if inputs is None else _table(inputs)
    screening = None
    if catalog is not None:
        everything = load_catalog(catalog, None, attributes or [])
        with progress_bar(quiet=as_json) as progress:
            screening = screen(document, everything, progress=progress)
    found = review_plan(document, profile, screening=screening, inputs=stated)
    if output is not None:
        output.write(found.json_text())
    if as_json:
        print_json(found.to_dict())
    elif output is None or not output.to_stdout:
        print(found)
    if not found.passed:
        raise typer.Exit(1)


def _table(path: Path) -> dict[str, Any]:
    try:
        return toml_content(decoded(bounded_bytes(path, _LARGEST)))
    except (Unreadable, UnicodeDecodeError) as error:
        raise InvalidInputError(f"--inputs {path}: {error}.", parameter="inputs") from error
