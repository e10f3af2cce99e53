"""Close approaches over time: how near, and what is crewed or at work among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plots.style import COLOURS, axes_of, label_of
from adr_planner.traffic import Screening
from adr_planner.units import parse_utc

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["screening"]

_NAMED = 5
"""So many of the closest carry their name."""


def screening(found: Screening, *, ax: Axes | None = None) -> Axes:
    """Draw the miss distance of every named approach over the days since the first.

    Parameters
    ----------
    found : Screening
        What `adr_planner.screen` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Distance on a logarithmic scale; the closest by name.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.screening(found)  # doctest: +SKIP
    """
    ax = axes_of(ax)
    first = min((item.epoch_utc for item in found.approaches), default=found.newest_elements_utc or None)
    kinds = {
        "debris and derelicts": [item for item in found.approaches if not (item.operational or item.crewed)],
        "at work": [item for item in found.approaches if item.operational and not item.crewed],
        "crewed": [item for item in found.approaches if item.crewed],
    }
    begin = None if first is None else parse_utc(first)
    for (name, items), colour in zip(kinds.items(), COLOURS, strict=False):
        days = [float((parse_utc(item.epoch_utc) - begin).to_value("day")) for item in items]
        if items:
            ax.scatter(days, [item.miss_m / 1e3 for item in items], s=14, color=colour, label=f"{name} ({len(items)})")
    for item in sorted(found.approaches, key=lambda one: one.miss_m)[:_NAMED]:
        day = float((parse_utc(item.epoch_utc) - begin).to_value("day"))
        where = (day, item.miss_m / 1e3)
        text = label_of(item.name, item.norad_cat_id)
        ax.annotate(text, where, xytext=(4, 2), textcoords="offset points", fontsize=7)
    ax.set_yscale("log")
    ax.set_ylabel("miss distance [km]")
    ax.set_xlabel("days" if first is None else f"days since {first[:16].replace('T', ' ')} UTC")
    ax.set_title(f"Approaches within {found.within_days:g} days of the elements", fontsize=10)
    if found.approaches:
        ax.legend(fontsize=8)
    return ax
