"""Legs of a tug that keeps its drift: each starts where it let go, on an ellipse up to the orbit of its last target.

The node of such an orbit turns faster than that of any orbit above it: six large stages at 840 km, let go with a
perigee of 300 km, part from the tug by 0.31 deg a day. The tug has to climb to its next target whatever it does, and so
may wait at any perigee on the way up for nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.transfer.deorbit.parting import Parting
from adr_planner.transfer.impulsive.estimate import estimate_legs
from adr_planner.transfer.leg_model import ImpulsiveLegs
from adr_planner.transfer.leg_table import refuse_too_large, seen_goals
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import Flight, State

__all__ = ["ReleasedLegs"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ReleasedLegs:
    """Legs by impulses from where a tug let go of each orbit's object.

    Parameters
    ----------
    legs : ImpulsiveLegs
        How the tug flies besides.
    released : ndarray, shape (n,)
        Perigee radius each object of a table is left with [m].
    parting : Parting
        How high the tug goes first.

    Notes
    -----
    A leg costs the burn that takes the tug away from what it let go, to the perigee it may drift at for so long at
    least; then the estimate of legs between circular orbits, from the mean radius of that ellipse. The eccentricity
    needs no burn of its own, since the climb at apogee takes it out, nor does the drift pay for what is on the way up.
    What the climb of an ellipse takes beyond that of a circle of its mean radius is added, and the node is corrected
    for the eccentricity.
    """

    legs: ImpulsiveLegs
    released: Array
    parting: Parting

    @property
    def shortest(self) -> float:
        """As of any leg by impulses [s]."""
        return self.legs.shortest

    @property
    def max_leg_delta_v(self) -> float:
        """As of any leg by impulses [m/s]."""
        return self.legs.max_leg_delta_v

    def estimate(
        self, start: Array, goal: Array, depart: float, arrive: float, *, lowest: float, gravity: Gravity
    ) -> float:
        """Cost a leg that starts with no target: the one from the launch."""
        return self.legs.estimate(start, goal, depart, arrive, lowest=lowest, gravity=gravity)

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
        """Cost the legs between all orbits, as `leg_table` does."""
        n = len(origins)
        refuse_too_large(n, gaps.size, arrivals.size)
        table = np.full((n, n, gaps.size, arrivals.size), np.inf, dtype=np.float32)
        starts = origins.at(arrivals + stay)

        def fill(g: int) -> None:
            within = int(np.searchsorted(arrivals, arrivals[-1] + 1.0 - gaps[g], side="right"))
            reached = targets.at(arrivals[:within] + gaps[g])
            coasts = np.full(n * within, gaps[g] - stay)
            goals = np.ascontiguousarray(reached.reshape(-1, 6))
            for i in range(n):
                left, later = (np.tile(orbit, (n, 1)) for orbit in (starts[i, :within], reached[i]))
                table[i, :, g, :within] = self._costs(i, left, later, goals, coasts, gravity).reshape(n, within)
                table[i, i, g] = np.inf

        with ThreadPoolExecutor() as pool:
            list(pool.map(fill, range(gaps.size)))
        return table

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
        left, (later, goal) = pair.at(departures)[0], pair.at(arrivals)
        return np.array(
            [
                self._costs(
                    origin, np.repeat(start[None], arrivals.size, axis=0), later, goal, arrivals - when, gravity
                )
                for start, when in zip(left, departures, strict=True)
            ]
        )

    def _costs(self, row: int, starts: Array, laters: Array, goals: Array, coasts: Array, gravity: Gravity) -> Array:
        """Cost legs from where one object was let go; infinite where there is no time to fly.

        `starts` and `laters` are the orbit it was taken from, at departure and at arrival.
        """
        apogee = float(starts[0, 0] * (1.0 + np.hypot(starts[0, 1], starts[0, 2])))
        waits, which = np.unique(np.maximum(coasts, 0.0), return_inverse=True)
        parted = np.array([self._parted(apogee, float(self.released[row]), float(wait)) for wait in waits])
        (perigees, burns), apogees = parted[which].T, np.full(coasts.size, apogee)
        a, ecc = 0.5 * (apogees + perigees), (apogees - perigees) / (apogees + perigees)
        seen = seen_goals(starts, laters, goals, coasts, gravity)
        round_turns, oval_turns = (secular_rates(a, shape, starts[:, 3], gravity)[0] for shape in (0.0 * ecc, ecc))
        seen[:, 4] -= (oval_turns - round_turns) * coasts
        begun = starts.copy()
        begun[:, 0], begun[:, 1:3] = a, 0.0
        costs = estimate_legs(begun, seen, coasts, a.copy(), self.legs.phase, self.max_leg_delta_v, gravity)
        costs += burns + _beyond_circles(apogees, perigees, goals[:, 0], gravity.mu)
        return np.where(coasts > 0.0, costs, np.inf)

    def _parted(self, apogee: float, released: float, coast: float) -> tuple[float, float]:
        return self.parting.perigee(apogee, released, coast), self.parting.delta_v(apogee, released, coast)

    def among(self, rows: NDArray[np.int64]) -> ReleasedLegs:
        """Return the model for a table of some of the orbits."""
        return replace(self, released=self.released[rows])

    def fly(self, departure: State, target: State, *, mass: float, lowest: float, gravity: Gravity) -> Flight:
        """Fly one leg from where the tug is, having parted."""
        return self.legs.fly(departure, target, mass=mass, lowest=lowest, gravity=gravity)


def _beyond_circles(apogees: Array, perigees: Array, goals: Array, mu: float) -> Array:
    """Return what climbing from an ellipse takes beyond climbing from the circle of its mean radius [m/s]."""
    own = np.sqrt(mu / apogees) - np.sqrt(mu * (2.0 / apogees - 2.0 / (apogees + perigees)))
    rest = np.abs(np.sqrt(mu / apogees) - np.sqrt(mu / goals))
    circles = np.abs(np.sqrt(2.0 * mu / (apogees + perigees)) - np.sqrt(mu / goals))
    return np.asarray(np.maximum(own + rest - circles, 0.0))
