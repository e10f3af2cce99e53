"""Service by tug: the servicer carries its target down, lets go, and comes back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0, Gravity
from adr_planner.errors import ConvergenceError, InvalidInputError
from adr_planner.plan import PlannedDisposal
from adr_planner.service.aftermath import aftermath
from adr_planner.service.burn_limits import burn_limit, loss_factor, refuse_if_too_heavy, refuse_weak_engine
from adr_planner.service.disposal_perigee import disposal_perigee
from adr_planner.service.kit import OSCULATION
from adr_planner.service.refusals import UnservedTargetError
from adr_planner.service.stop import FlownDisposal, Served, Stop, StopCosts
from adr_planner.service.tank import Entry, Tank
from adr_planner.service.writer import Writer, allowance_part, burn_parts
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.tug import Tug, carry_down, tug_delta_v
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import Burn, State
from adr_planner.units import DAY

__all__ = ["TugService"]

Array = NDArray[np.float64]

_SPARE = 3.5
"""Revolutions kept between a tug's way back and its departure: by where it starts it may wait one more, or make one
more burn each way."""


@dataclass(frozen=True, slots=True)
class TugService:
    """The servicer pushes every target itself.

    Parameters
    ----------
    candidates : tuple of SpaceObject
        Whom its rows mean.
    servicer : Servicer
        The tug.
    mission : MissionSpec
        How targets come down.
    """

    candidates: tuple[SpaceObject, ...]
    servicer: Servicer
    mission: MissionSpec

    def check(self, apogees: Array) -> None:
        """Refuse an engine too weak for a target even with empty tanks.

        How much propellant is left by then is not known yet. Whether the mass of the moment is too heavy is found out
        in flight.
        """
        for row, apogee in enumerate(apogees):
            self._weighs(row, float(apogee))

    def _weighs(self, row: int, apogee: float) -> float:
        """Return the mass a stop is costed with: that of full tanks, or of empty ones where full are too heavy."""
        target, servicer = self.candidates[row], self.servicer
        full, empty = servicer.dry_mass_kg + servicer.propellant_kg, servicer.dry_mass_kg
        whose, perigee = f"a tug with {target.name} ({target.norad_cat_id})", disposal_perigee(target, self.mission)
        thrust, isp, towed = servicer.burn_thrust_n, servicer.isp_s, target.mass_kg or 0.0
        try:
            refuse_weak_engine(whose, apogee, perigee, towed + full, thrust, isp, servicer)
        except InvalidInputError:
            refuse_weak_engine(whose, apogee, perigee, towed + empty, thrust, isp, servicer)
            return empty
        return full

    def costs(self, orbits: OrbitSet) -> StopCosts:
        """Cost the way down with the target, and the way back without it."""
        servicer, count = self.servicer, len(orbits)
        limit = burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer)
        ways = np.empty((count, 2))
        for row, (target, a, ecc, inc) in enumerate(
            zip(self.candidates, orbits.a, orbits.ecc, orbits.inc, strict=True)
        ):
            tug = Tug(limit, self._weighs(row, float(a * (1.0 + ecc))), target.mass_kg or 0.0)
            ways[row] = tug_delta_v(a, ecc, inc, disposal_perigee(target, self.mission), tug)
        more = 1.0 + self.mission.allowances.deterministic_margin
        ways = (ways + 0.5 * OSCULATION) * more * loss_factor(servicer.burn_thrust_n, servicer)
        mass, exhaust = np.array([target.mass_kg for target in self.candidates], dtype=float), G0 * servicer.isp_s
        spent = ways.sum(axis=1)
        return StopCosts(spent, np.exp(spent / exhaust), mass * np.expm1(ways[:, 0] / exhaust), np.zeros(count))

    def carried(self, row: int) -> float:
        """Nothing: a tug brings itself."""
        return 0.0

    def fly(self, stop: Stop) -> Served:
        """Carry a target down and come back before the stay ends."""
        target, servicer = self.candidates[stop.row], self.servicer
        perigee, towed = disposal_perigee(target, self.mission), target.mass_kg or 0.0
        refuse_if_too_heavy(
            f"a tug with {target.name} ({target.norad_cat_id})", stop.place, stop.target.at(stop.leave, stop.field),
            perigee, stop.mass, towed, servicer, stop.field,
        )  # fmt: skip
        tug = Tug(burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer), stop.mass, towed)
        try:
            down, back = carry_and_return(stop.servicer, stop.leave, perigee, tug, target, stop.field)
        except InvalidInputError as error:
            raise UnservedTargetError(str(error), leg=stop.place, parameter=error.parameter or "stay") from error
        except ConvergenceError as error:
            raise UnservedTargetError.of(target, stop.place, error) from error
        here = back[-1].before.after_impulse(back[-1].delta_v).at(stop.leave, stop.field)
        return Served(FlownDisposal(stop.row, down, back, perigee), here, self._mass_after(tug, down, back))

    def _mass_after(self, tug: Tug, down: tuple[Burn, ...], back: tuple[Burn, ...]) -> float:
        """Return the mass of a tug after a disposal and its margins [kg]; what burns lose is left out."""
        exhaust, more = G0 * self.servicer.isp_s, 1.0 + self.mission.allowances.deterministic_margin
        lowering, climbing = (more * math.fsum(burn.size for burn in way) for way in (down, back))
        alone = (tug.mass + tug.target_mass) * np.exp(-lowering / exhaust) - tug.target_mass
        return float(alone * np.exp(-climbing / exhaust))

    def spend(self, tank: Tank, flown: FlownDisposal) -> list[Entry]:
        """Pay for the way down with the target, then for the way back."""
        assert flown.target is not None
        carried = self.candidates[flown.target].mass_kg or 0.0
        return tank.burns("disposal", flown.down, carried) + tank.burns("return", flown.back)

    def write(self, writer: Writer, flown: FlownDisposal, entries: Sequence[Entry]) -> PlannedDisposal:
        """Write what the servicer burns of its own propellant."""
        assert flown.target is not None
        target = self.candidates[flown.target]
        number, burnt = str(target.norad_cat_id), ("disposal", "return")
        ways = zip(burnt, (flown.down, flown.back), strict=True)
        return PlannedDisposal(
            norad_cat_id=target.norad_cat_id,
            method="tug",
            perigee_altitude_km=(flown.perigee_radius - EARTH_RADIUS) / 1e3,
            maneuvers=tuple(
                burn
                for kind, burns in ways
                for burn in burn_parts(
                    writer, kind, number, burns, [entry for entry in entries if entry.line == kind], self.servicer
                )
            ),
            allowances=tuple(allowance_part(entry) for entry in entries if entry.line not in burnt),
            **aftermath(target, flown.perigee_radius, self.mission),
        )

    def among(self, rows: NDArray[np.int64]) -> TugService:
        """Return the same for some of the candidates."""
        return replace(self, candidates=tuple(self.candidates[row] for row in rows))


def carry_and_return(
    arrival: State, leave: float, perigee: float, tug: Tug, target: SpaceObject, field: Gravity
) -> tuple[tuple[Burn, ...], tuple[Burn, ...]]:
    """Carry a target down and come back shortly before the stay ends.

    Raises
    ------
    InvalidInputError
        If the stay is too short for it.
    """
    period = 2.0 * np.pi * np.sqrt(arrival.radius**3 / field.mu)
    _, back = carry_down(arrival, perigee, field, tug)
    takes = back[-1].before.time - arrival.time + _SPARE * period
    while arrival.time + takes <= leave:
        ways = carry_down(arrival.at(leave - takes, field), perigee, field, tug)
        late = ways[1][-1].before.time - leave
        if late < 0.0:
            return ways
        takes += late + period
    raise InvalidInputError(
        f"A tug takes {takes / DAY:.1f} days to carry {target.name} ({target.norad_cat_id}) down and come back, "
        f"longer than the stay of {(leave - arrival.time) / DAY:g} days: give it a longer stay or more thrust.",
        parameter="stay",
    )
