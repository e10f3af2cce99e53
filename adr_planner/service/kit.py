"""Service by kit: a small stage fixed to each target, sized for it, burns when the servicer has left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0, Gravity
from adr_planner.errors import ConvergenceError, InvalidInputError
from adr_planner.plan import KitUsed, PlannedDisposal
from adr_planner.service.aftermath import aftermath
from adr_planner.service.burn_limits import loss_factor, one_burn, refuse_weak_engine
from adr_planner.service.disposal_perigee import disposal_perigee
from adr_planner.service.refusals import UnservedTargetError
from adr_planner.service.stop import FlownDisposal, Served, Stop, StopCosts
from adr_planner.service.tank import Entry, Tank, finite
from adr_planner.service.writer import Writer, allowance_part, names
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import KitDesign, lower_in_passes, perigee_delta_v, size_kit
from adr_planner.transfer.leg_model import LegModel
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import Burn

__all__ = ["OSCULATION", "KitService"]

Array = NDArray[np.float64]

OSCULATION = 5.0
"""Added to a kit's burn, and to a tug's two ways together [m/s].

The true apogee is up to 10 km, or 2.6 m/s, from the mean one, the perigee likewise.
"""
_WAIT = 12.0 * 3600.0
"""From the servicer's departure to the kit's burn [s]: time to get away."""


@dataclass(frozen=True, slots=True)
class KitService:
    """A kit for every target.

    Parameters
    ----------
    candidates : tuple of SpaceObject
        Whom its rows mean.
    kits : tuple of KitDesign
        The kit of each.
    servicer : Servicer
        What carries them.
    mission : MissionSpec
        How targets come down.
    """

    candidates: tuple[SpaceObject, ...]
    kits: tuple[KitDesign, ...]
    servicer: Servicer
    mission: MissionSpec

    @classmethod
    def sized(
        cls, candidates: Sequence[SpaceObject], orbits: OrbitSet, servicer: Servicer, mission: MissionSpec,
        gravity: Gravity,
    ) -> KitService:  # fmt: skip
        """Size a kit for every candidate, or load those whose mass is given.

        Raises
        ------
        InvalidInputError
            If a kit of given mass is too small; says by how much.
        ConvergenceError
            If no amount of propellant would do.
        """
        kits = []
        for target, a, ecc in zip(candidates, orbits.a, orbits.ecc, strict=True):
            burn = perigee_delta_v(a, ecc, disposal_perigee(target, mission), gravity)
            kits.append(_kit_for(target, float(burn), servicer))
        return cls(tuple(candidates), tuple(kits), servicer, mission)

    def check(self, apogees: Array) -> None:
        """Refuse a kit's engine that is too weak for its target."""
        thrust, isp = self.servicer.kit.thrust_n, self.servicer.kit.isp_s
        for target, kit, apogee in zip(self.candidates, self.kits, apogees, strict=True):
            whose = f"a kit on {target.name} ({target.norad_cat_id})"
            perigee, mass = disposal_perigee(target, self.mission), (target.mass_kg or 0.0) + kit.wet_mass
            refuse_weak_engine(whose, float(apogee), perigee, mass, thrust, isp, self.servicer)

    def costs(self, orbits: OrbitSet) -> StopCosts:
        """Cost the servicer the mass of its kits."""
        count = len(self.kits)
        mass = np.array([kit.wet_mass for kit in self.kits])
        return StopCosts(np.zeros(count), np.ones(count), mass, mass)

    def legs(self, model: LegModel, orbits: OrbitSet) -> LegModel:
        """Start beside the target."""
        return model

    def parting(self, orbits: OrbitSet) -> tuple[Array, OrbitSet]:
        """Leave for nothing, from where the target is."""
        return np.zeros(len(orbits)), orbits

    def carried(self, row: int) -> float:
        """Return the mass of a kit [kg]."""
        return self.kits[row].wet_mass

    def fly(self, stop: Stop) -> Served:
        """Leave the target; its kit burns half a day later."""
        target, kit = self.candidates[stop.row], self.servicer.kit
        free = stop.target.at(stop.leave + _WAIT, stop.field)
        stack = (target.mass_kg or 0.0) + self.carried(stop.row)
        largest = one_burn(free.radius, stack, kit.thrust_n, kit.isp_s, self.servicer)
        perigee = disposal_perigee(target, self.mission)
        try:
            down = lower_in_passes(free, perigee, stop.field, largest)
        except ConvergenceError as error:
            raise UnservedTargetError.of(target, stop.place, error) from error
        here = stop.servicer.at(stop.leave, stop.field)
        return Served(FlownDisposal(stop.row, down, (), perigee), here, stop.mass - self.carried(stop.row))

    def spend(self, tank: Tank, flown: FlownDisposal) -> list[Entry]:
        """Leave the kit behind; it burns its own propellant."""
        assert flown.target is not None
        tank.leave(self.carried(flown.target))
        return []

    def write(self, writer: Writer, flown: FlownDisposal, entries: Sequence[Entry]) -> PlannedDisposal:
        """Write what a kit does with its own propellant: the burns, then what their length loses."""
        assert flown.target is not None
        target, design, kit = self.candidates[flown.target], self.kits[flown.target], self.servicer.kit
        mass = (target.mass_kg or 0.0) + design.wet_mass
        maneuvers, loss = [], 0.0
        for label, burn in zip(names("disposal", str(target.norad_cat_id), flown.down), flown.down, strict=True):
            if not isinstance(burn, Burn):
                continue
            spent = self._burnt(mass, burn.size)
            maneuvers.append(writer.maneuver(label, burn, mass, spent, kit.thrust_n, kit.isp_s))
            length = finite(burn, mass, kit.thrust_n, kit.isp_s)
            loss += length.loss if length else 0.0
            mass -= spent
        lost = Entry("gravity loss on disposal", "deterministic", loss, mass, self._burnt(mass, loss))
        used = KitUsed(
            dry_mass_kg=design.dry_mass, propellant_kg=design.propellant, isp_s=kit.isp_s, thrust_n=kit.thrust_n
        )
        return PlannedDisposal(
            norad_cat_id=target.norad_cat_id,
            method="kit",
            perigee_altitude_km=(flown.perigee_radius - EARTH_RADIUS) / 1e3,
            kit=used,
            maneuvers=tuple(maneuvers),
            allowances=() if kit.thrust_n is None else (allowance_part(lost),),
            **aftermath(target, flown.perigee_radius, self.mission),
        )

    def _burnt(self, mass: float, delta_v: float) -> float:
        """Return what a kit burns to change so much mass by so much velocity [kg]."""
        return mass * -math.expm1(-delta_v / (G0 * self.servicer.kit.isp_s))

    def among(self, rows: NDArray[np.int64]) -> KitService:
        """Return the kits of some of the candidates."""
        return replace(
            self, candidates=tuple(self.candidates[row] for row in rows), kits=tuple(self.kits[row] for row in rows)
        )


def _kit_for(target: SpaceObject, burn: float, servicer: Servicer) -> KitDesign:
    """Size the kit of a target for a burn [m/s], or load the one whose mass is given."""
    assert target.mass_kg is not None
    size = (burn + OSCULATION) * loss_factor(servicer.kit.thrust_n, servicer)
    design = size_kit(servicer.kit, target.mass_kg, size)
    fixed = servicer.kit.mass_kg
    if fixed is None:
        return design
    if design.wet_mass > fixed:
        raise InvalidInputError(
            f"A kit of {fixed:.0f} kg cannot bring down {target.name} ({target.norad_cat_id}, "
            f"{target.mass_kg:.0f} kg): it needs {burn:.0f} m/s and {design.wet_mass:.0f} kg, "
            f"{design.wet_mass - fixed:.0f} kg more. Leave the kit's mass out to have it sized.",
            parameter="kit",
        )
    loaded = (fixed - servicer.kit.fixed_mass_kg) / (1.0 + servicer.kit.structure_fraction)
    return KitDesign(fixed - loaded, loaded, design.needed)
