"""What every burn is for, by when it is made and what it does, whatever it is called.

The drift of a leg is its longest coast: what comes before it departs, what comes after it closes in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from adr_planner.plan import Leg, Maneuver, PlannedDisposal
from adr_planner.verification.physics.constants import SAME_EPOCH
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import SERVICES, enters_with_last, last_served

__all__ = ["departing", "roles"]

_LEG = {"departure": 0, "arrival": 1, "rendezvous": 2}


def departing(scene: Scene, leg: Leg) -> int:
    """Return how many burns of a leg come before its drift, the longest coast from its departure to its arrival."""
    burns = (scene.seconds(burn.epoch_utc) for burn in leg.maneuvers)
    times = [scene.seconds(leg.depart_utc), *burns, scene.seconds(leg.arrive_utc)]
    coasts = [stop - start for start, stop in pairwise(times)]
    return coasts.index(max(coasts))


def roles(scene: Scene) -> Iterator[Check]:
    """Hold what burns are called against what they do."""
    for leg in scene.plan.legs:
        count, arrive = departing(scene, leg), scene.seconds(leg.arrive_utc)
        for k, burn in enumerate(leg.maneuvers):
            before = k < count
            what = "before the drift it is a departure" if before else "after the drift it is no departure"
            known = burn.kind in _LEG
            yield Check.holds("roles", burn.id, what, known and (burn.kind == "departure") == before)
            if not before:
                there = abs(scene.seconds(burn.epoch_utc) - arrive) <= SAME_EPOCH
                yield Check.holds(
                    "roles", burn.id, "the burn at the arrival, and no other, is the rendezvous",
                    (burn.kind == "rendezvous") == there,
                )  # fmt: skip
        yield from _in_order(leg.maneuvers, _LEG)
    for item in scene.plan.disposals:
        yield from _ending(scene, item)
        order = {kind: k for k, kind in enumerate(SERVICES[item.method].kinds)}
        yield from _in_order(item.maneuvers, order)


def _in_order(made: tuple[Maneuver, ...], order: dict[str, int]) -> Iterator[Check]:
    for first, second in pairwise(made):
        rises = order.get(first.kind, -1) <= order.get(second.kind, -1)
        yield Check.holds("roles", second.id, f"a burn of kind {second.kind} after one of kind {first.kind}", rises)


def _ending(scene: Scene, item: PlannedDisposal) -> Iterator[Check]:
    """Check that what lowers a perigee brakes, and that a tug climbs once it has let go, unless it ends there."""
    for burn in item.maneuvers:
        known = burn.kind in SERVICES[item.method].kinds
        yield Check.holds("roles", burn.id, f"a {item.method} makes burns of this kind", known)
        if burn.kind == "disposal":
            yield Check.holds("roles", burn.id, "a disposal brakes", _along(burn) < 0.0)
    back = [burn for burn in item.maneuvers if burn.kind == "return"]
    if item.method != "tug":
        return
    where = f"disposal of {item.norad_cat_id}"
    if last_served(scene.plan, item) and enters_with_last(scene.plan):
        yield Check.holds("roles", where, "a tug that enters with its last target does not climb", not back)
        return
    lifts = bool(back) and _along(back[0]) > 0.0
    yield Check.holds("roles", where, "a tug climbs after it has let go", lifts)


def _along(burn: Maneuver) -> float:
    """Return the part of a burn along the flight [m/s]."""
    ahead = math.fsum(a * b for a, b in zip(burn.delta_v_m_s, burn.velocity_km_s, strict=True))
    return ahead / (math.hypot(*burn.velocity_km_s) or math.inf)
