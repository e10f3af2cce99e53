"""The phases of every leg, its node gap and its estimate, against the burns and the flight."""

from __future__ import annotations

import math
from collections.abc import Iterator

import erfa

from adr_planner.plan import Leg, MeanOrbit
from adr_planner.verification.checks.roles import departing
from adr_planner.verification.flights.trajectory import servicer_at
from adr_planner.verification.physics.angles import short_turn_deg
from adr_planner.verification.physics.constants import DAY, SAME_EPOCH
from adr_planner.verification.physics.integrator import Point
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import SERVICES

__all__ = ["phases"]

_AXIS, _ANGLE, _ECC = 2.0, 0.02, 3e-3
"""How far a stated mean orbit may be from the flown one [km], [deg], [-]: a mean is a matter of definition."""
_NODE = 0.05
"""Slack on a node gap, as a turn of the plane [deg]: 2 deg off the equator a node off by 0.03 deg turns it by 0.001."""
_ESTIMATE, _ESTIMATE_SPEED = 0.5, 50.0
"""How far the price of a leg may be from its flight, relative and [m/s]: published legs are within 11 %."""


def phases(scene: Scene) -> Iterator[Check]:
    """Judge what is said about every leg beside its burns."""
    for leg in scene.plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        off = abs(leg.estimate_delta_v_m_s - leg.delta_v_m_s)
        # Prices learnt from flights hold the reserve.
        limit = max(_ESTIMATE_SPEED, _ESTIMATE * leg.delta_v_m_s) + (leg.reserve_m_s or 0.0)
        yield Check.within("estimate", where, "price of the search against the flight", off, limit, "m/s")
        yield from _node_gap(scene, leg, where)
        yield from _phases(scene, leg, where)


def _start(scene: Scene, leg: Leg) -> Point:
    """Return where the servicer is when a leg starts: injected, beside its last target, or where a tug came back to."""
    depart = scene.seconds(leg.depart_utc)
    if leg.from_norad_cat_id is not None and SERVICES[scene.plan.servicer.concept].carries:
        return servicer_at(scene, depart)
    if leg.from_norad_cat_id is not None:
        return scene.target(scene.plan.target(leg.from_norad_cat_id), depart)
    return scene.servicer(scene.injected, scene.seconds(scene.plan.servicer.initial_state.epoch_utc), depart)


def _node_gap(scene: Scene, leg: Leg, where: str) -> Iterator[Check]:
    try:
        there = scene.shape(scene.target(scene.plan.target(leg.to_norad_cat_id), scene.seconds(leg.depart_utc)))
        gap = there.raan - scene.shape(_start(scene, leg)).raan
    except ValueError as error:
        yield Check.holds("node gap", where, f"target can be flown ({error})", passed=False)
        return
    off = _turned(gap - leg.raan_gap_deg, there.inc)
    yield Check.within("node gap", where, "node of the target minus node of the servicer", off, _NODE, "deg")


def _phases(scene: Scene, leg: Leg, where: str) -> Iterator[Check]:
    """Check that phases follow each other, are named by the burns, and drift in the orbit stated."""
    depart, arrive = scene.seconds(leg.depart_utc), scene.seconds(leg.arrive_utc)
    begin, close = _drift(scene, leg)
    ends = {
        "departure": (depart, begin), "drift": (begin, close), "rendezvous": (close, arrive),
        "stay": (arrive, arrive + scene.plan.mission.stay_days * DAY),
    }  # fmt: skip
    wanted = [kind for kind, (start, stop) in ends.items() if stop - start > SAME_EPOCH]
    stated = [phase.kind for phase in leg.phases]
    yield Check.holds("phase", where, f"phases are {', '.join(wanted)}", stated == wanted)
    for phase in leg.phases:
        start, stop = ends[phase.kind]
        off = max(abs(scene.seconds(phase.start_utc) - start), abs(scene.seconds(phase.stop_utc) - stop))
        yield Check.within("phase", where, f"dates of the {phase.kind}", off, SAME_EPOCH, "s")
        drifts = phase.kind == "drift"
        yield Check.holds("phase", where, f"orbit of the {phase.kind}", (phase.orbit is not None) == drifts)
        if drifts and phase.orbit is not None and leg.maneuvers:
            yield from _orbit(scene, leg, phase.orbit, where)


def _drift(scene: Scene, leg: Leg) -> tuple[float, float]:
    """Return when the drift of a leg begins and ends [s]."""
    depart, arrive = scene.seconds(leg.depart_utc), scene.seconds(leg.arrive_utc)
    if leg.arcs:
        leaving = [scene.seconds(arc.stop_utc) for arc in leg.arcs if arc.kind == "departure"]
        closing = [scene.seconds(arc.start_utc) for arc in leg.arcs if arc.kind != "departure"]
    else:
        count = departing(scene, leg)
        leaving = [scene.seconds(burn.epoch_utc) for burn in leg.maneuvers[:count]]
        closing = [scene.seconds(burn.epoch_utc) for burn in leg.maneuvers[count:]]
    return (leaving[-1] if leaving else depart), (closing[0] if closing else arrive)


def _orbit(scene: Scene, leg: Leg, stated: MeanOrbit, where: str) -> Iterator[Check]:
    count = departing(scene, leg)
    here = scene.after(leg.maneuvers[count - 1]) if count else _start(scene, leg)
    flown = scene.shape(here)
    turned = _turned(stated.raan_deg - flown.raan, flown.inc)
    for what, off, limit, unit in (
        ("semi-major axis", stated.sma_km - flown.a / 1e3, _AXIS, "km"),
        ("inclination", stated.inclination_deg - flown.inc, _ANGLE, "deg"),
        ("RAAN", turned, _ANGLE, "deg"),
        ("eccentricity", stated.eccentricity - float(erfa.pm(flown.ecc)), _ECC, "1"),
    ):
        yield Check.within("phase", where, f"{what} of the drift", off, limit, unit)


def _turned(node: float, inclination: float) -> float:
    """Return how far a node turns the plane of its orbit [deg]."""
    return abs(short_turn_deg(node)) * math.sin(math.radians(inclination))
