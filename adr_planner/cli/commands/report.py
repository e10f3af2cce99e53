"""``adr-planner report``: a plan or a campaign as one HTML page for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.documents import read_document
from adr_planner.cli.options import Force
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar

__all__ = ["report"]


def report(
    plan: Annotated[Path, typer.Argument(help="Plan or campaign (JSON); - for stdin.", metavar="PLAN")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write; - for stdout, and nothing else there.", metavar="FILE")
    ] = Path("report.html"),
    force: Force = False,
) -> None:
    """Write one HTML page that holds all it shows: the answer, charts, the verdict, assumptions; opened from disk.

    Example: adr-planner report plan.json -o report.html
    """
    from adr_planner.reports import report_text

    output = Output.checked(out, "report", inputs={"PLAN": plan}, force=force)
    document = read_document(plan)
    with progress_bar(quiet=False) as progress:
        if progress:
            progress("flying the plan again for its charts")
        text = report_text(document)
    output.write(text)
