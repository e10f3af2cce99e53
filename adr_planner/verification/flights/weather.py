"""The fuller forces under one Sun, and the targets in them."""

from __future__ import annotations

from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.declared import Sun, declared_activity
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.frames import target_at_epoch
from adr_planner.verification.physics.integrator import ROUGH, Point, coast
from adr_planner.verification.scene import Scene

__all__ = ["SERVICER_DRAG", "TARGET_DRAG", "Weather"]

SERVICER_DRAG, TARGET_DRAG = 0.02, 0.01
"""Cd A / m [m2/kg] where none is declared: values the shared study of full-force flights used."""


class Weather:
    """A plan's fuller field under one Sun; every target is flown once, from its published elements on.

    Parameters
    ----------
    scene : Scene
        The plan.
    sun : {"mean", "weak", "strong"}
        Whose activity, as declared; plans that declare none are flown under a mean Sun.
    """

    def __init__(self, scene: Scene, sun: Sun) -> None:
        self.sun: Sun = sun
        self._scene = scene
        air = scene.plan.conventions.atmosphere
        activity = declared_activity(air, sun) if air is not None else declared_activity(None)
        self._field = scene.field.fuller(0.0, scene.sky, activity)
        self._targets: dict[int, Point] = {}

    @property
    def servicer_field(self) -> Field:
        """What the servicer flies in on its way."""
        return self._field._replace(drag=self._scene.plan.servicer.drag_m2_kg or SERVICER_DRAG)

    def target_field(self, norad_cat_id: int) -> Field:
        """Return what a target flies in."""
        return self._field._replace(drag=self._scene.plan.target(norad_cat_id).drag_m2_kg or TARGET_DRAG)

    def target(self, norad_cat_id: int, seconds: float) -> Point:
        """Return where a target is by then."""
        target = self._scene.plan.target(norad_cat_id)
        here = self._targets.get(norad_cat_id) or target_at_epoch(target.omm)
        passed = (self._scene.days(seconds) - here.days) * DAY
        self._targets[norad_cat_id] = coast(here, passed, self.target_field(norad_cat_id), ROUGH)
        return self._targets[norad_cat_id]
