"""The chart of nodes for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.plan import MissionPlan
from adr_planner.plots.interactive.figure import hover, name_of, new_figure, when
from adr_planner.plots.nodes import node_chart
from adr_planner.plots.style import COLOURS, start_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["raan_figure"]

_SERVICER = "#767676"


def raan_figure(plan: MissionPlan) -> Figure:
    """Draw the nodes of servicer and targets; lines, drifts and meetings say whose they are, and when."""
    chart, start = node_chart(plan), start_of(plan)
    figure = new_figure(
        f"Planes close by waiting (mean drift {chart.mean_rate:+.3f}°/day taken off)",
        f"Nodes of the orbits of {len(chart.targets)} targets and the servicer against time, less the mean drift: the "
        "servicer's line meets each target's at the date of its arrival.",
        y="node less mean drift [°]",
    )
    dates = when(start, chart.days)
    for colour, (number, line) in zip(COLOURS, chart.targets.items(), strict=False):
        name = name_of(plan, number)
        told = hover(name, "%{x|%Y-%m-%d}", "node %{y:.2f}°")
        figure.add_scatter(x=dates, y=np.round(line, 4), name=name, mode="lines", line_color=colour, hovertemplate=told)
    for drift in chart.drifts:
        leg = plan.legs[drift.leg]
        told = hover("servicer", f"drifts to {name_of(plan, leg.to_norad_cat_id)}", "%{x|%Y-%m-%d}", "node %{y:.2f}°")
        figure.add_scatter(
            x=when(start, drift.days), y=np.round(drift.nodes, 4), name="servicer drifts", legendgroup="drift",
            showlegend=drift is chart.drifts[0], mode="lines", line={"color": _SERVICER, "width": 3, "dash": "dash"},
            hovertemplate=told,
        )  # fmt: skip
    for stay in chart.stays:
        leg = plan.legs[stay.leg]
        name = name_of(plan, leg.to_norad_cat_id)
        told = hover(f"servicer at {name}", f"arrives {leg.arrive_utc[:16]}", f"{leg.delta_v_m_s:.1f} m/s flown")
        figure.add_scatter(
            x=when(start, stay.days), y=np.round(stay.nodes, 4), name="servicer beside a target", legendgroup="stay",
            showlegend=stay is chart.stays[0], mode="lines+markers", line={"color": _SERVICER, "width": 5},
            marker={"size": [9, 1]}, hovertemplate=told,
        )  # fmt: skip
    return figure
