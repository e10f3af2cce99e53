"""The itinerary as flown: every leg, stay and disposal under numerical gravity, one unbroken trajectory."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import G0
from adr_planner.environment import Environment
from adr_planner.errors import ConvergenceError
from adr_planner.planner.flying.flown import FlownLeg, FlownTour
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.flying.sun_effects import Room, Weather
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.planner.pricing.force_fields import servicer_field, target_field
from adr_planner.planner.pricing.launch import injection_state
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.planner.progress import Step
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.stop import FlownDisposal, Stop
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.motion import target_state
from adr_planner.transfer.state import State

__all__ = ["fly_itinerary"]

_SHARED = 0.25
"""Share of a leg that may be given to the one before, should that end later: its cost grows as its time shrinks."""


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
    carried = math.fsum(leg_costs.service.carried(stop) for stop in itinerary.stops)
    mass = servicer.dry_mass_kg + servicer.propellant_kg + carried
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
        climbed = math.fsum(burn.size for burn in disposals[-1].back) if disposals else 0.0
        estimate = mission.allowances.burns(cost) - climbed
        legs.append(FlownLeg(previous, stop, here, flight, float(gap), estimate, kept))
        mass = _spent(mass, flight.delta_v, kept.delta_v, servicer, mission)
        leave = arrival.time + leg_costs.grid.stay + kept.slack
        coast = itinerary.arrivals[len(legs)] - leave if len(legs) < len(itinerary.stops) else 0.0
        served = leg_costs.service.fly(Stop(stop, len(legs) - 1, flight.arrival, arrival, leave, mass, coast, beside))
        disposals.append(served.disposal)
        here, mass, previous = served.servicer, served.mass, stop
    assert here is not None
    own = OwnEnd(servicer, mission).fly(here, mass, len(legs) - 1, leg_costs.legs, field)
    return FlownTour(itinerary, tuple(legs), tuple(disposals) if own is None else (*disposals, own))


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
