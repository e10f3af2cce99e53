"""Delta-v and mass as waterfalls for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.border.characters import html_text
from adr_planner.plan import MissionPlan
from adr_planner.plots.interactive.figure import INK, hover, new_figure
from adr_planner.plots.ledger import Step, delta_v_steps, mass_steps
from adr_planner.plots.style import COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plotly.graph_objects import Figure

__all__ = ["delta_v_figure", "mass_figure"]


def delta_v_figure(plan: MissionPlan) -> Figure:
    """Draw the lines of the budget with their margins, up to the total, and the limit if there is one."""
    totals, limit = plan.totals, plan.mission.max_delta_v_m_s
    steps = delta_v_steps(plan)
    of_limit = "" if limit is None else f" of {limit:.0f}"
    figure = new_figure(
        f"Delta-v: {totals.delta_v_with_margins_m_s:.1f}{of_limit} m/s, margins in it",
        "Waterfall of the delta-v budget: "
        + ", ".join(f"{step.name} {step.change:.1f} m/s" for step in steps)
        + f"; {totals.delta_v_with_margins_m_s:.1f}{of_limit} m/s in all.",
        x="delta-v with margins [m/s]",
        height=150 + 32 * (len(steps) + 1),
    )
    _falls(figure, steps, "total", "m/s", COLOURS[0])
    if limit is not None:
        figure.add_vline(x=limit, line={"color": COLOURS[3], "dash": "dot"}, annotation_text=f"limit {limit:.0f}")
    return figure


def mass_figure(plan: MissionPlan) -> Figure:
    """Draw what takes mass off the servicer from launch to its end."""
    steps = mass_steps(plan)
    left = sum(step.change for step in steps)
    figure = new_figure(
        f"Mass: {steps[0].change:.0f} kg at launch, {left:.0f} kg at the end",
        f"Waterfall of the servicer's mass: {steps[0].change:.0f} kg at launch; "
        + ", ".join(f"{step.name} {step.change:.1f} kg" for step in steps[1:])
        + f"; {left:.0f} kg are left.",
        x="mass [kg]",
        height=150 + 28 * (len(steps) + 1),
    )
    _falls(figure, steps, "left", "kg", COLOURS[2])
    return figure


def _falls(figure: Figure, steps: Sequence[Step], last: str, unit: str, colour: str) -> None:
    import plotly.graph_objects as go

    total = sum(step.change for step in steps)
    figure.add_trace(
        go.Waterfall(
            orientation="h", measure=[*("relative" for _ in steps), "total"],
            y=[*(html_text(step.name) for step in steps), last], x=[*(round(step.change, 3) for step in steps), 0],
            text=[*(f"{step.change:,.1f}" for step in steps), f"{total:,.1f}"], textposition="outside",
            customdata=[*(html_text(step.told) for step in steps), "in all"],
            hovertemplate=hover("%{y}", f"%{{text}} {unit}", "%{customdata}"), cliponaxis=False,
            increasing={"marker": {"color": colour}}, decreasing={"marker": {"color": COLOURS[1]}},
            totals={"marker": {"color": INK}}, connector={"line": {"color": INK, "width": 1}},
        )
    )  # fmt: skip
    figure.update_layout(yaxis_autorange="reversed", showlegend=False, margin_r=60)
