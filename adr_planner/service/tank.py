"""The servicer's tank: every use of propellant as an entry, with its margin and what the length of a burn loses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from adr_planner.core.constants import EARTH_MU, G0
from adr_planner.core.finite_burn import FiniteBurn, finite_burn
from adr_planner.plan.base import MarginClass
from adr_planner.spec.allowances import Allowances
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc
from adr_planner.transfer.state import Burn

__all__ = ["Entry", "Tank", "finite"]


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


class Tank:
    """The servicer's mass as it is spent.

    Parameters
    ----------
    mass : float
        At launch [kg].
    servicer : Servicer
        Its engine burns.
    margins : Allowances
        Put on what is burnt.
    """

    def __init__(self, mass: float, servicer: Servicer, margins: Allowances) -> None:
        self.mass, self.servicer, self.margins = mass, servicer, margins
        self._exhaust = G0 * servicer.isp_s

    def spend(self, line: str, margin_class: MarginClass, delta_v: float, carried: float = 0.0) -> list[Entry]:
        """Pay for one delta-v, then for the margin on it; `carried` is what is pushed besides the servicer [kg]."""
        paid = [self._pay(line, margin_class, delta_v, carried)]
        return paid + self._margin(line, margin_class, delta_v, carried)

    def reserve(self, line: str, delta_v: float) -> Entry:
        """Set delta-v aside that has no margin of its own."""
        return self._pay(line, "stochastic", delta_v, 0.0)

    def burns(self, line: str, burns: Sequence[Burn | ThrustArc], carried: float = 0.0) -> list[Entry]:
        """Pay for burns, then for what their length loses, each with its margin."""
        servicer = self.servicer
        entries = [self._pay(line, "deterministic", burn.size, carried) for burn in burns]
        losses = [
            finite(burn, entry.mass_before, servicer.burn_thrust_n, servicer.isp_s)
            for burn, entry in zip(burns, entries, strict=True)
        ]
        entries += self._margin(line, "deterministic", math.fsum(burn.size for burn in burns), carried)
        if servicer.burn_thrust_n is not None:
            loss = math.fsum(item.loss for item in losses if item is not None)
            entries += self.spend(f"gravity loss on {line}", "deterministic", loss, carried)
        return entries

    def leave(self, mass: float) -> None:
        """Leave a mass behind [kg]."""
        self.mass -= mass

    def _pay(self, line: str, margin_class: MarginClass, delta_v: float, carried: float) -> Entry:
        before = self.mass + carried
        propellant = before * -np.expm1(-delta_v / self._exhaust)
        self.mass -= propellant
        return Entry(line, margin_class, float(delta_v), float(before), float(propellant))

    def _margin(self, line: str, margin_class: MarginClass, size: float, carried: float) -> list[Entry]:
        known = self.margins
        fraction = known.deterministic_margin if margin_class == "deterministic" else known.stochastic_margin
        if fraction == 0.0:
            return []
        return [self._pay(f"margin on {line}", margin_class, size * fraction, carried)]


def finite(burn: Burn | ThrustArc, mass: float, thrust: float | None, isp: float) -> FiniteBurn | None:
    """Return length and loss of a burn; None for a thrust arc, or where no thrust is given."""
    if thrust is None or not isinstance(burn, Burn):
        return None
    return finite_burn(burn.size, mass, burn.before.radius, thrust, isp, EARTH_MU)
