"""What one coalition can do: its best tours, their worth, and what no others can better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.tour import Tour

__all__ = ["CoalitionValue", "rows_within"]


@dataclass(frozen=True, slots=True)
class CoalitionValue:
    """What a coalition can do.

    Parameters
    ----------
    worth : float
        Sum of what its tours remove, in the unit of the problem.
    bound : float
        No tours of this coalition remove more, on the grid and at its costs.
    tours : tuple of (int, Tour)
        Kind of servicer and its tour, in the rows of the whole problem; none where nothing can be done.
    stop_reason : str
        Why the search ended.
    """

    worth: float
    bound: float
    tours: tuple[tuple[int, Tour], ...] = ()
    stop_reason: str = "nothing within reach"

    @property
    def gap(self) -> float:
        """Distance to the bound, relative to it."""
        return max(self.bound - self.worth, 0.0) / self.bound if self.bound > 0.0 else 0.0

    @property
    def stops(self) -> frozenset[int]:
        """All targets of its tours."""
        return frozenset(stop for _, tour in self.tours for stop in tour.stops)

    def at_most(self, bound: float) -> CoalitionValue:
        """Return the same with a bound no looser than another."""
        return replace(self, bound=max(self.worth, min(self.bound, bound)))

    @classmethod
    def beside(cls, parts: Sequence[CoalitionValue], bound: float) -> CoalitionValue:
        """Return what several do beside each other."""
        tours = tuple(tour for part in parts for tour in part.tours)
        worth = math.fsum(part.worth for part in parts)
        return cls(worth, max(bound, worth), tours, "the parts beside each other")


def rows_within(needs: Sequence[int], coalition: int) -> NDArray[np.int64]:
    """Return the targets a coalition may visit: those all of whose consents it holds.

    Parameters
    ----------
    needs : sequence of int
        For each target the coalition that must agree.
    coalition : int
        Who agrees.

    Examples
    --------
    >>> rows_within([0b01, 0b10, 0b11], 0b01).tolist(), rows_within([0b01, 0b10, 0b11], 0b11).tolist()
    ([0], [0, 1, 2])
    """
    return np.array([row for row, need in enumerate(needs) if not need & ~coalition], dtype=np.int64)
