"""States, burns and flights: what a flown leg is made of, in the planning frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import propagate
from adr_planner.core.j2 import osculating_to_mean
from adr_planner.core.kepler import elements_from_state
from adr_planner.core.vectors import length

__all__ = ["Burn", "BurnKind", "Flight", "State"]

Array = NDArray[np.float64]
BurnKind = Literal["departure", "arrival", "rendezvous", "disposal", "return"]
"""What a burn is for."""


@dataclass(frozen=True, slots=True)
class State:
    """A position and velocity at a time, in the planning frame.

    Parameters
    ----------
    time : float
        Seconds since the plan epoch.
    position, velocity : ndarray, shape (3,)
        [m], [m/s].
    """

    time: float
    position: Array
    velocity: Array

    @property
    def radius(self) -> float:
        """Distance from the Earth's centre [m]."""
        return length(self.position)

    def at(self, time: float, gravity: Gravity) -> State:
        """Coast to another time in a field."""
        position, velocity = propagate(self.position, self.velocity, self.time, time - self.time, gravity)
        return State(time, position, velocity)

    def after_impulse(self, delta_v: Array) -> State:
        """Return the state just after an impulse."""
        return State(self.time, self.position, self.velocity + delta_v)

    def mean(self, gravity: Gravity) -> Array:
        """Return the mean elements a, e cos w, e sin w, inc, RAAN, mean argument of latitude."""
        osculating = elements_from_state(self.position, self.velocity, gravity.mu)
        a, ecc, inc, raan, argp, anomaly = osculating_to_mean(osculating, gravity)
        return np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, raan, argp + anomaly])


@dataclass(frozen=True, slots=True)
class Burn:
    """One impulse.

    Parameters
    ----------
    before : State
        State just before the burn.
    delta_v : ndarray, shape (3,)
        Impulse in the planning frame [m/s].
    kind : {"departure", "arrival", "rendezvous", "disposal", "return"}
        What it is for.
    """

    before: State
    delta_v: Array
    kind: BurnKind

    @property
    def size(self) -> float:
        """Size of the impulse [m/s]."""
        return length(self.delta_v)


@dataclass(frozen=True, slots=True)
class Flight:
    """A flown leg.

    Parameters
    ----------
    departure : State
        Servicer before the first burn.
    burns : tuple of Burn
        In order of time; one at the arrival matches the target's velocity, and there need not be any.
    arrival : State
        Servicer at the arrival, after its last burn: beside the target within metres.
    drift : ndarray, shape (6,)
        Mean elements of the drift orbit after the departure burns, as `State.mean` gives them.
    phasing : float
        What arriving at the target's own place on the orbit adds to reaching the orbit [m/s].
    retargeting : float
        What closing the leg in numerical flight adds to the burns of the secular theory [m/s].
    """

    departure: State
    burns: tuple[Burn, ...]
    arrival: State
    drift: Array
    phasing: float
    retargeting: float

    @property
    def delta_v(self) -> float:
        """Sum of all burns [m/s]."""
        return math.fsum(burn.size for burn in self.burns)
