"""One unbroken trajectory, which meets its targets."""

from __future__ import annotations

from collections.abc import Iterator

import erfa

from adr_planner.plan import Leg, Maneuver
from adr_planner.plan.request import VisitDatesEcho
from adr_planner.verification.physics.constants import DAY, SAME_EPOCH
from adr_planner.verification.physics.integrator import Point
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import SERVICES

__all__ = ["allowed", "continuity", "rendezvous", "servicer_at", "servicer_burns", "stays"]

_POSITION, _VELOCITY = 100.0, 1.0
"""Distance [m] and speed [m/s] that two integrators may differ by after `_LONG`: the verifier's is within a metre of a
third one by then (``studies/verifier_against_heyoka.py``)."""
_LONG = 400.0
"""Days of flight from which on the limits grow: an error of drag takes a satellite away with the square of time."""


def servicer_burns(scene: Scene) -> list[Maneuver]:
    """Return every burn of the servicer's own trajectory, in document order."""
    carried = {item.norad_cat_id: item for item in scene.plan.disposals if SERVICES[item.method].carries}
    burns: list[Maneuver] = []
    for leg in scene.plan.legs:
        burns += leg.maneuvers
        if leg.to_norad_cat_id in carried:
            burns += carried[leg.to_norad_cat_id].maneuvers
    own = [item for item in scene.plan.disposals if item.method == "self"]
    return burns + [burn for item in own for burn in item.maneuvers]


def allowed(days: float) -> tuple[float, float]:
    """Return how far [m] and how fast [m/s] two flights of so many days may be apart.

    Examples
    --------
    >>> allowed(60.0), allowed(800.0)
    ((100.0, 1.0), (400.0, 4.0))
    """
    longer = max(abs(days) / _LONG, 1.0) ** 2
    return _POSITION * longer, _VELOCITY * longer


def servicer_at(scene: Scene, seconds: float) -> Point:
    """Return where the servicer is, flown on from its last documented burn until then, or from the injection."""
    start = scene.plan.servicer.initial_state
    since, here = scene.seconds(start.epoch_utc), scene.injected
    for burn in servicer_burns(scene):
        when = scene.seconds(burn.epoch_utc)
        if since <= when <= seconds + SAME_EPOCH:
            since, here = when, scene.after(burn)
    return scene.servicer(here, since, seconds)


def _distance(a: Point, b: Point) -> tuple[float, float]:
    return float(erfa.pm(a.position - b.position)), float(erfa.pm(a.velocity - b.velocity))


def continuity(scene: Scene) -> Iterator[Check]:
    """Fly from the injection through every burn: each documented state must be where the flight arrives."""
    seconds = scene.seconds(scene.plan.servicer.initial_state.epoch_utc)
    here, origin = scene.injected, "injection"
    for burn in servicer_burns(scene):
        when = scene.seconds(burn.epoch_utc)
        where = f"{origin} -> {burn.id}"
        if origin == "injection":
            yield Check(
                "order", where, "no burn before the injection", when - seconds, 0.0, "s", when >= seconds - SAME_EPOCH
            )
        else:
            apart = when - seconds
            yield Check(
                "order", where, "burns follow each other, no two at once", apart, SAME_EPOCH, "s", apart > SAME_EPOCH
            )
        arrived = scene.servicer(here, seconds, when)
        miss, slip = _distance(arrived, scene.before(burn))
        far, fast = allowed((when - seconds) / DAY)
        yield Check.at_most("continuity", where, "documented position before the burn", miss, far, "m")
        yield Check.at_most("continuity", where, "documented velocity before the burn", slip, fast, "m/s")
        here, seconds, origin = scene.after(burn), when, burn.id


def rendezvous(scene: Scene) -> Iterator[Check]:
    """Fly every target from its published elements to the arrival: the servicer must be beside it."""
    for leg in scene.plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        if leg.arcs:
            continue
        arrive = scene.seconds(leg.arrive_utc)
        if leg.maneuvers:
            late = scene.seconds(leg.maneuvers[-1].epoch_utc) - arrive
            yield Check.at_most("rendezvous", where, "no burn after the stated arrival", late, SAME_EPOCH, "s")
        try:
            target = scene.target(scene.plan.target(leg.to_norad_cat_id), arrive)
        except ValueError as error:
            yield Check("rendezvous", where, f"target can be flown ({error})", 1.0, 0.0, "", passed=False)
            continue
        miss, slip = _distance(servicer_at(scene, arrive), target)
        far, fast = allowed(scene.days(arrive) - scene.elements_days(leg.to_norad_cat_id))
        yield Check.at_most("rendezvous", where, "distance to the target at arrival", miss, far, "m")
        yield Check.at_most("rendezvous", where, "speed against the target", slip, fast, "m/s")


def stays(scene: Scene) -> Iterator[Check]:
    """Check that the servicer stays as long as asked, should it come late too, in a window as long as given."""
    plan = scene.plan
    asked = plan.mission.stay_days * DAY
    start, end = scene.seconds(plan.mission.start_utc), scene.seconds(plan.mission.end_utc)
    launch = scene.seconds(plan.servicer.initial_state.epoch_utc)
    yield Check(
        "window", "injection", "not before the mission starts", launch - start, 0.0, "s", launch >= start - SAME_EPOCH
    )
    for leg, following in zip(plan.legs, plan.legs[1:], strict=False):
        stay = scene.seconds(following.depart_utc) - scene.seconds(leg.arrive_utc)
        where, least = scene.name(leg.to_norad_cat_id), asked + DAY * (leg.slack_days or 0.0)
        yield Check("stay", where, "time beside the target", stay / DAY, least / DAY, "day", stay >= least - SAME_EPOCH)
        if following.maneuvers:
            early = scene.seconds(following.depart_utc) - scene.seconds(following.maneuvers[0].epoch_utc)
            yield Check(
                "stay", where, "no burn of the next leg before it departs", early, 0.0, "s", early <= SAME_EPOCH
            )
    last = scene.seconds(plan.legs[-1].arrive_utc) + asked + DAY * (plan.legs[-1].slack_days or 0.0)
    yield Check(
        "window", scene.name(plan.legs[-1].to_norad_cat_id), "last stay ends in the window", last - start, end - start,
        "s", last <= end + SAME_EPOCH,
    )  # fmt: skip
    for item in plan.mission.dates or ():
        for leg in plan.legs:
            if leg.to_norad_cat_id == item.norad_cat_id:
                yield from _dated(scene, leg, item)
    for leg in plan.legs:
        depart, arrive = scene.seconds(leg.depart_utc), scene.seconds(leg.arrive_utc)
        wrong = abs((arrive - depart) / DAY - leg.duration_days)
        yield Check.at_most(
            "stay", scene.name(leg.to_norad_cat_id), "duration of the leg as stated", wrong, 1e-6, "day"
        )


def _dated(scene: Scene, leg: Leg, asked: VisitDatesEcho) -> Iterator[Check]:
    """Check that a target is reached between the dates asked for."""
    where, arrive = scene.name(asked.norad_cat_id), scene.seconds(leg.arrive_utc)
    if asked.earliest_utc is not None:
        early = scene.seconds(asked.earliest_utc) - arrive
        yield Check("window", where, "not before the earliest date", early, 0.0, "s", early <= SAME_EPOCH)
    if asked.latest_utc is not None:
        late = arrive + DAY * (leg.slack_days or 0.0) - scene.seconds(asked.latest_utc)
        yield Check("window", where, "not after the latest date", late, 0.0, "s", late <= SAME_EPOCH)
