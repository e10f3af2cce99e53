"""A tour as flown: its legs, its disposals, and what was set aside for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.flying.sun_effects import Reserve
from adr_planner.service.stop import FlownDisposal
from adr_planner.transfer.low_thrust.thrust_arc import SpiralFlight
from adr_planner.transfer.state import Flight, State

__all__ = ["FlownLeg", "FlownTour"]


@dataclass(frozen=True, slots=True)
class FlownLeg:
    """One leg as flown.

    Parameters
    ----------
    origin, target : int or None, int
        Rows of the candidates; None for the launch.
    start : State
        Servicer at departure.
    flight : Flight or SpiralFlight
        Its burns, or its thrust arcs.
    raan_gap : float
        Node of the target minus node of the servicer at departure [rad].
    estimate : float
        Cost the search used, without margin and allowances [m/s].
    reserve : Reserve
        What a weak and a strong Sun do to it, and what is set aside for them.
    """

    origin: int | None
    target: int
    start: State
    flight: Flight | SpiralFlight
    raan_gap: float
    estimate: float
    reserve: Reserve = field(default_factory=Reserve)


@dataclass(frozen=True, slots=True)
class FlownTour:
    """The whole mission as flown.

    Parameters
    ----------
    itinerary : Itinerary
        What was flown.
    legs : tuple of FlownLeg
        In order.
    disposals : tuple of FlownDisposal
        One for each target, and one for the servicer if it disposes of itself.
    """

    itinerary: Itinerary
    legs: tuple[FlownLeg, ...]
    disposals: tuple[FlownDisposal, ...]
