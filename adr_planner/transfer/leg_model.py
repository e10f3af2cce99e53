"""Leg models: what a leg costs for the search, and its flight for the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.transfer.drift_floor import NO_FLOOR, DriftFloor, drift_floor
from adr_planner.transfer.impulsive.burn_search import MINIMUM_IMPULSE
from adr_planner.transfer.impulsive.estimate import PHASE_RMS, estimate_leg
from adr_planner.transfer.impulsive.targeting import fly_leg, fly_within
from adr_planner.transfer.leg_table import LegTerms, leg_table, leg_window
from adr_planner.transfer.low_thrust.thrust_arc import SpiralFlight
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import Flight, State

__all__ = ["MAX_LEG_DELTA_V", "ImpulsiveLegs", "LegModel"]

Array = NDArray[np.float64]

MAX_LEG_DELTA_V = 1000.0
"""Dearest leg the search is offered unless told otherwise [m/s]: flight is known to close legs up to this cost, and the
search is quicker without the others (docs/theory/transfer.md)."""


class LegModel(Protocol):
    """What a leg costs for the search, and how the chosen ones fly.

    A model holds what is its own (thrust, duty cycle); orbits, dates and the field come with the call.
    """

    @property
    def shortest(self) -> float:
        """Least time from leaving one target to reaching the next [s]."""
        ...

    @property
    def max_leg_delta_v(self) -> float:
        """Dearest leg the search is offered [m/s]."""
        ...

    def estimate(
        self, start: Array, goal: Array, depart: float, arrive: float, *, lowest: float, gravity: Gravity
    ) -> float:
        """Cost one leg between mean elements at departure and at arrival [m/s]; infinite where it cannot be flown.

        The goal is one of `seen_goals`.
        """
        ...

    def table(
        self,
        origins: OrbitSet,
        targets: OrbitSet,
        arrivals: Array,
        gaps: Array,
        *,
        stay: float,
        lowest: float,
        gravity: Gravity,
    ) -> NDArray[np.float32]:
        """Cost the legs between all orbits, as `leg_table` does [m/s]."""
        ...

    def window(
        self,
        orbits: OrbitSet,
        origin: int,
        target: int,
        departures: Array,
        arrivals: Array,
        *,
        lowest: float,
        gravity: Gravity,
    ) -> Array:
        """Cost a leg between two orbits of a table for every departure and arrival, shape (p, q) [m/s]."""
        ...

    def among(self, rows: NDArray[np.int64]) -> LegModel:
        """Return the model for a table of some of the orbits, in the order given."""
        ...

    def fly(
        self, departure: State, target: State, *, mass: float, lowest: float, gravity: Gravity
    ) -> Flight | SpiralFlight:
        """Fly one leg with a mass at departure [kg]; raise `ConvergenceError` where it does not close."""
        ...


@dataclass(frozen=True, slots=True)
class ImpulsiveLegs:
    """Legs by impulses with a J2 drift between them.

    Parameters
    ----------
    phase : float
        Phase gap the estimate closes on the way [rad]: by default the root mean square of an unknown one.
    limit : BurnLimit, optional
        Engine whose burns are split where they are too long; left out, burns are impulses of any size.
    floor : DriftFloor
        How low the servicer may drift; anywhere above the lowest of the mission unless given.
    minimum : float
        Smallest burn made [m/s].
    max_leg_delta_v : float
        Dearest leg the search is offered [m/s].

    Examples
    --------
    >>> import numpy as np
    >>> from adr_planner.core.constants import EGM96
    >>> orbits = OrbitSet.at_epochs(*np.array([[7.2e6, 7.2e6], [0, 0], [1.24, 1.24], [0, 0.02], [0, 0], [0, 0]]), EGM96)
    >>> (start, _), (_, goal) = orbits.at(np.array([0.0, 60 * 86400.0]))
    >>> legs: LegModel = ImpulsiveLegs()
    >>> round(legs.estimate(start, goal, 0.0, 60 * 86400.0, lowest=6.7e6, gravity=EGM96))
    18
    """

    phase: float = PHASE_RMS
    limit: BurnLimit | None = None
    floor: DriftFloor = NO_FLOOR
    minimum: float = MINIMUM_IMPULSE
    max_leg_delta_v: float = MAX_LEG_DELTA_V

    @property
    def shortest(self) -> float:
        """Five days [s]: below, the phase would have to be known."""
        return 5.0 * 86400.0

    def estimate(
        self, start: Array, goal: Array, depart: float, arrive: float, *, lowest: float, gravity: Gravity
    ) -> float:
        """Cost one leg, see `estimate_leg`."""
        lowest = self._lowest(arrive - depart, lowest, gravity)
        return float(estimate_leg(start, goal, arrive - depart, lowest, self.phase, self.max_leg_delta_v, gravity))

    def table(
        self,
        origins: OrbitSet,
        targets: OrbitSet,
        arrivals: Array,
        gaps: Array,
        *,
        stay: float,
        lowest: float,
        gravity: Gravity,
    ) -> NDArray[np.float32]:
        """Cost the legs between all orbits, see `leg_table`."""
        return leg_table(origins, targets, arrivals, gaps, stay=stay, terms=self._terms(lowest), gravity=gravity)

    def window(
        self,
        orbits: OrbitSet,
        origin: int,
        target: int,
        departures: Array,
        arrivals: Array,
        *,
        lowest: float,
        gravity: Gravity,
    ) -> Array:
        """Cost a leg for every departure and arrival, see `leg_window`."""
        pair = orbits.subset(np.array([origin, target]))
        laters, goals = pair.at(arrivals)
        return leg_window(pair.at(departures)[0], laters, goals, departures, arrivals, self._terms(lowest), gravity)

    def among(self, rows: NDArray[np.int64]) -> ImpulsiveLegs:
        """Return the same: impulses do not ask whom they left."""
        return self

    def fly(self, departure: State, target: State, *, mass: float, lowest: float, gravity: Gravity) -> Flight:
        """Fly one leg, see `fly_leg` and `fly_within`."""
        lowest = self._lowest(target.time - departure.time, lowest, gravity)
        if self.limit is None:
            return fly_leg(departure, target, gravity, lowest=lowest, minimum=self.minimum)
        return fly_within(self.limit, mass, departure, target, gravity, lowest=lowest, minimum=self.minimum)

    def _terms(self, lowest: float) -> LegTerms:
        return LegTerms(lowest, self.floor, self.phase, self.max_leg_delta_v)

    def _lowest(self, coast: float, lowest: float, gravity: Gravity) -> float:
        return max(lowest, float(drift_floor(coast, self.floor, gravity)))
