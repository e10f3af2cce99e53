"""Leg-cost table: the delta-v of every leg between many orbits, for every date and wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import rates_at_cosine
from adr_planner.core.jit import kernel
from adr_planner.errors import SearchLimitError
from adr_planner.transfer.drift_floor import NO_FLOOR, DriftFloor, drift_floors
from adr_planner.transfer.impulsive.estimate import PHASE_RMS, estimate_legs
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["LegTerms", "leg_table", "leg_window", "refuse_too_large", "seen_goals"]

Array = NDArray[np.float64]

MEMORY_LIMIT = 4e9
"""Largest table unless told otherwise [byte]."""


class LegTerms(NamedTuple):
    """What the impulsive legs of a servicer have in common.

    Attributes
    ----------
    lowest : float
        Least semi-major axis of any drift orbit [m].
    floor : DriftFloor
        What bounds it for each wait; nothing unless given.
    phase, max_leg_delta_v : float
        See `estimate_legs`.
    """

    lowest: float
    floor: DriftFloor = NO_FLOOR
    phase: float = PHASE_RMS
    max_leg_delta_v: float = np.inf


@kernel
def _turned(start: Array, later: Array, goal: Array, coast: float, gravity: Gravity) -> tuple[float, float]:
    """Return inclination and node of a goal, less what Sun, Moon and drag turn whoever leaves the start.

    They are taken to turn a servicer as they turn the orbit it left, which is `later` on its arrival.
    """
    ecc = np.sqrt(start[1] * start[1] + start[2] * start[2])
    rate, _, _ = rates_at_cosine(start[0], ecc, np.cos(start[3]), gravity)
    turned = later[4] - start[4] - rate * np.cos(start[3]) * coast
    return goal[3] - (later[3] - start[3]), goal[4] - turned


@kernel
def seen_goals(starts: Array, laters: Array, goals: Array, coasts: Array, gravity: Gravity) -> Array:
    """Return goals as the estimate takes them, which knows no Sun, Moon and drag.

    Parameters
    ----------
    starts, laters : ndarray, shape (n, 6)
        Mean elements of the orbits left, at departure and at arrival.
    goals : ndarray, shape (n, 6)
        Mean elements of the orbits reached, at arrival.
    coasts : ndarray, shape (n,)
        Times between departure and arrival [s].
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    ndarray, shape (n, 6)
        The goals, less what turns the servicer on the way besides the Earth's zonal field.
    """
    seen = goals.copy()
    for k in range(coasts.size):
        seen[k, 3], seen[k, 4] = _turned(starts[k], laters[k], goals[k], coasts[k], gravity)
    return seen


@kernel
def leg_window(
    starts: Array, laters: Array, goals: Array, departures: Array, arrivals: Array, terms: LegTerms, gravity: Gravity
) -> Array:
    """Cost one leg for every departure and every arrival.

    Parameters
    ----------
    starts : ndarray, shape (p, 6)
        Mean elements of the orbit left, at the departures.
    laters, goals : ndarray, shape (q, 6)
        Mean elements of the orbit left, and of the one reached, at the arrivals.
    departures, arrivals : ndarray, shape (p,), (q,)
        Times [s].
    terms : LegTerms
        What all legs have in common.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    ndarray, shape (p, q)
        Delta-v [m/s]; infinite where the arrival does not come after the departure.
    """
    out = np.empty((departures.size, arrivals.size))
    start = np.empty((arrivals.size, 6))
    for p in range(departures.size):
        start[:] = starts[p]
        coasts = arrivals - departures[p]
        seen = seen_goals(start, laters, goals, coasts, gravity)
        lowests = drift_floors(coasts, terms.lowest, terms.floor, gravity)
        out[p] = estimate_legs(start, seen, coasts, lowests, terms.phase, terms.max_leg_delta_v, gravity)
    return out


@kernel
def _fill_target(
    j: int, starts: Array, reached: Array, arrivals: Array, gaps: Array, stay: float, terms: LegTerms,
    gravity: Gravity, out: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fill the costs of all legs to one target, shape (n, g, t), from the orbits left and all orbits when reached.

    `starts` has shape (n, t, 6), `reached` (g, n, t, 6).
    """
    out[:] = np.inf
    for g in range(gaps.size):
        within = np.searchsorted(arrivals, arrivals[-1] + 1.0 - gaps[g], side="right")
        coasts = np.full(within, gaps[g] - stay)
        lowests = drift_floors(coasts, terms.lowest, terms.floor, gravity)
        for i in range(starts.shape[0]):
            if i != j:
                start = starts[i, :within]
                seen = seen_goals(start, reached[g, i, :within], reached[g, j, :within], coasts, gravity)
                out[i, g, :within] = estimate_legs(
                    start, seen, coasts, lowests, terms.phase, terms.max_leg_delta_v, gravity
                )


def refuse_too_large(n: int, gaps: int, dates: int, memory_limit: float = MEMORY_LIMIT) -> None:
    """Refuse a table that would take more memory than is allowed [byte].

    Raises
    ------
    SearchLimitError
        Saying how much it would take.
    """
    size = 4.0 * n * n * gaps * dates
    if size > memory_limit:
        raise SearchLimitError(
            f"The prices of the legs between {n} orbits for {gaps} waits at {dates} dates take {size / 1e9:.1f} GB, "
            f"{size / memory_limit:.1f} times the {memory_limit / 1e9:.1f} GB allowed: take fewer candidates, or a "
            "coarser grid of dates.",
            limit=memory_limit,
        )


def leg_table(
    origins: OrbitSet,
    targets: OrbitSet,
    arrivals: Array,
    gaps: Array,
    *,
    stay: float,
    terms: LegTerms,
    gravity: Gravity,
    memory_limit: float = MEMORY_LIMIT,
    progress: Callable[[str], None] | None = None,
) -> NDArray[np.float32]:
    """Cost the legs between all orbits.

    Parameters
    ----------
    origins, targets : OrbitSet
        Orbits left and orbits reached; row k of both belongs to the same object.
    arrivals : ndarray, shape (t,)
        Dates of the grid [s]: arrivals at the origin.
    gaps : ndarray, shape (g,)
        Times from arrival to arrival [s]; those no longer than `stay` leave no time to fly.
    stay : float
        Time spent at the origin before leaving [s].
    terms : LegTerms
        What they have in common.
    gravity : Gravity
        Constants of the field.
    memory_limit : float
        Largest table [byte].
    progress : callable, optional
        Called with a line of text for every orbit reached.

    Returns
    -------
    ndarray of float32, shape (n, n, g, t)
        Delta-v [m/s]; infinite on the diagonal and where the arrival falls off the grid.

    Raises
    ------
    SearchLimitError
        If the table would be larger than the memory allowed; nothing is computed then.
    """
    n = len(origins)
    refuse_too_large(n, gaps.size, arrivals.size, memory_limit)
    table = np.empty((n, n, gaps.size, arrivals.size), dtype=np.float32)
    starts = origins.at(arrivals + stay)
    reached = np.stack([targets.at(arrivals + gap) for gap in gaps])

    def fill(j: int) -> None:
        _fill_target(j, starts, reached, arrivals, gaps, stay, terms, gravity, table[:, j])
        if progress is not None:
            progress(f"pricing legs: {j + 1} of {n} orbits")

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, range(n)))
    return table
