"""The cost of every low-thrust leg between many orbits, for every date and wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.low_thrust.estimate import SpiralTerms, spiral_leg
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["spiral_table", "spiral_window"]

Array = NDArray[np.float64]


@kernel
def spiral_window(
    starts: Array, laters: Array, goals: Array, departures: Array, arrivals: Array, terms: SpiralTerms, gravity: Gravity
) -> Array:
    """Cost one low-thrust leg for every departure (p,) and arrival (q,), as `table.leg_window` does [m/s]."""
    out, start = np.full((departures.size, arrivals.size), np.inf), np.empty((arrivals.size, 6))
    for p in range(departures.size):
        start[:] = starts[p]
        seen = seen_goals(start, laters, goals, arrivals - departures[p], gravity)
        for q in range(arrivals.size):
            if arrivals[q] > departures[p]:
                out[p, q] = spiral_leg(start[q], seen[q], departures[p], arrivals[q], terms, gravity).delta_v
    return out


@kernel
def _fill_row(
    row: int, starts: Array, reached: Array, arrivals: Array, gaps: Array, stay: float, terms: SpiralTerms,
    gravity: Gravity, out: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fill the costs of all legs from one orbit, elements (t, 6), to all, elements (g, n, t, 6)."""
    out[:] = np.inf
    for j in range(reached.shape[1]):
        for g in range(gaps.size):
            within = np.searchsorted(arrivals, arrivals[-1] + 1.0 - gaps[g], side="right")
            if j == row:
                continue
            coasts = np.full(within, gaps[g] - stay)
            start = starts[:within]
            seen = seen_goals(start, reached[g, row, :within], reached[g, j, :within], coasts, gravity)
            for t in range(within):
                out[j, g, t] = spiral_leg(
                    start[t], seen[t], arrivals[t] + stay, arrivals[t] + gaps[g], terms, gravity
                ).delta_v


def spiral_table(
    origins: OrbitSet,
    targets: OrbitSet,
    arrivals: Array,
    gaps: Array,
    *,
    stay: float,
    masses: Array,
    terms: SpiralTerms,
    gravity: Gravity,
) -> NDArray[np.float32]:
    """Cost the low-thrust legs between all orbits, as `table.leg_table` does for impulses.

    Parameters
    ----------
    origins, targets : OrbitSet
        Orbits left and orbits reached; row k of both belongs to the same object.
    arrivals : ndarray, shape (t,)
        Dates of the grid [s]: arrivals at the origin.
    gaps : ndarray, shape (g,)
        Times from arrival to arrival [s], each longer than `stay`.
    stay : float
        Time spent at the origin before leaving [s].
    masses : ndarray, shape (n,)
        Heaviest the servicer is when it leaves each origin [kg]: a lighter one needs less time.
    terms : SpiralTerms
        What they have in common; its mass is left aside.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    ndarray of float32, shape (n, n, g, t)
        Delta-v [m/s]; infinite on the diagonal, off the grid, and where the time is too short for the thrust.
    """
    n = len(origins)
    table = np.empty((n, n, gaps.size, arrivals.size), dtype=np.float32)
    starts = origins.at(arrivals + stay)
    reached = np.stack([targets.at(arrivals + gap) for gap in gaps])

    def fill(i: int) -> None:
        _fill_row(i, starts[i], reached, arrivals, gaps, stay, terms._replace(mass=float(masses[i])), gravity, table[i])

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, range(n)))
    return table
