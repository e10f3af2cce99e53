"""The mission as bars: when it drifts, arrives and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plan import MissionPlan
from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of, dates_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["timeline"]

_SHADES = {"departure": 0.9, "drift": 0.35, "rendezvous": 0.9, "stay": 0.75}


def timeline(plan: MissionPlan, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw when the servicer drifts to each target and stays beside it.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        One row for each target, in order from the top.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.timeline(plan)  # doctest: +SKIP
    >>> axes.figure.savefig("timeline.png")  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.timeline import timeline_figure

        return timeline_figure(plan)
    ax = axes_of(ax, height=0.9 + 0.45 * len(plan.legs))
    for row, (colour, leg) in enumerate(zip(COLOURS, plan.legs, strict=False)):
        for phase in leg.phases:
            first, last = dates_of(plan, phase.start_utc), dates_of(plan, phase.stop_utc)
            height = 0.62 if phase.kind == "stay" else 0.3
            ax.barh(row, max(last - first, 0.3), left=first, height=height, color=colour, alpha=_SHADES[phase.kind])
        first, arrive = dates_of(plan, leg.depart_utc), dates_of(plan, leg.arrive_utc)
        early = arrive < 0.65 * plan.totals.duration_days
        ax.annotate(
            f"{leg.arrive_utc[:10]}, {leg.delta_v_m_s:.0f} m/s",
            (arrive + plan.mission.stay_days if early else first, row),
            xytext=(5 if early else -5, 0),
            textcoords="offset points",
            va="center",
            ha="left" if early else "right",
            fontsize=8,
        )
    ax.set_yticks(
        range(len(plan.legs)),
        [label_of(plan.target(leg.to_norad_cat_id).name, leg.to_norad_cat_id) for leg in plan.legs],
        fontsize=8,
    )
    ax.invert_yaxis()
    end = dates_of(plan, plan.mission.end_utc)
    ax.axvline(end, color="0.4", linewidth=1.0, linestyle=":")
    ax.set_xlim(0.0, end * 1.01)
    ax.set_xlabel(f"days since {plan.mission.start_utc[:10]}")
    ax.set_title("Thin: drift to the target; thick: beside it", fontsize=10)
    return ax
