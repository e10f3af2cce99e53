"""The servicer's own end: a re-entry by burns, or a spiral down to where drag takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_RADIUS, Gravity
from adr_planner.core.spiral import NO_SHADOW, spiral
from adr_planner.plan import PlannedDisposal
from adr_planner.service.burn_limits import loss_factor, one_burn, refuse_if_too_heavy, refuse_weak_engine
from adr_planner.service.stop import FlownDisposal
from adr_planner.service.tank import Entry, Tank
from adr_planner.service.writer import Writer, allowance_part, arc_parts, burn_parts
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import lower_in_passes, perigee_delta_v
from adr_planner.transfer.leg_model import LegModel
from adr_planner.transfer.low_thrust.spiral_legs import SpiralLegs
from adr_planner.transfer.low_thrust.targeting import spiral_down
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import State

__all__ = ["OwnEnd"]

Array = NDArray[np.float64]

_PERIGEE = 60e3
"""Altitude of the perigee at which a chemical servicer ends itself [m]: it does not come up again from there."""
_SPIRAL_DOWN = 350e3
"""Circular altitude to which an electric servicer takes itself down [m]: drag does the rest in a year."""
_LINE = "servicer disposal"


@dataclass(frozen=True, slots=True)
class OwnEnd:
    """What becomes of the servicer after its last target.

    Parameters
    ----------
    servicer : Servicer
        What flies.
    mission : MissionSpec
        Whether it is to end at all.
    """

    servicer: Servicer
    mission: MissionSpec

    @property
    def with_last(self) -> bool:
        """Whether a tug enters with its last target: where that takes least, or is asked for."""
        asked, tug = self.mission.servicer_end, self.servicer.concept == "tug"
        least = asked is None and tug and self.mission.disposal.rule == "controlled"
        return least or asked == "with_last_target"

    @property
    def returns(self) -> bool:
        """Whether a tug comes back from its last target."""
        return self.mission.servicer_end == "return"

    @property
    def asked(self) -> bool:
        """Whether the servicer is brought down by burns of its own."""
        return self.mission.dispose_servicer and not self.with_last and self.mission.servicer_end != "none"

    def check(self, apogees: Array) -> None:
        """Refuse an engine that even an empty servicer is too heavy for.

        Raises
        ------
        WeakEngineError
            Saying what its burns would take, and what thrust would do.
        """
        if self.asked:
            thrust, isp = self.servicer.burn_thrust_n, self.servicer.isp_s
            refuse_weak_engine(
                "the servicer's own end", float(apogees.min()), EARTH_RADIUS + _PERIGEE, self.servicer.dry_mass_kg,
                thrust, isp, self.servicer,
            )  # fmt: skip

    def costs(self, leaving: Array, orbits: OrbitSet, gravity: Gravity) -> Array:
        """Return what it costs after each target, margin included [m/s], shape (n,).

        Parameters
        ----------
        leaving : ndarray, shape (n,)
            What leaving the target takes [m/s].
        orbits : OrbitSet
            Where that leads to.
        gravity : Gravity
            Constants of the field.
        """
        if self.with_last:
            return np.zeros(len(orbits))
        if not self.asked:
            return leaving
        own = [self._cost(a, ecc, gravity) for a, ecc in zip(orbits.a, orbits.ecc, strict=True)]
        more = 1.0 + self.mission.allowances.deterministic_margin
        return leaving + np.array(own) * more * loss_factor(self.servicer.burn_thrust_n, self.servicer)

    def _cost(self, a: float, ecc: float, gravity: Gravity) -> float:
        if self.servicer.propulsion == "chemical":
            return perigee_delta_v(a, ecc, gravity.radius + _PERIGEE, gravity)
        down = np.sqrt(gravity.mu / (gravity.radius + _SPIRAL_DOWN))
        size, _ = spiral(float(np.sqrt(gravity.mu / a)), float(down), 0.0, NO_SHADOW)
        return float(size)

    def fly(self, here: State, mass: float, place: int, legs: LegModel, field: Gravity) -> FlownDisposal | None:
        """Fly it from where the last stop leaves the servicer; None where none is asked for.

        Raises
        ------
        TooHeavyError
            If its engine is too weak for it.
        ConvergenceError
            If a burn does not close.
        """
        if not self.asked:
            return None
        if isinstance(legs, SpiralLegs):
            down = field.radius + _SPIRAL_DOWN
            arc = spiral_down(here, down, mass=mass, engine=legs.engine, days=legs.days, gravity=field)
            return FlownDisposal(None, (arc,), (), down)
        own, servicer = field.radius + _PERIGEE, self.servicer
        refuse_if_too_heavy("the servicer's own end", place, here, own, mass, 0.0, servicer, field)
        largest = one_burn(here.radius, mass, servicer.burn_thrust_n, servicer.isp_s, servicer)
        return FlownDisposal(None, lower_in_passes(here, own, field, largest), (), own)

    def spend(self, tank: Tank, flown: FlownDisposal) -> list[Entry]:
        """Pay for it."""
        return tank.burns(_LINE, flown.down)

    def write(self, writer: Writer, flown: FlownDisposal, entries: Sequence[Entry]) -> PlannedDisposal:
        """Write it: by burns, or by a spiral whose end nobody chooses."""
        spirals = isinstance(flown.down[0], ThrustArc)
        paid = [entry for entry in entries if entry.line == _LINE]
        return PlannedDisposal(
            method="self",
            controlled=not spirals,
            perigee_altitude_km=(flown.perigee_radius - EARTH_RADIUS) / 1e3,
            maneuvers=burn_parts(writer, "disposal", "servicer", flown.down, paid, self.servicer),
            arcs=arc_parts(writer, "disposal-servicer-arc", flown.down, entries, self.servicer) if spirals else None,
            allowances=tuple(allowance_part(entry) for entry in entries if entry.line != _LINE),
        )
