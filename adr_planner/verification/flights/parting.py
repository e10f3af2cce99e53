"""A tug parts from what it let go: flown apart from it until it departs, and never near it again."""

from __future__ import annotations

import math
from collections.abc import Iterator

import erfa

from adr_planner.plan import PlannedDisposal
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.integrator import coast
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import enters_with_last, last_served, parts

__all__ = ["parting"]

_NEAREST = 5.0
"""Least distance of a tug from what it let go, a revolution after it parted and until it departs [km]: a burn of a
metre a second makes 17 km of it in a turn. A choice of this project: no standard names a figure."""
_SAME = 0.05
"""How far a stated least distance may be from the flown one, relative."""
_LOOK = 60.0
"""Between two looks [s]."""


def parting(scene: Scene) -> Iterator[Check]:
    """Fly every tug and what it let go from its first burn alone to its departure."""
    if not parts(scene.plan):
        return
    for item in scene.plan.disposals:
        if item.method != "tug" or (last_served(scene.plan, item) and enters_with_last(scene.plan)):
            continue
        where = scene.name(item.norad_cat_id or 0)
        alone = [burn for burn in item.maneuvers if burn.kind == "return"]
        yield Check.holds("parting", where, "the tug burns to get away from what it let go", bool(alone))
        if alone and item.down:
            yield from _apart(scene, item, where)


def _apart(scene: Scene, item: PlannedDisposal, where: str) -> Iterator[Check]:
    least = _least(scene, item)
    yield Check(
        "parting", where, "distance from what it let go, a turn after it parted", least, _NEAREST, "km",
        least >= _NEAREST,
    )  # fmt: skip
    stated = item.least_distance_km
    off = math.inf if stated is None else abs(stated / least - 1.0)
    yield Check.at_most("parting", where, "least distance as stated", off, _SAME, "relative")


def _least(scene: Scene, item: PlannedDisposal) -> float:
    """Return the least distance [km]."""
    alone = [burn for burn in item.maneuvers if burn.kind == "return"]
    field = scene.target_field(item.norad_cat_id or 0)
    target = tug = scene.after(item.down[-1])
    now = scene.seconds(item.down[-1].epoch_utc)
    period = 2.0 * math.pi * math.sqrt(float(erfa.pm(target.position)) ** 3 / scene.field.mu)
    time, least = scene.seconds(alone[0].epoch_utc) + period, math.inf
    leave = _leave(scene, item)
    while time <= leave:
        made = [burn for burn in alone if scene.seconds(burn.epoch_utc) <= time]
        alone = alone[len(made) :]
        target, before = coast(target, time - now, field), now
        for burn in made:
            tug, before = scene.after(burn), scene.seconds(burn.epoch_utc)
        tug, now = coast(tug, time - before, field), time
        least = min(least, float(erfa.pm(target.position - tug.position)) / 1e3)
        time += _LOOK
    return least


def _leave(scene: Scene, item: PlannedDisposal) -> float:
    """Return when the servicer leaves a target [s]."""
    legs = scene.plan.legs
    place = next(k for k, leg in enumerate(legs) if leg.to_norad_cat_id == item.norad_cat_id)
    if place + 1 < len(legs):
        return scene.seconds(legs[place + 1].depart_utc)
    stay = scene.plan.mission.stay_days + (legs[-1].slack_days or 0.0)
    return scene.seconds(legs[-1].arrive_utc) + stay * DAY
