"""Who draws a picture: matplotlib for paper, plotly for the screen, where every object says its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from plotly.graph_objects import Figure

__all__ = ["Backend", "Drawing", "is_plotly"]

Backend = Literal["matplotlib", "plotly"]
"""Names of the libraries that draw."""

if TYPE_CHECKING:
    Drawing = Axes | Figure
    """What a picture is drawn on."""
else:
    Drawing = Any


def is_plotly(backend: str, ax: object = None) -> bool:
    """Say whether plotly is to draw.

    Parameters
    ----------
    backend : {"matplotlib", "plotly"}
        What the caller asked for.
    ax : Axes, optional
        Axes of matplotlib, which plotly cannot draw on.

    Raises
    ------
    InvalidInputError
        If there is no such backend, or axes are given to plotly.

    Examples
    --------
    >>> is_plotly("matplotlib"), is_plotly("plotly")
    (False, True)
    """
    if backend not in ("matplotlib", "plotly"):
        raise InvalidInputError(
            f"backend={backend!r} draws nothing here: say matplotlib or plotly.", parameter="backend"
        )
    if backend == "plotly" and ax is not None:
        raise InvalidInputError("ax= are axes of matplotlib: leave them out with backend='plotly'.", parameter="ax")
    return backend == "plotly"
