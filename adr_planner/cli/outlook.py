"""Options of what is taken for granted of the years to come: `project` and `value` share them."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Cycles", "DisposalShare", "FirstDate", "StepYears", "WorkingYears", "Years"]

Years = Annotated[float, typer.Option(help="Horizon in years.")]
FirstDate = Annotated[
    str | None, typer.Option("--start", help="When it begins; left out, the catalogue's date.", metavar="DATE")
]
Cycles = Annotated[str, typer.Option(help="Solar cycles: weak, mean or strong.")]
WorkingYears = Annotated[float, typer.Option(help="Years that working satellites step aside.")]
DisposalShare = Annotated[float, typer.Option(help="Share of them disposed of then.")]
StepYears = Annotated[float, typer.Option(help="Longest step in years.")]
