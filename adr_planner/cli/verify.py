"""``adr-planner verify``: re-fly a plan and say whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import AsJson, print_json
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import SchemaError

__all__ = ["verify"]


def verify(
    plan: Annotated[Path, typer.Argument(help="Plan or campaign to judge (JSON).", metavar="PLAN")],
    as_json: AsJson = False,
) -> None:
    """Re-fly a finished plan or campaign with independent dynamics; exit code 1 if a check fails.

    Example: adr-planner verify plan.json
    """
    from adr_planner.verification import verify as judge

    if not plan.is_file():
        raise SchemaError(f"There is no plan {plan}.")
    with progress_bar(quiet=as_json) as progress:
        report = judge(plan, progress=progress)
    if as_json:
        print_json(report.to_dict())
    else:
        print(report)
    if not report.passed:
        raise typer.Exit(1)
