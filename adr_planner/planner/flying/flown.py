"""A tour as flown: its legs, its disposals, and what was set aside for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.flying.sun_effects import Reserve
from adr_planner.transfer.low_thrust.thrust_arc import SpiralFlight, ThrustArc
from adr_planner.transfer.state import Burn, Flight, State

__all__ = ["FlownDisposal", "FlownLeg", "FlownTour"]


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
class FlownDisposal:
    """The end of one target, or of the servicer itself.

    Parameters
    ----------
    target : int or None
        Row of the candidate; None for the servicer.
    down : tuple of Burn or ThrustArc
        The burns that lower the perigee, or the spiral down.
    back : tuple of Burn
        The tug's way back; empty for a kit's, and the servicer's own.
    perigee_radius : float
        Lowest point after the last of `down` [m].
    """

    target: int | None
    down: tuple[Burn | ThrustArc, ...]
    back: tuple[Burn, ...]
    perigee_radius: float


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
