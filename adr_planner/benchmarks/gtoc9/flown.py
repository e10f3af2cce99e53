"""A campaign flown: every leg an optimised flight under the competition's equations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DAY, STAY
from adr_planner.benchmarks.gtoc9.debris import Debris
from adr_planner.benchmarks.gtoc9.fleet.date_refinement import Schedule
from adr_planner.benchmarks.gtoc9.flight import debris_state, fly_gtoc9_leg
from adr_planner.benchmarks.gtoc9.submission import MANOEUVRE, Event, Mission, Submission
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.state import Flight, State

__all__ = ["FlownMission", "fly_schedule"]

_STILL = (0.0, 0.0, 0.0)


def _three(vector: NDArray[np.float64]) -> tuple[float, float, float]:
    return (float(vector[0]), float(vector[1]), float(vector[2]))


def _event(state: State, delta_v: tuple[float, float, float], number: int) -> Event:
    return Event(state.time / DAY, _three(state.position), _three(state.velocity), delta_v, number)


@dataclass(frozen=True)
class FlownMission:
    """A mission and the flights between its debris.

    Parameters
    ----------
    first, last : State
        Debris at the launch, and at the end of the last stay.
    order : tuple of int
        Debris.
    flights : tuple of Flight
        One between each two.
    """

    first: State
    last: State
    order: tuple[int, ...]
    flights: tuple[Flight, ...]

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Lines of the mission."""
        events = [_event(self.first, _STILL, self.order[0])]
        for (origin, target), flight in zip(pairwise(self.order), self.flights, strict=True):
            made = {burn.before.time: burn for burn in flight.burns}
            first, last = made.pop(flight.departure.time, None), made.pop(flight.arrival.time, None)
            events.append(_event(flight.departure, _STILL if first is None else _three(first.delta_v), origin))
            for burn in made.values():
                events.append(_event(burn.before, _three(burn.delta_v), MANOEUVRE))
            met = flight.arrival if last is None else last.before
            events.append(_event(met, _STILL if last is None else _three(last.delta_v), target))
        return (*events, _event(self.last, _STILL, self.order[-1]))


def fly_schedule(
    debris: Debris, schedule: Schedule, *, threads: int = 2, progress: Callable[[str], None] | None = None
) -> Submission:
    """Fly every leg of a campaign.

    Parameters
    ----------
    debris : Debris
        All of them.
    schedule : Schedule
        Orders and arrivals.
    threads : int
        Threads.
    progress : callable, optional
        Called with a line of text for every leg.

    Returns
    -------
    Submission
        The campaign as it is handed in.

    Raises
    ------
    ConvergenceError
        If a leg does not close; the message names it.
    """
    legs = [
        (order[k], order[k + 1], float(arrivals[k]), float(arrivals[k + 1]))
        for order, arrivals in zip(schedule.orders, schedule.arrivals, strict=True)
        for k in range(len(order) - 1)
    ]

    def fly(k: int) -> Flight:
        origin, target, here, there = legs[k]
        if progress is not None:
            progress(f"flying leg {k + 1} of {len(legs)}")
        try:
            return fly_gtoc9_leg(debris, origin, target, here + STAY, there)
        except ConvergenceError as error:
            raise ConvergenceError(f"Leg {origin} to {target} at {here / DAY:.2f}: {error}") from error

    with ThreadPoolExecutor(threads) as pool:
        flights = list(pool.map(fly, range(len(legs))))
    return Submission(tuple(_missions(debris, schedule, flights)))


def _missions(debris: Debris, schedule: Schedule, flights: Sequence[Flight]) -> list[Mission]:
    missions, used = [], 0
    for order, arrivals in zip(schedule.orders, schedule.arrivals, strict=True):
        first = debris_state(debris, order[0], float(arrivals[0]))
        last = debris_state(debris, order[-1], float(arrivals[-1]) + STAY)
        own = flights[used : used + len(order) - 1]
        used += len(own)
        missions.append(Mission.of(FlownMission(first, last, order, tuple(own)).events))
    return missions
