"""The kits, against what a kit was said to be made of and against the burn each has to make."""

from __future__ import annotations

import math
from collections.abc import Iterator

from adr_planner.plan import KitUsed, PlannedDisposal
from adr_planner.verification.physics.constants import G0
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["kits"]

_SLACK = 1e-6
"""Kilograms, or seconds, by which a stated figure may differ from its rule."""
_FLOWN = 2.0
"""By how much a burn may come out larger in flight than the margin was put on [m/s]."""
_OVER, _OVER_SPEED = 0.05, 15.0
"""What a kit may be sized for beyond the burn flown: relative, and [m/s]. Planners add up to 5 m/s, and true apogees
and perigees are 10 km, or 2.6 m/s each, from mean ones."""


def kits(scene: Scene) -> Iterator[Check]:
    """Judge every kit: its engine, structure and propellant with the margin on it, and whether it is this target's.

    With k = 1 - exp(-dv / ve), structure s and margin m, the propellant loaded for a burn dv on a target of mass M is
    (1 + m) k (M + fixed) / (1 - k (1 + s)(1 + m)): the rocket equation on target and kit together.
    """
    for item in scene.plan.disposals:
        if item.kit is not None and item.norad_cat_id is not None:
            yield from _kit(scene, item, item.kit, item.norad_cat_id)


def _kit(scene: Scene, item: PlannedDisposal, kit: KitUsed, number: int) -> Iterator[Check]:
    given, where = scene.plan.servicer.kit, scene.name(number)
    yield Check.within("kit", where, "specific impulse as given", kit.isp_s - given.isp_s, _SLACK, "s")
    dry = given.fixed_mass_kg + given.structure_fraction * kit.propellant_kg
    yield Check.within("kit", where, "dry mass: fixed and structure", kit.dry_mass_kg - dry, _SLACK, "kg")
    wet = kit.dry_mass_kg + kit.propellant_kg
    if given.mass_kg is not None:
        yield Check.within("kit", where, "mass as given", wet - given.mass_kg, _SLACK, "kg")
    mass = scene.plan.target(number).mass_kg
    size = math.fsum(burn.size_m_s for burn in item.maneuvers) + math.fsum(part.delta_v_m_s for part in item.allowances)
    exhaust = G0 * given.isp_s
    more = 1.0 + given.margin
    needed, spare = (
        more * (mass + wet) * -math.expm1(-burn / exhaust) if exhaust > 0.0 else math.inf
        for burn in (size, max(size - _FLOWN, 0.0))
    )
    yield Check(
        "kit", where, f"propellant with its margin of {given.margin:.3g} for the {size:.1f} m/s flown, missing",
        needed - kit.propellant_kg, needed - spare, "kg", kit.propellant_kg >= spare,
    )  # fmt: skip
    if given.mass_kg is None:
        most = _loaded(mass, size * (1.0 + _OVER) + _OVER_SPEED, exhaust, scene)
        yield Check.at_most("kit", where, "propellant loaded for this target's burn", kit.propellant_kg, most, "kg")


def _loaded(mass: float, size: float, exhaust: float, scene: Scene) -> float:
    """Return the propellant a kit is loaded with for a burn [kg]; infinite where no kit would do."""
    given = scene.plan.servicer.kit
    burned = -math.expm1(-size / exhaust) if exhaust > 0.0 else 1.0
    rest = 1.0 - burned * (1.0 + given.structure_fraction) * (1.0 + given.margin)
    return (1.0 + given.margin) * burned * (mass + given.fixed_mass_kg) / rest if rest > 0.0 else math.inf
