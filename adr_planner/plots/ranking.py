"""A ranking as bars, with the null model beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plots.style import COLOURS, axes_of
from adr_planner.risk import Ranking

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ranking"]


def ranking(entries: Ranking, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw the risk each of the first objects poses.

    Parameters
    ----------
    entries : Ranking
        What `adr_planner.rank` returns.
    top : int
        How many to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Bars of expected mass in catastrophic collisions; the rank by mass alone is written at each.
    """
    shown = list(entries.top(min(top, len(entries))))
    ax = axes_of(ax, height=0.8 + 0.24 * len(shown))
    kinds = {"ROCKET BODY": COLOURS[0], "PAYLOAD": COLOURS[1]}
    for row, entry in enumerate(shown):
        ax.barh(row, entry.risk_kg_per_yr, color=kinds.get(entry.object.object_type, "0.5"), height=0.7)
        ax.annotate(
            f"by mass {entry.mass_rank}", (entry.risk_kg_per_yr, row), xytext=(3, 0), textcoords="offset points",
            va="center", fontsize=7, color="0.35",
        )  # fmt: skip
    labels = [f"{entry.rank}. {entry.object.name} ({entry.object.norad_cat_id})" for entry in shown]
    ax.set_yticks(range(len(shown)), labels, fontsize=8)
    ax.invert_yaxis()
    ax.margins(x=0.12)
    ax.set_xlabel("expected mass in catastrophic collisions [kg/yr]")
    ax.set_title("Blue: rocket bodies; orange: payloads", fontsize=10)
    return ax
