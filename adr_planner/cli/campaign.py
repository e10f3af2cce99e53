"""``adr-planner campaign``: several servicers, no target twice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import (
    AltitudeRange,
    AsJson,
    AttributeFiles,
    CatalogFile,
    Excluded,
    Force,
    Gap,
    Hindcast,
    InclinationRange,
    MassRange,
    Nearest,
    Owners,
    SearchEngine,
    TimeLimit,
    TleFile,
    Types,
    WorkLimit,
    choosing,
    effort_asked,
    load_catalog,
)
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar
from adr_planner.costs import Costs
from adr_planner.mission_file import example_mission, read_mission

__all__ = ["campaign"]


def campaign(
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML) of one servicer; left out, the example.", metavar="FILE")
    ] = None,
    servicers: Annotated[int, typer.Option(min=1, help="Servicers to fly.")] = 4,
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    nearest: Nearest = None,
    out: Annotated[Path, typer.Option(help="Where to write the campaign; - for stdout.")] = Path("campaign.json"),
    top: Annotated[int, typer.Option(min=1, help="Candidates taken from the ranking.")] = 100,
    launch_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a launch [million euro].")] = None,
    servicer_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a servicer [million euro].")] = None,
    kit_meur: Annotated[float | None, typer.Option(min=0.0, help="Price of a kit [million euro].")] = None,
    propellant_eur_per_kg: Annotated[
        float | None, typer.Option(min=0.0, help="Price of propellant [euro per kg].")
    ] = None,
    seed: Annotated[int, typer.Option(help="Recorded in the plans; same seed, same bytes.")] = 0,
    gap: Gap = None,
    work_limit: WorkLimit = None,
    time_limit: TimeLimit = None,
    engine: SearchEngine = None,
    force: Force = False,
    exclude: Excluded = None,
    owners: Owners = None,
    types: Types = None,
    inclination: InclinationRange = None,
    altitude: AltitudeRange = None,
    mass: MassRange = None,
    hindcast: Hindcast = False,
    as_json: AsJson = False,
) -> None:
    """Plan a campaign and write it as JSON; without arguments, four of the example's servicers.

    Example: adr-planner campaign --servicers 4 --top 100 --launch-meur 40 --kit-meur 5 --out campaign.json
    """
    from adr_planner.planner import plan_campaign
    from adr_planner.planner.screening import wanted as among
    from adr_planner.risk import rank

    read = {"--mission": mission, "--catalog": catalog, "--tle": tle, "--attributes": attributes}
    output = Output.checked(out, "campaign", inputs=read, force=force)
    wanted = read_mission(mission) if mission is not None else example_mission()
    asked = effort_asked(wanted.search, gap, work_limit, time_limit, engine)
    given = {
        "launch_meur": launch_meur,
        "servicer_meur": servicer_meur,
        "kit_meur": kit_meur,
        "propellant_eur_per_kg": propellant_eur_per_kg,
    }
    prices = {name: value for name, value in given.items() if value is not None}
    spec = choosing(wanted.mission, exclude, owners, types, inclination, altitude, mass, hindcast)
    candidates = among(rank(load_catalog(catalog, tle, attributes or [], nearest)), spec).top(top)
    with progress_bar(quiet=as_json) as progress:
        result = plan_campaign(
            candidates, wanted.servicer, spec, servicers=servicers, costs=Costs(**prices) if prices else None,
            seed=seed, progress=progress, **asked,
        )  # fmt: skip
    output.deliver(result.json_text(), result.summary(), as_json=as_json)
