"""``adr-planner notice``: a manoeuvre notice for other operators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.commands.export import one_plan
from adr_planner.cli.documents import read_document
from adr_planner.cli.options import AsJson, Force
from adr_planner.cli.output import Output
from adr_planner.units import from_text

__all__ = ["notice"]


def notice(
    plan: Annotated[Path, typer.Argument(help="Plan, or campaign (JSON).", metavar="PLAN")],
    window: Annotated[str, typer.Option(help="How much earlier or later a burn may fall.")] = "6 h",
    servicer: Annotated[int | None, typer.Option(help="Which servicer of a campaign, from 1 on.")] = None,
    out: Annotated[Path | None, typer.Option(help="File for the notice: JSON.", metavar="FILE")] = None,
    oem: Annotated[
        Path | None, typer.Option(help="File for the servicer's ephemeris: CCSDS OEM.", metavar="FILE")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a notice of every planned burn with its window, and the ephemeris that goes with it.

    Example: adr-planner notice plan.json --out notice.json --oem servicer.oem
    """
    from adr_planner.exports import export_text
    from adr_planner.traffic import notice as notice_of

    wanted = None if out is None else Output.checked(out, "maneuver notice", inputs={"PLAN": plan}, force=force)
    flown = None
    if oem is not None:
        flown = Output.checked(oem, "CCSDS message", flag="--oem", inputs={"PLAN": plan}, force=force)
    document = one_plan(read_document(plan), servicer)
    found = notice_of(document, window=from_text(window, name="--window", example="6 h"))
    if wanted is not None:
        wanted.write(found.json_text())
    if flown is not None:
        flown.write(export_text(document, "oem"))
    if as_json:
        print(found.json_text(), end="")
    elif not any(place is not None and place.to_stdout for place in (wanted, flown)):
        print(found)
