"""The price of every leg between many orbits, for every date and wait: what the search reads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.errors import SearchLimitError
from adr_planner.transfer.estimate import PHASE_RMS, estimate_legs

__all__ = ["OrbitSet", "leg_delta_v", "leg_table", "leg_window"]

Array = NDArray[np.float64]

MEMORY_LIMIT = 4e9
"""Largest table unless told otherwise [byte]."""


@dataclass(frozen=True, slots=True)
class OrbitSet:
    """Hold mean orbits that turn at their secular rates.

    Parameters
    ----------
    a, ecc, inc : ndarray, shape (n,)
        Mean semi-major axis [m], eccentricity, inclination [rad].
    raan, argp : ndarray, shape (n,)
        Angles at time zero [rad].
    raan_rate, argp_rate : ndarray, shape (n,)
        Secular rates [rad/s].
    """

    a: Array
    ecc: Array
    inc: Array
    raan: Array
    argp: Array
    raan_rate: Array
    argp_rate: Array

    @classmethod
    def at_epochs(
        cls, a: Array, ecc: Array, inc: Array, raan: Array, argp: Array, epoch: Array, gravity: Gravity
    ) -> OrbitSet:
        """Build from mean elements of different epochs [s], brought to time zero."""
        node, perigee, _ = secular_rates(a, ecc, inc, gravity)
        return cls(a, ecc, inc, raan - node * epoch, argp - perigee * epoch, node, perigee)

    def __len__(self) -> int:
        return int(self.a.size)

    def columns(self) -> Array:
        """Return the seven quantities as one array, shape (n, 7)."""
        return np.column_stack([self.a, self.ecc, self.inc, self.raan, self.argp, self.raan_rate, self.argp_rate])


@kernel
def _elements(row: Array, times: Array) -> Array:
    """Return the mean elements of an orbit, shape (times, 6); where on it nobody is, is left zero."""
    out = np.empty((times.size, 6))
    for k in range(times.size):
        argp = row[4] + row[6] * times[k]
        out[k, 0], out[k, 1], out[k, 2] = row[0], row[1] * np.cos(argp), row[1] * np.sin(argp)
        out[k, 3], out[k, 4], out[k, 5] = row[2], row[3] + row[5] * times[k], 0.0
    return out


@kernel
def leg_delta_v(
    origin: Array, target: Array, depart: float, arrive: float, lowest: float, phase: float, gravity: Gravity,
    dearest: float = np.inf,
) -> float:  # fmt: skip
    """Price one leg between two orbits of an `OrbitSet`.

    Parameters
    ----------
    origin, target : ndarray, shape (7,)
        Rows of `OrbitSet.columns`.
    depart, arrive : float
        Times [s].
    lowest : float
        Least semi-major axis of the drift orbit [m].
    phase : float
        Phase gap to be closed on the way [rad]; `PHASE_RMS` when it is not known, 0 for a free phase.
    gravity : Gravity
        Constants of the field.
    dearest : float
        Legs dearer than this are priced roughly [m/s], see `estimate_leg`.

    Returns
    -------
    float
        Delta-v [m/s].
    """
    start, goal = _elements(origin, np.full(1, depart)), _elements(target, np.full(1, arrive))
    return float(estimate_legs(start, goal, np.full(1, arrive - depart), lowest, phase, dearest, gravity)[0])


@kernel
def leg_window(
    origin: Array, target: Array, departures: Array, arrivals: Array, lowest: float, phase: float, gravity: Gravity,
    dearest: float,
) -> Array:  # fmt: skip
    """Price one leg for every departure and every arrival.

    Parameters
    ----------
    origin, target : ndarray, shape (7,)
        Rows of `OrbitSet.columns`.
    departures, arrivals : ndarray, shape (p,), (q,)
        Times [s].
    lowest, phase, gravity, dearest
        See `leg_delta_v`.

    Returns
    -------
    ndarray, shape (p, q)
        Delta-v [m/s]; infinite where the arrival does not come after the departure.
    """
    out = np.empty((departures.size, arrivals.size))
    starts, goals, start = _elements(origin, departures), _elements(target, arrivals), np.empty((arrivals.size, 6))
    for p in range(departures.size):
        start[:] = starts[p]
        out[p] = estimate_legs(start, goals, arrivals - departures[p], lowest, phase, dearest, gravity)
    return out


@kernel
def _fill_target(
    j: int,
    starts: NDArray[np.float64],
    target: Array,
    arrivals: Array,
    gaps: Array,
    stay: float,
    lowest: float,
    phase: float,
    dearest: float,
    gravity: Gravity,
    out: NDArray[np.float32],
) -> None:
    """Fill the prices of all legs to one target, shape (n, g, t), from the orbits left, shape (n, t, 6)."""
    out[:] = np.inf
    for g in range(gaps.size):
        goals = _elements(target, arrivals + gaps[g])
        within = np.searchsorted(arrivals, arrivals[-1] + 1.0 - gaps[g], side="right")
        coasts = np.full(within, gaps[g] - stay)
        for i in range(starts.shape[0]):
            if i != j:
                out[i, g, :within] = estimate_legs(
                    starts[i, :within], goals[:within], coasts, lowest, phase, dearest, gravity
                )


def leg_table(
    origins: OrbitSet,
    targets: OrbitSet,
    arrivals: Array,
    gaps: Array,
    *,
    stay: float,
    lowest: float,
    gravity: Gravity,
    phase: float = PHASE_RMS,
    dearest: float = np.inf,
    memory_limit: float = MEMORY_LIMIT,
    progress: Callable[[str], None] | None = None,
) -> NDArray[np.float32]:
    """Price the legs between all orbits.

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
    lowest : float
        Least semi-major axis of a drift orbit [m].
    gravity : Gravity
        Constants of the field.
    phase, dearest : float
        See `leg_delta_v`.
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
    size = 4.0 * n * n * gaps.size * arrivals.size
    if size > memory_limit:
        raise SearchLimitError(
            f"The prices of the legs between {n} orbits for {gaps.size} waits at {arrivals.size} dates take "
            f"{size / 1e9:.1f} GB, {size / memory_limit:.1f} times the {memory_limit / 1e9:.1f} GB allowed: take fewer "
            "candidates, or a coarser grid of dates.",
            limit=memory_limit,
        )
    table = np.empty((n, n, gaps.size, arrivals.size), dtype=np.float32)
    starts = np.stack([_elements(row, arrivals + stay) for row in origins.columns()])
    reached = targets.columns()

    def fill(j: int) -> None:
        _fill_target(j, starts, reached[j], arrivals, gaps, stay, lowest, phase, dearest, gravity, table[:, j])
        if progress is not None:
            progress(f"pricing legs: {j + 1} of {n} orbits")

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, range(n)))
    return table
