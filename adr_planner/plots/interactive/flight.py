"""The servicer's flight for the screen: altitude and inclination by the day, and the orbits in space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import MissionPlan
from adr_planner.plots.interactive.figure import INK, hover, name_of, new_figure
from adr_planner.plots.style import COLOURS
from adr_planner.trajectory import Ephemeris, ephemeris
from adr_planner.trajectory.history import orbit_history
from adr_planner.units import quiet_clock

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["altitude_figure", "orbits_figure"]

Array = NDArray[np.float64]
_EARTH_KM = 6378.137


def altitude_figure(plan: MissionPlan, flown: Ephemeris | None = None) -> Figure:
    """Draw between which altitudes the servicer flies each day, and how inclined."""
    import plotly.graph_objects as go

    history = orbit_history(plan, flown)
    dates = [str(date) for date in history.dates]
    low, high, tilt = (np.round(part, 4) for part in (history.lowest_km, history.highest_km, history.inclination_deg))
    figure = new_figure(
        "Altitude (band: lowest to highest of each day) and inclination of the servicer, as flown",
        f"The servicer flies between {low.min():.0f} and {high.max():.0f} km above the equatorial radius, at "
        f"inclinations from {tilt.min():.2f} to {tilt.max():.2f} degrees; arrivals are marked.",
        y="altitude [km]",
        height=460,
    )
    blue, orange = COLOURS[0], COLOURS[3]
    figure.add_trace(
        go.Scatter(
            x=dates, y=low, mode="lines", line={"color": blue, "width": 1}, name="lowest of the day",
            hovertemplate=hover("servicer", "%{x|%Y-%m-%d}", "lowest %{y:.1f} km"), showlegend=False,
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=dates, y=high, mode="lines", line={"color": blue, "width": 1}, fill="tonexty", name="altitude",
            fillcolor="rgba(0,114,178,0.25)", hovertemplate=hover("servicer", "%{x|%Y-%m-%d}", "highest %{y:.1f} km"),
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=dates, y=tilt, mode="lines", line={"color": orange, "width": 1.5, "dash": "dash"}, yaxis="y2",
            name="inclination (right)", hovertemplate=hover("servicer", "%{x|%Y-%m-%d}", "inclination %{y:.3f}°"),
        )
    )  # fmt: skip
    for leg in plan.legs:
        figure.add_vline(x=leg.arrive_utc[:19], line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_scatter(
        x=[leg.arrive_utc[:19] for leg in plan.legs],
        y=np.interp(_ordinal([leg.arrive_utc[:19] for leg in plan.legs]), _ordinal(dates), high),
        mode="markers", marker={"color": INK, "size": 9, "symbol": "diamond"}, name="arrivals",
        text=[name_of(plan, leg.to_norad_cat_id) for leg in plan.legs],
        hovertemplate="<b>%{text}</b><br>arrival %{x|%Y-%m-%d %H:%M}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(
        yaxis2={"overlaying": "y", "side": "right", "title": {"text": "inclination [°]"}, "showgrid": False},
        margin_r=70,
    )
    return figure


@quiet_clock()
def orbits_figure(plan: MissionPlan, flown: Ephemeris | None = None) -> Figure:
    """Draw in space the orbit of every target when the servicer arrives, and those it drifts on in between."""
    import plotly.graph_objects as go

    sampled = (ephemeris(plan) if flown is None else flown).of("servicer")
    figure = new_figure(
        "Orbits at each arrival (full) and drift orbits (dashed), GCRF",
        f"Three-dimensional view of the Earth with the orbits of {len(plan.legs)} targets at the dates of arrival and "
        "the servicer's drift orbits.",
        height=560,
    )
    mu = plan.conventions.gravity.mu_km3_s2
    figure.add_trace(_earth(go))
    coasts = [segment for segment in sampled if segment.kind in ("coast", "thrust")]
    for colour, leg in zip(COLOURS, plan.legs, strict=False):
        name = name_of(plan, leg.to_norad_cat_id)
        there = _nearest(sampled, leg.arrive_utc)
        figure.add_trace(
            _ring(go, *there, mu, name, {"color": colour, "width": 5}, hover(name, f"arrival {leg.arrive_utc[:10]}"))
        )
        between = [one for one in coasts if leg.depart_utc[:19] <= one.times[0].isot <= leg.arrive_utc[:19]]
        if between:
            longest = max(between, key=len)
            figure.add_trace(
                _ring(
                    go, longest.position[0] / 1e3, longest.velocity[0] / 1e3, mu, f"drift to {name}",
                    {"color": colour, "width": 2, "dash": "dash"}, hover("servicer", f"drifts to {name}"),
                )
            )  # fmt: skip
    hidden = {"visible": False}
    figure.update_layout(
        scene={
            "xaxis": hidden, "yaxis": hidden, "zaxis": hidden, "aspectmode": "data",
            "camera": {"eye": {"x": 0.9, "y": 0.9, "z": 0.5}},
        },
        margin={"l": 0, "r": 0, "t": 50, "b": 0}, legend={"orientation": "h", "y": -0.02},
    )  # fmt: skip
    return figure


def _ordinal(dates: list[str]) -> Array:
    return np.array(dates, dtype="datetime64[s]").astype(float)


def _nearest(sampled: Ephemeris, date: str) -> tuple[Array, Array]:
    """Return the sampled state next after a date [km], [km/s]."""
    for segment in sampled:
        if segment.times[-1].isot >= date[:23]:
            k = int(np.searchsorted(segment.times.isot, date[:23]))
            return segment.position[k] / 1e3, segment.velocity[k] / 1e3
    last = sampled.segments[-1]
    return last.position[-1] / 1e3, last.velocity[-1] / 1e3


def _ring(
    go: object, position: Array, velocity: Array, mu: float, name: str, line: dict[str, object], told: str
) -> object:
    """Return the osculating ellipse through a state."""
    x, y, z = np.round(_ellipse(position, velocity, mu), 1)
    return go.Scatter3d(x=x, y=y, z=z, mode="lines", name=name, line=line, hovertemplate=told)  # type: ignore[attr-defined]


def _ellipse(position: Array, velocity: Array, mu: float) -> Array:
    """Return points of the osculating ellipse through a state, shape (3, n) [km]."""
    normal = np.cross(position, velocity)
    eccentric = np.cross(velocity, normal) / mu - position / np.sqrt((position**2).sum())
    size = float(np.sqrt((eccentric**2).sum()))
    first = eccentric / size if size > 1e-9 else position / np.sqrt((position**2).sum())
    across = np.cross(normal / np.sqrt((normal**2).sum()), first)
    turn = np.linspace(0.0, 2.0 * np.pi, 121)
    radius = (normal**2).sum() / mu / (1.0 + size * np.cos(turn))
    return np.asarray(radius * (np.cos(turn) * first[:, None] + np.sin(turn) * across[:, None]))


def _earth(go: object) -> object:
    turn, lat = np.meshgrid(np.linspace(0.0, 2.0 * np.pi, 37), np.linspace(-np.pi / 2.0, np.pi / 2.0, 19))
    x, y, z = (
        np.round(_EARTH_KM * part, 1) for part in (np.cos(lat) * np.cos(turn), np.cos(lat) * np.sin(turn), np.sin(lat))
    )
    return go.Surface(  # type: ignore[attr-defined]
        x=x, y=y, z=z, surfacecolor=np.zeros_like(x), showscale=False, opacity=0.9, hoverinfo="skip",
        colorscale=[[0, "#8fb4d3"], [1, "#8fb4d3"]], name="Earth", lighting={"ambient": 0.9, "diffuse": 0.2},
        contours={"x": {"highlight": False}, "y": {"highlight": False}, "z": {"highlight": False}},
    )  # fmt: skip
