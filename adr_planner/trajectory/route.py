"""The route of the servicer, or of one target, through a plan: arc after arc, every documented state on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from adr_planner.core.constants import G0, Gravity
from adr_planner.core.spiral import Thruster
from adr_planner.core.thrust import Steering
from adr_planner.core.vectors import turned
from adr_planner.environment import Environment
from adr_planner.plan import Leg, Maneuver, MissionPlan, ThrustArc
from adr_planner.trajectory.arc import Arc, Thrust
from adr_planner.trajectory.declared import declared_environment, elements_of
from adr_planner.transfer.motion import published_state
from adr_planner.transfer.state import State
from adr_planner.units import DAY, parse_utc

__all__ = ["ENTRY", "Map", "map_of"]

ENTRY = 120e3
"""Altitude at which a descent is given up to re-entry [m]: the entry interface."""
_LOOK = 60.0
"""Between two looks for it [s]."""
_SAME_TIME = 2e-6
"""Epochs no further apart are one [s]: documents write microseconds."""


class Map:
    """A plan with the environment it declares, and the routes through it.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    """

    def __init__(self, plan: MissionPlan) -> None:
        self.plan = plan
        self._targets: dict[int, tuple[Arc, ...]] = {}

    @cached_property
    def environment(self) -> Environment:
        """Frame, clock and forces."""
        return declared_environment(self.plan)

    @cached_property
    def servicer(self) -> tuple[Arc, ...]:
        """Arcs of the servicer, from its injection to its end."""
        route = _Route(self, self._initial(), self._field(self.plan.servicer.drag_m2_kg))
        for leg, leave in zip(self.plan.legs, self._leaves, strict=True):
            self._leg(route, leg, leave)
        if self._enters_with_last:
            route.descend(self._leaves[-1], falls=True)
        for disposal in self.plan.disposals:
            if disposal.method == "self":
                route.burn_all(disposal.maneuvers, "coast")
                self._thrust_all(route, disposal.arcs or ())
                if disposal.maneuvers:
                    route.descend(self._leaves[-1], falls=True)
        return tuple(route.arcs)

    def target(self, norad_cat_id: int) -> tuple[Arc, ...]:
        """Return the arcs of a target, from the start of the mission to its entry or to the end of the plan."""
        if norad_cat_id not in self._targets:
            self._targets[norad_cat_id] = self._target(norad_cat_id)
        return self._targets[norad_cat_id]

    def _target(self, norad_cat_id: int) -> tuple[Arc, ...]:
        leg, leave = next(
            pair for pair in zip(self.plan.legs, self._leaves, strict=True) if pair[0].to_norad_cat_id == norad_cat_id
        )
        disposal = next((item for item in self.plan.disposals if item.norad_cat_id == norad_cat_id), None)
        field = self._field(self.plan.target(norad_cat_id).drag_m2_kg)
        start = self._published(norad_cat_id).at(self.seconds(self.plan.mission.start_utc), field)
        route = _Route(self, start, field)
        route.to(self.seconds(leg.arrive_utc), "coast")
        if disposal is None or disposal.method != "tug":
            route.to(leave, "stay")
        burns = disposal.down if disposal else ()
        route.burn_all(burns, "disposal")
        if burns and disposal is not None:
            route.descend(self._leaves[-1], falls=disposal.controlled)
        else:
            route.to(self._leaves[-1], "coast")
        return tuple(route.arcs)

    def seconds(self, text: str) -> float:
        """Return seconds since the plan epoch of a UTC text."""
        return self.environment.seconds(parse_utc(text))

    def documented(self, where: Maneuver | ThrustArc) -> State:
        """Return the documented state before a burn, or at the start of a thrust arc."""
        epoch = where.epoch_utc if isinstance(where, Maneuver) else where.start_utc
        return self._inward(self.seconds(epoch), where.position_km, where.velocity_km_s)

    def inward(self, vector: Sequence[float]) -> np.ndarray:
        """Turn a vector of GCRF into the planning frame."""
        return turned(self.environment.to_gcrf.T, vector)

    def _inward(self, seconds: float, position: Sequence[float], velocity: Sequence[float]) -> State:
        return State(seconds, self.inward(position) * 1e3, self.inward(velocity) * 1e3)

    def _initial(self) -> State:
        start = self.plan.servicer.initial_state
        return self._inward(self.seconds(start.epoch_utc), start.position_km, start.velocity_km_s)

    def _field(self, drag: float | None) -> Gravity:
        return self.environment.dragging(0.0 if self.plan.conventions.atmosphere is None else drag or 0.0)

    @cached_property
    def _leaves(self) -> list[float]:
        """When the servicer leaves each target."""
        leaves = [self.seconds(leg.depart_utc) for leg in self.plan.legs[1:]]
        last = self.plan.legs[-1]
        stay = self.plan.mission.stay_days + (last.slack_days or 0.0)
        return [*leaves, self.seconds(last.arrive_utc) + stay * DAY]

    def _published(self, norad_cat_id: int) -> State:
        """Return the state of a target at the epoch of its elements, by SGP4."""
        target = self.plan.target(norad_cat_id)
        return published_state(elements_of(target), target.name, norad_cat_id, self.environment)

    def _leg(self, route: _Route, leg: Leg, leave: float) -> None:
        """Follow a leg, the stay after it, and what a tug does in it."""
        arrive = self.seconds(leg.arrive_utc)
        beside = self._field(self.plan.target(leg.to_norad_cat_id).drag_m2_kg)
        route.burn_all(leg.maneuvers, "coast")
        self._thrust_all(route, leg.arcs or ())
        if leg.arcs is not None:
            # The far-range approach of a low-thrust leg is not planned: it ends beside the target.
            route.to(arrive, "approach")
            route.here = self._published(leg.to_norad_cat_id).at(arrive, beside)
        route.to(arrive, "coast")
        own, route.field = route.field, beside
        route.burn_all(self.tug_burns(leg), "disposal")
        if leg is not self.plan.legs[-1] or not self._enters_with_last:
            route.to(leave, "stay")
        route.field = own

    @cached_property
    def _enters_with_last(self) -> bool:
        """Whether a tug comes down with its last target: it burns no more once that is let go to enter."""
        number = self.plan.legs[-1].to_norad_cat_id
        last = [item for item in self.plan.disposals if item.norad_cat_id == number and item.method == "tug"]
        return any(item.controlled and item.down == item.maneuvers for item in last)

    def tug_burns(self, leg: Leg) -> tuple[Maneuver, ...]:
        """Return the burns a tug makes with the target of a leg."""
        mine = (item for item in self.plan.disposals if item.norad_cat_id == leg.to_norad_cat_id)
        return tuple(burn for item in mine if item.method == "tug" for burn in item.maneuvers)

    def _thrust_all(self, route: _Route, arcs: Sequence[ThrustArc]) -> None:
        servicer = self.plan.servicer
        for k, arc in enumerate(arcs):
            start, stop = self.documented(arc), self.seconds(arc.stop_utc)
            engine = Thruster(arc.thrust_n, G0 * servicer.isp_s, shaded=True)
            law = arc.steering
            centre = math.nan if law.centre_deg is None else math.radians(law.centre_deg)
            steering = Steering(law.speed_m_s or 1.0, math.radians(law.yaw_deg or 0.0), centre)
            thrust = Thrust(engine, steering, arc.mass_before_kg, arc.delta_v_m_s, self.environment.days)
            following = self.documented(arcs[k + 1]) if k + 1 < len(arcs) else None
            joined = following is not None and abs(following.time - stop) < _SAME_TIME
            route.to(start.time, "coast", start)
            route.push(thrust, stop, arc.id, following if joined else None)


@lru_cache(maxsize=4)
def map_of(plan: MissionPlan) -> Map:
    """Return the map of a plan; those of the last few are kept, for their flights take seconds."""
    return Map(plan)


class _Route:
    """A route as it grows."""

    def __init__(self, plan: Map, start: State, field: Gravity) -> None:
        self.map, self.here, self.field = plan, start, field
        self.arcs: list[Arc] = []
        self.burn: str | None = None

    def to(self, time: float, kind: str, documented: State | None = None) -> None:
        """Coast to a time, and to the state documented there."""
        if time > self.here.time + _SAME_TIME:
            end = documented or self.here.at(time, self.field)
            self.arcs.append(Arc(kind, self.here, end, self.field, self.burn))
            self.burn, self.here = None, end
        elif documented is not None:
            if self.arcs and self.burn is None:  # a leg that begins with a burn: the stay before it ends there
                self.arcs[-1] = replace(self.arcs[-1], end=documented)
            self.here = documented

    def burn_all(self, burns: Sequence[Maneuver], kind: str) -> None:
        """Coast to burns, and burn them."""
        for burn in burns:
            before = self.map.documented(burn)
            self.to(before.time, kind, before)
            self.here = before.after_impulse(self.map.inward(burn.delta_v_m_s))
            self.burn = burn.id

    def push(self, thrust: Thrust, stop: float, name: str, documented: State | None) -> None:
        """Fly a thrust arc."""
        arc = Arc("thrust", self.here, State(stop, self.here.position, self.here.velocity), self.field, name, thrust)
        end = documented or arc.flown(np.array([stop]))[0]
        self.arcs.append(replace(arc, end=end))
        self.burn, self.here = None, end

    def descend(self, until: float, *, falls: bool) -> None:
        """Fly on after the last burn to the entry interface, or to a time if it stays above."""
        period = 2.0 * math.pi * math.sqrt(self.here.radius**3 / self.field.mu)
        last = self.here.time + period if falls else max(until, self.here.time + period)
        entry = self.map.environment.gravity.radius + ENTRY
        here = self.here
        while here.time < last:
            there = here.at(min(here.time + _LOOK, last), self.field)
            if there.radius < entry:
                last = _crossing(here, there.time, entry, self.field)
                break
            here = there
        self.to(last, "descent")


def _crossing(here: State, late: float, radius: float, field: Gravity) -> float:
    """Return when a fall passes a radius, by bisection to the microsecond."""
    early = here.time
    while late - early > 1e-6:
        middle = 0.5 * (early + late)
        early, late = (early, middle) if here.at(middle, field).radius < radius else (middle, late)
    return round(early, 6)
