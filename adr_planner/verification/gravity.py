"""The forces a plan declares, against the Earth's and against what its bodies are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from adr_planner.plan.sources import Atmosphere
from adr_planner.verification.forces import EGM96_ZONALS, declared_density, density
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["declared_atmosphere", "declared_gravity"]

_MU_KM, _RADIUS_KM = 398600.4418, 6378.137
_LOOSE, _LOOSER = 1e-6, 1e-2
"""Relative slack: mu and radius differ between published sets by parts in 1e7, zonals by parts in 1e3."""
_ALTITUDES = np.arange(400e3, 1001e3, 100e3)
_THICKER = 2.0
"""Factor between mean atmospheres: the judge's static one is CIRA-72; the Sun alone makes it five at 600 km."""
_SPIN, _COEFFICIENT, _SHAPES = 7.2921159e-5, 2.2, 0.15
"""The Earth's rotation [rad/s]; drag coefficient of a tumbling body, and what shapes change of it (King-Hele 1987)."""


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


def declared_atmosphere(scene: Scene) -> Iterator[Check]:
    """Hold a declared atmosphere against the judge's own, and the drag of targets against their area and mass."""
    declared = scene.plan.conventions.atmosphere
    if declared is None:
        return
    thicker = _thicker(declared)
    yield Check("forces", "conventions.atmosphere", "density from 400 to 1000 km, against CIRA-72", thicker, _THICKER,
                "factor", thicker <= _THICKER)  # fmt: skip
    off = abs(declared.rotation_rad_s / _SPIN - 1.0)
    yield Check("forces", "conventions.atmosphere", "turns with the Earth", off, _LOOSE, "relative", off <= _LOOSE)
    for target in scene.plan.targets:
        if target.drag_m2_kg is None or target.area_m2 is None:
            continue
        off = abs(target.drag_m2_kg / (_COEFFICIENT * target.area_m2 / target.mass_kg) - 1.0)
        where = scene.name(target.norad_cat_id)
        yield Check("forces", where, "drag of its area and mass", off, _SHAPES, "relative", off <= _SHAPES)


def _thicker(declared: Atmosphere) -> float:
    """Return the greatest factor between two densities."""
    air = np.array([declared.middle_altitude_km * 1e3, declared.half_width_km * 1e3, *declared.ln_density])
    ratios = [declared_density(altitude, air) / density(altitude) for altitude in _ALTITUDES]
    return float(np.exp(np.max(np.abs(np.log(ratios)))))
