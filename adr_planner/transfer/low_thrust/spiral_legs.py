"""Leg model of low thrust: spirals with a J2 drift between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.spiral import Thruster
from adr_planner.transfer.impulsive.estimate import PHASE_RMS
from adr_planner.transfer.low_thrust.estimate import SpiralTerms, spiral_leg
from adr_planner.transfer.low_thrust.spiral_table import spiral_table, spiral_window
from adr_planner.transfer.low_thrust.targeting import fly_spiral
from adr_planner.transfer.low_thrust.thrust_arc import SpiralFlight
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import State

__all__ = ["LOWEST", "SpiralLegs"]

Array = NDArray[np.float64]

LOWEST = 600e3
"""Lowest altitude of a drift orbit [m]: below, drag, which the flight leaves out, would turn the node by more than the
phasing allowance pays for (docs/theory/low_thrust.md)."""


@dataclass(frozen=True, slots=True, eq=False)
class SpiralLegs:
    """Legs by thrust arcs with a J2 drift between them.

    Parameters
    ----------
    engine : Thruster
        What thrusts.
    heaviest : float
        Servicer at launch [kg].
    leaving : ndarray, shape (n,)
        The most it has when it leaves each origin of the table [kg]: a lighter one needs less time, never more.
    days : float
        Time zero in days since J2000, for the Sun.

    Examples
    --------
    >>> import numpy as np
    >>> from adr_planner.core.constants import EGM96
    >>> orbits = OrbitSet.at_epochs(*np.array([[7.2e6, 7.2e6], [0, 0], [1.24, 1.24], [0, 0.02], [0, 0], [0, 0]]), EGM96)
    >>> (start, _), (_, goal) = orbits.at(np.array([0.0, 60 * 86400.0]))
    >>> legs = SpiralLegs(Thruster(thrust=0.3, exhaust=15e3, shaded=True), 1500.0, np.full(2, 1500.0), days=9131.5)
    >>> round(legs.estimate(start, goal, 0.0, 60 * 86400.0, lowest=6.7e6, gravity=EGM96))
    20
    """

    engine: Thruster
    heaviest: float
    leaving: Array
    days: float

    @property
    def shortest(self) -> float:
        """Least time from leaving one target to reaching the next [s]: below, closing the phase costs too much."""
        return 20.0 * 86400.0

    @property
    def max_leg_delta_v(self) -> float:
        """Dearest leg the search is offered [m/s]: any that closes in its time."""
        return float("inf")

    def estimate(
        self, start: Array, goal: Array, depart: float, arrive: float, *, lowest: float, gravity: Gravity
    ) -> float:
        """Cost one leg at the mass of launch, see `spiral_leg`."""
        leg = spiral_leg(start, goal, depart, arrive, self._terms(self.heaviest, lowest, gravity), gravity)
        return float(leg.delta_v)

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
        """Cost the legs between all orbits, see `spiral_table`."""
        return spiral_table(
            origins, targets, arrivals, gaps, stay=stay, masses=self.leaving,
            terms=self._terms(self.heaviest, lowest, gravity), gravity=gravity,
        )  # fmt: skip

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
        """Cost a leg for every departure and arrival, as heavy as `table` takes the servicer to be."""
        pair = orbits.subset(np.array([origin, target]))
        laters, goals = pair.at(arrivals)
        return spiral_window(
            pair.at(departures)[0], laters, goals, departures, arrivals,
            self._terms(float(self.leaving[origin]), lowest, gravity), gravity,
        )  # fmt: skip

    def _terms(self, mass: float, lowest: float, gravity: Gravity) -> SpiralTerms:
        return SpiralTerms(self.days, PHASE_RMS, mass, self.engine, _floor(lowest, gravity))

    def among(self, rows: NDArray[np.int64]) -> SpiralLegs:
        """Return the model for a table of some of the orbits, in the order given."""
        return replace(self, leaving=self.leaving[rows])

    def fly(self, departure: State, target: State, *, mass: float, lowest: float, gravity: Gravity) -> SpiralFlight:
        """Fly one leg, see `fly_spiral`."""
        return fly_spiral(
            departure,
            target,
            mass=mass,
            engine=self.engine,
            days=self.days,
            lowest=_floor(lowest, gravity),
            gravity=gravity,
        )


def _floor(lowest: float, gravity: Gravity) -> float:
    return max(lowest, gravity.radius + LOWEST)
