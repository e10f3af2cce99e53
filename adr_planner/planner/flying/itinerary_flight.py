"""The itinerary as flown: every leg, stay and disposal under numerical gravity, one unbroken trajectory."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import G0, Gravity
from adr_planner.environment import Environment
from adr_planner.errors import ConvergenceError, InvalidInputError
from adr_planner.planner.flying.flown import FlownDisposal, FlownLeg, FlownTour
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.flying.sun_effects import Room, Weather
from adr_planner.planner.flying.unflyable import TooHeavyError, UnflyableLegError, UnservedTargetError
from adr_planner.planner.pricing.burn_limits import WeakEngineError, burn_limit, one_burn, refuse_weak_engine
from adr_planner.planner.pricing.disposal_perigee import disposal_perigee
from adr_planner.planner.pricing.force_fields import servicer_field, target_field
from adr_planner.planner.pricing.kits import SERVICER_PERIGEE
from adr_planner.planner.pricing.launch import injection_state
from adr_planner.planner.pricing.tour_problem import SPIRAL_DOWN, LegCosts
from adr_planner.planner.progress import Step
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import lower_in_passes
from adr_planner.transfer.deorbit.tug import Tug, carry_down
from adr_planner.transfer.low_thrust.spiral_legs import SpiralLegs
from adr_planner.transfer.low_thrust.targeting import spiral_down
from adr_planner.transfer.motion import target_state
from adr_planner.transfer.state import Burn, State
from adr_planner.units import DAY

__all__ = ["fly_itinerary"]

_KIT_WAIT = 12.0 * 3600.0
"""From the servicer's departure to the kit's burn [s]: time to get away."""
_SHARED = 0.25
"""Share of a leg that may be given to the one before, should that end later: its cost grows as its time shrinks."""
_TUG_SPARE = 3.5
"""Revolutions kept between a tug's way back and its departure: by where it starts it may wait one more, or make one
more burn each way."""


def fly_itinerary(
    itinerary: Itinerary,
    leg_costs: LegCosts,
    candidates: list[SpaceObject],
    servicer: Servicer,
    mission: MissionSpec,
    environment: Environment,
    *,
    progress: Callable[[str], None] | None = None,
) -> FlownTour:
    """Fly an itinerary from launch to its last disposal.

    Raises
    ------
    ConvergenceError
        If a leg does not close; the message names it.
    UnservedTargetError
        If a target cannot be brought down in the stay.
    TooHeavyError
        If an engine is too weak for a burn.
    """
    lowest = environment.gravity.radius + mission.lowest_drift_m
    field = servicer_field(servicer, environment)
    legs: list[FlownLeg] = []
    disposals: list[FlownDisposal] = []
    weather = Weather(candidates, servicer, mission, environment)
    here: State | None = None
    previous: int | None = None
    kits = [leg_costs.kits[stop].wet_mass for stop in itinerary.stops] if leg_costs.kits else []
    mass = servicer.dry_mass_kg + servicer.propellant_kg + math.fsum(kits)
    for stop, date, cost in zip(itinerary.stops, itinerary.arrivals, itinerary.legs, strict=True):
        target = candidates[stop]
        if progress:
            k, count = len(legs), len(itinerary.stops)
            text = f"flying to {target.name} ({target.norad_cat_id}), leg {k + 1} of {count}"
            progress(Step(text, phase="flying", done=k / count))
        beside = target_field(target, servicer, environment)
        arrival = target_state(target, environment).at(date, beside)
        if here is None:
            here = injection_state(arrival, mission, environment, field)
        try:
            flight = leg_costs.legs.fly(here, arrival, mass=mass, lowest=lowest, gravity=field)
        except ConvergenceError as error:
            raise UnflyableLegError(
                f"The leg to {target.name} ({target.norad_cat_id}) does not close: {error}", leg=len(legs)
            ) from error
        gap = arrival.at(here.time, beside).mean(beside)[4] - here.mean(field)[4]
        gap = (gap + np.pi) % (2.0 * np.pi) - np.pi
        kept = weather.bear(flight, previous, stop, _room(itinerary, len(legs), leg_costs))
        legs.append(FlownLeg(previous, stop, here, flight, float(gap), mission.allowances.burns(cost), kept))
        mass = _spent(mass, flight.delta_v, kept.delta_v, servicer, mission)
        leave = arrival.time + leg_costs.grid.stay + kept.slack
        perigee = disposal_perigee(target, mission)
        if servicer.concept == "kit":
            free = arrival.at(leave + _KIT_WAIT, beside)
            kit, stack = servicer.kit, (target.mass_kg or 0.0) + kits[len(legs) - 1]
            largest = one_burn(free.radius, stack, kit.thrust_n, kit.isp_s, servicer)
            try:
                down = lower_in_passes(free, perigee, beside, largest)
            except ConvergenceError as error:
                raise _unserved(error, target, len(legs) - 1) from error
            disposals.append(FlownDisposal(stop, down, (), perigee))
            here = flight.arrival.at(leave, beside)
            mass -= kits[len(legs) - 1]
        else:
            _refuse_too_heavy(
                f"a tug with {target.name} ({target.norad_cat_id})", len(legs) - 1, arrival.at(leave, beside), perigee,
                mass, target.mass_kg or 0.0, servicer, beside,
            )  # fmt: skip
            tug = Tug(burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer), mass, target.mass_kg or 0.0)
            try:
                ways = _tug_disposal(flight.arrival, leave, perigee, tug, target, beside)
            except InvalidInputError as error:
                raise UnservedTargetError(str(error), leg=len(legs) - 1, parameter=error.parameter or "stay") from error
            except ConvergenceError as error:
                raise _unserved(error, target, len(legs) - 1) from error
            disposal = FlownDisposal(stop, *ways, perigee)
            disposals.append(disposal)
            last = disposal.back[-1]
            here = last.before.after_impulse(last.delta_v).at(leave, beside)
            mass = _tug_mass(tug, disposal, servicer, mission)
        previous = stop
    if mission.dispose_servicer and here is not None:
        disposals.append(_own_disposal(here, mass, leg_costs, servicer, environment, len(legs) - 1))
    return FlownTour(itinerary, tuple(legs), tuple(disposals))


def _unserved(error: ConvergenceError, target: SpaceObject, leg: int) -> UnservedTargetError:
    """Return the refusal of a target whose disposal does not close."""
    message = f"The disposal of {target.name} ({target.norad_cat_id}) does not close: {error}"
    return UnservedTargetError(message, leg=leg, parameter="disposal")


def _room(itinerary: Itinerary, place: int, leg_costs: LegCosts) -> Room:
    """Return how much later a leg may end: within its target's dates, and not at the cost of much of the next leg."""
    date, most = itinerary.arrivals[place], leg_costs.latest[itinerary.stops[place]]
    room = float(most) - date
    if place + 1 == len(itinerary.stops):
        return Room(room, 0.0)
    following = itinerary.arrivals[place + 1] - date - leg_costs.grid.stay
    least = _SHARED * following
    return Room(min(room, least), itinerary.legs[place + 1] / (following - least))


