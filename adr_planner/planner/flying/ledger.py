"""The mass chain of a flown tour: every kilogram from launch to the servicer's own end, in order."""

from __future__ import annotations

import math
from dataclasses import dataclass

from adr_planner.planner.flying.flown import FlownTour
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.tank import Entry, Tank
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer

__all__ = ["Ledger", "keep_ledger"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The mass chain.

    Parameters
    ----------
    launch_mass : float
        Servicer, propellant and kits [kg].
    legs : tuple of tuple of Entry
        For each leg, its burns in order, then its allowances and margins.
    disposals : tuple of tuple of Entry
        For each disposal of the tour, the servicer's own entries; empty for a kit's.
    final_mass : float
        Servicer at the end [kg].
    dry_mass : float
        Servicer without propellant [kg].
    """

    launch_mass: float
    legs: tuple[tuple[Entry, ...], ...]
    disposals: tuple[tuple[Entry, ...], ...]
    final_mass: float
    dry_mass: float

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(entry for group in (*self.legs, *self.disposals) for entry in group)

    @property
    def residual(self) -> float:
        """Propellant left at the end; negative if there was too little [kg]."""
        return self.final_mass - self.dry_mass

    @property
    def delta_v(self) -> float:
        """All delta-v of the servicer, allowances and margins included [m/s]."""
        return math.fsum(entry.delta_v for entry in self.entries)

    @property
    def propellant(self) -> float:
        """All propellant of the servicer [kg]."""
        return math.fsum(entry.propellant for entry in self.entries)


def keep_ledger(flown: FlownTour, leg_costs: LegCosts, servicer: Servicer, mission: MissionSpec) -> Ledger:
    """Follow the servicer's mass through a flown tour.

    Allowances and margins are spent at the end of their leg, before the kit is left: the costlier order.
    """
    service, own_end, margins = leg_costs.service, OwnEnd(servicer, mission), mission.allowances
    carried = math.fsum(service.carried(leg.target) for leg in flown.legs)
    launch_mass = servicer.dry_mass_kg + servicer.propellant_kg + carried
    tank = Tank(launch_mass, servicer, margins)
    legs, disposals = [], []
    for leg, disposal in zip(flown.legs, flown.disposals, strict=False):
        entries = tank.burns("transfer", leg.flight.burns)
        for line, size in (("phasing", margins.phasing_m_s), ("proximity", margins.proximity_m_s)):
            entries += tank.spend(line, "stochastic", size)
        if leg.reserve.delta_v > 0.0:
            entries.append(tank.reserve("weather reserve", leg.reserve.delta_v))
        legs.append(tuple(entries))
        disposals.append(tuple(service.spend(tank, disposal)))
    for own in flown.disposals[len(flown.legs) :]:
        disposals.append(tuple(own_end.spend(tank, own)))
    return Ledger(launch_mass, tuple(legs), tuple(disposals), tank.mass, servicer.dry_mass_kg)
