"""One stop: what a service is told when it flies, what it did, and what that left the servicer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc
from adr_planner.transfer.state import Burn, State

__all__ = ["FlownDisposal", "Served", "Stop", "StopCosts"]

Array = NDArray[np.float64]


class StopCosts(NamedTuple):
    """What the search is told of the stops, one value for each candidate.

    Attributes
    ----------
    delta_v : ndarray, shape (n,)
        What the servicer spends at the stop, margin included [m/s].
    alpha, beta : ndarray, shape (n,)
        Mass chain: ``mass on arrival = alpha * mass when leaving + beta`` [-], [kg].
    left : ndarray, shape (n,)
        Mass left behind [kg].
    """

    delta_v: Array
    alpha: Array
    beta: Array
    left: Array


class Stop(NamedTuple):
    """One stop as it is reached.

    Attributes
    ----------
    row, place : int
        Of the target among the candidates, and of the stop in the tour.
    servicer, target : State
        Both on arrival, beside each other.
    leave : float
        When the servicer leaves [s].
    mass : float
        Of the servicer on arrival [kg].
    coast : float
        From there to the next target [s]; 0 if there is none.
    field : Gravity
        What both fly in while the servicer stays.
    """

    row: int
    place: int
    servicer: State
    target: State
    leave: float
    mass: float
    coast: float
    field: Gravity


@dataclass(frozen=True, slots=True)
class FlownDisposal:
    """The end of one target, or of the servicer itself.

    Parameters
    ----------
    target : int or None
        Row of the candidate; None for the servicer.
    down : tuple of Burn or ThrustArc
        The burns that lower the perigee, or the spiral down.
    back : tuple of Burn
        What a tug does after it has let go; empty for a kit's, and the servicer's own.
    perigee_radius : float
        Lowest point after the last of `down` [m].
    least_distance : float or None
        Of a tug from what it let go, from a revolution after it parted until it departs [m].
    """

    target: int | None
    down: tuple[Burn | ThrustArc, ...]
    back: tuple[Burn, ...]
    perigee_radius: float
    least_distance: float | None = None


class Served(NamedTuple):
    """A stop as flown.

    Attributes
    ----------
    disposal : FlownDisposal
        What was burnt.
    servicer : State
        Where it leaves from.
    mass : float
        What it weighs then [kg].
    """

    disposal: FlownDisposal
    servicer: State
    mass: float
