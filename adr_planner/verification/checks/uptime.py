"""Whether every target is still up while it is served, by SGP4 from the elements in the document."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.plan import Omm
from adr_planner.verification.physics.constants import EARTH_RADIUS_KM
from adr_planner.verification.physics.frames import days_of, sgp4_record, time_of_text
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["uptime"]

_LOWEST_KM = 100.0
"""Mean perigee at which an orbit has ended, above the equatorial radius [km]."""
_SGP4_KM = 6378.135
"""SGP4's own unit of length, the radius of WGS-72 [km]."""
_RISEN = 1.05
"""A semi-major axis that has grown so much is no orbit any more: past its end SGP4 need not say so by a code."""
_DECADE = 3652.5
"""So far, at least, the way is followed for the margin to be seen [days]."""


def uptime(scene: Scene) -> Iterator[Check]:
    """Hold the end of every stay against the day on which SGP4 takes the target down."""
    for leg in scene.plan.legs:
        target = scene.plan.target(leg.to_norad_cat_id)
        arrive = scene.days(scene.seconds(leg.arrive_utc)) - days_of(time_of_text(target.omm.EPOCH))
        age = arrive + (leg.slack_days or 0.0) + scene.plan.mission.stay_days
        end = _end(target.omm, max(age, _DECADE))
        statement = "served before it comes down by SGP4: age of its elements"
        yield Check.at_most("uptime", scene.name(target.norad_cat_id), statement, age, end, "day")


def _end(omm: Omm, days: float) -> float:
    """Return how long elements last by SGP4, looked at day by day, up to a number of days."""
    record, day = sgp4_record(omm), 0.0
    record.sgp4_tsince(0.0)
    highest = _RISEN * record.am
    while day < days:
        code, _, _ = record.sgp4_tsince(1440.0 * day)
        perigee = record.am * (1.0 - record.em) * _SGP4_KM - EARTH_RADIUS_KM
        if code or not (perigee > _LOWEST_KM and record.am < highest):
            return day
        day += 1.0
    return days
