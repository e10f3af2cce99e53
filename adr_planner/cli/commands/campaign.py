"""``adr-planner campaign``: several servicers, no target twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.groups import Group, spread
from adr_planner.cli.options import Choice, Force, Seeded, Source, Told, mission_asked
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar
from adr_planner.spec.costs import Costs

__all__ = ["campaign"]


@dataclass(frozen=True, slots=True)
class Fleet(Group):
    """How many servicers fly, and what the user pays."""

    servicers: Annotated[int, typer.Option(min=1, help="Servicers to fly.")] = 4
    launch_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a launch [million euro].")] = None
    servicer_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a servicer [million euro].")] = None
    kit_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a kit [million euro].")] = None
    propellant_eur_per_kg: Annotated[float | None, typer.Option(min=0.0, help="Price of propellant [euro per kg].")] = (
        None
    )

    def costs(self) -> Costs | None:
        """Return the prices given; None if none is."""
        given = {name: value for name, value in asdict(self).items() if name != "servicers" and value is not None}
        return Costs(**given) if given else None


@spread
def campaign(
    *,
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML) of one servicer; left out, the example.", metavar="FILE")
    ] = None,
    source: Source,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the campaign; - for stdout.")] = Path(
        "campaign.json"
    ),
    top: Annotated[int, typer.Option(min=1, help="Candidates: the best by the mission's value.")] = 100,
    fleet: Fleet,
    search: Seeded,
    force: Force = False,
    choice: Choice,
    told: Told,
) -> None:
    """Plan a campaign and write it as JSON; without arguments, four of the example's servicers.

    Example: adr-planner campaign --servicers 4 --top 100 --launch-meur 40 --kit-meur 5 --out campaign.json
    """
    from adr_planner.planner import plan_campaign

    output = Output.checked(out, "campaign", inputs={"--mission": mission, **source.files}, force=force)
    wanted = mission_asked(mission)
    asked = search.asked(wanted.search)
    spec = choice.of(wanted.mission)
    with progress_bar(quiet=told.as_json, planning=True) as progress:
        ranking = source.ranking()
        result = plan_campaign(
            ranking, wanted.servicer, spec, servicers=fleet.servicers, candidates=top, together=told.together,
            costs=fleet.costs(), progress=progress, **asked,
        )  # fmt: skip
    output.deliver(result.json_text(), result.summary(), as_json=told.as_json)
