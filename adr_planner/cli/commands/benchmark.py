"""``adr-planner benchmark``: the planner against problems whose best answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.options import AsJson, Force, print_json
from adr_planner.cli.output import STDOUT, Output
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import InvalidInputError

__all__ = ["app"]

REFUSED = 1

app = typer.Typer(help="Measure the planner against problems whose best answers are known.", no_args_is_help=True)


@app.callback()
def benchmark() -> None:
    """Keep the group a group while it has few commands."""


@app.command()
def gtoc9(
    minutes: Annotated[float, typer.Option(help="Work of the search, in minutes of a two-core laptop.")] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Same seed and minutes, same bytes.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the flown campaign: JSON, official text, log.", metavar="DIR"),
    ] = None,
    score: Annotated[
        Path | None, typer.Option(help="Only score a campaign: JSON, or a folder of official texts.", metavar="FILE")
    ] = None,
    base_cost: Annotated[float, typer.Option(help="Price of a launch in the score [million euro].")] = 55.0,
    force: Force = False,
) -> None:
    """Remove all 123 debris of ESA's competition: search from nothing, fly, score; or score a file.

    Example: adr-planner benchmark gtoc9 --minutes 60 --seed 1 --out gtoc9
    """
    from adr_planner.benchmarks.gtoc9.files import read_submission
    from adr_planner.benchmarks.gtoc9.scorer import score as referee

    if score is not None:
        card = referee(read_submission(score), base_cost=base_cost)
        print(card.summary())
        raise typer.Exit(0 if card.valid else REFUSED)
    if out is None:
        raise InvalidInputError("Say where to write the campaign with --out DIR, or score one with --score FILE.")
    from adr_planner.benchmarks.gtoc9.search import search_campaign

    _check_folder(out, force=force)
    with progress_bar(quiet=False) as progress:
        found = search_campaign(minutes=minutes, seed=seed, progress=progress)
    print("\n".join(found.log))
    print(found.scorecard.summary())
    print(f"\nWritten to {found.write(out)}; check it with: adr-planner benchmark gtoc9 --score {out}")


def _check_folder(out: Path, *, force: bool) -> None:
    """Refuse a folder that cannot take a campaign, before the work of an hour; make it if there is none."""
    if out == STDOUT:
        raise InvalidInputError("--out is a folder of several files: standard output cannot take it.", parameter="out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInputError(f"--out {out}: no folder can be made there.", parameter="out") from error
    Output.checked(out / "campaign.json", "GTOC9 campaign", force=force)


@app.command()
def legs(
    count: Annotated[int, typer.Option(min=10, help="Random legs to fly.")] = 60,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the choice.")] = 1,
    campaign: Annotated[
        Path | None, typer.Option(help="JSON with the orders and arrivals of missions, instead.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Price legs by every model and fly them: how far off, and how fast.

    Example: adr-planner benchmark legs --count 100
    """
    from adr_planner.benchmarks.legs import benchmark_legs

    with progress_bar(quiet=as_json) as progress:
        found = benchmark_legs(count, seed=seed, campaign=campaign, progress=progress)
    if as_json:
        print_json(found.rows())
    else:
        print(found.summary())
