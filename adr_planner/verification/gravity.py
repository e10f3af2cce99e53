"""The forces a plan declares, against the Earth's."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.verification.forces import EGM96_ZONALS
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["declared_gravity"]

_MU_KM, _RADIUS_KM = 398600.4418, 6378.137
_LOOSE, _LOOSER = 1e-6, 1e-2
"""Relative slack: mu and radius differ between published sets by parts in 1e7, zonals by parts in 1e3."""


def declared_gravity(scene: Scene) -> Iterator[Check]:
    """Hold the declared constants against the judge's own."""
    gravity = scene.plan.conventions.gravity
    for name, stated, known, slack in (
        ("mu_km3_s2", gravity.mu_km3_s2, _MU_KM, _LOOSE),
        ("equatorial_radius_km", gravity.equatorial_radius_km, _RADIUS_KM, _LOOSE),
        ("j2", gravity.j2, EGM96_ZONALS[0], 1e-4),
        ("j3", gravity.j3, EGM96_ZONALS[1], _LOOSER),
        ("j4", gravity.j4, EGM96_ZONALS[2], _LOOSER),
    ):
        off = abs(stated / known - 1.0)
        yield Check("forces", f"conventions.gravity.{name}", "as published", off, slack, "relative", off <= slack)
