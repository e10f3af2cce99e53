"""Every thrust arc again in fuller forces: what the operator would have to correct, and at what price."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import Leg
from adr_planner.verification.arcs import Flight
from adr_planner.verification.integrator import Point, coast
from adr_planner.verification.orbits import mean_shape
from adr_planner.verification.report import Check
from adr_planner.verification.robustness import SERVICER_DRAG, TARGET_DRAG
from adr_planner.verification.scene import Scene

__all__ = ["thrust_robustness"]

Array = NDArray[np.float64]


def thrust_robustness(scene: Scene) -> Iterator[Check]:
    """Fly every leg again in J2 to J6, Sun, Moon and drag, and price what its orbit then misses of the target's.

    A node that is off is turned back by drifting higher or lower in the second half of the leg's longest coast.
    """
    margins = scene.plan.mission.allowances
    allowed = margins.phasing_m_s * (1.0 + margins.stochastic_margin)
    for leg in scene.plan.legs:
        if not leg.arcs:
            continue
        planned = Flight(scene, leg, scene.field)
        flown = Flight(scene, leg, scene.field.fuller(SERVICER_DRAG))
        # The target from the same day on, in either field.
        depart = scene.seconds(leg.arcs[0].start_utc)
        here = scene.target(scene.plan.target(leg.to_norad_cat_id), depart)
        there = coast(here, flown.seconds - depart, scene.field)
        fuller = coast(here, flown.seconds - depart, scene.field.fuller(TARGET_DRAG))
        missed = _gap(scene, flown.end, fuller) - _gap(scene, planned.end, there)
        cost = _correction(scene, missed, _longest_coast(scene, leg), fuller)
        yield Check(
            "robustness", scene.name(leg.to_norad_cat_id),
            f"re-targeting in J2-J6, Sun, Moon and drag (inclination {missed[1]:.4f} deg, node {missed[2]:.4f} deg, "
            f"axis {missed[0] / 1e3:.2f} km)",
            cost, allowed, "m/s", cost <= allowed,
        )  # fmt: skip


def _gap(scene: Scene, servicer: Point, target: Point) -> Array:
    """Return what is missing of the target's orbit: axis [m], inclination and node [deg], eccentricity in its axes."""
    have, want = (mean_shape(point, scene.field, scene.equinox) for point in (servicer, target))
    node = np.cross(scene.field.pole, want.normal)
    node /= np.linalg.norm(node)
    ecc = want.ecc - have.ecc
    turned = (want.raan - have.raan + 180.0) % 360.0 - 180.0
    return np.array([want.a - have.a, want.inc - have.inc, turned, ecc @ node, ecc @ np.cross(want.normal, node)])


def _longest_coast(scene: Scene, leg: Leg) -> float:
    """Return the longest time without thrust between departure and last arc [s]."""
    now, longest = scene.seconds(leg.depart_utc), 0.0
    for arc in leg.arcs or ():
        longest = max(longest, scene.seconds(arc.start_utc) - now)
        now = scene.seconds(arc.stop_utc)
    return longest


def _correction(scene: Scene, missed: Array, drift: float, point: Point) -> float:
    """Price low-thrust corrections of a missed orbit [m/s]."""
    shape = mean_shape(point, scene.field, scene.equinox)
    motion = math.sqrt(scene.field.mu / shape.a**3)
    speed = motion * shape.a
    inc, node = math.radians(abs(missed[1])), math.radians(abs(missed[2]))
    rate = 1.5 * float(scene.field.zonals[0]) * motion * (scene.field.radius / shape.a) ** 2
    rate *= abs(math.cos(math.radians(shape.inc)))
    across = 0.5 * math.pi * speed * math.sin(math.radians(shape.inc)) * node
    # There and back: the node turns 7 dV/V faster by so much speed.
    aside = 2.0 * speed * node / (7.0 * rate * 0.5 * drift) if drift > 0.0 and rate > 0.0 else math.inf
    spiral = math.hypot(0.5 * speed * missed[0] / shape.a, 0.5 * math.pi * speed * inc)
    return spiral + min(across, aside) + 0.649 * speed * float(np.linalg.norm(missed[3:]))
