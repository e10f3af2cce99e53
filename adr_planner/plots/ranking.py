"""A ranking as bars with its band, and as a map of where the risk flies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of, label_of
from adr_planner.risk import RankedObject, Ranking
from adr_planner.risk.entries import ranking_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ranking", "ranking_map"]

_KINDS = {"ROCKET BODY": COLOURS[0], "PAYLOAD": COLOURS[1]}


def ranking(entries: Ranking, *, top: int = 20, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw the ranks of the first objects with their bands.

    Parameters
    ----------
    entries : Ranking
        What `adr_planner.rank` returns.
    top : int
        How many to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        A dot at each rank, a line from the 5th to the 95th percentile of its draws, a cross at the rank by mass alone.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.ranking(adr.rank(adr.Catalog.example()), top=20)  # doctest: +SKIP
    >>> axes.figure.savefig("ranking.png")  # doctest: +SKIP
    """
    entries = ranking_of(entries)
    shown = list(entries.top(min(top, len(entries))))
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.ranking import ranking_figure

        return ranking_figure(entries, top)
    ax = axes_of(ax, height=0.8 + 0.24 * len(shown))
    for row, entry in enumerate(shown):
        colour = _colour(entry)
        if entry.rank_low is not None and entry.rank_high is not None:
            ax.plot([entry.rank_low, entry.rank_high], [row, row], color=colour, linewidth=3.0, alpha=0.45)
        ax.plot(entry.rank, row, "o", color=colour, markersize=5)
        ax.plot(entry.mass_rank, row, "x", color="0.35", markersize=5)
        ax.annotate(
            f"{entry.risk_kg_per_yr:.2f} kg/yr", (1.0, row), xycoords=("axes fraction", "data"), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=7, color="0.35", annotation_clip=False,
        )  # fmt: skip
    labels = [f"{entry.rank}. {label_of(entry.object.name, entry.object.norad_cat_id)}" for entry in shown]
    ax.set_yticks(range(len(shown)), labels, fontsize=8)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xlabel("rank; line: 5 to 95 % of draws; cross: by mass alone")
    ax.set_title("Blue: rocket bodies; orange: payloads; right: expected mass", fontsize=10)
    return ax


def ranking_map(entries: Ranking, *, top: int = 50, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw where the ranked objects fly: altitude against inclination.

    Parameters
    ----------
    entries : Ranking
        What `adr_planner.rank` returns.
    top : int
        How many to draw in full colour; the others are grey.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        Discs as large as the expected mass in catastrophic collisions.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.ranking_map(adr.rank(adr.Catalog.example()), top=50)  # doctest: +SKIP
    >>> axes.figure.savefig("ranking_map.png")  # doctest: +SKIP
    """
    entries = ranking_of(entries)
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.ranking import map_figure

        return map_figure(entries, top)
    ax = axes_of(ax)
    for part, alpha in ((entries[top:], 0.25), (entries[:top], 0.8)):
        if not len(part):
            continue
        where = np.array([_place(entry) for entry in part])
        colours = [_colour(entry) if alpha > 0.5 else "0.6" for entry in part]
        ax.scatter(where[:, 0], where[:, 1], s=4.0 + 40.0 * where[:, 2], c=colours, alpha=alpha, linewidths=0)
    ax.set_xlabel("inclination [deg]")
    ax.set_ylabel("mean altitude [km]")
    ax.set_title(f"The first {min(top, len(entries))} in colour; disc: expected mass", fontsize=10)
    return ax


def _colour(entry: RankedObject) -> str:
    return _KINDS.get(entry.object.object_type, "0.5")


def _place(entry: RankedObject) -> tuple[float, float, float]:
    elements = entry.object.elements
    return elements.inclination_deg, 0.5 * (elements.perigee_km + elements.apogee_km), entry.risk_kg_per_yr
