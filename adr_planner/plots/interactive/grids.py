"""Porkchop, drift trade and projection for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.plots.interactive.figure import named, new_figure
from adr_planner.plots.style import COLOURS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from adr_planner.catalog import SpaceObject
    from adr_planner.projection import Projection
    from adr_planner.transfer.drift_trade import DriftTrade
    from adr_planner.transfer.porkchop import Porkchop

__all__ = ["drift_trade_figure", "porkchop_figure", "projection_figure"]

Array = NDArray[np.float64]
_SHOWN = 60.0
"""Part of the cells that are told apart, the cheapest [%]; the rest is one colour."""


def porkchop_figure(chart: Porkchop, revolutions: int | None) -> Figure:
    """Draw delta-v over departure and time of flight; the cheapest arc drawn is marked."""
    prices, hours, flights = chart.layer(revolutions), chart.departures / 3600.0, chart.flights / 3600.0
    i, j = np.unravel_index(int(np.argmin(prices)), prices.shape)
    which = "any number of revolutions" if revolutions is None else f"revolutions: {revolutions}"
    figure = new_figure(
        f"{_name(chart.origin)} to {_name(chart.target)}, {which}",
        f"Delta-v over departure and time of flight; the cheapest arc costs {prices[i, j]:.0f} m/s.",
        x=f"departure [h after {chart.start.utc.strftime('%Y-%m-%d %H:%M')} UTC]",
        y="time of flight [h]",
        height=480,
    )
    told = "departure after %{x:.2f} h<br>flight %{y:.2f} h<br><b>%{z:.0f} m/s</b><extra></extra>"
    _costs(figure, hours, flights, prices.T, told)
    _mark(figure, float(hours[i]), float(flights[j]), f"{prices[i, j]:.0f} m/s")
    return figure


def drift_trade_figure(trade: DriftTrade) -> Figure:
    """Draw the cost of a leg over the altitude and inclination of its drift orbit; the estimate's choice is marked."""
    figure = new_figure(
        f"{_name(trade.origin)} to {_name(trade.target)} in {trade.wait_days:g} days",
        f"Delta-v over inclination and altitude of the drift orbit; the estimate takes {trade.best_delta_v:.0f} m/s.",
        x="inclination of the drift orbit [°]",
        y="altitude of the drift orbit [km]",
        height=480,
    )
    told = "%{x:.2f}°, %{y:.0f} km<br><b>%{z:.0f} m/s</b><extra></extra>"
    _costs(figure, trade.inclination_deg, trade.altitude_km, trade.delta_v, told)
    _mark(figure, trade.best_inclination_deg, trade.best_altitude_km, f"estimate: {trade.best_delta_v:.0f} m/s")
    return figure


def projection_figure(found: Projection, figure: str, label: str) -> Figure:
    """Draw one figure of a projection over the years, without and with the removals."""
    drawn = new_figure(
        f"{label}, {len(found.removals)} removals" if found.removals else label,
        f"{label} over {found.years:g} years after {found.start_utc[:10]}.",
        x=f"years after {found.start_utc[:10]}",
        y=label,
    )
    told = "<b>%{fullData.name}</b><br>after %{x:.1f} years<br>%{y:.4g}<extra></extra>"
    years = found.without.years
    lines = [("nothing removed", getattr(found.without, figure), COLOURS[3])]
    lines += [(f"{len(found.removals)} removed", getattr(found.removed, figure), COLOURS[0])] if found.removals else []
    for name, values, colour in lines:
        drawn.add_scatter(x=years, y=values, mode="lines", name=name, line_color=colour, hovertemplate=told)
    return drawn


def _costs(figure: Figure, x: Array, y: Array, z: Array, told: str) -> None:
    known = z[np.isfinite(z)]
    figure.add_heatmap(
        x=x, y=y, z=np.where(np.isfinite(z), np.round(z, 2), np.nan), zmin=float(known.min()), colorscale="Viridis",
        zmax=float(np.percentile(known, _SHOWN)), hovertemplate=told, hoverongaps=False,
        colorbar={"title": {"text": "delta-v [m/s]"}},
    )  # fmt: skip


def _mark(figure: Figure, x: float, y: float, text: str) -> None:
    figure.add_scatter(
        x=[x], y=[y], mode="markers+text", text=[text], textposition="top center", textfont_color="white",
        marker={"size": 11, "color": "white", "line": {"color": COLOURS[3], "width": 2}}, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _name(thing: SpaceObject) -> str:
    return named(thing.name, thing.norad_cat_id)
