"""The disposals of the document: what brings every target down, and the servicer itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0
from adr_planner.plan import Allowance, KitUsed, Maneuver, PlannedDisposal
from adr_planner.planner.flying.flown import FlownDisposal, FlownTour
from adr_planner.planner.flying.ledger import Entry, Ledger, finite
from adr_planner.planner.pricing.disposal_perigee import decay_after
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.planner.writing.parts import Writer, allowance_part, arc_parts
from adr_planner.risk import RankedObject
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Kit, Servicer
from adr_planner.transfer.deorbit.disposal_burn import KitDesign
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc
from adr_planner.transfer.state import Burn

__all__ = ["disposal_parts"]

_BURNS = ("disposal", "return", "servicer disposal")
"""Lines of the ledger that are burns of a disposal."""


def disposal_parts(
    writer: Writer,
    flown: FlownTour,
    ledger: Ledger,
    ranking: Sequence[RankedObject],
    leg_costs: LegCosts,
    servicer: Servicer,
    mission: MissionSpec,
) -> Iterator[PlannedDisposal]:
    """Write the disposals in order, the servicer's own last."""
    for disposal, entries in zip(flown.disposals, ledger.disposals, strict=True):
        if disposal.target is None:
            yield _own_part(writer, disposal, entries, servicer)
            continue
        target = ranking[disposal.target].object
        controlled = mission.disposal.rule == "controlled"
        life = None if controlled else decay_after(target, disposal.perigee_radius)
        spent = (
            _Spent.of_servicer(writer, str(target.norad_cat_id), disposal, entries, servicer)
            if servicer.concept == "tug"
            else _Spent.of_kit(writer, disposal, leg_costs.kits[disposal.target], target, servicer.kit)
        )
        yield PlannedDisposal(
            norad_cat_id=target.norad_cat_id,
            method=servicer.concept,
            controlled=controlled,
            perigee_altitude_km=_altitude(disposal),
            decay_years=life and life.years,
            decay_years_low=life and life.low,
            decay_years_high=life and life.high,
            kit=spent.kit,
            maneuvers=spent.maneuvers,
            allowances=spent.allowances,
        )


def _own_part(writer: Writer, disposal: FlownDisposal, entries: Sequence[Entry], servicer: Servicer) -> PlannedDisposal:
    """Write how the servicer itself comes down: by burns, or by a spiral whose end nobody chooses."""
    spirals = isinstance(disposal.down[0], ThrustArc)
    spent = (
        _Spent(allowances=tuple(allowance_part(entry) for entry in entries[1:]))
        if spirals
        else _Spent.of_servicer(writer, "servicer", disposal, entries, servicer)
    )
    return PlannedDisposal(
        method="self",
        controlled=not spirals,
        perigee_altitude_km=_altitude(disposal),
        maneuvers=spent.maneuvers,
        arcs=arc_parts(writer, "disposal-servicer-arc", disposal.down, entries, servicer) if spirals else None,
        allowances=spent.allowances,
    )


def _altitude(disposal: FlownDisposal) -> float:
    return (disposal.perigee_radius - EARTH_RADIUS) / 1e3


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a disposal takes: burns, then allowances, losses and margins."""

    maneuvers: tuple[Maneuver, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    kit: KitUsed | None = None

    @classmethod
    def of_servicer(
        cls, writer: Writer, name: str, disposal: FlownDisposal, entries: Sequence[Entry], servicer: Servicer
    ) -> _Spent:
        """Write what the servicer burns of its own propellant."""
        paid = [entry for entry in entries if entry.line in _BURNS]
        burns = [*disposal.down, *disposal.back]
        names = [*_names("disposal", name, disposal.down), *_names("return", name, disposal.back)]
        maneuvers = tuple(
            writer.maneuver(label, burn, entry.mass_before, entry.propellant, servicer.burn_thrust_n, servicer.isp_s)
            for label, burn, entry in zip(names, burns, paid, strict=False)
            if isinstance(burn, Burn)
        )
        return cls(maneuvers, tuple(allowance_part(entry) for entry in entries if entry.line not in _BURNS))

    @classmethod
    def of_kit(
        cls, writer: Writer, disposal: FlownDisposal, design: KitDesign, target: SpaceObject, kit: Kit
    ) -> _Spent:
        """Write what a kit does with its own propellant: the burns, then what their length loses."""
        mass = (target.mass_kg or 0.0) + design.wet_mass
        maneuvers, loss = [], 0.0
        for label, burn in zip(_names("disposal", str(target.norad_cat_id), disposal.down), disposal.down, strict=True):
            if not isinstance(burn, Burn):
                continue
            spent = _burnt(mass, burn.size, kit)
            maneuvers.append(writer.maneuver(label, burn, mass, spent, kit.thrust_n, kit.isp_s))
            length = finite(burn, mass, kit.thrust_n, kit.isp_s)
            loss += length.loss if length else 0.0
            mass -= spent
        lost = Entry("gravity loss on disposal", "deterministic", loss, mass, _burnt(mass, loss, kit))
        used = KitUsed(
            dry_mass_kg=design.dry_mass, propellant_kg=design.propellant, isp_s=kit.isp_s, thrust_n=kit.thrust_n
        )
        return cls(tuple(maneuvers), () if kit.thrust_n is None else (allowance_part(lost),), used)


def _burnt(mass: float, delta_v: float, kit: Kit) -> float:
    """Return what a kit burns to change so much mass by so much velocity [kg]."""
    return mass * -math.expm1(-delta_v / (G0 * kit.isp_s))


def _names(kind: str, name: str, burns: Sequence[Burn | ThrustArc]) -> list[str]:
    """Return what the burns of a disposal are called: numbered if there are several."""
    if len(burns) == 1:
        return [f"{kind}-{name}"]
    return [f"{kind}-{name}-pass{k}" for k in range(1, len(burns) + 1)]
