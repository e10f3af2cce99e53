"""``adr-planner init``: a mission file to begin with, every key explained."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import Force
from adr_planner.cli.output import Output

__all__ = ["init"]


def init(
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write; - for stdout, and nothing else there.", metavar="FILE")
    ] = Path("mission.toml"),
    force: Force = False,
) -> None:
    """Write a mission file to begin with: the example mission, every key explained, the optional ones as remarks.

    Example: adr-planner init --out mission.toml
    """
    output = Output.checked(out, "mission file", force=force)
    output.write((files("adr_planner") / "data" / "mission_template.toml").read_text(encoding="utf-8"))
    if not output.to_stdout:
        print(f"Written to {out}; plan it with: adr-planner plan --mission {out} --out plan.json")
