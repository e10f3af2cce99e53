"""Delta-v and mass as waterfalls: what adds up to the budget, and what is left of the launch mass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adr_planner.plan import MissionPlan
from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.ledger import Step, delta_v_steps, mass_steps
from adr_planner.plots.style import COLOURS, axes_of, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["delta_v", "mass"]


def delta_v(plan: MissionPlan, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw the lines of the budget, margins in them, up to the total.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws.

    Returns
    -------
    Axes or plotly Figure
        A bar a line; the limit, if there is one, is dotted.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.delta_v(plan)  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.budget import delta_v_figure

        return delta_v_figure(plan)
    ax = _falls(delta_v_steps(plan), "total", COLOURS[0], ax)
    limit = plan.mission.max_delta_v_m_s
    if limit is not None:
        ax.axvline(limit, color=COLOURS[3], linestyle=":", label=f"limit {limit:.0f} m/s")
        ax.legend(fontsize=8, frameon=False, loc="lower left")
    ax.set_xlabel("delta-v with margins [m/s]")
    return ax


def mass(plan: MissionPlan, *, ax: Axes | None = None, backend: str = "matplotlib") -> Drawing:
    """Draw what takes mass off the servicer from launch to its end.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws.

    Returns
    -------
    Axes or plotly Figure
        A bar a step: legs, kits left behind or targets brought down, and the servicer's own end.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.mass(plan)  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.budget import mass_figure

        return mass_figure(plan)
    ax = _falls(mass_steps(plan), "left", COLOURS[2], ax)
    ax.set_xlabel("mass [kg]")
    return ax


def _falls(steps: Sequence[Step], last: str, colour: str, ax: Axes | None) -> Axes:
    ax = axes_of(ax, height=1.0 + 0.3 * len(steps))
    level = 0.0
    for row, step in enumerate(steps):
        shade = colour if step.change > 0.0 else COLOURS[1]
        ax.barh(row, step.change, left=level, color=shade)
        level += step.change
        ax.annotate(
            f"{step.change:,.1f}", (level, row), xytext=(4 if step.change > 0.0 else -4, 0), va="center", fontsize=8,
            textcoords="offset points", ha="left" if step.change > 0.0 else "right",
        )  # fmt: skip
    ax.barh(len(steps), level, color="0.5")
    ax.annotate(
        f"{level:,.1f}", (level, len(steps)), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8
    )
    names = [*(label_of(step.name, None) for step in steps), last]
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.invert_yaxis()
    ax.margins(x=0.12)
    return ax
