"""``adr-planner cooperate``: what each consent, each fleet and each coalition is worth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adr_planner.cli.groups import Group, spread
from adr_planner.cli.options import AsJson, Choice, Force, Seed, Source, mission_asked
from adr_planner.cli.output import Kind, Output
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from adr_planner.spec.players import Players

__all__ = ["cooperate"]


@dataclass(frozen=True, slots=True)
class Games(Group):
    """Who plays, what they bring, and how hard to search."""

    players: Annotated[
        str | None,
        typer.Option(help="Table of players (TOML), or owner codes like CIS,PRC,US; left out, the six worth most."),
    ] = None
    servicers: Annotated[
        str | None,
        typer.Option(help="Servicers each player brings: a number, or like EU=2,JPN=1; left out, consents alone."),
    ] = None
    gap: Annotated[float, typer.Option("--gap", help="Gap to its bound at which a coalition's search ends.")] = 0.01
    seed: Seed = 0

    def table(self) -> Players | None:
        """Return players from a file, or from owner codes between commas."""
        from adr_planner.spec.players import Players

        if self.players is None:
            return None
        if Path(self.players).suffix == ".toml":
            return Players.from_file(self.players)
        return Players.codes(*(code.strip() for code in self.players.split(",") if code.strip()))

    def brought(self) -> int | dict[str, int] | None:
        """Return how many servicers all bring alike, or each."""
        text = self.servicers
        if text is None or text.isdecimal():
            return None if text is None else int(text)
        pairs = [item.split("=") for item in text.split(",")]
        if not all(len(pair) == 2 and pair[1].strip().isdecimal() for pair in pairs):
            raise InvalidInputError(
                f"--servicers {text}: write a number, or players with theirs, like EU=2,JPN=1.", parameter="servicers"
            )
        return {name.strip(): int(count) for name, count in pairs}


@spread
def cooperate(
    *,
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML) of one servicer; left out, the example.", metavar="FILE")
    ] = None,
    source: Source,
    games: Games,
    out: Annotated[Path, typer.Option(help="Where to write the analysis; - for stdout.")] = Path("cooperation.json"),
    plot: Annotated[Path | None, typer.Option(help="Draw alone and together here (PNG, SVG, PDF).")] = None,
    force: Force = False,
    choice: Choice,
    as_json: AsJson = False,
) -> None:
    """Find out what cooperation buys: the worth of every consent, and of pooling servicers.

    Examples: adr-planner cooperate; adr-planner cooperate --players CIS,PRC,JPN --servicers 1
    """
    from adr_planner.planner import cooperate as find_out
    from adr_planner.risk import rank

    output = Output.checked(out, "analysis of cooperation", inputs={"--mission": mission, **source.files}, force=force)
    picture = None if plot is None else Output.checked(plot, _kind(plot), flag="--plot", force=force)
    wanted = mission_asked(mission)
    catalog = source.load()
    with progress_bar(quiet=as_json) as progress:
        union = find_out(
            rank(catalog), wanted.servicer, choice.of(wanted.mission), players=games.table(),
            servicers=games.brought(), catalog=catalog, gap=games.gap, seed=games.seed, progress=progress,
        )  # fmt: skip
    output.write(union.json_text())
    if picture is not None:
        from adr_planner.plots import cooperation
        from adr_planner.plots.style import picture as drawn

        picture.write(drawn(cooperation(union), picture.path.suffix.lstrip(".").lower()))
    if as_json and not output.to_stdout:
        print(union.json_text(), end="")
    elif not as_json:
        print(union.summary())


def _kind(plot: Path) -> Kind:
    kinds: dict[str, Kind] = {".png": "PNG", ".svg": "SVG", ".pdf": "PDF"}
    if plot.suffix.lower() not in kinds:
        raise InvalidInputError(f"--plot {plot} should end in .png, .svg or .pdf.", parameter="plot")
    return kinds[plot.suffix.lower()]
