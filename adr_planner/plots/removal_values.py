"""What removals are worth as bars: own fragments, and those of what an object would hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from adr_planner.projection import RemovalValues

__all__ = ["removal_values"]


def removal_values(
    values: RemovalValues, *, top: int = 20, ax: Axes | None = None, backend: str = "matplotlib"
) -> Drawing:
    """Draw the debris-years that removals avoid, most first.

    Parameters
    ----------
    values : RemovalValues
        What `adr_planner.removal_values` returned.
    top : int
        How many to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        A bar an object, its two parts in two colours.
    """
    best = values.top(top)
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.ranking import values_figure

        return values_figure(values, top)
    ax = axes_of(ax, height=0.9 + 0.24 * len(best))
    rows = range(len(best))
    own = [one.own_debris_years for one in best]
    ax.barh(rows, own, color=COLOURS[0], label="of its own fragments")
    ax.barh(
        rows, [one.partners_debris_years for one in best], left=own, color=COLOURS[1],
        label="of the fragments of what it would hit",
    )  # fmt: skip
    ax.set_yticks(rows, [label_of(one.name, one.norad_cat_id) for one in best], fontsize=8)
    ax.invert_yaxis()
    ax.set_xlabel(f"debris-years avoided in {values.years:g} years [yr]")
    ax.legend(loc="lower right")
    ax.grid(axis="x", alpha=0.3)
    return ax
