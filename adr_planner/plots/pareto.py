"""The trade as a picture: delta-v across, value removed up, time in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import axes_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from adr_planner.planner.choices import Trade

__all__ = ["pareto"]


def pareto(trade: Trade, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw the choices of a trade; the knee is ringed.

    Parameters
    ----------
    trade : Trade
        What `adr_planner.trade` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        One dot a tour, coloured by its end, the knee ringed.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.pareto(choices)  # doctest: +SKIP
    >>> axes.figure.savefig("pareto.png")  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.ranking import trade_figure

        return trade_figure(trade)
    ax = axes_of(ax)
    dots = ax.scatter(
        [point.delta_v_m_s for point in trade],
        [point.value for point in trade],
        c=[point.duration_days for point in trade],
        cmap="viridis",
        zorder=3,
    )
    knee = trade.knee
    ax.scatter([knee.delta_v_m_s], [knee.value], s=160, facecolors="none", edgecolors="#D55E00", linewidths=2)
    ax.annotate(
        f"knee: {len(knee.norad_cat_ids)} targets, {knee.duration_days:.0f} days",
        (knee.delta_v_m_s, knee.value),
        xytext=(10, -14),
        textcoords="offset points",
        fontsize=8,
    )
    ax.figure.colorbar(dots, ax=ax, label="end of the last stay [days]")
    ax.set_xlabel("delta-v with margins [m/s]")
    ax.set_ylabel(f"value removed [{trade.value_unit}]")
    ax.grid(alpha=0.3)
    return ax
