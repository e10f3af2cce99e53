"""Every leg again in fuller forces: J2-J6, Sun, Moon and drag.

The document's trajectory is flown in J2-J4, and in the mean atmosphere it declares. Here servicer and target start
each leg from their documented states, in the judge's own atmosphere; the planned burns are made, and the error at the
end of the drift is what the operator would have to correct: the plane by a burn, the phase by a phasing orbit in the
days before.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from adr_planner.verification.integrator import Point, coast
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["SERVICER_DRAG", "TARGET_DRAG", "ahead", "robustness"]

Array = NDArray[np.float64]

SERVICER_DRAG, TARGET_DRAG = 0.02, 0.01
"""Cd A / m [m2/kg] where none is declared: values the shared study of full-force flights used."""
_PHASING_DAYS = 10.0
"""Longest time over which a phase error is taken out [day]."""


def robustness(scene: Scene) -> Iterator[Check]:
    """Price what the fuller forces would add to every leg, against its phasing allowance."""
    margins = scene.plan.mission.allowances
    allowed = margins.phasing_m_s * (1.0 + margins.stochastic_margin)
    start = scene.plan.servicer.initial_state
    here = Point(
        scene.days(scene.seconds(start.epoch_utc)),
        np.array(start.position_km) * 1e3,
        np.array(start.velocity_km_s) * 1e3,
    )
    for leg in scene.plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        depart = scene.seconds(leg.depart_utc)
        closing = [burn for burn in leg.maneuvers if burn.kind != "departure"]
        if not closing:
            continue
        end = scene.seconds(closing[0].epoch_utc)
        if leg.from_norad_cat_id is not None and leg.maneuvers:
            first = leg.maneuvers[0]
            here = coast(scene.before(first), depart - scene.seconds(first.epoch_utc), scene.servicer_field)
        leaving = [
            (scene.seconds(b.epoch_utc), np.array(b.delta_v_m_s)) for b in leg.maneuvers if b.kind == "departure"
        ]
        planned = _servicer(scene, here, depart, leaving, end, fuller=False)
        flown = _servicer(scene, here, depart, leaving, end, fuller=True)
        arrived = scene.after(leg.maneuvers[-1])
        back = scene.seconds(leg.maneuvers[-1].epoch_utc)
        beside = scene.target_field(leg.to_norad_cat_id)
        target = coast(arrived, depart - back, beside)
        there = coast(target, end - depart, beside)
        fuller = coast(target, end - depart, scene.field.fuller(beside.drag or TARGET_DRAG))
        plane, phase = _errors(planned, there, flown, fuller)
        speed = float(np.linalg.norm(fuller.velocity))
        radius = float(np.linalg.norm(fuller.position))
        spread = min((end - depart), _PHASING_DAYS * 86400.0)
        cost = speed * plane + 2.0 * radius * abs(phase) / (3.0 * spread)
        yield Check(
            "robustness", where,
            f"re-targeting in J2-J6, Sun, Moon and drag (plane {np.degrees(plane):.4f} deg, "
            f"along-track {radius * phase / 1e3:.0f} km)",
            cost, allowed, "m/s", cost <= allowed,
        )  # fmt: skip


def _servicer(
    scene: Scene, here: Point, depart: float, burns: list[tuple[float, Array]], end: float, *, fuller: bool
) -> Point:
    field = scene.servicer_field
    if fuller:
        field = field.fuller(field.drag or SERVICER_DRAG)
    now = depart
    for when, kick in burns:
        there = coast(here, when - now, field)
        here, now = Point(there.days, there.position, there.velocity + kick), when
    return coast(here, end - now, field)


def _normal(point: Point) -> Array:
    momentum = np.cross(point.position, point.velocity)
    return np.asarray(momentum / np.linalg.norm(momentum))


def _errors(planned: Point, there: Point, flown: Point, fuller: Point) -> tuple[float, float]:
    """Return how far relative plane and relative phase are from the planned ones [rad].

    Compared as relative quantities, servicer against target: what both suffer alike needs no correction.
    """
    turn = _frame(fuller) @ _frame(there).T
    plane = float(np.linalg.norm(_normal(flown) - turn @ _normal(planned)))
    ahead_planned = ahead(planned, there)
    ahead_flown = ahead(flown, fuller)
    phase = (ahead_flown - ahead_planned + np.pi) % (2.0 * np.pi) - np.pi
    return plane, float(phase)


def _frame(point: Point) -> Array:
    """Return the rotation whose columns are node-free axes of an orbit: its normal and the Earth's pole."""
    normal = _normal(point)
    node = np.cross([0.0, 0.0, 1.0], normal)
    node /= np.linalg.norm(node)
    return np.column_stack([node, np.cross(normal, node), normal])


def ahead(servicer: Point, target: Point) -> float:
    """Return the angle in the target's plane from target to servicer [rad], within (-pi, pi]."""
    normal = _normal(target)
    across = float(np.cross(target.position, servicer.position) @ normal)
    return float(np.arctan2(across, target.position @ servicer.position))
