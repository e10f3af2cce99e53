"""A campaign as bars: when each servicer flies to, and stays beside, each of its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.plan import Campaign
from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["campaign"]


def campaign(found: Campaign, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw when each servicer of a campaign flies and stays.

    Parameters
    ----------
    found : Campaign
        What `adr_planner.plan_campaign` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every target under the pointer.

    Returns
    -------
    Axes or plotly Figure
        A row a servicer: light on the way to a target, full beside it.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.campaign(found)  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.timeline import campaign_figure

        return campaign_figure(found)
    ax = axes_of(ax, height=1.0 + 0.5 * len(found.plans))
    for row, plan in enumerate(found.plans):
        for colour, leg in zip(COLOURS, plan.legs, strict=False):
            leave, arrive = np.datetime64(leg.depart_utc[:19]), np.datetime64(leg.arrive_utc[:19])
            stay = np.timedelta64(round(plan.mission.stay_days * 86400.0), "s")
            ax.barh(row, arrive - leave, left=leave, height=0.3, color=colour, alpha=0.4)
            ax.barh(row, stay, left=arrive, height=0.6, color=colour)
            ax.annotate(str(leg.to_norad_cat_id), (arrive, row), xytext=(0, 12), textcoords="offset points", fontsize=7)
    names = [label_of(f"{launch.index}. {launch.servicer}", None) for launch in found.schedule]
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.invert_yaxis()
    ax.set_title("Thin: drift to the target; thick: beside it", fontsize=10)
    ax.figure.autofmt_xdate(rotation=0, ha="center")
    return ax
