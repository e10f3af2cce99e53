"""Nodes of the servicer and of its targets against time, less what all targets drift alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from astropy.time import Time, TimeDelta
from numpy.typing import NDArray

from adr_planner.catalog import MeanElements
from adr_planner.environment import Environment
from adr_planner.plan import Leg, MissionPlan, PlannedTarget
from adr_planner.plots.style import dates_of, start_of
from adr_planner.transfer.mean_elements import tracked
from adr_planner.units import DAY

__all__ = ["NodeChart", "Stretch", "node_chart"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the servicer's way: days since the mission's start, and node less mean drift [deg]."""

    leg: int
    days: Array
    nodes: Array


@dataclass(frozen=True, slots=True)
class NodeChart:
    """What a chart of nodes shows.

    Parameters
    ----------
    days : ndarray
        Since the mission's start.
    targets : mapping of int to ndarray
        By catalogue number, in the order of the visits: node less mean drift [deg].
    drifts, stays : tuple of Stretch
        The servicer on its drift orbits, and beside its targets.
    mean_rate : float
        The targets' mean drift, taken off everywhere [deg/day].
    """

    days: Array
    targets: dict[int, Array]
    drifts: tuple[Stretch, ...]
    stays: tuple[Stretch, ...]
    mean_rate: float


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


def node_chart(plan: MissionPlan) -> NodeChart:
    """Follow the nodes of a plan.

    They are counted from a node that turns at the targets' mean rate, else every line would fall through hundreds of
    degrees a year and hide what matters: where lines meet.

    Parameters
    ----------
    plan : MissionPlan
        Nothing else is needed.
    """
    sky = _Sky(plan)
    nodes = {target.norad_cat_id: _target(target, plan, sky) for target in plan.targets}
    mean_rate = float(np.mean([node.rate for node in nodes.values()]))
    end = plan.totals.duration_days + dates_of(plan, plan.servicer.initial_state.epoch_utc)
    days = np.linspace(0.0, end, 200)
    origin = float(next(iter(nodes.values())).at(0.0))

    def shown(values: Array, when: Array | float, about: Array | float = 0.0) -> Array:
        return _near(values - origin - mean_rate * np.asarray(when), np.asarray(about))

    lines: dict[int, Array] = {}
    drifts, stays = [], []
    for leg in plan.legs:
        node = nodes[leg.to_norad_cat_id].at(days)
        line = shown(node[:1], 0.0) + node - node[0] - mean_rate * days
        lines[leg.to_norad_cat_id] = line
        drift = _drift(leg, plan, sky)
        if drift is not None:
            course, first, last = drift
            when = np.array([first, last])
            drifts.append(Stretch(leg.index, when, shown(course.at(when), when, np.interp(last, days, line))))
        arrive = dates_of(plan, leg.arrive_utc)
        beside = np.array([arrive, arrive + plan.mission.stay_days])
        stays.append(Stretch(leg.index, beside, np.interp(beside, days, line)))
    return NodeChart(days, lines, tuple(drifts), tuple(stays), mean_rate)


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
