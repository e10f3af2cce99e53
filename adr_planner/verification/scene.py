"""The plan under verification: forces, epochs, burns and targets, taken from the document alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from adr_planner.plan import Maneuver, MissionPlan, PlannedTarget, ThrustArc
from adr_planner.plan.request import InitialState
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.declared import SUNS, Sun, declared_air, declared_field, sky_of
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.frames import days_of, target_at_epoch, teme_rotation, time_of_text
from adr_planner.verification.physics.integrator import Point, coast
from adr_planner.verification.physics.mean_orbits import MeanShape, mean_shape
from adr_planner.verification.physics.sky import Sky

__all__ = ["Scene"]


class Scene:
    """A plan with the field it says it was flown in.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    """

    def __init__(self, plan: MissionPlan) -> None:
        self.plan = plan
        self._origin = time_of_text(plan.conventions.plan_epoch_utc)
        self._targets: dict[int, Point] = {}
        air = plan.conventions.atmosphere
        self._air = None if air is None else declared_air(air)
        self.equinox = teme_rotation(self._origin)[:, 0]
        """Direction nodes are counted from: the mean equinox of the plan epoch, GCRF."""

    @cached_property
    def sky(self) -> Sky:
        """Sun, Moon and pole over the time of the plan, whether it declares them or not."""
        return sky_of(self.plan)

    @cached_property
    def field(self) -> Field:
        """What the plan says it was flown in, without drag."""
        return declared_field(self.plan, self.sky)

    @property
    def suns(self) -> tuple[Sun, ...]:
        """Suns to fly under: only the mean one where the document knows no other."""
        air = self.plan.conventions.atmosphere
        return SUNS if air is not None and air.activity else SUNS[:1]

    @property
    def servicer_field(self) -> Field:
        """What the servicer says it flies in between targets."""
        return self._with_drag(self.plan.servicer.drag_m2_kg)

    def target_field(self, norad_cat_id: int) -> Field:
        """Return what a target is said to fly in, with whatever stays beside it."""
        return self._with_drag(self.plan.target(norad_cat_id).drag_m2_kg)

    def _with_drag(self, drag: float | None) -> Field:
        return self.field if self._air is None or drag is None else self.field.dragging(drag, self._air)

    def seconds(self, text: str) -> float:
        """Return continuous seconds since the plan epoch of a UTC text."""
        return float((time_of_text(text).tai - self._origin.tai).to_value("s"))

    def days(self, seconds: float) -> float:
        """Return days since J2000 of so many seconds."""
        return days_of(self._origin) + seconds / DAY

    @property
    def injected(self) -> Point:
        """The documented state the launcher leaves the servicer in."""
        start = self.plan.servicer.initial_state
        return self._documented(start.epoch_utc, start)

    def before(self, burn: Maneuver) -> Point:
        """Return the documented state before a burn."""
        return self._documented(burn.epoch_utc, burn)

    def after(self, burn: Maneuver) -> Point:
        """Return the documented state just after a burn."""
        point = self.before(burn)
        return Point(point.days, point.position, point.velocity + np.array(burn.delta_v_m_s))

    def start_of(self, arc: ThrustArc) -> Point:
        """Return the documented state at the start of a thrust arc."""
        return self._documented(arc.start_utc, arc)

    def _documented(self, date: str, state: InitialState | Maneuver | ThrustArc) -> Point:
        days = self.days(self.seconds(date))
        return Point(days, np.array(state.position_km) * 1e3, np.array(state.velocity_km_s) * 1e3)

    def shape(self, point: Point) -> MeanShape:
        """Return the averages of a revolution in the field the plan says it was flown in."""
        return mean_shape(point, self.field, self.equinox)

    def target(self, target: PlannedTarget, seconds: float) -> Point:
        """Return where a target is, flown from its published elements alone."""
        number = target.norad_cat_id
        here = self._targets.get(number) or target_at_epoch(target.omm)
        there = coast(here, (self.days(seconds) - here.days) * DAY, self.target_field(number))
        self._targets[number] = there
        return there

    def elements_days(self, norad_cat_id: int) -> float:
        """Return the epoch of a target's elements, in days since J2000 (TAI)."""
        return days_of(time_of_text(self.plan.target(norad_cat_id).omm.EPOCH))

    def servicer(self, point: Point, start: float, stop: float) -> Point:
        """Fly the servicer between two times: beside a target with the drag of it, on the way with its own."""
        now = start
        for arrive, leave, number in self._stays() if self._air is not None else ():
            if arrive < stop and leave > now:
                point = coast(point, max(arrive - now, 0.0), self.servicer_field)
                now = max(arrive, now)
                point = coast(point, min(leave, stop) - now, self.target_field(number))
                now = min(leave, stop)
        return coast(point, stop - now, self.servicer_field)

    def _stays(self) -> Iterator[tuple[float, float, int]]:
        """Say when the servicer is beside which target."""
        leaves = [self.seconds(leg.depart_utc) for leg in self.plan.legs[1:]]
        arrivals = [self.seconds(leg.arrive_utc) for leg in self.plan.legs]
        stay = self.plan.mission.stay_days + (self.plan.legs[-1].slack_days or 0.0)
        leaves.append(arrivals[-1] + stay * DAY)
        for leg, arrive, leave in zip(self.plan.legs, arrivals, leaves, strict=True):
            yield arrive, leave, leg.to_norad_cat_id

    def name(self, norad_cat_id: int) -> str:
        """Return what to call a target in a check."""
        return f"{self.plan.target(norad_cat_id).name} ({norad_cat_id})"
