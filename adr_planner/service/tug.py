"""Service by tug: the servicer carries its target down, lets go, and parts from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0
from adr_planner.core.impulses import lower_perigee
from adr_planner.core.kepler import elements_from_state
from adr_planner.errors import ConvergenceError, InvalidInputError
from adr_planner.plan import PlannedDisposal
from adr_planner.service.aftermath import aftermath
from adr_planner.service.burn_limits import burn_limit, loss_factor, refuse_if_too_heavy, refuse_weak_engine
from adr_planner.service.disposal_perigee import disposal_perigee
from adr_planner.service.kit import OSCULATION
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.refusals import UnservedTargetError
from adr_planner.service.stop import FlownDisposal, Served, Stop, StopCosts
from adr_planner.service.tank import Entry, Tank
from adr_planner.service.writer import Writer, allowance_part, burn_parts
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.parting import Parting, least_distance, part
from adr_planner.transfer.deorbit.tug import Tug, carry_down, tug_delta_v
from adr_planner.transfer.impulsive.released_legs import ReleasedLegs
from adr_planner.transfer.leg_model import ImpulsiveLegs, LegModel
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import Burn, State
from adr_planner.units import DAY

__all__ = ["TugService"]

Array = NDArray[np.float64]

_SPARE = 3.5
"""Revolutions kept between a tug's last burn and its departure: by where it starts it may wait one more, or make one
more burn each way; and in which it gets away from what it let go."""


_BELOW = 10e3
"""How far below its target's old orbit a tug comes back [m]: flown perigees are up to 10 km from osculating ones."""


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
    parting_rule : Parting
        How high it goes after it has let go.
    """

    candidates: tuple[SpaceObject, ...]
    servicer: Servicer
    mission: MissionSpec
    parting_rule: Parting

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
        """Cost the way down with the target: what comes after belongs to the next leg, or to the end."""
        servicer, count = self.servicer, len(orbits)
        limit = burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer)
        down = np.empty(count)
        for row, (target, a, ecc, inc) in enumerate(
            zip(self.candidates, orbits.a, orbits.ecc, orbits.inc, strict=True)
        ):
            tug = Tug(limit, self._weighs(row, float(a * (1.0 + ecc))), target.mass_kg or 0.0)
            down[row] = tug_delta_v(a, ecc, inc, disposal_perigee(target, self.mission), tug)
        down = (down + 0.5 * OSCULATION) * self._more
        mass, exhaust = np.array([target.mass_kg for target in self.candidates], dtype=float), G0 * servicer.isp_s
        return StopCosts(down, np.exp(down / exhaust), mass * np.expm1(down / exhaust), np.zeros(count))

    @property
    def _more(self) -> float:
        """By how much margin and gravity losses make a burn dearer."""
        return (1.0 + self.mission.allowances.deterministic_margin) * loss_factor(
            self.servicer.burn_thrust_n, self.servicer
        )

    def legs(self, model: LegModel, orbits: OrbitSet) -> LegModel:
        """Start where the tug let go, with the node that drifts fastest there."""
        if not isinstance(model, ImpulsiveLegs):
            return model
        released = np.array([disposal_perigee(target, self.mission) for target in self.candidates])
        return ReleasedLegs(model, released, self.parting_rule)

    def parting(self, orbits: OrbitSet) -> tuple[Array, OrbitSet]:
        """Part from the last target, or come back from it."""
        apogees, perigees = orbits.a * (1.0 + orbits.ecc), orbits.a * (1.0 - orbits.ecc)
        released = np.array([disposal_perigee(target, self.mission) for target in self.candidates])
        if not OwnEnd(self.servicer, self.mission).returns:
            perigees = np.array([self.parting_rule.perigee(*ends, 0.0) for ends in zip(apogees, released, strict=True)])
        climbs = lower_perigee(apogees, released, perigees, self.parting_rule.gravity.mu) * self._more
        a, ecc = 0.5 * (apogees + perigees), (apogees - perigees) / (apogees + perigees)
        return climbs, replace(orbits, a=a, ecc=ecc, path=None)

    def carried(self, row: int) -> float:
        """Nothing: a tug brings itself."""
        return 0.0

    def fly(self, stop: Stop) -> Served:
        """Carry a target down and part from it before the stay ends, or enter with it."""
        target, servicer = self.candidates[stop.row], self.servicer
        perigee, towed = disposal_perigee(target, self.mission), target.mass_kg or 0.0
        refuse_if_too_heavy(
            f"a tug with {target.name} ({target.norad_cat_id})", stop.place, stop.target.at(stop.leave, stop.field),
            perigee, stop.mass, towed, servicer, stop.field,
        )  # fmt: skip
        tug = Tug(burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer), stop.mass, towed)
        try:
            down, up = carry_and_part(stop, perigee, partial(self._part, stop, perigee, tug), tug, target)
        except InvalidInputError as error:
            raise UnservedTargetError(str(error), leg=stop.place, parameter=error.parameter or "stay") from error
        except ConvergenceError as error:
            raise UnservedTargetError.of(target, stop.place, error) from error
        mass = self._mass_after(tug, down, up)
        if not up:
            last = down[-1]
            return Served(FlownDisposal(stop.row, down, up, perigee), last.before.after_impulse(last.delta_v), mass)
        least = least_distance(down, up, stop.leave, stop.field)
        here = up[-1].before.after_impulse(up[-1].delta_v).at(stop.leave, stop.field)
        return Served(FlownDisposal(stop.row, down, up, perigee, least), here, mass)

    def _part(self, stop: Stop, released: float, tug: Tug, down: tuple[Burn, ...]) -> tuple[Burn, ...]:
        """Fly the tug up from where it let go: for its next leg, back to its target's orbit, or not at all."""
        end = OwnEnd(self.servicer, self.mission)
        if not stop.coast and end.with_last:
            return ()
        shared = down[0].before
        a, ecc, *_ = elements_from_state(shared.position, shared.velocity, stop.field.mu)
        goal = a * (1.0 - ecc) - _BELOW
        if stop.coast or not end.returns:
            goal = min(goal, self.parting_rule.perigee(a * (1.0 + ecc), released, stop.coast))
        return part(down, goal, tug, stop.field)

    def _mass_after(self, tug: Tug, down: tuple[Burn, ...], up: tuple[Burn, ...]) -> float:
        """Return the mass of a tug after a disposal and its margins [kg]; what burns lose is left out."""
        exhaust, more = G0 * self.servicer.isp_s, 1.0 + self.mission.allowances.deterministic_margin
        lowering, climbing = (more * math.fsum(burn.size for burn in way) for way in (down, up))
        alone = (tug.mass + tug.target_mass) * np.exp(-lowering / exhaust) - tug.target_mass
        return float(alone * np.exp(-climbing / exhaust))

    def spend(self, tank: Tank, flown: FlownDisposal) -> list[Entry]:
        """Pay for the way down with the target, then for what the tug does alone."""
        assert flown.target is not None
        carried = self.candidates[flown.target].mass_kg or 0.0
        spent = tank.burns("disposal", flown.down, carried)
        return spent + tank.burns("return", flown.back) if flown.back else spent

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
            least_distance_km=None if flown.least_distance is None else flown.least_distance / 1e3,
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


