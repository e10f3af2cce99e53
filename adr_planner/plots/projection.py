"""A projection as a picture: collisions and fragments over the years, with and without removals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from adr_planner.projection import Projection

__all__ = ["projection"]

_LABELS = {
    "n_catastrophic_collisions": "expected catastrophic collisions",
    "n_explosions": "expected explosions",
    "n_fragments_made": "expected fragments > 10 cm made",
    "n_fragments_up": "expected fragments > 10 cm up",
    "debris_years": "expected debris-years [yr]",
    "n_encounters_derelicts": "expected encounters of derelicts",
    "n_encounters_fragments": "expected encounters of new fragments",
    "n_hits_fragments": "expected hits of new fragments > 1 cm",
    "n_objects": "objects > 10 cm that do not work",
}


def projection(
    found: Projection, figure: str = "n_catastrophic_collisions", *, ax: Axes | None = None, backend: str = "matplotlib"
) -> Drawing:
    """Draw one figure of a projection over the years; what removals avoid is shaded.

    Parameters
    ----------
    found : Projection
        What `adr_planner.project` returned.
    figure : str
        A column of its `to_pandas`, such as ``"debris_years"``.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws: plotly's figure names every object under the pointer.

    Returns
    -------
    Axes or plotly Figure
        What was drawn on.

    Raises
    ------
    InvalidInputError
        If there is no such figure; lists those there are.
    """
    from adr_planner.errors import InvalidInputError

    if figure not in _LABELS:
        raise InvalidInputError(f"A projection has no {figure!r}; it has {', '.join(_LABELS)}.", parameter="figure")
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.grids import projection_figure

        return projection_figure(found, figure, _LABELS[figure])
    ax = axes_of(ax)
    years, without, removed = found.without.years, getattr(found.without, figure), getattr(found.removed, figure)
    ax.plot(years, without, color=COLOURS[3], label="nothing removed")
    if found.removals:
        ax.plot(years, removed, color=COLOURS[0], label=f"{len(found.removals)} removed")
        ax.fill_between(years, removed, without, color=COLOURS[0], alpha=0.15, linewidth=0)
        ax.legend()
    ax.set_xlabel(f"years after {found.start_utc[:10]}")
    ax.set_ylabel(_LABELS[figure])
    ax.set_xlim(0.0, max(found.years, 1e-9))
    ax.grid(alpha=0.3)
    return ax
