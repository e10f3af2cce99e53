"""What a flown low-thrust leg is made of: thrust arcs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.thrust import Steering
from adr_planner.transfer.state import State

__all__ = ["ArcKind", "SpiralFlight", "ThrustArc"]

Array = NDArray[np.float64]
ArcKind = Literal["departure", "arrival", "eccentricity", "disposal"]
"""What a thrust arc is for."""


@dataclass(frozen=True, slots=True)
class ThrustArc:
    """One thrust arc as flown.

    Parameters
    ----------
    kind : {"departure", "arrival", "eccentricity", "disposal"}
        To the drift orbit, from it, across it, or down at the end.
    before, after : State
        Servicer at both ends.
    steering : Steering
        Where the engine points.
    delta_v : float
        Spent [m/s].
    """

    kind: ArcKind
    before: State
    after: State
    steering: Steering
    delta_v: float

    @property
    def size(self) -> float:
        """Delta-v spent [m/s], under the name a burn has for it."""
        return self.delta_v


@dataclass(frozen=True, slots=True)
class SpiralFlight:
    """A flown low-thrust leg.

    Parameters
    ----------
    burns : tuple of ThrustArc
        In order of time.
    arrival : State
        The target at the arrival, where the servicer is after its far-range approach.
    drift : ndarray, shape (6,)
        Mean elements of the drift orbit, as `State.mean` gives them.
    """

    burns: tuple[ThrustArc, ...]
    arrival: State
    drift: Array

    @property
    def delta_v(self) -> float:
        """Sum of all arcs [m/s]."""
        return math.fsum(arc.delta_v for arc in self.burns)
