"""The injection: on the orbit and date that were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.verification.physics.angles import short_turn_deg
from adr_planner.verification.physics.constants import DAY, SAME_EPOCH
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["launch"]

_ALTITUDE, _ANGLE = 1.0, 0.01
"""Slack on altitude [km], inclination and node [deg], date [s]."""


def launch(scene: Scene) -> Iterator[Check]:
    """Hold the state the launcher leaves the servicer in against the mission's injection."""
    mission, first, start = scene.plan.mission, scene.plan.legs[0], scene.plan.servicer.initial_state
    seconds, arrive = scene.seconds(start.epoch_utc), scene.seconds(first.arrive_utc)
    orbit = scene.shape(scene.injected)
    altitude = (orbit.a - scene.field.radius) / 1e3
    early = mission.commissioning_days * DAY - (arrive - seconds)
    yield Check.at_most("launch", "injection", "commissioning before the first arrival", early, SAME_EPOCH, "s")
    off = abs(scene.seconds(first.depart_utc) - seconds)
    yield Check.at_most("launch", "injection", "first leg departs there", off, SAME_EPOCH, "s")
    given = mission.injection
    if given is None:
        target = scene.shape(scene.target(scene.plan.target(first.to_norad_cat_id), arrive))
        asked = (target.a - scene.field.radius) / 1e3 - mission.injection_below_km
    else:
        asked = given.altitude_km
        off = abs(orbit.inc - given.inclination_deg)
        yield Check.at_most("launch", "injection", "inclination asked for", off, _ANGLE, "deg")
        if given.raan_deg is not None:
            off = abs(short_turn_deg(orbit.raan - given.raan_deg))
            yield Check.at_most("launch", "injection", "node asked for", off, _ANGLE, "deg")
    off = abs(altitude - asked)
    yield Check.at_most("launch", "injection", "altitude asked for", off, _ALTITUDE, "km")
    late = abs(early) if given is None or given.date_utc is None else abs(scene.seconds(given.date_utc) - seconds)
    yield Check.at_most("launch", "injection", "date asked for", late, SAME_EPOCH, "s")
