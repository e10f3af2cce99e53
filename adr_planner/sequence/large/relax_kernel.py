"""Compiled relaxation: the cheapest walk of so many stops, when legs and visits have prices of any kind.

A walk may come back to a target, only not at once (i, j, i), as in `walk_kernel`; but nothing is kept by pairs: the
best and the second best way to every stop and date are enough, so that memory grows with the targets and not with their
square. Stops are counted from the end: place 0 is the last.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["Network", "Pairs", "Walks", "backward", "forward", "new_walks", "trace"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Walks(NamedTuple):
    """Best and second best way by place, target and step, with another neighbour than `who`."""

    best: Floats
    second: Floats
    who: NDArray[np.int16]


class Pairs(NamedTuple):
    """Legs that may be flown: ``origin[start[j]:start[j + 1]]`` are those into j, `alive` says which still count."""

    start: Whole
    origin: NDArray[np.int32]
    alive: NDArray[np.bool_]


class Network(NamedTuple):
    """What may be flown.

    Attributes
    ----------
    leg, gaps : ndarray
        As in `TourProblem`.
    launch : ndarray, shape (n, t)
        Delta-v of the first arrival [m/s].
    dates : ndarray of bool, shape (n, t)
        When a target may be reached.
    fading : ndarray, shape (n, t)
        What a stop costs more there than its price, by the step of the arrival.
    pairs : Pairs
        Legs that may be flown.
    """

    leg: NDArray[np.float32]
    gaps: Whole
    launch: Floats
    dates: NDArray[np.bool_]
    fading: Floats
    pairs: Pairs


def new_walks(places: int, targets: int, steps: int) -> Walks:
    """Return room for walks."""
    shape = (places, targets, steps)
    return Walks(np.empty(shape), np.empty(shape), np.empty(shape, dtype=np.int16))


@kernel
def _merge(walks: Walks, place: int, stop: int, column: Floats, neighbour: int) -> None:
    """Keep the two best of three at every step."""
    best, second, who = walks.best[place, stop], walks.second[place, stop], walks.who[place, stop]
    for t in range(column.size):
        if column[t] < best[t]:
            best[t], second[t], who[t] = column[t], best[t], neighbour
        elif column[t] < second[t]:
            second[t] = column[t]


@kernel
def _without(walks: Walks, place: int, stop: int, other: int, extra: float, fading: Floats, out: Floats) -> float:
    """Write the best way to a stop that does not come from another, plus its price then; return the least."""
    best, second, who = walks.best[place, stop], walks.second[place, stop], walks.who[place, stop]
    least = np.inf
    for t in range(out.size):
        out[t] = (second[t] if who[t] == other else best[t]) + extra + fading[t]
        least = min(least, out[t])
    return least


@kernel
def forward(
    network: Network, weight: Floats, price: Floats, fewest: int, walks: Walks, rest: Walks, worst: float
) -> None:
    """Write the cheapest walks from the launch to every target and date.

    Parameters
    ----------
    network : Network
        What may be flown.
    weight, price : ndarray, shape (places, n)
        What 1 m/s of the way into a stop costs, and the stop itself.
    fewest : int
        Stops a walk has at least.
    walks : Walks
        Written; the price of the stop itself is not in it.
    rest : Walks
        Of `backward` at the same prices, or of no places: then no leg is struck out.
    worst : float
        Legs that are in no walk cheaper than this, or as cheap, are struck out.
    """
    leg, gaps, launch, dates, pairs = network.leg, network.gaps, network.launch, network.dates, network.pairs
    places, n, steps = walks.best.shape
    base, column, after, nothing = np.empty(steps), np.empty(steps), np.empty(steps), np.zeros(steps)
    used = np.zeros(pairs.alive.size, dtype=np.bool_)
    strike = rest.best.shape[0] > 0
    for place in range(places - 1, -1, -1):
        for j in range(n):
            cost = weight[place, j]
            for t in range(steps):
                launched = place + 1 >= fewest and dates[j, t] and launch[j, t] < np.inf
                walks.best[place, j, t] = cost * launch[j, t] if launched else np.inf
                walks.second[place, j, t], walks.who[place, j, t] = np.inf, -1
            if place == places - 1:
                continue
            for k in range(pairs.start[j], pairs.start[j + 1]):
                u = pairs.origin[k]
                if (
                    not pairs.alive[k]
                    or _without(walks, place + 1, u, j, price[place + 1, u], network.fading[u], base) == np.inf
                ):
                    continue
                column[:] = np.inf
                for g in range(gaps.size):
                    gap = gaps[g]
                    row, into = leg[u, j, g, : max(steps - gap, 0)], column[gap:]
                    for t in range(row.size):
                        value = base[t] + cost * row[t]
                        into[t] = value if value < into[t] else into[t]
                _close(column, dates[j])
                _merge(walks, place, j, column, u)
                if strike and not used[k]:
                    _without(rest, place, j, u, 0.0, nothing, after)
                    for t in range(steps):
                        used[k] |= column[t] + after[t] <= worst
    if strike:
        pairs.alive[:] &= used


@kernel
def _close(column: Floats, dates: NDArray[np.bool_]) -> None:
    """Take out the dates at which a target may not be reached."""
    for t in range(column.size):
        if not dates[t]:
            column[t] = np.inf


@kernel
def backward(network: Network, weight: Floats, price: Floats, per_step: float, walks: Walks) -> None:
    """Write the cheapest walks from every target and date to the end, prices of the stop included. See `forward`."""
    leg, gaps, dates, pairs = network.leg, network.gaps, network.dates, network.pairs
    places, n, steps = walks.best.shape
    base, column, nothing = np.empty(steps), np.empty(steps), np.zeros(steps)
    for place in range(places):
        walks.best[place], walks.second[place], walks.who[place] = np.inf, np.inf, -1
        if place == 0:
            for i in range(n):
                for t in range(steps):
                    walks.best[0, i, t] = price[0, i] + per_step * t + network.fading[i, t]
                _close(walks.best[0, i], dates[i])
                walks.second[0, i] = walks.best[0, i]
            continue
        for j in range(n):
            cost = weight[place - 1, j]
            for k in range(pairs.start[j], pairs.start[j + 1]):
                i = pairs.origin[k]
                if not pairs.alive[k] or _without(walks, place - 1, j, i, price[place, i], nothing, base) == np.inf:
                    continue
                column[:] = np.inf
                for g in range(gaps.size):
                    gap = gaps[g]
                    row, then = leg[i, j, g, : max(steps - gap, 0)], base[gap:]
                    for t in range(row.size):
                        value = then[t] + cost * row[t]
                        column[t] = value if value < column[t] else column[t]
                column += network.fading[i]
                _close(column, dates[i])
                _merge(walks, place, i, column, j)


@kernel
def trace(
    network: Network, weight: Floats, price: Floats, fewest: int, walks: Walks, stop: int, step: int, stops: Whole,
    legs: Floats,
) -> int:  # fmt: skip
    """Follow the cheapest walk back from its last stop; write stops and ways into them, and return how many."""
    leg, gaps, launch, pairs = network.leg, network.gaps, network.launch, network.pairs
    places, later = walks.best.shape[0], -1
    for place in range(places):
        stops[place], least, at, came = stop, np.inf, -1, -1
        cost = weight[place, stop]
        if place + 1 >= fewest and launch[stop, step] < np.inf:
            least, legs[place] = cost * launch[stop, step], launch[stop, step]
        if place < places - 1:
            for k in range(pairs.start[stop], pairs.start[stop + 1]):
                u = np.int64(pairs.origin[k])
                if not pairs.alive[k] or u == later:
                    continue
                for g in range(gaps.size):
                    t = step - gaps[g]
                    if t < 0:
                        break
                    again = walks.who[place + 1, u, t] == stop
                    before = walks.second[place + 1, u, t] if again else walks.best[place + 1, u, t]
                    value = before + price[place + 1, u] + network.fading[u, t] + cost * leg[u, stop, g, t]
                    if value < least:
                        least, at, came, legs[place] = value, int(t), int(u), leg[u, stop, g, t]
        if came < 0:
            return place + 1
        later, stop, step = stop, came, at
    return places
