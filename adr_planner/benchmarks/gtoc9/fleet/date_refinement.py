"""Dates of a campaign refined off the grid: days, then parts of a revolution, with the true phase of every leg.

Every arrival may move within a window of its own; the least cost of all moves together, mission after mission, is found
by dynamic programming, and the windows follow until nothing is gained.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import (
    BETWEEN,
    DAY,
    DRY_MASS,
    EXHAUST,
    FIRST_DAY,
    KIT,
    LAST_DAY,
    LONGEST,
    STAY,
    mission_cost,
)  # fmt: skip
from adr_planner.benchmarks.gtoc9.ephemeris import FIELD, left_elements
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LOWEST_DRIFT
from adr_planner.core.jit import kernel
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, estimate_legs

__all__ = ["REVOLUTION", "Schedule", "refine_dates"]

Array = NDArray[np.float64]

REVOLUTION = 6000.0
"""About a revolution of the debris, 5824 to 6174 s."""
_MAX_LEG_DELTA_V = 1500.0
_SHORTEST = 0.1 * DAY
_NEVER = 1e9
"""Delta-v or mass of what cannot be."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A campaign with dates.

    Parameters
    ----------
    orders : tuple of tuple of int
        Debris of each mission.
    arrivals : tuple of ndarray
        Arrivals of each [s since MJD2000 0].
    cost : float
        Estimated cost [million euro].
    """

    orders: tuple[tuple[int, ...], ...]
    arrivals: tuple[Array, ...]
    cost: float


@kernel
def _leg_prices(origin: Array, target: Array, leave: Array, reach: Array, later: Array, out: Array) -> None:
    """Fill the price of a leg for every arrival at both ends, the cheapest of some departures; shape (p, p)."""
    count, tries = reach.size, later.size
    goals, starts, coasts = np.empty((count * tries, 6)), np.empty((count * tries, 6)), np.empty(count * tries)
    for q in range(count):
        goals[q * tries : (q + 1) * tries] = left_elements(target, reach[q])
    for p in range(leave.size):
        for w in range(tries):
            starts[w] = left_elements(origin, leave[p] + STAY + later[w])
        for q in range(count):
            starts[q * tries : (q + 1) * tries] = starts[:tries]
            for w in range(tries):
                coast = reach[q] - leave[p] - STAY - later[w]
                coasts[q * tries + w] = coast if reach[q] - leave[p] <= LONGEST else 0.0
        flyable = np.flatnonzero(coasts >= _SHORTEST)
        lowests = np.full(flyable.size, LOWEST_DRIFT)
        prices = estimate_legs(
            starts[flyable], goals[flyable], coasts[flyable], lowests, PHASE_KNOWN, _MAX_LEG_DELTA_V, FIELD
        )
        out[p] = _NEVER
        for k in range(flyable.size):
            q = flyable[k] // tries
            out[p, q] = min(out[p, q], prices[k])


@kernel
def _launch_masses(legs: Array, masses: Array, follow: NDArray[np.int64]) -> None:
    """Fill the least launch mass of a mission for every first and last arrival, shape (p, p), and the way there."""
    stops, size = legs.shape[0] + 1, legs.shape[1]
    after, before = np.empty(size), np.empty(size)
    for end in range(size):
        after[:] = _NEVER
        after[end] = DRY_MASS + KIT
        for k in range(stops - 2, -1, -1):
            before[:] = _NEVER
            for p in range(size):
                for q in range(size):
                    if after[q] >= _NEVER or legs[k, p, q] >= _NEVER:
                        continue
                    mass = np.exp(legs[k, p, q] / EXHAUST) * after[q] + KIT
                    if mass < before[p]:
                        before[p] = mass
                        follow[end, k, p] = q
            after[:] = before
        masses[:, end] = after


@dataclass(frozen=True, slots=True)
class _Mission:
    """What a mission costs for each first and last arrival, and the way between them."""

    arrivals: Array
    cost: Array
    follow: NDArray[np.int64]

    def dates(self, start: int, end: int) -> Array:
        chosen = [start]
        for k in range(len(self.arrivals) - 1):
            chosen.append(int(self.follow[end, k, chosen[-1]]))
        return self.arrivals[np.arange(len(self.arrivals)), chosen]


def _mission(rows: Array, order: Sequence[int], arrivals: Array, later: Array, pool: ThreadPoolExecutor) -> _Mission:
    size = arrivals.shape[1]
    legs = np.empty((len(order) - 1, size, size))

    def price(k: int) -> None:
        _leg_prices(rows[order[k]], rows[order[k + 1]], arrivals[k], arrivals[k + 1], later, legs[k])

    list(pool.map(price, range(len(legs))))
    masses, follow = np.empty((size, size)), np.zeros((size, max(len(legs), 1), size), np.int64)
    _launch_masses(legs, masses, follow)
    cost = np.array([[mission_cost(mass) if mass < _NEVER else np.inf for mass in row] for row in masses])
    cost[arrivals[0] < FIRST_DAY * DAY] = np.inf
    cost[:, arrivals[-1] + STAY > LAST_DAY * DAY] = np.inf
    return _Mission(arrivals, cost, follow)


def _best_state(missions: Sequence[_Mission]) -> tuple[list[Array], float]:
    """Choose first and last arrivals of all missions, so that each starts late enough after the one before."""
    ends: list[tuple[Array, NDArray[np.int64], NDArray[np.int64]]] = []
    before, ready = np.zeros(1), np.array([-np.inf])
    for mission in missions:
        open_from = ready[None, :] <= mission.arrivals[0][:, None] + 1e-3
        options = np.where(open_from, before[None, :], np.inf)
        total = options.min(axis=1)[:, None] + mission.cost
        ends.append((total.min(axis=0), total.argmin(axis=0), options.argmin(axis=1)))
        before, ready = ends[-1][0], mission.arrivals[-1] + STAY + BETWEEN
    end, dates = int(np.argmin(before)), []
    cost = float(before[end])
    for mission, (_, starts, previous) in zip(reversed(missions), reversed(ends), strict=True):
        start = int(starts[end])
        dates.append(mission.dates(start, end))
        end = int(previous[start])
    return dates[::-1], cost


def _refined(rows: Array, schedule: Schedule, shifts: Array, later: Array, pool: ThreadPoolExecutor) -> Schedule:
    missions = [
        _mission(rows, order, arrivals[:, None] + shifts, later, pool)
        for order, arrivals in zip(schedule.orders, schedule.arrivals, strict=True)
    ]
    arrivals, cost = _best_state(missions)
    return Schedule(schedule.orders, tuple(arrivals), cost) if np.isfinite(cost) else schedule


def refine_dates(rows: Array, schedule: Schedule, *, rounds: int = 6, threads: int = 2) -> Schedule:
    """Move the arrivals of a campaign to where they cost least.

    Parameters
    ----------
    rows : ndarray, shape (n, 9)
        Of `debris_rows`.
    schedule : Schedule
        Campaign whose dates are within a few days of the best.
    rounds : int
        Most rounds in days, and in parts of a revolution.
    threads : int
        Threads; the answer does not depend on their number.

    Returns
    -------
    Schedule
        The same orders with better dates, and the estimated cost.
    """
    days: Array = np.arange(-10.0, 11.0) * 0.3 * DAY
    parts: Array = np.arange(-16.0, 17.0) * REVOLUTION / 8.0
    quarters: Array = np.arange(4.0) * REVOLUTION / 4.0
    with ThreadPoolExecutor(threads) as pool:
        for shifts, later in ((days, quarters[:1]), (0.8 * days, quarters[::2]), (parts, quarters)):
            cost = np.inf
            for _ in range(rounds):
                schedule = _refined(rows, schedule, shifts, later, pool)
                if schedule.cost > cost - 0.05:
                    break
                cost = schedule.cost
    return schedule
