"""``adr-planner schema``: the JSON Schema of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import check_writable

__all__ = ["schema"]


def schema(
    out: Annotated[Path | None, typer.Option(help="Write it here instead of printing it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Accepted everywhere; a schema is JSON.")] = False,
) -> None:
    """Print the JSON Schema (2020-12) of the plan document.

    Example: adr-planner schema > plan.schema.json
    """
    from adr_planner.plan import schema_text

    text = schema_text()
    if out is None:
        print(text, end="")
    else:
        check_writable(out)
        from adr_planner.plan import write_text

        write_text(out, text)
