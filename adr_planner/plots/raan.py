"""Node of the servicer and of its targets against time: where J2 closes the planes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.plan import MissionPlan
from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.nodes import node_chart
from adr_planner.plots.style import COLOURS, axes_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["raan"]


def raan(plan: MissionPlan, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw the nodes of servicer and targets against time.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw; nothing else is needed.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names objects and dates under the pointer.

    Returns
    -------
    Axes or plotly Figure
        Nodes are counted from a node that turns at the targets' mean rate, else every line would fall
        through hundreds of degrees a year and hide what matters: where lines meet.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.raan(plan)  # doctest: +SKIP
    >>> axes.figure.savefig("raan.png")  # doctest: +SKIP
    >>> adr.plots.raan(plan, backend="plotly").show()  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.nodes import raan_figure

        return raan_figure(plan)
    ax = axes_of(ax)
    chart = node_chart(plan)
    for colour, (number, line) in zip(COLOURS, chart.targets.items(), strict=False):
        ax.plot(chart.days, line, color=colour, linewidth=1.5, label=label_of(plan.target(number).name, number))
    drifts = {stretch.leg: stretch for stretch in chart.drifts}
    label: str | None = "servicer"
    for stay in chart.stays:
        if stay.leg in drifts:
            drift = drifts[stay.leg]
            ax.plot(drift.days, drift.nodes, color="0.45", linewidth=2.5, linestyle=(0, (2, 1)))
        ax.plot(stay.days, stay.nodes, color="0.45", linewidth=3.5, label=label)
        ax.plot(stay.days[:1], stay.nodes[:1], "o", color="0.45", markersize=6)
        label = None
    ax.set_xlabel(f"days since {plan.mission.start_utc[:10]}")
    ax.set_ylabel("node less mean drift [deg]")
    ax.set_xlim(0.0, float(np.max(chart.days)))
    ax.legend(loc="best", fontsize=8, frameon=False)
    ax.set_title(f"Planes close by waiting (mean drift {chart.mean_rate:+.3f} deg/day taken off)", fontsize=10)
    return ax
