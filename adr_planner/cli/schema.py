"""``adr-planner schema``: the JSON Schema of a plan or a campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import check_writable

__all__ = ["schema"]


def schema(
    out: Annotated[Path | None, typer.Option(help="Write it here instead of printing it.")] = None,
    campaign: Annotated[bool, typer.Option("--campaign", help="Of a campaign instead of a plan.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Accepted everywhere; a schema is JSON.")] = False,
) -> None:
    """Print the JSON Schema (2020-12) of the plan document, or of the campaign's.

    Example: adr-planner schema > plan.schema.json
    """
    from adr_planner.plan import campaign_schema_text, schema_text

    text = campaign_schema_text() if campaign else schema_text()
    if out is None:
        print(text, end="")
    else:
        check_writable(out)
        from adr_planner.plan import write_text

        write_text(out, text)
