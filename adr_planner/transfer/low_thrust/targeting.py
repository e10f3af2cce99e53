"""The flight of a low-thrust leg: spirals with dates, under numerical gravity and shadow, until they meet the target.

What closes is the orbit, semi-major axis, eccentricity vector and plane, and the phase to within some 70 km: the rest
is far-range approach.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.spiral import NO_SHADOW, Thruster, spiral, spiral_arc, spiral_to
from adr_planner.core.sunlight import eccentricity_aim, shadow_arc
from adr_planner.core.thrust import Steering, fly_thrust
from adr_planner.core.vectors import applied, determinant, dot, length, solved
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.low_thrust.estimate import APPROACH, SpiralTerms, spiral_leg
from adr_planner.transfer.low_thrust.thrust_arc import ArcKind, SpiralFlight, ThrustArc
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.state import State

__all__ = ["fly_spiral", "spiral_down"]

Array = NDArray[np.float64]

_DAY = 86400.0
_ROUNDS = 25
_NEAR = np.array([200.0, 3e-4, 3e-4, 2e-5, 2e-5, 0.01])
"""Miss of a [m], e cos w, e sin w, inc, RAAN, mean argument of latitude [rad] at which a leg has closed: a few m/s in
all, of which most is the eccentricity that an arc of broken revolutions leaves."""
_LONGEST_STEP = 30.0
"""Longest step of the drift orbit's speed and inclination [m/s]."""
_TRIMS = 3
"""Most arcs that close the eccentricity, each from what the last one left."""
_SMALL = 0.02
"""Arcs below this size are left out [m/s]."""


def fly_spiral(
    departure: State, target: State, *, mass: float, engine: Thruster, days: float, lowest: float, gravity: Gravity
) -> SpiralFlight:
    """Fly from one orbit to another under low thrust.

    Parameters
    ----------
    departure : State
        Servicer at departure.
    target : State
        Target at arrival.
    mass : float
        Servicer at departure [kg].
    engine : Thruster
        What thrusts.
    days : float
        Time zero in days since J2000, for the Sun.
    lowest : float
        Least semi-major axis of the drift orbit [m].
    gravity : Gravity
        Constants of the field.

    Raises
    ------
    ConvergenceError
        If the time is too short for the thrust, or the leg does not close; the message gives the last miss.
    """
    return _Leg(departure, target, mass, engine, days, lowest, gravity).closed()


def spiral_down(
    here: State, radius: float, *, mass: float, engine: Thruster, days: float, gravity: Gravity
) -> ThrustArc:
    """Fly a spiral in the orbit's own plane down to a lower circular orbit, for the servicer's own end.

    Parameters
    ----------
    here : State
        Servicer when it starts.
    radius : float
        Mean semi-major axis to reach [m].
    mass : float
        Servicer when it starts [kg].
    engine : Thruster
        What thrusts.
    days : float
        Time zero in days since J2000, for the Sun.
    gravity : Gravity
        Constants of the field.

    Raises
    ------
    ConvergenceError
        If the orbit is lower already, or the spiral takes more than ten years.
    """
    mean = here.mean(gravity)
    speed0, speed1 = float(np.sqrt(gravity.mu / mean[0])), float(np.sqrt(gravity.mu / radius))
    if mean[0] <= radius:
        raise ConvergenceError(
            f"The servicer's last orbit, {(mean[0] - gravity.radius) / 1e3:.0f} km, is below the "
            f"{(radius - gravity.radius) / 1e3:.0f} km it should spiral down to already."
        )
    size, yaw = spiral(speed0, speed1, 0.0, NO_SHADOW)
    arc = _thrust_arc("disposal", here, Steering(speed0, yaw, np.nan), size, mass, engine, days, 3652.5 * _DAY, gravity)
    if arc is None:
        raise ConvergenceError("The servicer's own spiral down takes more than ten years: give it more thrust.")
    return arc


def _thrust_arc(
    kind: ArcKind, here: State, steering: Steering, size: float, mass: float, engine: Thruster, days: float,
    longest: float, gravity: Gravity,
) -> ThrustArc | None:  # fmt: skip
    """Fly an arc until its delta-v is spent; None if that takes too long."""
    position, velocity, time, spent = fly_thrust(
        here.position, here.velocity, days + here.time / _DAY, mass, size, longest, steering, engine, gravity
    )
    if spent < size:
        return None
    return ThrustArc(kind, here, State(here.time + float(time), position, velocity), steering, float(size))


