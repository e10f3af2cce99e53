"""The mass chain: every burn by the rocket equation, every kilogram in order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from adr_planner.plan import Allowance, KitUsed, Maneuver, PlannedDisposal, ThrustArc
from adr_planner.verification.physics.constants import G0
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["mass_chain"]

_SLACK = 1e-6
"""Kilograms by which a sum may differ from its statement."""


class _Chain:
    """A mass as it is spent, and the checks on the way."""

    def __init__(self, mass: float, isp: float) -> None:
        self.mass, self.exhaust = mass, G0 * isp

    def spend(
        self, items: Iterable[Maneuver | ThrustArc | Allowance], where: str, carried: float = 0.0
    ) -> Iterator[Check]:
        for item in items:
            name = f"{where}: {item.line}" if isinstance(item, Allowance) else item.id
            back = item.line.endswith(" on return") if isinstance(item, Allowance) else item.kind == "return"
            load = 0.0 if back else carried
            yield self._same("mass chain", name, "mass before it", item.mass_before_kg, self.mass + load)
            needed = item.mass_before_kg * -math.expm1(-item.size_m_s / self.exhaust)
            yield self._same("propellant", name, "propellant by the rocket equation", item.propellant_kg, needed)
            self.mass -= item.propellant_kg

    def state(self, where: str, statement: str, stated: float) -> Check:
        """Check a stated mass against the chain."""
        return self._same("mass chain", where, statement, stated, self.mass)

    @staticmethod
    def _same(kind: str, where: str, statement: str, stated: float, found: float) -> Check:
        off = abs(stated - found)
        return Check.at_most(kind, where, statement, off, _SLACK, "kg")


def mass_chain(scene: Scene) -> Iterator[Check]:
    """Follow the servicer's mass from launch to its end, and every kit's."""
    plan = scene.plan
    servicer = plan.servicer
    disposals = {item.norad_cat_id: item for item in plan.disposals}
    kits = math.fsum(item.kit.dry_mass_kg + item.kit.propellant_kg for item in plan.disposals if item.kit)
    chain = _Chain(servicer.dry_mass_kg + servicer.propellant_kg + kits, servicer.isp_s)
    yield chain.state("injection", "launch mass: servicer, propellant, kits", servicer.initial_state.mass_kg)
    for leg in plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        yield chain.state(where, "mass at the start of the leg", leg.mass_start_kg)
        yield from chain.spend((*leg.flown, *leg.allowances), where)
        yield chain.state(where, "mass at the end of the leg", leg.mass_end_kg)
        disposal = disposals.get(leg.to_norad_cat_id)
        if disposal is not None and disposal.kit is not None:
            yield from _kit(scene, disposal, disposal.kit)
            chain.mass -= disposal.kit.dry_mass_kg + disposal.kit.propellant_kg
        elif disposal is not None:
            yield from chain.spend(_in_order(disposal), where, plan.target(leg.to_norad_cat_id).mass_kg)
    if None in disposals:
        yield from chain.spend(_in_order(disposals[None]), "servicer")
    short = servicer.dry_mass_kg - chain.mass
    yield Check.at_most("mass chain", "end", "dry mass is not burned", short, _SLACK, "kg")


def _in_order(disposal: PlannedDisposal) -> Iterator[Maneuver | ThrustArc | Allowance]:
    """Yield the burns of a tug, or of the servicer's own end, each kind followed by its losses and margins."""
    for kind in ("disposal", "return"):
        yield from (burn for burn in disposal.flown if burn.kind == kind)
        yield from (item for item in disposal.allowances if item.line.endswith(kind))


def _kit(scene: Scene, disposal: PlannedDisposal, kit: KitUsed) -> Iterator[Check]:
    """Check a kit, which burns its own propellant and pushes its target and itself."""
    number = disposal.norad_cat_id or 0
    where = scene.name(number)
    stack = scene.plan.target(number).mass_kg + kit.dry_mass_kg + kit.propellant_kg
    chain = _Chain(stack, kit.isp_s)
    yield from chain.spend((*disposal.maneuvers, *disposal.allowances), where)
    short = stack - chain.mass - kit.propellant_kg
    yield Check.at_most("kit", where, "propellant missing in the kit", short, _SLACK, "kg")
