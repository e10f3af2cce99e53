"""Porkchop and drift trade as pictures: filled contours of delta-v, the best marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import axes_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from adr_planner.catalog import SpaceObject
    from adr_planner.transfer.drift_trade import DriftTrade
    from adr_planner.transfer.porkchop import Porkchop

__all__ = ["drift_trade", "porkchop"]

_LEVELS = 16
_MARK = "#D55E00"
_BOX = {"boxstyle": "round,pad=0.2", "facecolor": "#333333", "edgecolor": "none", "alpha": 0.8}
_SHOWN = 60.0
"""Part of the cells that are told apart, the cheapest [%]; the rest is one colour."""


def _contours(ax: Axes, x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> None:
    """Draw filled contours on a scale of ratios, from the least to where most cells lie."""
    known = z[np.isfinite(z)]
    low, high = float(known.min()), float(np.percentile(known, _SHOWN))
    levels = np.geomspace(max(low, 1e-3), max(high, 1.05 * low), _LEVELS)
    filled = ax.contourf(x, y, np.where(np.isfinite(z), z, np.nan), levels=levels, cmap="viridis", extend="max")
    bar = ax.figure.colorbar(filled, ax=ax, label="delta-v [m/s]")
    bar.ax.set_yticks(levels[::3], [f"{level:,.0f}" for level in levels[::3]])


def _name(thing: SpaceObject) -> str:
    return label_of(thing.name, thing.norad_cat_id)


def porkchop(
    chart: Porkchop, *, revolutions: int | None = None, ax: Axes | None = None, backend: str = "matplotlib"
) -> Drawing:
    """Draw delta-v over departure and time of flight.

    Parameters
    ----------
    chart : Porkchop
        What `adr_planner.porkchop` returned.
    revolutions : int, optional
        Draw only arcs of so many whole revolutions; the cheapest of all unless given.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        Filled contours; the cheapest arc drawn is marked.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.porkchop(chart)  # doctest: +SKIP
    >>> axes.figure.savefig("porkchop.png")  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.grids import porkchop_figure

        return porkchop_figure(chart, revolutions)
    ax = axes_of(ax, height=4.8)
    prices = chart.layer(revolutions)
    hours = chart.departures / 3600.0
    _contours(ax, hours, chart.flights / 3600.0, prices.T)
    i, j = np.unravel_index(int(np.argmin(prices)), prices.shape)
    x, y = float(hours[i]), float(chart.flights[j] / 3600.0)
    ax.plot(x, y, "o", color="white", markeredgecolor=_MARK, markeredgewidth=2.0)
    ax.annotate(
        f"{prices[i, j]:.0f} m/s", (x, y), xytext=(8, 8), textcoords="offset points", color="white",
        fontweight="bold", ha="right" if i > chart.departures.size // 2 else "left",
        bbox=_BOX,
    )  # fmt: skip
    which = "any number of revolutions" if revolutions is None else f"revolutions: {revolutions}"
    ax.set_title(f"{_name(chart.origin)} to {_name(chart.target)}, {which}")
    ax.set_xlabel(f"departure [h after {chart.start.utc.strftime('%Y-%m-%d %H:%M')} UTC]")
    ax.set_ylabel("time of flight [h]")
    return ax


def drift_trade(trade: DriftTrade, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw the cost of a leg over the altitude and inclination of its drift orbit.

    Parameters
    ----------
    trade : DriftTrade
        What `adr_planner.drift_trade` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        Filled contours; the drift orbit the search would choose is marked.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.drift_trade(prices)  # doctest: +SKIP
    >>> axes.figure.savefig("drift_trade.png")  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.grids import drift_trade_figure

        return drift_trade_figure(trade)
    ax = axes_of(ax, height=4.8)
    _contours(ax, trade.inclination_deg, trade.altitude_km, trade.delta_v)
    x, y = trade.best_inclination_deg, trade.best_altitude_km
    ax.plot(x, y, "o", color="white", markeredgecolor=_MARK, markeredgewidth=2.0)
    ax.annotate(
        f"estimate: {trade.best_delta_v:.0f} m/s", (x, y), xytext=(8, 8), textcoords="offset points", color="white",
        fontweight="bold", bbox=_BOX,
    )  # fmt: skip
    ax.set_title(f"{_name(trade.origin)} to {_name(trade.target)} in {trade.wait_days:g} days")
    ax.set_xlabel("inclination of the drift orbit [deg]")
    ax.set_ylabel("altitude of the drift orbit [km]")
    return ax
