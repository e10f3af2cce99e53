"""The mission, and a campaign of them, as bars of dates for the screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from adr_planner.border.characters import html_text
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.plan.base import moment
from adr_planner.plots.interactive.figure import hover, name_of, new_figure
from adr_planner.plots.style import COLOURS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["campaign_figure", "timeline_figure"]

_WORDS = {"departure": "departs", "drift": "drifts", "rendezvous": "closes in", "stay": "stays"}
_SHADES = {"departure": 0.9, "drift": 0.45, "rendezvous": 0.9, "stay": 1.0}
_INK = "#767676"


def timeline_figure(plan: MissionPlan) -> Figure:
    """Draw when the servicer drifts to each target and stays beside it, and when it burns."""
    legs = plan.legs
    figure = new_figure(
        "Thin: on the way; thick: beside the target; ticks: burns",
        f"Timeline of {len(legs)} legs from {legs[0].depart_utc[:10]} to {plan.mission.end_utc[:10]}: drift, arrival "
        "and stay at each target, with every burn.",
        height=150 + 42 * len(legs),
    )
    for colour, leg in zip(COLOURS, legs, strict=False):
        name = name_of(plan, leg.to_norad_cat_id)
        for phase in leg.phases:
            days = _days(phase.start_utc, phase.stop_utc)
            facts = (f"{_WORDS[phase.kind]} {_span(days)}", f"{phase.start_utc[:16]} to {phase.stop_utc[:16]}")
            figure.add_bar(
                y=[name], x=[max(days, 0.2) * 86.4e6], base=[phase.start_utc[:19]], orientation="h",
                width=0.62 if phase.kind == "stay" else 0.28, opacity=_SHADES[phase.kind], marker_color=colour,
                showlegend=False, hovertemplate=hover(name, *facts),
            )  # fmt: skip
    _burns(figure, plan)
    figure.add_vline(x=plan.mission.end_utc[:19], line={"dash": "dot", "color": _INK})
    figure.update_layout(barmode="overlay", xaxis_type="date", yaxis_autorange="reversed", yaxis_title_text="")
    return figure


def _burns(figure: Figure, plan: MissionPlan) -> None:
    """Mark every impulse, or the middle of every thrust arc."""
    rows = [(leg, item) for leg in plan.legs for item in leg.flown]
    if not rows:
        return
    figure.add_scatter(
        x=[(item.epoch_utc if hasattr(item, "epoch_utc") else item.start_utc)[:19] for _, item in rows],
        y=[name_of(plan, leg.to_norad_cat_id) for leg, _ in rows],
        mode="markers", name="burns", showlegend=False,
        marker={"symbol": "line-ns-open", "size": 14, "color": _INK, "line": {"width": 1.5}},
        text=[f"{item.id}: {item.size_m_s:.2f} m/s" for _, item in rows],
        hovertemplate="<b>%{text}</b><br>%{x|%Y-%m-%d %H:%M}<extra></extra>",
    )  # fmt: skip


def campaign_figure(campaign: Campaign) -> Figure:
    """Draw when each servicer of a campaign flies to and stays beside each of its targets."""
    figure = new_figure(
        "Servicers of the campaign: drift light, stays full",
        f"Timeline of {len(campaign.plans)} servicers, a row each, with {campaign.totals.n_targets} targets in all.",
        height=150 + 46 * len(campaign.plans),
    )
    for launch, plan in zip(campaign.schedule, campaign.plans, strict=True):
        row = html_text(f"{launch.index}. {launch.servicer}")
        for colour, leg in zip(COLOURS, plan.legs, strict=False):
            name = name_of(plan, leg.to_norad_cat_id)
            leave = plan.mission.stay_days
            parts = ((leg.depart_utc, _days(leg.depart_utc, leg.arrive_utc), 0.4), (leg.arrive_utc, leave, 1.0))
            for begin, days, shade in parts:
                figure.add_bar(
                    y=[row], x=[max(days, 0.2) * 86.4e6], base=[begin[:19]], orientation="h", width=0.5, opacity=shade,
                    marker_color=colour, showlegend=False,
                    hovertemplate=hover(
                        name, f"arrives {leg.arrive_utc[:10]}", f"{leg.delta_v_m_s:.0f} m/s flown",
                        f"{plan.target(leg.to_norad_cat_id).risk.risk_kg_per_yr:.2f} kg/yr of risk",
                    ),
                )  # fmt: skip
    figure.update_layout(barmode="overlay", xaxis_type="date", yaxis_autorange="reversed")
    return figure


def _days(start: str, stop: str) -> float:
    return (moment(stop) - moment(start)).total_seconds() / 86400.0


def _span(days: float) -> str:
    """Return a length of time as people say it.

    Examples
    --------
    >>> _span(0.25), _span(112.3)
    ('6.0 h', '112 days')
    """
    return f"{days * 24.0:.1f} h" if days < 2.0 else f"{math.floor(days + 0.5)} days"
