"""What a weak and a strong Sun do to a drift, and what is set aside to put it right.

The months to come may bring more or less air than the plan was flown in. Targets sink more or less before the servicer
comes, and so does the servicer while it waits for a node: nodes then meet earlier or later than planned. An operator
sees the nodes on departure, and again half-way; twice the drift orbit is aimed anew, a little higher or lower, and what
is left is burnt as a change of plane. Where that is costly, the servicer arrives when the nodes meet instead: earlier,
or later by days that are set aside for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.environment import Environment
from adr_planner.plan.leg import OtherSun
from adr_planner.planner.pricing.force_fields import drag_of, drag_of_servicer
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.low_thrust.thrust_arc import SpiralFlight
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.motion import target_state
from adr_planner.transfer.state import Flight, State
from adr_planner.units import DAY

__all__ = ["NO_ROOM", "Reserve", "Room", "SunEffect", "Traveller", "Weather", "sun_effects"]

Array = NDArray[np.float64]

SUNS: tuple[OtherSun, ...] = ("weak", "strong")
_STEADY = 4.0
"""What a steady error of the air, seen half-way, has become at the end: nodes part with the square of time."""
_PHASE_DAYS = 30.0
"""Longest time in which the last phase error is taken out [day]: a longer way back the air of the day is not known."""
_MODEL, _MODEL_PER_DAY = 0.5, 0.02
"""What the forces that are left out cost besides [m/s], [m/s/day] (``studies/legs_in_the_sky.py``)."""
_WORTH = 10.0
"""Delta-v that days set aside must save [m/s]: the default allowance for phasing, with its margin."""
_MORE, _EVER = 1.2, 0.5 * DAY
"""By how much such days are more than the worse Sun asks for, as a factor and [s]: the forces left out are in none."""
_EARLIEST = 0.4
"""Share of a drift by which it may end early."""
_TENTH = 0.1 * DAY


@dataclass(frozen=True, slots=True)
class Traveller:
    """An orbit that is known at a date, and how its body takes the air.

    Parameters
    ----------
    state : State
        When and where it is known.
    drag : float
        C_D A / m [m2/kg].
    """

    state: State
    drag: float

    def mean_at(self, time: float, environment: Environment) -> Array:
        """Return its mean elements at a time [s], by the theory, shape (6,)."""
        field = environment.dragging(self.drag)
        return np.asarray(coasted(self.state.mean(field), self.state.time, time - self.state.time, field))


@dataclass(frozen=True, slots=True)
class SunEffect:
    """What one Sun does to a drift.

    Parameters
    ----------
    sun : {"weak", "strong"}
        Which.
    raan : float
        Node of the servicer less that of its target on arrival, against the plan [rad].
    wait : float
        How much later the nodes meet [s]; negative for earlier.
    delta_v : float
        To put it right, so that the servicer arrives on the day [m/s].
    dated : float
        To put right what is left where it arrives when the nodes meet [m/s]; infinite where they never do in time.
    """

    sun: OtherSun
    raan: float
    wait: float
    delta_v: float
    dated: float


class Room(NamedTuple):
    """How much later a leg may end.

    Attributes
    ----------
    most : float
        At most [s].
    cost : float
        What a second of it costs the next leg, which is so much shorter [m/s/s].
    """

    most: float
    cost: float


NO_ROOM = Room(0.0, 0.0)
"""The leg ends on its day."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is set aside for what the Sun may do to a leg.

    Parameters
    ----------
    suns : tuple of SunEffect
        What a weak and a strong Sun do to it; nothing where it is flown without drag.
    delta_v : float
        Set aside beyond the phasing allowance [m/s].
    slack : float
        Time set aside after the arrival, should it be later [s].
    """

    suns: tuple[SunEffect, ...] = ()
    delta_v: float = 0.0
    slack: float = 0.0


def sun_effects(
    flight: Flight, origin: Traveller, kept: Array, target: Traveller, drag: float, suns: Sequence[Environment],
    environment: Environment,
) -> tuple[SunEffect, ...]:  # fmt: skip
    """Return what a weak and a strong Sun do to a flown leg.

    Parameters
    ----------
    flight : Flight
        The leg.
    origin : Traveller
        Whom the servicer leaves; for a launch its target.
    kept : ndarray, shape (6,)
        1 for the mean elements that are then those of `origin` as it is seen, 0 for those that are as planned.
    target : Traveller
        Whom it goes to.
    drag : float
        C_D A / m of the servicer [m2/kg].
    suns : sequence of Environment
        The environment under a weak and a strong Sun.
    environment : Environment
        The environment of the plan.
    """
    begun = max((burn.before.time for burn in flight.burns if burn.kind == "departure"), default=flight.departure.time)
    times = (begun, 0.5 * (begun + flight.arrival.time), flight.arrival.time)
    planned = _apart(flight.drift, times, target, drag, environment)
    foreseen, effects = origin.mean_at(begun, environment), []
    for name, sky in zip(SUNS, suns, strict=True):
        moved = flight.drift + kept * (origin.mean_at(begun, sky) - foreseen)
        effects.append(_effect(name, _apart(moved, times, target, drag, sky) - planned, times, flight, environment))
    return tuple(effects)


class Weather:
    """Cost of what the Sun may do to the legs of one tour.

    Parameters
    ----------
    candidates : sequence of SpaceObject
        Whom its rows mean.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        Its allowances pay first.
    environment : Environment
        The environment of the plan.
    """

    def __init__(
        self, candidates: Sequence[SpaceObject], servicer: Servicer, mission: MissionSpec, environment: Environment
    ) -> None:
        self.candidates, self.servicer, self.mission, self.environment = candidates, servicer, mission, environment
        self.suns = tuple(environment.under(sun) for sun in SUNS)

    def bear(self, flight: Flight | SpiralFlight, origin: int | None, target: int, room: Room = NO_ROOM) -> Reserve:
        """Return what a weak and a strong Sun do to a leg, and what is set aside for it.

        An electric servicer's legs are flown without drag; they steer all the way, and nothing is set aside. Days are
        set aside where they save `_WORTH` beyond what they cost the next leg.
        """
        if not isinstance(flight, Flight):
            return Reserve()
        drag = drag_of_servicer(self.servicer)
        goal = self._traveller(target)
        left, kept = (goal, self._aimed()) if origin is None else (self._traveller(origin), np.ones(6))
        effects = sun_effects(flight, left, kept, goal, drag, self.suns, self.environment)
        # A launch that is free is timed by the target as it is seen then: its phase is no surprise.
        timed = origin is None and self.mission.injection is None
        phase = 0.0 if timed else np.pi
        held = self._beyond(max(effect.delta_v for effect in effects), flight, phase)
        moved = self._beyond(max(min(effect.delta_v, effect.dated) for effect in effects), flight, phase)
        later = [effect.wait for effect in effects if effect.wait > 0.0 and effect.dated < effect.delta_v]
        slack = float(np.ceil((_MORE * max(later) + _EVER) / _TENTH) * _TENTH) if later else 0.0
        if slack <= room.most and held - moved >= _WORTH + room.cost * slack:
            return Reserve(effects, moved, slack)
        return Reserve(effects, held)

    def _aimed(self) -> Array:
        """Return which elements of an injection are those of its target as it is seen by then: its plane, if any."""
        given = self.mission.injection
        return np.array([0.0, 0.0, 0.0, given is None, given is None or given.raan is None, 0.0], dtype=np.float64)

    def _traveller(self, row: int) -> Traveller:
        target = self.candidates[row]
        return Traveller(target_state(target, self.environment), drag_of(target))

    def _beyond(self, worst: float, flight: Flight, phase: float) -> float:
        """Return what the worse Sun, the phase and the forces left out cost beyond the phasing allowance [m/s]."""
        days, allowances = (flight.arrival.time - flight.departure.time) / DAY, self.mission.allowances
        closing = 2.0 * phase * flight.arrival.radius / (3.0 * min(days, _PHASE_DAYS) * DAY)
        wanted = worst + closing + _MODEL + _MODEL_PER_DAY * days
        return float(max(wanted - allowances.phasing_m_s * (1.0 + allowances.stochastic_margin), 0.0))


def _apart(drift: Array, times: tuple[float, float, float], target: Traveller, drag: float, sky: Environment) -> Array:
    """Return the servicer's mean elements less its target's at three times of a drift, shape (3, 6)."""
    field = sky.dragging(drag)
    ways = [np.asarray(coasted(drift, times[0], time - times[0], field)) for time in times]
    return np.array([way - target.mean_at(time, sky) for way, time in zip(ways, times, strict=True)])


def _effect(
    sun: OtherSun, missed: Array, times: tuple[float, float, float], flight: Flight, environment: Environment
) -> SunEffect:
    """Cost one Sun's misses of node, inclination and size at three times."""
    field, coast = environment.gravity, times[2] - times[0]
    known, halfway, end = missed[:, 4]
    goal = flight.arrival.mean(field)
    speed, side = np.sqrt(field.mu / goal[0]), np.sin(goal[3])
    foreseen = _STEADY * (halfway - known)
    burnt, aimed = abs(end - known - foreseen), 0.0
    for node, time in ((known, coast), (foreseen, 0.5 * coast)):
        aside = _aside(node, time, flight.drift, field)
        if aside < speed * side * abs(node):
            aimed += aside
        else:
            burnt += abs(node)
    plane = aimed + speed * float(np.hypot(side * burnt, missed[2, 3]))
    climb = 0.5 * speed / goal[0] * abs(missed[2, 0])
    wait = _met(float(end), flight.drift, goal, field)
    dated = speed * abs(missed[2, 3]) + climb if wait >= -_EARLIEST * coast else np.inf
    return SunEffect(sun, float(end), wait, float(plane + climb), float(dated))


def _aside(node: float, time: float, drift: Array, field: Gravity) -> float:
    """Cost turning a node by drifting a little higher or lower, there and back [m/s]."""
    rate, _, _ = secular_rates(drift[0], 0.0, drift[3], field)
    if rate == 0.0 or time <= 0.0:
        return float("inf")
    return float(np.sqrt(field.mu / drift[0]) * abs(node / (3.5 * rate * time)))


def _met(node: float, drift: Array, goal: Array, field: Gravity) -> float:
    """Return how much later the nodes meet [s]; none where they drift alike."""
    rates = [secular_rates(mean[0], 0.0, mean[3], field)[0] for mean in (drift, goal)]
    closing = rates[0] - rates[1]
    return -node / closing if abs(closing) > 1e-12 else 0.0