def _wrapped(angles: Array) -> Array:
    return np.asarray((angles + np.pi) % (2.0 * np.pi) - np.pi)


class _Leg:
    """The drift orbit of one leg, moved until its flight closes."""

    def __init__(
        self,
        departure: State,
        target: State,
        mass: float,
        engine: Thruster,
        days: float,
        lowest: float,
        gravity: Gravity,
    ) -> None:
        self.departure, self.target = departure, target
        self.mass, self.engine, self.days, self.gravity = mass, engine, days, gravity
        self.goal = target.mean(gravity)
        self.coast = target.time - departure.time
        self.approach = APPROACH
        start = departure.mean(gravity)[None]
        later = coasted(start[0], departure.time, self.coast, gravity)[None]
        seen = seen_goals(start, later, self.goal[None], np.array([self.coast]), gravity)
        self.guess = spiral_leg(
            start[0], seen[0], departure.time, target.time, SpiralTerms(days, 0.0, mass, engine, lowest), gravity
        )
        if not np.isfinite(self.guess.delta_v):
            raise self._too_short()

    def closed(self) -> SpiralFlight:
        """Fly and move the drift orbit, by secants, until node and phase meet."""
        speed = float(np.sqrt(self.gravity.mu / self.guess.a))
        aim: Array = np.array([speed, speed * self.guess.inc])
        model: Array | None = None
        step: Array = np.zeros(2)
        before: Array = np.zeros(2)
        for _ in range(_ROUNDS):
            flight, miss = self._flown((self.gravity.mu / aim[0] ** 2, aim[1] / speed))
            late = (flight.burns[-1].after.time if flight.burns else 0.0) - self.target.time
            if late > 0.0:
                # The shadow made the last arcs longer than the estimate thought: leave the drift orbit earlier.
                self.approach += late + _DAY
                model = None
                continue
            if np.all(np.abs(miss) < _NEAR):
                return flight
            if model is None:
                model = turns = self._turns(flight)
            else:
                # Broyden 1965: the least change that explains what the last step did, if that is believable.
                surprise = _wrapped(before - miss[4:] - applied(turns, step))
                better = turns + np.outer(surprise, step) / dot(step, step)
                turns = better if 0.02 < determinant(better) / determinant(model) < 50.0 else model
            before = miss[4:]
            step = solved(turns, before)
            step *= min(1.0, _LONGEST_STEP / length(step))
            aim = np.asarray(aim + step, dtype=np.float64)
        raise ConvergenceError(
            f"The leg still misses its target by {miss[0] / 1e3:.2f} km, {np.degrees(miss[3]):.4f} deg of inclination, "
            f"{np.degrees(miss[4]):.4f} deg of node, {np.degrees(miss[5]):.1f} deg of phase and "
            f"{np.hypot(miss[1], miss[2]):.5f} of eccentricity."
        )

    def _turns(self, flight: SpiralFlight) -> Array:
        """Return how far node and phase turn for each m/s of the drift orbit's speed and of its inclination (V di)."""
        a, inc = flight.drift[0], flight.drift[3]
        speed = float(np.sqrt(self.gravity.mu / a))
        rate, _, _ = secular_rates(a, 0.0, inc, self.gravity)
        thrust = math.fsum(arc.after.time - arc.before.time for arc in flight.burns)
        drift = self.coast - self.approach - 0.5 * thrust
        return np.array([[7.0 * rate, -np.tan(inc) * rate], [3.0 * speed / a, 0.0]]) * drift / speed

    def _flown(self, drift: tuple[float, float]) -> tuple[SpiralFlight, Array]:
        """Fly by way of a drift orbit; return what is missing of the target's mean elements at the end."""
        arcs: list[ThrustArc] = []
        here = self._spiral(arcs, "departure", self.departure, drift)
        mean = here.mean(self.gravity)
        start = self._start_of_arrival(mean, here.time, arcs)
        if start < here.time:
            raise self._too_short()
        goal = self.goal[0], self.goal[3]
        here = self._spiral(arcs, "arrival", here.at(start, self.gravity), goal)
        for _ in range(_TRIMS):
            here = self._trim(arcs, here)
        here = self._spiral(arcs, "arrival", here, goal)
        miss = self.target.at(here.time, self.gravity).mean(self.gravity) - here.mean(self.gravity)
        miss[4:] = _wrapped(miss[4:])
        return SpiralFlight(tuple(arcs), self.target, mean), miss

    def _start_of_arrival(self, drift: Array, now: float, arcs: list[ThrustArc]) -> float:
        """Return when to leave the drift orbit [s], by bisection: who leaves later arrives later."""
        mass = self._mass(arcs)
        rate, _, _ = secular_rates(drift[0], 0.0, drift[3], self.gravity)
        early, late = now - 0.5 * self.coast, self.target.time
        while late - early > 1.0:
            start = 0.5 * (early + late)
            node = drift[4] + rate * (start - now)
            _, _, time, node = self._aimed(drift[0], drift[3], node, start, (self.goal[0], self.goal[3]), mass)
            speed = float(np.sqrt(self.gravity.mu / self.goal[0]))
            time += spiral_arc(
                speed, self.goal[3], node, self.days + (start + time) / _DAY, 0.0, self.guess.trim, mass, self.engine,
                self.gravity,
            )[0]  # fmt: skip
            if start + time > self.target.time - self.approach:
                late = start
            else:
                early = start
        return early

    def _mass(self, arcs: list[ThrustArc]) -> float:
        return float(self.mass * np.exp(-math.fsum(arc.delta_v for arc in arcs) / self.engine.exhaust))

    def _aimed(
        self, a: float, inc: float, raan: float, start: float, aim: tuple[float, float], mass: float
    ) -> tuple[float, float, float, float]:
        """Return delta-v, yaw, length and last node of the spiral from an orbit to another."""
        speed0, speed1 = float(np.sqrt(self.gravity.mu / a)), float(np.sqrt(self.gravity.mu / aim[0]))
        return spiral_to(speed0, inc, raan, self.days + start / _DAY, speed1, aim[1], mass, self.engine, self.gravity)

    def _spiral(self, arcs: list[ThrustArc], kind: ArcKind, here: State, aim: tuple[float, float]) -> State:
        mean = here.mean(self.gravity)
        size, yaw, _, _ = self._aimed(mean[0], mean[3], mean[4], here.time, aim, self._mass(arcs))
        return self._thrust(arcs, kind, here, Steering(float(np.sqrt(self.gravity.mu / mean[0])), yaw, np.nan), size)

    def _trim(self, arcs: list[ThrustArc], here: State) -> State:
        """Close the eccentricity vector by an arc of its own."""
        mean = here.mean(self.gravity)
        goal = self.target.at(here.time, self.gravity).mean(self.gravity)
        wanted = goal[1:3] - mean[1:3]
        if np.all(np.abs(wanted) < 0.5 * _NEAR[1:3]):
            return here
        bearing = float(np.arctan2(wanted[1], wanted[0]))
        half, middle = 0.0, 0.0
        if self.engine.shaded:
            half, middle = shadow_arc(mean[0], mean[3], mean[4], self.days + here.time / _DAY, self.gravity.radius)
        centre, effect = eccentricity_aim(half, middle, bearing)
        speed = float(np.sqrt(self.gravity.mu / mean[0]))
        size = speed * float(np.hypot(*wanted)) / effect
        return self._thrust(arcs, "eccentricity", here, Steering(speed, 0.0, centre), size)

    def _thrust(self, arcs: list[ThrustArc], kind: ArcKind, here: State, steering: Steering, size: float) -> State:
        if size < _SMALL:
            return here
        arc = _thrust_arc(
            kind, here, steering, size, self._mass(arcs), self.engine, self.days, self.coast, self.gravity
        )
        if arc is None:
            raise self._too_short()
        arcs.append(arc)
        return arc.after

    def _too_short(self) -> ConvergenceError:
        return ConvergenceError(
            f"{self.coast / _DAY:.0f} days are too short for this leg at {self.engine.thrust / self.mass * 1e6:.0f} "
            "um/s2: give it more thrust, less mass or more time."
        )
