"""Node of the servicer and of its targets against time: where J2 closes the planes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from astropy.time import Time, TimeDelta
from numpy.typing import NDArray

from adr_planner.catalog import MeanElements
from adr_planner.environment import Environment
from adr_planner.plan import Leg, MissionPlan, PlannedTarget
from adr_planner.plots.style import COLOURS, axes_of, dates_of, label_of, start_of
from adr_planner.transfer.mean_elements import tracked
from adr_planner.units import DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["raan"]

Array = NDArray[np.float64]


class _Node:
    """A node on its way under the Earth's field, Sun, Moon and drag, at whole days [deg]."""

    def __init__(self, elements: tuple[float, float, float, float, float], day: float, drag: float, sky: _Sky) -> None:
        a, ecc, inc, raan, argp = elements
        mean = np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, raan, 0.0])
        field = sky.environment.dragging(drag)
        path = tracked(mean, day * DAY, 0.0, DAY, sky.days, field)
        self._raan = np.degrees(path[:, 4])

    @property
    def rate(self) -> float:
        """Mean rate [deg/day]."""
        return float((self._raan[-1] - self._raan[0]) / (self._raan.size - 1))

    def at(self, days: Array | float) -> Array:
        return np.asarray(np.interp(days, np.arange(self._raan.size), self._raan))


class _Sky:
    """What turns the nodes of a plan, and for how many days."""

    def __init__(self, plan: MissionPlan) -> None:
        oldest = min(Time(target.omm.EPOCH, scale="utc") for target in plan.targets)
        start = start_of(plan)
        self.days = int(plan.totals.duration_days + dates_of(plan, plan.servicer.initial_state.epoch_utc)) + 3
        self.environment = Environment.between(start, start + TimeDelta(self.days, format="jd"), since=oldest)


def _target(target: PlannedTarget, plan: MissionPlan, sky: _Sky) -> _Node:
    omm = target.omm
    elements = MeanElements(
        omm.EPOCH + "Z", omm.MEAN_MOTION, omm.ECCENTRICITY, omm.INCLINATION, omm.RA_OF_ASC_NODE,
        omm.ARG_OF_PERICENTER, omm.MEAN_ANOMALY, omm.BSTAR,
    )  # fmt: skip
    day = float((elements.epoch - start_of(plan)).to_value("day"))
    inc, raan, argp = np.radians([omm.INCLINATION, omm.RA_OF_ASC_NODE, omm.ARG_OF_PERICENTER])
    return _Node((elements.sma_m, omm.ECCENTRICITY, inc, raan, argp), day, target.drag_m2_kg or 0.0, sky)


def _drift(leg: Leg, plan: MissionPlan, sky: _Sky) -> tuple[_Node, float, float] | None:
    for phase in leg.phases:
        if phase.kind == "drift" and phase.orbit is not None:
            first, last = (dates_of(plan, text) for text in (phase.start_utc, phase.stop_utc))
            orbit = phase.orbit
            inc, raan = np.radians([orbit.inclination_deg, orbit.raan_deg])
            drag = plan.servicer.drag_m2_kg or 0.0
            return _Node((orbit.sma_km * 1e3, orbit.eccentricity, inc, raan, 0.0), first, drag, sky), first, last
    return None


def _near(value: Array, reference: Array) -> Array:
    """Wrap an angle to within half a turn of another."""
    return reference + (value - reference + 180.0) % 360.0 - 180.0


def raan(plan: MissionPlan, *, ax: Axes | None = None) -> Axes:
    """Draw the nodes of servicer and targets against time.

    Parameters
    ----------
    plan : MissionPlan
        Plan to draw; nothing else is needed.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Nodes are counted from a node that turns at the targets' mean rate, else every line would fall
        through hundreds of degrees a year and hide what matters: where lines meet.

    Examples
    --------
    >>> import adr_planner as adr
    >>> axes = adr.plots.raan(plan)  # doctest: +SKIP
    >>> axes.figure.savefig("raan.png")  # doctest: +SKIP
    """
    ax = axes_of(ax)
    sky = _Sky(plan)
    nodes = {target.norad_cat_id: _target(target, plan, sky) for target in plan.targets}
    mean_rate = float(np.mean([node.rate for node in nodes.values()]))
    end = plan.totals.duration_days + dates_of(plan, plan.servicer.initial_state.epoch_utc)
    days = np.linspace(0.0, end, 200)
    origin = float(next(iter(nodes.values())).at(0.0))

    def shown(values: Array, when: Array | float, about: Array | float = 0.0) -> Array:
        return _near(values - origin - mean_rate * np.asarray(when), np.asarray(about))

    lines: dict[int, Array] = {}
    for colour, leg in zip(COLOURS, plan.legs, strict=False):
        target = plan.target(leg.to_norad_cat_id)
        node = nodes[target.norad_cat_id].at(days)
        line = shown(node[:1], 0.0) + node - node[0] - mean_rate * days
        lines[target.norad_cat_id] = line
        ax.plot(days, line, color=colour, linewidth=1.5, label=label_of(target.name, target.norad_cat_id))
    _servicer(ax, plan, days, lines, shown, sky)
    ax.set_xlabel(f"days since {plan.mission.start_utc[:10]}")
    ax.set_ylabel("node less mean drift [deg]")
    ax.set_xlim(0.0, end)
    ax.legend(loc="best", fontsize=8, frameon=False)
    ax.set_title(f"Planes close by waiting (mean drift {mean_rate:+.3f} deg/day taken off)", fontsize=10)
    return ax


def _servicer(ax: Axes, plan: MissionPlan, days: Array, lines: dict[int, Array], shown: Any, sky: _Sky) -> None:
    """Draw the servicer: beside a target while it stays, on its drift orbit in between."""
    label: str | None = "servicer"
    for leg in plan.legs:
        line = lines[leg.to_norad_cat_id]
        arrive = dates_of(plan, leg.arrive_utc)
        leave = arrive + plan.mission.stay_days
        drift = _drift(leg, plan, sky)
        if drift is not None:
            node, first, last = drift
            when = np.array([first, last])
            ends = shown(node.at(when), when, np.interp(last, days, line))
            ax.plot(when, ends, color="0.15", linewidth=2.5, linestyle=(0, (2, 1)))
        beside = np.array([arrive, leave])
        ax.plot(beside, np.interp(beside, days, line), color="0.15", linewidth=3.5, label=label)
        ax.plot([arrive], [np.interp(arrive, days, line)], "o", color="0.15", markersize=6)
        label = None
