"""The service at a stop: what brings a target down, and what the servicer gives for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import PlannedDisposal
from adr_planner.service.stop import FlownDisposal, Served, Stop, StopCosts
from adr_planner.service.tank import Entry, Tank
from adr_planner.service.writer import Writer
from adr_planner.transfer.leg_model import LegModel
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["Service"]


class Service(Protocol):
    """What is done at every stop of a mission.

    A service is made for the candidates of a mission and names them by their rows. The verifier has a mirror of each
    of its own, which shares no code with it.
    """

    def check(self, apogees: NDArray[np.float64]) -> None:
        """Refuse what cannot be served even with empty tanks, from the apogee of each candidate [m].

        Raises
        ------
        InvalidInputError
            Naming the candidate, what it takes, and what would do.
        """
        ...

    def costs(self, orbits: OrbitSet) -> StopCosts:
        """Return what the search is told of the stops."""
        ...

    def legs(self, model: LegModel, orbits: OrbitSet) -> LegModel:
        """Return how legs that start where this service leaves the servicer are costed and flown."""
        ...

    def parting(self, orbits: OrbitSet) -> tuple[NDArray[np.float64], OrbitSet]:
        """Return what leaving the last target takes, margin included [m/s], and the orbits that leads to."""
        ...

    def carried(self, row: int) -> float:
        """Return what is on board at launch for a candidate [kg]."""
        ...

    def fly(self, stop: Stop) -> Served:
        """Fly a stop.

        Raises
        ------
        UnservedTargetError
            If the target cannot be served in the stay; `TooHeavyError` if less propellant on board might do.
        """
        ...

    def spend(self, tank: Tank, flown: FlownDisposal) -> list[Entry]:
        """Pay for a stop, and leave behind what stays there."""
        ...

    def write(self, writer: Writer, flown: FlownDisposal, entries: Sequence[Entry]) -> PlannedDisposal:
        """Write what was flown, beside what it took."""
        ...

    def among(self, rows: NDArray[np.int64]) -> Service:
        """Return the service of some of the candidates, in the order given."""
        ...
