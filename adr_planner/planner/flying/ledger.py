"""The mass chain of a flown tour: every kilogram from launch to the servicer's own end, in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from adr_planner.core.constants import EARTH_MU, G0
from adr_planner.core.finite_burn import FiniteBurn, finite_burn
from adr_planner.plan.base import MarginClass
from adr_planner.planner.flying.flown import FlownTour
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.risk import RankedObject
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc
from adr_planner.transfer.state import Burn

__all__ = ["Entry", "Ledger", "finite", "keep_ledger"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One use of propellant.

    Parameters
    ----------
    line : str
        Budget line: ``"transfer"``, ``"phasing"``, ``"proximity"``, ``"disposal"``, ``"return"``,
        ``"servicer disposal"``, ``"weather reserve"``, ``"gravity loss on"`` one of the burns, or ``"margin on"`` one
        of these.
    margin_class : {"deterministic", "stochastic"}
        Which margin applies.
    delta_v : float
        [m/s].
    mass_before : float
        Mass that is accelerated: the servicer, with its target when a tug pushes it [kg].
    propellant : float
        [kg].
    """

    line: str
    margin_class: MarginClass
    delta_v: float
    mass_before: float
    propellant: float


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


class _Tank:
    """The servicer's mass as it is spent."""

    def __init__(self, mass: float, exhaust: float) -> None:
        self.mass, self.exhaust = mass, exhaust

    def burn(self, line: str, margin_class: MarginClass, delta_v: float, carried: float = 0.0) -> Entry:
        before = self.mass + carried
        propellant = before * -np.expm1(-delta_v / self.exhaust)
        self.mass -= propellant
        return Entry(line, margin_class, float(delta_v), float(before), float(propellant))


def keep_ledger(
    flown: FlownTour, leg_costs: LegCosts, ranked: list[RankedObject], servicer: Servicer, mission: MissionSpec
) -> Ledger:
    """Follow the servicer's mass through a flown tour.

    Allowances and margins are spent at the end of their leg, before the kit is left: the costlier order.
    """
    margins = mission.allowances
    kits = [leg_costs.kits[leg.target].wet_mass for leg in flown.legs] if leg_costs.kits else []
    tank = _Tank(servicer.dry_mass_kg + servicer.propellant_kg + math.fsum(kits), G0 * servicer.isp_s)
    launch_mass = tank.mass
    legs, disposals = [], []
    for k, leg in enumerate(flown.legs):
        entries = _burns(tank, "transfer", leg.flight.burns, servicer, mission)
        for line, size in (("phasing", margins.phasing_m_s), ("proximity", margins.proximity_m_s)):
            entries.append(tank.burn(line, "stochastic", size))
            entries += _margin(tank, line, "stochastic", size, margins.stochastic_margin)
        if leg.reserve.delta_v > 0.0:
            entries.append(tank.burn("weather reserve", "stochastic", leg.reserve.delta_v))
        legs.append(tuple(entries))
        disposal = flown.disposals[k]
        spent: list[Entry] = []
        if kits:
            tank.mass -= kits[k]
        elif disposal.back:
            carried = ranked[leg.target].object.mass_kg or 0.0
            spent += _burns(tank, "disposal", disposal.down, servicer, mission, carried)
            spent += _burns(tank, "return", disposal.back, servicer, mission)
        disposals.append(tuple(spent))
    for own in flown.disposals[len(flown.legs) :]:
        disposals.append(tuple(_burns(tank, "servicer disposal", own.down, servicer, mission)))
    return Ledger(launch_mass, tuple(legs), tuple(disposals), tank.mass, servicer.dry_mass_kg)


def _burns(
    tank: _Tank,
    line: str,
    burns: Sequence[Burn | ThrustArc],
    servicer: Servicer,
    mission: MissionSpec,
    carried: float = 0.0,
) -> list[Entry]:
    """Pay for burns, then for what their length loses, each with its margin."""
    entries = [tank.burn(line, "deterministic", burn.size, carried) for burn in burns]
    fraction = mission.allowances.deterministic_margin
    losses = [
        finite(burn, entry.mass_before, servicer.burn_thrust_n, servicer.isp_s)
        for burn, entry in zip(burns, entries, strict=True)
    ]
    entries += _margin(tank, line, "deterministic", math.fsum(burn.size for burn in burns), fraction, carried)
    loss = math.fsum(item.loss for item in losses if item is not None)
    if servicer.burn_thrust_n is not None:
        entries.append(tank.burn(f"gravity loss on {line}", "deterministic", loss, carried))
        entries += _margin(tank, f"gravity loss on {line}", "deterministic", loss, fraction, carried)
    return entries


def finite(burn: Burn | ThrustArc, mass: float, thrust: float | None, isp: float) -> FiniteBurn | None:
    """Return length and loss of a burn; None for a thrust arc, or where no thrust is given."""
    if thrust is None or not isinstance(burn, Burn):
        return None
    return finite_burn(burn.size, mass, burn.before.radius, thrust, isp, EARTH_MU)


def _margin(
    tank: _Tank, line: str, margin_class: MarginClass, size: float, fraction: float, carried: float = 0.0
) -> list[Entry]:
    if fraction == 0.0:
        return []
    return [tank.burn(f"margin on {line}", margin_class, size * fraction, carried)]