def carry_and_part(
    stop: Stop, perigee: float, parted: Callable[[tuple[Burn, ...]], tuple[Burn, ...]], tug: Tug, target: SpaceObject
) -> tuple[tuple[Burn, ...], tuple[Burn, ...]]:
    """Carry a target down and part from it shortly before the stay ends.

    Parameters
    ----------
    stop : Stop
        Where, and until when.
    perigee : float
        Radius the target is left with [m].
    parted : callable
        Returns what the tug burns after it has let go.
    tug : Tug
        Its engine and the masses.
    target : SpaceObject
        For the refusal.

    Raises
    ------
    InvalidInputError
        If the stay is too short for it.
    """
    arrival, leave, field = stop.servicer, stop.leave, stop.field
    period = 2.0 * np.pi * np.sqrt(arrival.radius**3 / field.mu)

    def ways(start: State) -> tuple[tuple[Burn, ...], tuple[Burn, ...]]:
        down = carry_down(start, perigee, field, tug)
        return down, parted(down)

    takes = _last(*ways(arrival)).before.time - arrival.time + _SPARE * period
    while arrival.time + takes <= leave:
        found = ways(arrival.at(leave - takes, field))
        late = _last(*found).before.time - leave
        if late < 0.0:
            return found
        takes += late + period
    raise InvalidInputError(
        f"A tug takes {takes / DAY:.1f} days to carry {target.name} ({target.norad_cat_id}) down and part from it, "
        f"longer than the stay of {(leave - arrival.time) / DAY:g} days: give it a longer stay or more thrust.",
        parameter="stay",
    )


def _last(down: tuple[Burn, ...], up: tuple[Burn, ...]) -> Burn:
    return (up or down)[-1]
