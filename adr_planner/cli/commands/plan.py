"""``adr-planner plan``: from a catalogue to a mission plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from adr_planner.cli.groups import Group, spread
from adr_planner.cli.options import Choice, Force, Seeded, Source, Told, mission_asked
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import from_text, parse_utc

__all__ = ["plan"]


@dataclass(frozen=True, slots=True)
class Changes(Group):
    """What the command line says of the mission in place of its file."""

    targets: Annotated[int | None, typer.Option(help="Targets to remove.")] = None
    start: Annotated[str | None, typer.Option(help='Earliest launch, e.g. "2025-01-01".')] = None
    duration: Annotated[str | None, typer.Option(help='Window, e.g. "1 yr".')] = None
    max_delta_v: Annotated[str | None, typer.Option(help='Servicer budget, e.g. "1 km/s".')] = None
    objective: Annotated[str | None, typer.Option(help="value, delta_v, propellant or time.")] = None
    servicer_end: Annotated[
        str | None, typer.Option(help="with_last_target, return, reentry or none; left out, what takes least.")
    ] = None
    _READ: ClassVar[Mapping[str, Callable[[str], Any]]] = {
        "start": partial(parse_utc, name="--start"),
        "duration": partial(from_text, name="--duration", example="1 yr"),
        "max_delta_v": partial(from_text, name="--max-delta-v", example="1 km/s"),
    }

    def of(self, mission: MissionSpec) -> MissionSpec:
        """Return a mission with them."""
        changes = {name: value for name, value in asdict(self).items() if value is not None}
        for name, read in self._READ.items():
            if name in changes:
                changes[name] = read(changes[name])
        return replace(mission, **changes)


@spread
def plan(
    *,
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML); left out, the example mission.", metavar="FILE")
    ] = None,
    source: Source,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write; - for stdout.")] = Path("plan.json"),
    top: Annotated[int | None, typer.Option(min=1, help="Candidates: the best by the mission's value.")] = None,
    changes: Changes,
    search: Seeded,
    force: Force = False,
    choice: Choice,
    told: Told,
) -> None:
    """Plan a mission and write it as JSON; without arguments, the example mission on the bundled catalogue.

    Example: adr-planner plan --mission mine.toml --out plan.json
    """
    from adr_planner.planner import plan_mission

    output = Output.checked(out, "mission plan", inputs={"--mission": mission, **source.files}, force=force)
    wanted = mission_asked(mission)
    asked = search.asked(wanted.search)
    spec = choice.of(changes.of(wanted.mission))
    best = top if top is not None else wanted.candidates
    with progress_bar(quiet=told.as_json, planning=True) as progress:
        result = plan_mission(
            source.ranking(), wanted.servicer, spec, candidates=best, together=told.together,
            progress=progress, **asked,
        )  # fmt: skip
    output.deliver(result.json_text(), result.summary(), as_json=told.as_json)
