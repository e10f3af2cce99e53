"""The best dates of a whole campaign whose orders are known: exact on the grid, all missions together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DRY_MASS, KIT, mission_cost
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LegGrid
from adr_planner.core.jit import kernel
from adr_planner.errors import InfeasibleMissionError

__all__ = ["best_dates"]

Floats = NDArray[np.float32]
Array = NDArray[np.float64]
Whole = NDArray[np.int64]

_NEVER = np.float32(1e30)


@kernel
def _masses_to(ratio: Floats, waits: Whole, order: Whole, end: int, mass: Floats) -> None:
    """Fill the least masses on arrival at every stop, shape (stops, t), of a mission whose last arrival is at `end`."""
    stops, quick, slow = order.size, waits[0], waits[-1]
    mass[stops - 1, end] = np.float32(DRY_MASS + KIT)
    for k in range(stops - 2, -1, -1):
        after, before, leg = mass[k + 1], mass[k], ratio[order[k], order[k + 1]]
        left = stops - 1 - k
        first, last = max(end - left * slow, 0), end - left * quick
        next_first, next_last = max(end - (left - 1) * slow, 0), end - (left - 1) * quick
        for t in range(first, last + 1):
            before[t] = _NEVER
        for g in range(waits.size):
            wait = waits[g]
            begin, stop = max(first, next_first - wait), min(last, next_last - wait) + 1
            if stop <= begin:
                continue
            here, row, there = before[begin:stop], leg[g, begin:stop], after[begin + wait : stop + wait]
            for t in range(here.size):  # slices from zero: several dates at once, as in `epochs.masses_before`
                here[t] = min(row[t] * there[t], here[t])
        for t in range(first, last + 1):
            before[t] += np.float32(KIT)


@kernel
def _cheapest_ends(
    ratio: Floats, waits: Whole, pause: int, order: Whole, before: Array, cost: Array, start: Whole
) -> None:
    """Fill, for every last arrival of a mission, the least cost of all missions so far, and its first arrival.

    `before` holds the least cost of the missions before it, by the date of their last arrival or earlier.
    """
    dates, stops = ratio.shape[3], order.size
    mass = np.empty((stops, dates), np.float32)
    for end in range(dates):
        cost[end] = np.inf
        last = end - (stops - 1) * waits[0]
        if last < 0:
            continue
        _masses_to(ratio, waits, order, end, mass)
        for t in range(max(end - (stops - 1) * waits[-1], 0), last + 1):
            if mass[0, t] >= _NEVER:
                continue
            total = mission_cost(float(mass[0, t]))
            if before.size > 0:
                if t < pause:
                    continue
                total += before[t - pause]
            if total < cost[end]:
                cost[end], start[end] = total, t


@kernel
def _arrivals(ratio: Floats, waits: Whole, order: Whole, start: int, end: int, arrivals: Whole) -> None:
    stops = order.size
    mass = np.full((stops, ratio.shape[3]), _NEVER)
    _masses_to(ratio, waits, order, end, mass)
    t = start
    arrivals[0] = t
    for k in range(stops - 1):
        least, chosen = np.float32(np.inf), waits[0]
        for g in range(waits.size):
            there = t + waits[g]
            if there > end:
                break
            total = ratio[order[k], order[k + 1], g, t] * mass[k + 1, there]
            if total < least:
                least, chosen = total, waits[g]
        t += chosen
        arrivals[k + 1] = t


def best_dates(grid: LegGrid, orders: Sequence[Sequence[int]]) -> tuple[tuple[Whole, ...], float]:
    """Find the dates of a campaign that cost least.

    Parameters
    ----------
    grid : LegGrid
        Prices of the legs.
    orders : sequence of sequence of int
        Debris of each mission, missions in the order they fly.

    Returns
    -------
    arrivals : tuple of ndarray of int
        Dates of the grid at which each mission arrives at its stops.
    cost : float
        Cost of the campaign [million euro].

    Raises
    ------
    InfeasibleMissionError
        If the missions do not fit the window.
    """
    rows = [np.array(order, np.int64) for order in orders]
    ends: list[tuple[Array, Whole]] = []
    before = np.empty(0)
    for row in rows:
        cost, start = np.empty(grid.dates.size), np.zeros(grid.dates.size, np.int64)
        _cheapest_ends(grid.ratio, grid.waits, grid.pause, row, before, cost, start)
        ends.append((cost, start))
        before = np.minimum.accumulate(cost)
    end = int(np.argmin(ends[-1][0]))
    least = float(ends[-1][0][end])
    if not np.isfinite(least):
        raise InfeasibleMissionError("The missions are too long for the window, one after another.", binding="window")
    arrivals: list[Whole] = []
    for k in range(len(rows) - 1, -1, -1):
        begin = int(ends[k][1][end])
        dates = np.empty(rows[k].size, np.int64)
        _arrivals(grid.ratio, grid.waits, rows[k], begin, end, dates)
        arrivals.append(dates)
        if k > 0:
            end = int(np.argmin(ends[k - 1][0][: begin - grid.pause + 1]))
    return tuple(reversed(arrivals)), least
