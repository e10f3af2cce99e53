"""Every thrust arc again in fuller forces: what the operator would have to correct, and at what price."""

from __future__ import annotations

import math
from collections.abc import Iterator

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import Leg
from adr_planner.verification.flights.robustness import ahead, reserved
from adr_planner.verification.flights.thrust_arcs import Flight
from adr_planner.verification.flights.weather import Weather
from adr_planner.verification.physics.angles import short_turn_deg
from adr_planner.verification.physics.integrator import ROUGH, Point, coast
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["thrust_robustness"]

Array = NDArray[np.float64]


def thrust_robustness(scene: Scene) -> Iterator[Check]:
    """Fly every leg again in fuller forces and under every Sun, and price what its orbit then misses of the target's.

    Node and phase are closed again by drifting a little higher or lower, and tilted, in the second half of the leg's
    longest coast.
    """
    weathers = [Weather(scene, sun) for sun in scene.suns]
    for leg in scene.plan.legs:
        if not leg.arcs:
            continue
        planned = Flight(scene, leg, scene.field)
        # The target from the same day on, in either field.
        depart, number = scene.seconds(leg.arcs[0].start_utc), leg.to_norad_cat_id
        here = scene.target(scene.plan.target(number), depart)
        there = coast(here, planned.seconds - depart, scene.field)
        allowed = reserved(scene, leg)
        for weather in weathers:
            flown = Flight(scene, leg, weather.servicer_field)
            fuller = coast(here, flown.seconds - depart, weather.target_field(number), ROUGH)
            missed = _gap(scene, flown.end, fuller) - _gap(scene, planned.end, there)
            missed[3] = short_turn_deg(missed[3])
            cost = _correction(scene, missed, _longest_coast(scene, leg), fuller)
            yield Check.at_most(
                "robustness",
                scene.name(number),
                f"re-targeting in J2-J20, Sun, Moon, tides and drag of a {weather.sun} Sun "
                "(inclination "
                f"{missed[1]:.4f} deg, node {missed[2]:.4f} deg, axis {missed[0] / 1e3:.2f} km, phase {missed[3]:.0f} "
                "deg)",
                cost,
                allowed,
                "m/s",
            )


def _gap(scene: Scene, servicer: Point, target: Point) -> Array:
    """Return what is missing: axis [m], inclination, node and phase [deg], eccentricity in the target's own axes."""
    have, want = (scene.shape(point) for point in (servicer, target))
    node = np.cross(scene.field.pole, want.normal)
    node /= erfa.pm(node)
    ecc = want.ecc - have.ecc
    turned = short_turn_deg(want.raan - have.raan)
    behind = -math.degrees(ahead(servicer, target))
    along, across = erfa.pdp(ecc, node), erfa.pdp(ecc, np.cross(want.normal, node))
    return np.array([want.a - have.a, want.inc - have.inc, turned, behind, along, across])


def _longest_coast(scene: Scene, leg: Leg) -> float:
    """Return the longest time without thrust between departure and last arc [s]."""
    now, longest = scene.seconds(leg.depart_utc), 0.0
    for arc in leg.arcs or ():
        longest = max(longest, scene.seconds(arc.start_utc) - now)
        now = scene.seconds(arc.stop_utc)
    return longest


def _correction(scene: Scene, missed: Array, drift: float, point: Point) -> float:
    """Price low-thrust corrections of a missed orbit [m/s]."""
    shape = scene.shape(point)
    inc = math.radians(shape.inc)
    motion = math.sqrt(scene.field.mu / shape.a**3)
    speed = motion * shape.a
    rate = 1.5 * float(scene.field.zonals[0]) * motion * (scene.field.radius / shape.a) ** 2
    # What a faster, lower drift and a tilted one (as V di) do to node and phase in the time that is left.
    turns = np.array([[-7.0 * rate * math.cos(inc), rate * math.sin(inc)], [3.0 * motion, 0.0]]) * 0.5 * drift / speed
    wanted = np.radians(missed[2:4])
    aside = math.inf
    if drift > 0.0:
        # Any whole number of revolutions will do.
        biases = [_solved(turns, wanted[0], wanted[1] + 2.0 * math.pi * k) for k in range(-3, 4)]
        # There and back.
        aside = min(2.0 * math.hypot(bias[0], 0.5 * math.pi * bias[1]) for bias in biases)
    spiral = math.hypot(0.5 * speed * missed[0] / shape.a, 0.5 * math.pi * speed * math.radians(missed[1]))
    return spiral + aside + 0.649 * speed * math.hypot(*missed[4:])


def _solved(rows: Array, first: float, second: float) -> tuple[float, float]:
    """Solve two linear equations in two unknowns, by Cramer's rule; infinite where they have no solution."""
    (a, b), (c, d) = rows.tolist()
    size = a * d - b * c
    if size == 0.0:
        return math.inf, math.inf
    return (first * d - b * second) / size, (a * second - first * c) / size
