"""A ranking, a trade and values of removals for the screen: every dot and bar says whose it is, and why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adr_planner.plots.interactive.figure import hover, named, new_figure
from adr_planner.plots.style import COLOURS
from adr_planner.risk import RankedObject, Ranking

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from adr_planner.planner.choices import Trade
    from adr_planner.projection import RemovalValues

__all__ = ["map_figure", "ranking_figure", "trade_figure", "values_figure"]

_KINDS = {"ROCKET BODY": ("rocket bodies", COLOURS[0]), "PAYLOAD": ("payloads", COLOURS[1])}
_OTHER = ("others", "#767676")


def ranking_figure(ranking: Ranking, top: int) -> Figure:
    """Draw the first ranks with their bands; under the pointer stands the place in each index, and so why."""
    shown = list(ranking.top(min(top, len(ranking))))
    figure = new_figure(
        "Rank (dot), 5 to 95 % of draws (line), rank by mass alone (cross)",
        "Ranks of " + ", ".join(f"{entry.rank}. {entry.object.name} ({entry.object.norad_cat_id})" for entry in shown),
        x="rank",
        height=170 + 24 * len(shown),
    )
    for kind, colour, entries in _by_kind(shown):
        figure.add_scatter(
            x=[entry.rank for entry in entries], y=[_label(entry) for entry in entries], mode="markers", name=kind,
            marker={"color": colour, "size": 9}, customdata=[_why(entry, ranking) for entry in entries],
            error_x={
                "type": "data", "symmetric": False, "color": colour, "width": 0, "thickness": 3,
                "array": [(entry.rank_high or entry.rank) - entry.rank for entry in entries],
                "arrayminus": [entry.rank - (entry.rank_low or entry.rank) for entry in entries],
            },
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=[entry.mass_rank for entry in shown], y=[_label(entry) for entry in shown], mode="markers",
        name="by mass alone", marker={"symbol": "x-thin-open", "size": 8, "color": "#767676"},
        hovertemplate=hover("%{y}", "rank by mass %{x}"),
    )  # fmt: skip
    order = [_label(entry) for entry in shown]
    figure.update_layout(
        xaxis_type="log", yaxis={"categoryorder": "array", "categoryarray": order[::-1]}, margin_l=200,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0}, title_y=0.98,
    )  # fmt: skip
    return figure


def map_figure(ranking: Ranking, top: int) -> Figure:
    """Draw where the ranked objects fly: discs as large as their expected mass, every one named."""
    figure = new_figure(
        f"The first {min(top, len(ranking))} in full colour; disc: expected mass in catastrophic collisions",
        f"Map of {len(ranking)} ranked objects over inclination and mean altitude.",
        x="inclination [°]",
        y="mean altitude [km]",
        height=520,
    )
    for part, shade in ((list(ranking[top:]), 0.2), (list(ranking[:top]), 0.8)):
        for kind, colour, entries in _by_kind(part):
            figure.add_scatter(
                x=[round(entry.object.elements.inclination_deg, 4) for entry in entries],
                y=[round(_altitude_km(entry), 1) for entry in entries],
                mode="markers", name=kind, showlegend=shade > 0.5,
                marker={
                    "color": colour, "opacity": shade,
                    "size": [4.0 + 7.0 * entry.risk_kg_per_yr**0.5 for entry in entries], "line": {"width": 0},
                },
                customdata=[_why(entry, ranking) for entry in entries],
                hovertemplate="%{customdata}<extra></extra>",
            )  # fmt: skip
    return figure


def trade_figure(trade: Trade) -> Figure:
    """Draw the choices of a trade; under the pointer stand the targets of each tour."""
    points = list(trade)
    figure = new_figure(
        "Tours no other betters: colour is the end of the last stay",
        f"{len(points)} tours by delta-v and risk removed, from {points[0].delta_v_m_s:.0f} m/s; the knee is ringed.",
        x="delta-v with margins [m/s]",
        y="risk removed [kg/yr]",
    )
    figure.add_scatter(
        x=[point.delta_v_m_s for point in points], y=[point.risk_kg_per_yr for point in points], mode="markers",
        marker={
            "color": [point.duration_days for point in points], "colorscale": "Viridis", "size": 10,
            "colorbar": {"title": {"text": "days"}},
        },
        customdata=[
            f"<b>{len(point.norad_cat_ids)} targets, {point.duration_days:.0f} days</b><br>"
            f"{point.delta_v_m_s:.0f} m/s, {point.risk_kg_per_yr:.2f} kg/yr<br>"
            f"{', '.join(map(str, point.norad_cat_ids))}"
            for point in points
        ],
        hovertemplate="%{customdata}<extra></extra>", showlegend=False, name="tours",
    )  # fmt: skip
    knee = trade.knee
    figure.add_scatter(
        x=[knee.delta_v_m_s], y=[knee.risk_kg_per_yr], mode="markers", name="knee", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 20, "color": COLOURS[3], "line": {"width": 2}},
    )  # fmt: skip
    return figure


def values_figure(values: RemovalValues, top: int) -> Figure:
    """Draw the debris-years that removals avoid, most first, in two parts."""
    best = values.top(top)
    names = [named(one.name, one.norad_cat_id) for one in best]
    figure = new_figure(
        f"Debris-years avoided in {values.years:g} years",
        "Debris-years avoided by removing each of " + ", ".join(f"{one.name} ({one.norad_cat_id})" for one in best),
        x=f"debris-years avoided in {values.years:g} years [yr]",
        height=170 + 24 * len(best),
    )
    parts = (
        ("of its own fragments", "own_debris_years"),
        ("of the fragments of what it would hit", "partners_debris_years"),
    )
    for (words, field), colour in zip(parts, COLOURS, strict=False):
        figure.add_bar(
            y=names, x=[getattr(one, field) for one in best], orientation="h", name=words, marker_color=colour,
            hovertemplate=hover("%{y}", f"%{{x:.3g}} debris-years {words}"),
        )  # fmt: skip
    figure.update_layout(barmode="stack", yaxis_autorange="reversed")
    return figure


def _by_kind(entries: Sequence[RankedObject]) -> list[tuple[str, str, list[RankedObject]]]:
    """Return the entries of each kind of object, with its name and colour."""
    found: dict[tuple[str, str], list[RankedObject]] = {}
    for entry in entries:
        found.setdefault(_KINDS.get(entry.object.object_type, _OTHER), []).append(entry)
    return [(*kind, members) for kind, members in found.items()]


def _altitude_km(entry: RankedObject) -> float:
    return 0.5 * (entry.object.elements.perigee_km + entry.object.elements.apogee_km)


def _label(entry: RankedObject) -> str:
    return f"{entry.rank}. {named(entry.object.name, entry.object.norad_cat_id)}"


def _why(entry: RankedObject, ranking: Ranking) -> str:
    """Say what an object is, and its place in every index: why it stands where it does."""
    orbit, target = entry.object.elements, entry.object
    lines = [
        f"<b>{_label(entry)}</b>",
        f"{target.mass_kg or 0.0:,.0f} kg, {orbit.perigee_km:.0f} x {orbit.apogee_km:.0f} km, "
        f"{orbit.inclination_deg:.1f}°",
        f"{entry.risk_kg_per_yr:.3g} kg/yr expected, by mass alone {entry.mass_rank}.",
    ]
    counted = [index for index in ranking.asked.indices if index.name in entry.index_ranks]
    lines += [f"{index.title}: {entry.index_ranks[index.name]}." for index in counted]
    return "<br>".join(lines)