def _spent(mass: float, delta_v: float, kept: float, servicer: Servicer, mission: MissionSpec) -> float:
    """Return the mass after a leg, its margin, the allowances of its rendezvous and its reserve [kg]."""
    return float(mass * np.exp(-(mission.allowances.price(delta_v) + kept) / (G0 * servicer.isp_s)))


def _refuse_too_heavy(
    whose: str,
    leg: int,
    here: State,
    perigee: float,
    mass: float,
    towed: float,
    servicer: Servicer,
    gravity: Gravity,
) -> None:
    """Refuse a burn that the engine is too weak for at the mass of the moment."""
    a, ecc_x, ecc_y = here.mean(gravity)[:3]
    apogee = float(a * (1.0 + np.hypot(ecc_x, ecc_y)))
    try:
        refuse_weak_engine(whose, apogee, perigee, mass + towed, servicer.burn_thrust_n, servicer.isp_s, servicer)
    except WeakEngineError as error:
        tank = mass - servicer.dry_mass_kg
        raise TooHeavyError(str(error), leg=leg, excess=error.excess, tank=tank) from error


def _own_disposal(
    here: State, mass: float, leg_costs: LegCosts, servicer: Servicer, environment: Environment, leg: int
) -> FlownDisposal:
    """Fly the servicer's own end: a re-entry burn, or a spiral down to where drag takes over."""
    if isinstance(leg_costs.legs, SpiralLegs):
        down = environment.gravity.radius + SPIRAL_DOWN
        engine, days = leg_costs.legs.engine, leg_costs.legs.days
        arc = spiral_down(here, down, mass=mass, engine=engine, days=days, gravity=environment.gravity)
        return FlownDisposal(None, (arc,), (), down)
    own = environment.gravity.radius + SERVICER_PERIGEE
    field = servicer_field(servicer, environment)
    _refuse_too_heavy("the servicer's own end", leg, here, own, mass, 0.0, servicer, field)
    largest = one_burn(here.radius, mass, servicer.burn_thrust_n, servicer.isp_s, servicer)
    return FlownDisposal(None, lower_in_passes(here, own, field, largest), (), own)


def _tug_disposal(
    arrival: State, leave: float, perigee: float, tug: Tug, target: SpaceObject, field: Gravity
) -> tuple[tuple[Burn, ...], tuple[Burn, ...]]:
    """Carry a target down and come back shortly before the stay ends."""
    period = 2.0 * np.pi * np.sqrt(arrival.radius**3 / field.mu)
    _, back = carry_down(arrival, perigee, field, tug)
    takes = back[-1].before.time - arrival.time + _TUG_SPARE * period
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


def _tug_mass(tug: Tug, disposal: FlownDisposal, servicer: Servicer, mission: MissionSpec) -> float:
    """Return the mass of a tug after a disposal and its margins [kg]; what burns lose is left out."""
    exhaust, more = G0 * servicer.isp_s, 1.0 + mission.allowances.deterministic_margin
    down, back = (more * math.fsum(burn.size for burn in way) for way in (disposal.down, disposal.back))
    alone = (tug.mass + tug.target_mass) * np.exp(-down / exhaust) - tug.target_mass
    return float(alone * np.exp(-back / exhaust))
