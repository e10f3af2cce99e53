"""``adr-planner schema``: the JSON Schema of a plan, a campaign or an analysis of cooperation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import Force
from adr_planner.cli.output import STDOUT, Output

__all__ = ["schema"]


def schema(
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Write it here instead of printing it.", metavar="FILE")
    ] = STDOUT,
    campaign: Annotated[bool, typer.Option("--campaign", help="Of a campaign instead of a plan.")] = False,
    cooperation: Annotated[bool, typer.Option("--cooperation", help="Of an analysis of cooperation instead.")] = False,
    force: Force = False,
    as_json: Annotated[bool, typer.Option("--json", help="Accepted everywhere; a schema is JSON.")] = False,
) -> None:
    """Print the JSON Schema (2020-12) of the plan document, of the campaign's, or of an analysis of cooperation.

    Example: adr-planner schema > plan.schema.json
    """
    from adr_planner.plan import Campaign, Cooperation, MissionPlan

    output = Output.checked(out, "JSON Schema", force=force)
    kind = Cooperation if cooperation else Campaign if campaign else MissionPlan
    output.write(kind.schema_text())
