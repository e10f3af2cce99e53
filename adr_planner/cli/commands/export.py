"""``adr-planner export``: a plan in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adr_planner.cli.documents import read_document
from adr_planner.cli.options import Force
from adr_planner.cli.output import Kind, Output
from adr_planner.errors import InvalidInputError
from adr_planner.units import from_text

if TYPE_CHECKING:
    from adr_planner.plan import Campaign, MissionPlan

__all__ = ["export", "one_plan"]

_KINDS: dict[str, Kind] = {
    "czml": "CZML", "gmat": "GMAT script", "stk": "STK ephemeris", "csv": "table of states",
}  # fmt: skip


def export(
    plan: Annotated[Path, typer.Argument(help="Plan, or campaign (JSON); - for stdin.", metavar="PLAN")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write; - for stdout, and nothing else there.", metavar="FILE")
    ],
    to: Annotated[
        str | None,
        typer.Option(help="oem, opm, ocm, ocm-xml, czml, gmat, stk or csv; left out, by the end of the file's name."),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            help="servicer, all, or a target's catalogue number; left out, all where the format holds several."
        ),
    ] = None,
    servicer: Annotated[int | None, typer.Option(help="Which servicer of a campaign, from 1 on.")] = None,
    frame: Annotated[str | None, typer.Option(help="GCRF or EME2000.")] = None,
    step: Annotated[str | None, typer.Option(help='Longest time between two states, e.g. "60 s".')] = None,
    per_orbit: Annotated[int | None, typer.Option(help="States a revolution instead.")] = None,
    force: Force = False,
) -> None:
    """Write a plan for another program: CCSDS messages, CZML, a GMAT script, STK ephemeris, a table.

    Example: adr-planner export plan.json --to oem --out servicer.oem
    """
    from adr_planner.exports import export_text, format_of

    name = format_of(out) if to is None else to
    output = Output.checked(out, _KINDS.get(name, "CCSDS message"), inputs={"PLAN": plan}, force=force)
    document = one_plan(read_document(plan), servicer)
    dense = None if step is None else from_text(step, name="--step", example="60 s")
    output.write(export_text(document, name, who=who, frame=frame, step=dense, per_orbit=per_orbit))


def one_plan(document: MissionPlan | Campaign, servicer: int | None) -> MissionPlan:
    """Return the plan that is meant."""
    from adr_planner.plan import MissionPlan

    if isinstance(document, MissionPlan):
        if servicer is not None:
            raise InvalidInputError(
                "--servicer chooses among the plans of a campaign; this is one.", parameter="servicer"
            )
        return document
    count = len(document.plans)
    if servicer is None or not 1 <= servicer <= count:
        raise InvalidInputError(
            f"A campaign holds several plans: choose one with --servicer 1 to --servicer {count}.", parameter="servicer"
        )
    return document.plans[servicer - 1]
