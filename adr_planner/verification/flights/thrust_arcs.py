"""The thrust arcs of an electric servicer, flown again: each leg unbroken from one target's orbit to the next's.

A leg starts exactly beside its last target and ends in the orbit of the next, behind it or ahead of it: from there the
far-range approach takes over, which the proximity allowance pays for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import erfa

from adr_planner.plan import Leg, MeanOrbit, ThrustArc
from adr_planner.verification.flights.robustness import ahead
from adr_planner.verification.flights.trajectory import allowed
from adr_planner.verification.physics.angles import short_turn_deg
from adr_planner.verification.physics.constants import DAY, SAME_EPOCH
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, coast
from adr_planner.verification.physics.mean_orbits import MeanShape
from adr_planner.verification.physics.thrust import fly_arc
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["Flight", "legs_under_thrust", "phase_allowed"]

_AXIS, _PLANE, _ECC, _PHASE = 1.0, 0.01, 5e-4, 2.0
"""How far the orbit at arrival may be from the target's: semi-major axis [km], plane [deg], eccentricity vector, and
place along it [deg], on the day."""
_AXIS_HELD = 50.0
"""By how much the semi-major axes of two flights under thrust may differ in the mean of a leg [m], one part in 140,000:
it takes them apart along the orbit by 5 deg in 100 days."""
_MEAN_AXIS, _MEAN_ANGLE, _MEAN_ECC = 1.0, 0.01, 3e-3
"""The same for stated mean orbits: a mean is a matter of definition, to first order in J2 and J3."""
_SPENT = 2e-4
"""Relative slack on the delta-v that constant thrust gives between the stated dates: two integrators under one Sun
agree to 1e-5; a Sun 0.01 deg off is found."""
_SWITCH = 5.0
"""And what an arc may gain at an edge of the shadow, as time of thrust [s], beside what a flight elsewhere on its orbit
gains there: a phase of 5 deg is 80 s."""
_WAIT = 5.0
"""Longest time between the last arc and the arrival [day]."""


class Flight:
    """One leg as an unbroken trajectory.

    Parameters
    ----------
    scene : Scene
        The plan.
    leg : Leg
        Which.
    field : Field
        Forces beside the thrust.
    """

    def __init__(self, scene: Scene, leg: Leg, field: Field) -> None:
        self.ends: list[tuple[ThrustArc, Point, Point, float]] = []
        arcs = leg.arcs or ()
        here = scene.start_of(arcs[0])
        now = scene.seconds(arcs[0].start_utc)
        isp = scene.plan.servicer.isp_s
        for arc in arcs:
            start, stop = scene.seconds(arc.start_utc), scene.seconds(arc.stop_utc)
            before = coast(here, start - now, field)
            here, spent = fly_arc(before, arc, max(stop - start, 0.0), isp, field, scene.sky)
            self.ends.append((arc, before, here, spent))
            now = stop
        self.end, self.seconds = here, now


def legs_under_thrust(scene: Scene) -> Iterator[Check]:
    """Fly every leg of an electric servicer from the side of one target into the orbit of the next."""
    plan = scene.plan
    electric = plan.servicer.propulsion == "electric"
    for leg in plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        fits = bool(leg.arcs) and not leg.maneuvers if electric else not leg.arcs
        if electric or leg.arcs:
            yield Check.holds("propulsion", where, "arcs for an electric servicer alone", fits)
        if leg.arcs:
            yield from _dates(scene, leg, where)
            yield from _beside(scene, leg, where)
            flight = Flight(scene, leg, scene.field)
            for arc, before, after, spent in flight.ends:
                yield from _arc(scene, arc, scene.seconds(leg.arcs[0].start_utc), before, after, spent)
            yield from _arrival(scene, leg, flight, where)


def _dates(scene: Scene, leg: Leg, where: str) -> Iterator[Check]:
    now = scene.seconds(leg.depart_utc)
    for arc in leg.arcs or ():
        start, stop = scene.seconds(arc.start_utc), scene.seconds(arc.stop_utc)
        yield Check("order", arc.id, "arcs follow each other in time", start - now, 0.0, "s", start >= now - SAME_EPOCH)
        yield Check("order", arc.id, "arc ends after it starts", stop - start, 0.0, "s", stop > start)
        now = stop
    wait = (scene.seconds(leg.arrive_utc) - now) / DAY
    yield Check(
        "order", where, "last arc ends in the days before the arrival", wait, _WAIT, "day", 0.0 <= wait <= _WAIT
    )


def _beside(scene: Scene, leg: Leg, where: str) -> Iterator[Check]:
    """Check that the first arc starts where the injection, or the last target, leads to."""
    first = (leg.arcs or ())[0]
    when = scene.seconds(first.start_utc)
    if leg.from_norad_cat_id is None:
        began = scene.seconds(scene.plan.servicer.initial_state.epoch_utc)
        there, origin = coast(scene.injected, when - began, scene.field), "injection"
        far, fast = allowed((when - began) / 86400.0)
    else:
        origin = scene.name(leg.from_norad_cat_id)
        try:
            there = scene.target(scene.plan.target(leg.from_norad_cat_id), when)
        except ValueError as error:
            yield Check("continuity", where, f"target can be flown ({error})", 1.0, 0.0, "", passed=False)
            return
        far, fast = allowed(scene.days(when) - scene.elements_days(leg.from_norad_cat_id))
    here = scene.start_of(first)
    miss = float(erfa.pm(here.position - there.position))
    slip = float(erfa.pm(here.velocity - there.velocity))
    place = f"{origin} -> {first.id}"
    yield Check.at_most("continuity", place, "position where the leg starts", miss, far, "m")
    yield Check.at_most("continuity", place, "velocity where the leg starts", slip, fast, "m/s")


def _arc(scene: Scene, arc: ThrustArc, begun: float, before: Point, after: Point, spent: float) -> Iterator[Check]:
    servicer = scene.plan.servicer
    off = abs(arc.thrust_n - (servicer.thrust_n or 0.0))
    yield Check.at_most("thrust", arc.id, "thrust is the servicer's", off, 1e-9, "N")
    wrong = abs(spent / arc.delta_v_m_s - 1.0) if arc.delta_v_m_s > 0.0 else math.inf
    documented, found = scene.start_of(arc), scene.shape(before)
    gained = _SWITCH + abs(ahead(before, documented)) * math.sqrt(found.a**3 / scene.field.mu)
    slack = _SPENT + gained * arc.thrust_n / arc.mass_before_kg / max(arc.delta_v_m_s, 1e-9)
    yield Check.at_most("thrust", arc.id, "delta-v between its dates", wrong, slack, "relative")
    flown = (scene.seconds(arc.start_utc) - begun) / DAY
    yield from _same_orbit(scene, "continuity", arc.id, "documented start", documented, before, flown)
    for name, orbit, shape in (
        ("before", arc.orbit_before, found),
        ("after", arc.orbit_after, scene.shape(after)),
    ):
        yield from _stated(arc.id, name, orbit, shape)


def _stated(where: str, name: str, orbit: MeanOrbit, shape: MeanShape) -> Iterator[Check]:
    turned = abs(short_turn_deg(orbit.raan_deg - shape.raan))
    for what, off, limit, unit in (
        ("semi-major axis", abs(orbit.sma_km - shape.a / 1e3), _MEAN_AXIS, "km"),
        ("inclination", abs(orbit.inclination_deg - shape.inc), _MEAN_ANGLE, "deg"),
        ("RAAN", turned, _MEAN_ANGLE, "deg"),
        ("eccentricity", abs(orbit.eccentricity - float(erfa.pm(shape.ecc))), _MEAN_ECC, "1"),
    ):
        yield Check.at_most("orbit", where, f"stated {what} {name} the arc", off, limit, unit)


def phase_allowed(days: float, a: float, mu: float) -> float:
    """Return how far apart along an orbit two flights under thrust of so many days may be [deg].

    Examples
    --------
    >>> round(phase_allowed(0.0, 7.2e6, 3.986e14), 1), round(phase_allowed(180.0, 7.2e6, 3.986e14), 1)
    (2.0, 11.6)
    """
    return _PHASE + math.degrees(1.5 * math.sqrt(mu / a**3) * _AXIS_HELD / a * abs(days) * DAY)


def _same_orbit(
    scene: Scene, kind: str, where: str, what: str, servicer: Point, target: Point, days: float
) -> Iterator[Check]:
    one, other = (scene.shape(point) for point in (servicer, target))
    axis, plane = abs(one.a - other.a) / 1e3, one.plane_angle(other)
    ecc = float(erfa.pm(one.ecc - other.ecc))
    yield Check.at_most(kind, where, f"{what}: semi-major axis", axis, _AXIS, "km")
    yield Check.at_most(kind, where, f"{what}: plane", plane, _PLANE, "deg")
    yield Check.at_most(kind, where, f"{what}: eccentricity", ecc, _ECC, "1")
    phase = abs(math.degrees(ahead(servicer, target)))
    far = phase_allowed(days, one.a, scene.field.mu)
    yield Check.at_most(kind, where, f"{what}: phase", phase, far, "deg")


def _arrival(scene: Scene, leg: Leg, flight: Flight, where: str) -> Iterator[Check]:
    try:
        target = scene.target(scene.plan.target(leg.to_norad_cat_id), flight.seconds)
    except ValueError as error:
        yield Check("rendezvous", where, f"target can be flown ({error})", 1.0, 0.0, "", passed=False)
        return
    flown = (flight.seconds - scene.seconds(leg.depart_utc)) / DAY
    yield from _same_orbit(scene, "rendezvous", where, "orbit against the target's", flight.end, target, flown)
