"""What the interactive figures share: one look, at home in light and dark pages, and words for who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from adr_planner.border.characters import html_text
from adr_planner.plan import MissionPlan
from adr_planner.units import quiet_clock

if TYPE_CHECKING:
    from astropy.time import Time
    from plotly.graph_objects import Figure

__all__ = ["INK", "alt_of", "hover", "name_of", "named", "new_figure", "when"]

INK = "#767676"
"""Of texts and axes: 4.5 to 1 against white, 4.2 to 1 against a dark page."""
_GRID = "rgba(128,128,128,0.25)"
_AXIS: dict[str, Any] = {"gridcolor": _GRID, "zerolinecolor": _GRID, "linecolor": _GRID}


def new_figure(title: str, alt: str, *, x: str = "", y: str = "", height: int = 420) -> Figure:
    """Return an empty figure.

    Parameters
    ----------
    title : str
        Line above it.
    alt : str
        What it shows, in words: kept in the figure, for whoever hears a page.
    x, y : str
        Names of the axes, with units.
    height : int
        Pixels.
    """
    import plotly.graph_objects as go

    return go.Figure(
        layout={
            "template": "none", "height": height, "meta": {"alt": alt}, "hovermode": "closest",
            "title": {"text": title, "font": {"size": 15}, "x": 0, "xref": "paper", "xanchor": "left"},
            "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 70, "r": 20, "t": 50, "b": 50},
            "xaxis": {**_AXIS, "title": {"text": x}, "automargin": True},
            "yaxis": {**_AXIS, "title": {"text": y}, "automargin": True},
            "legend": {"orientation": "h", "y": -0.2, "x": 0},
        }
    )  # fmt: skip


def alt_of(figure: Figure) -> str:
    """Return what a figure shows, in words."""
    return str(figure.layout.meta["alt"])


def name_of(plan: MissionPlan, number: int) -> str:
    """Return a target's name with its catalogue number, as text that is no markup."""
    return named(plan.target(number).name, number)


def named(name: str, number: int) -> str:
    """Return a name with its catalogue number, as text that is no markup.

    Examples
    --------
    >>> named("<b>SL-16", 22566)
    '&lt;b&gt;SL-16 (22566)'
    """
    return html_text(f"{name} ({number})")


def hover(head: str, *lines: str) -> str:
    """Return what the pointer is told: a name, then facts, one a line.

    Examples
    --------
    >>> hover("ENVISAT (27386)", "8.1 t")
    '<b>ENVISAT (27386)</b><br>8.1 t<extra></extra>'
    """
    return "<br>".join([f"<b>{head}</b>", *lines]) + "<extra></extra>"


@quiet_clock()
def when(start: Time, days: Iterable[float]) -> list[str]:
    """Return dates some days after a start, as plotly reads them."""
    from astropy.time import TimeDelta

    return [str(text)[:19] for text in (start + TimeDelta([float(day) for day in days], format="jd")).utc.isot]
