"""The servicer's flight as pictures: altitude and inclination by the day, and orbits in space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from adr_planner.plan import MissionPlan
from adr_planner.plots.backends import Drawing, is_plotly
from adr_planner.plots.style import COLOURS, axes_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from plotly.graph_objects import Figure

    from adr_planner.trajectory import Ephemeris

__all__ = ["altitude", "orbits"]


def altitude(
    plan: MissionPlan, *, flown: Ephemeris | None = None, ax: Axes | None = None, backend: str = "matplotlib"
) -> Drawing:
    """Draw between which altitudes the servicer flies each day, and how inclined, as flown.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw.
    flown : Ephemeris, optional
        Of the servicer, if it has been sampled already: flying a year again takes seconds.
    ax : Axes, optional
        Where to draw; by default a new figure.
    backend : {"matplotlib", "plotly"}
        Who draws.

    Returns
    -------
    Axes or plotly Figure
        Altitudes above the equatorial radius [km] as a band, inclination in the planning frame [deg] on the right;
        dotted lines are arrivals.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.altitude(plan)  # doctest: +SKIP
    """
    if is_plotly(backend, ax):
        from adr_planner.plots.interactive.flight import altitude_figure

        return altitude_figure(plan, flown)
    from adr_planner.trajectory.history import orbit_history

    ax = axes_of(ax)
    history = orbit_history(plan, flown)
    band = ax.fill_between(history.dates, history.lowest_km, history.highest_km, color=COLOURS[0], alpha=0.35, lw=1.0)
    other = ax.twinx()
    (line,) = other.plot(history.dates, history.inclination_deg, color=COLOURS[3], linestyle="--", linewidth=1.5)
    for leg in plan.legs:
        ax.axvline(_date(leg.arrive_utc), color="0.5", linewidth=1.0, linestyle=":")
    ax.set_ylabel("altitude [km]")
    other.set_ylabel("inclination [deg]")
    ax.legend([band, line], ["lowest to highest of the day", "inclination"], fontsize=8, frameon=False)
    ax.figure.autofmt_xdate(rotation=0, ha="center")
    return ax


def orbits(plan: MissionPlan, *, flown: Ephemeris | None = None) -> Figure:
    """Draw in space, by plotly, the orbit of every target at its arrival and those drifted on in between.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw.
    flown : Ephemeris, optional
        Of the servicer, if it has been sampled already.

    Returns
    -------
    plotly Figure
        GCRF; every orbit says whose it is.

    Examples
    --------
    >>> import adr_planner as adr
    >>> adr.plots.orbits(plan).show()  # doctest: +SKIP
    """
    from adr_planner.plots.interactive.flight import orbits_figure

    return orbits_figure(plan, flown)


def _date(text: str) -> Any:
    return np.datetime64(text[:19])
