"""What is taken for granted of the years to come: `project` and `value` take it alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from adr_planner.cli.groups import Group
from adr_planner.units import parse_utc

__all__ = ["Future"]


@dataclass(frozen=True, slots=True)
class Future(Group):
    """What is taken for granted of the years to come."""

    years: Annotated[float, typer.Option(help="Horizon in years.")] = 100.0
    start: Annotated[
        str | None, typer.Option(help="When it begins; left out, the catalogue's date.", metavar="DATE")
    ] = None
    sun: Annotated[str, typer.Option(help="Solar cycles: weak, mean or strong.")] = "mean"
    working_years: Annotated[float, typer.Option(help="Years that working satellites step aside.")] = 5.0
    disposal: Annotated[float, typer.Option(help="Share of them disposed of then.")] = 0.9
    avoidance: Annotated[float, typer.Option(help="Share of encounters they avoid meanwhile.")] = 1.0
    launches: Annotated[bool, typer.Option("--launches", help="Replace satellites in kind, again and again.")] = False
    explosions: Annotated[bool, typer.Option("--explosions", help="Derelicts explode, by family and age.")] = False
    step_years: Annotated[float, typer.Option(help="Longest step in years.")] = 3.5

    @property
    def asked(self) -> dict[str, Any]:
        """What projections and values take; checked there."""
        return {
            "years": self.years,
            "start": None if self.start is None else parse_utc(self.start, name="--start"),
            "sun": self.sun,
            "working_years": self.working_years,
            "disposal": self.disposal,
            "avoidance": self.avoidance,
            "launches": self.launches,
            "explosions": self.explosions,
            "step_years": self.step_years,
        }
