"""A campaign under change: missions in blocks of time, and a change to one or two of them that may be taken or left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import mission_cost
from adr_planner.benchmarks.gtoc9.epochs import HEAVY, arrival_dates, masses_before, masses_last

__all__ = ["MOST", "Chain", "Draft", "new_chain", "new_draft", "take", "weigh", "weigh_all"]

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

MOST = 32
"""Most stops of a mission; a tank holds propellant for some twenty."""
_HOPELESS = 5000.0
"""Cost of a mission that does not fit its block [million euro]."""


class Chain(NamedTuple):
    """Hold a campaign.

    Parameters
    ----------
    order : ndarray of int, shape (missions, MOST)
        Debris of each mission.
    stops : ndarray of int, shape (missions,)
        Stops of each.
    bounds : ndarray of int, shape (missions + 1,)
        Mission m arrives at its stops from date ``bounds[m]`` to ``bounds[m + 1] - pause``.
    mass : ndarray of float32, shape (missions, MOST, dates)
        Least masses on arrival, stops counted from the last.
    arrival : ndarray of int, shape (missions, MOST)
        Best dates.
    cost : ndarray, shape (missions,)
        Cost of each mission [million euro].
    mission_of : ndarray of int, shape (debris,)
        Mission that visits each debris.
    """

    order: Whole
    stops: Whole
    bounds: Whole
    mass: Floats
    arrival: Whole
    cost: NDArray[np.float64]
    mission_of: Whole


class Draft(NamedTuple):
    """Hold a change: new orders of up to two missions; ``mission[1]`` is -1 where there is but one.

    Stops after ``changed`` stay as they are, counted from the end. ``moved`` is the bound that moves, or 0, and by how
    much.
    """

    mission: Whole
    order: Whole
    stops: Whole
    changed: Whole
    moved: Whole
    mass: Floats
    start: Whole
    cost: NDArray[np.float64]


def new_chain(orders: Sequence[Sequence[int]], bounds: Sequence[int], debris: int, dates: int) -> Chain:
    """Return a campaign that is not yet weighed."""
    missions = len(orders)
    chain = Chain(
        np.zeros((missions, MOST), np.int64), np.array([len(order) for order in orders]), np.array(bounds),
        np.full((missions, MOST, dates), HEAVY), np.zeros((missions, MOST), np.int64), np.zeros(missions),
        np.zeros(debris, np.int64),
    )  # fmt: skip
    for m, order in enumerate(orders):
        chain.order[m, : len(order)] = order
        chain.mission_of[list(order)] = m
    return chain


def new_draft(dates: int) -> Draft:
    """Return room for a change."""
    pair = np.zeros(2, np.int64)
    return Draft(
        pair.copy(), np.zeros((2, MOST), np.int64), pair.copy(), pair.copy(), pair.copy(),
        np.full((2, MOST, dates), HEAVY), pair.copy(), np.zeros(2),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _window(chain: Chain, draft: Draft, m: int, pause: int) -> tuple[int, int]:
    first, last = chain.bounds[m], chain.bounds[m + 1] - pause
    bound, by = draft.moved[0], draft.moved[1]
    if bound == m:
        first += by
    elif bound == m + 1:
        last += by
    return first, last


@njit(cache=True, nogil=True)
def weigh(ratio: Floats, waits: Whole, pause: int, chain: Chain, draft: Draft, s: int) -> float:
    """Find the best dates of one side of a draft and return its cost [million euro]."""
    m, count, changed = draft.mission[s], draft.stops[s], draft.changed[s]
    first, last = _window(chain, draft, m, pause)
    quick = waits[0]
    draft.start[s] = -1
    draft.cost[s] = _HOPELESS
    if last - (count - 1) * quick < first:
        return _HOPELESS
    kept = count - 1 - changed
    for q in range(kept, count):
        k = count - 1 - q
        if q == 0:
            masses_last(first, last, draft.mass[s, 0])
            continue
        after = chain.mass[m, q - 1] if q == kept else draft.mass[s, q - 1]
        leg = ratio[draft.order[s, k], draft.order[s, k + 1]]
        masses_before(leg, waits, first, last - q * quick, after, draft.mass[s, q])
    masses = draft.mass[s, count - 1] if changed >= 0 else chain.mass[m, count - 1]
    least = HEAVY
    for t in range(first, last - (count - 1) * quick + 1):
        if masses[t] < least:
            least = masses[t]
            draft.start[s] = t
    if least < HEAVY:
        draft.cost[s] = mission_cost(float(least))
    return float(draft.cost[s])


@njit(cache=True, nogil=True)
def take(ratio: Floats, waits: Whole, pause: int, chain: Chain, draft: Draft) -> None:
    """Make a weighed draft part of the campaign."""
    for s in range(2):
        m, count = draft.mission[s], draft.stops[s]
        if m < 0:
            continue
        first, last = _window(chain, draft, m, pause)
        for q in range(count - 1 - draft.changed[s], count):
            chain.mass[m, q, first : last + 1] = draft.mass[s, q, first : last + 1]
        chain.stops[m] = count
        chain.cost[m] = draft.cost[s]
        for k in range(count):
            chain.order[m, k] = draft.order[s, k]
            chain.mission_of[draft.order[s, k]] = m
        if draft.start[s] >= 0:
            arrival_dates(ratio, waits, chain.order[m], count, draft.start[s], last, chain.mass[m], chain.arrival[m])
    chain.bounds[draft.moved[0]] += draft.moved[1]


@njit(cache=True, nogil=True)
def weigh_all(ratio: Floats, waits: Whole, pause: int, chain: Chain, draft: Draft) -> float:
    """Weigh a whole campaign and return its cost [million euro]."""
    draft.moved[:] = 0
    draft.mission[1] = -1
    for m in range(chain.stops.size):
        draft.mission[0] = m
        draft.order[0] = chain.order[m]
        draft.stops[0] = chain.stops[m]
        draft.changed[0] = chain.stops[m] - 1
        weigh(ratio, waits, pause, chain, draft, 0)
        take(ratio, waits, pause, chain, draft)
    return float(chain.cost.sum())
