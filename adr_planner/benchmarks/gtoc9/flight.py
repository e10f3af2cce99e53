"""The legs of the competition, flown under its own equations of motion."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.debris import Debris
from adr_planner.benchmarks.gtoc9.perigee import lowest_on_coast
from adr_planner.core.constants import GTOC9
from adr_planner.core.kepler import state_from_elements
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.burn_search import MOST_BURNS
from adr_planner.transfer.impulsive.targeting import fly_leg
from adr_planner.transfer.state import Flight, State

__all__ = ["LOWEST_PERIGEE", "debris_state", "fly_gtoc9_leg", "lowest_perigee_flown"]

Array = NDArray[np.float64]

LOWEST_PERIGEE = 6_600_000.0
"""Least osculating perigee radius the competition allows [m]."""
_MARGIN = 200.0
"""Height kept above it [m]: the secular theory knows the perigee within some hundred metres."""
_TRIES = 6
"""Most flights of a leg, each with a drift orbit higher by what the one before dipped too deep between its burns."""


def debris_state(debris: Debris, number: int, time: float) -> State:
    """Return where a debris is by the competition's ephemeris.

    Parameters
    ----------
    debris : Debris
        All of them.
    number : int
        Which one, 0 to 122.
    time : float
        Seconds since MJD2000 0.
    """
    position, velocity = state_from_elements(*debris.elements(number, time), GTOC9.mu)
    return State(time, np.asarray(position), np.asarray(velocity))


def fly_gtoc9_leg(
    debris: Debris, origin: int, target: int, depart: float, arrive: float, *, wait: float | None = None
) -> Flight:
    """Fly one leg of a campaign: at most five burns besides those at departure and arrival.

    The debris do not move as the spacecraft does: their elements, held still by the rules, are osculating ones. So the
    orbit the spacecraft is left in depends on where on the orbit of the debris it leaves, by some kilometres of
    altitude; the cheapest place is chosen.

    Parameters
    ----------
    debris : Debris
        All of them.
    origin, target : int
        Debris left and debris reached.
    depart, arrive : float
        Earliest departure and the arrival [s since MJD2000 0].
    wait : float, optional
        How much later the spacecraft may leave [s]; one revolution unless given, 0 to leave at once.

    Raises
    ------
    ConvergenceError
        If the leg does not close above the least perigee.

    Examples
    --------
    The fifth leg of the campaign that won:

    >>> from adr_planner.benchmarks.gtoc9.constants import DAY
    >>> from adr_planner.benchmarks.gtoc9.debris import load_debris
    >>> flight = fly_gtoc9_leg(load_debris(), 25, 20, 23679.48 * DAY, 23679.78 * DAY)
    >>> round(flight.delta_v)  # published: 115.2 m/s
    110
    """
    if wait is None:
        wait = 2.0 * np.pi * float(np.sqrt(debris.a[origin] ** 3 / GTOC9.mu))
    goal = debris_state(debris, target, arrive)
    departures = [debris_state(debris, origin, depart + later) for later in np.linspace(0.0, wait, 13)]
    lowest = LOWEST_PERIGEE + _MARGIN
    for _ in range(_TRIES):
        flight = fly_leg(departures, goal, GTOC9, lowest=lowest)
        if _on_the_way(flight) > MOST_BURNS:
            # Pairs made of burns too small are one too many: the competition knows no smallest impulse.
            flight = fly_leg(departures, goal, GTOC9, lowest=lowest, minimum=0.0)
        missing = LOWEST_PERIGEE + 0.5 * _MARGIN - lowest_perigee_flown(flight)
        if missing <= 0.0:
            return flight
        lowest += missing + 0.5 * _MARGIN
    raise ConvergenceError(f"The perigee stays {missing / 1e3:.1f} km under the least the competition allows.")


def _on_the_way(flight: Flight) -> int:
    return sum(flight.departure.time < burn.before.time < flight.arrival.time for burn in flight.burns)


def lowest_perigee_flown(flight: Flight) -> float:
    """Return the least osculating perigee radius of a flight, from departure to arrival [m]."""
    left = [flight.departure, *(burn.before.after_impulse(burn.delta_v) for burn in flight.burns)]
    reached = [*(burn.before.time for burn in flight.burns), flight.arrival.time]
    return min(
        lowest_on_coast(here.position, here.velocity, until - here.time)
        for here, until in zip(left, reached, strict=True)
        if until > here.time
    )
