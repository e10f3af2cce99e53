"""``adr-planner trade``: what more delta-v or more time would buy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.groups import spread
from adr_planner.cli.options import AsJson, Choice, Search, Source, mission_asked, print_json
from adr_planner.cli.progress import progress_bar
from adr_planner.units import from_text

__all__ = ["trade"]


@spread
def trade(
    *,
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML); left out, the example mission.", metavar="FILE")
    ] = None,
    source: Source,
    top: Annotated[int | None, typer.Option(min=1, help="Candidates: the best by the mission's value.")] = None,
    delta_v_step: Annotated[str, typer.Option(help="Resolution in delta-v; 0 m/s for all.")] = "25 m/s",
    time_step: Annotated[str, typer.Option(help="Resolution in time.")] = "30 day",
    search: Search,
    choice: Choice,
    as_json: AsJson = False,
) -> None:
    """Trade delta-v, time and value removed against each other.

    Example: adr-planner trade --top 20 --delta-v-step "50 m/s" --json
    """
    from adr_planner.planner import trade as trade_mission

    wanted = mission_asked(mission)
    asked = search.asked(wanted.search)
    spec = choice.of(wanted.mission)
    best = top if top is not None else wanted.candidates
    with progress_bar(quiet=as_json, planning=True) as progress:
        ranking = source.ranking()
        found = trade_mission(
            ranking, wanted.servicer, spec, candidates=best, progress=progress, **asked,
            delta_v_step=from_text(delta_v_step, name="--delta-v-step", example="25 m/s"),
            time_step=from_text(time_step, name="--time-step", example="30 day"),
        )  # fmt: skip
    if not as_json:
        print(found)
        return
    print_json(
        {
            "delta_v_error_m_s": found.delta_v_error_m_s,
            "duration_error_days": found.duration_error_days,
            "value_error": found.value_error,
            "value_unit": found.value_unit,
            "stop_reason": found.stop_reason,
            "knee": found.knee.row(),
            "points": [point.row() for point in found],
        }
    )
