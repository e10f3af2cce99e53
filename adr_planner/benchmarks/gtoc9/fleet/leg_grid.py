"""What every leg between two debris costs, for every date and wait of a grid."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import BETWEEN, DAY, EXHAUST, FIRST_DAY, LAST_DAY, LONGEST, STAY
from adr_planner.benchmarks.gtoc9.debris import Debris
from adr_planner.benchmarks.gtoc9.ephemeris import FIELD, debris_rows, drawn_elements
from adr_planner.core.jit import kernel
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, estimate_legs

__all__ = ["LOWEST_DRIFT", "LegGrid", "leg_grid"]

Array = NDArray[np.float64]

LOWEST_DRIFT = 6.61e6
"""Least semi-major axis of a drift orbit [m]: ten kilometres for its eccentricity and for the short periods."""
_MAX_LEG_DELTA_V = 600.0
"""Price above which a leg is priced roughly [m/s]; the dearest leg of a good campaign costs two thirds of it."""
_CEILING = 4000.0
"""No leg is priced above this [m/s]: masses must not overflow while the search starts from nonsense."""
_PHASED = 6.5 * DAY
"""Coasts shorter than this are priced with their phase [s]; longer ones close any phase for a metre a second."""
_SHIFTS = np.array([0.0, -0.2, -0.1, 0.1, 0.2])
"""Arrivals tried around a date of the grid where the phase counts, in steps of the grid."""
_SHORTEST_GAP = 5.5 * DAY


@dataclass(frozen=True, slots=True)
class LegGrid:
    """Mass ratios of legs.

    Parameters
    ----------
    ratio : ndarray of float32, shape (n, n, g, t)
        Mass before over mass after the leg from one debris to another that begins with arrival at the first at date t
        and ends with arrival at the other ``waits[g]`` steps later; infinite where it ends off the grid.
    waits : ndarray of int, shape (g,)
        Steps from arrival to arrival.
    dates : ndarray, shape (t,)
        Dates of the grid [s since MJD2000 0].
    pause : int
        Least steps from the last arrival of a mission to the first date of the next.
    """

    ratio: NDArray[np.float32]
    waits: NDArray[np.int64]
    dates: Array
    pause: int

    @property
    def step(self) -> float:
        """Return the time between two dates [s]."""
        return float(self.dates[1] - self.dates[0])


@kernel
def _prices(start: Array, goal: Array, row: Array, arrivals: Array, wait: float, step: float) -> Array:
    """Price a pair's legs of one wait for every date, from elements at departure and arrival, shape (t, 6)."""
    coast = wait - STAY
    coasts = np.full(arrivals.size, coast)
    prices = estimate_legs(start, goal, coasts, np.full(arrivals.size, LOWEST_DRIFT), 0.0, _MAX_LEG_DELTA_V, FIELD)
    if coast > _PHASED:
        return prices
    cheap = np.flatnonzero(prices <= _MAX_LEG_DELTA_V)
    start, phased = start[cheap], np.full(cheap.size, np.inf)
    for shift in _SHIFTS:
        later = max(coast + shift * step, 0.5 * coast)
        moved = drawn_elements(row, arrivals[cheap] + STAY + later)
        coasts, lowests = np.full(cheap.size, later), np.full(cheap.size, LOWEST_DRIFT)
        phased = np.minimum(phased, estimate_legs(start, moved, coasts, lowests, PHASE_KNOWN, _MAX_LEG_DELTA_V, FIELD))
    prices[cheap] = np.maximum(prices[cheap], phased)
    return prices


@kernel
def _fill(
    rows: Array, starts: Array, goals: Array, targets: NDArray[np.int64], dates: Array, waits: NDArray[np.int64],
    out: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fill the mass ratios of the legs from one debris, elements (t, 6), to some of all, elements (n, t, 6)."""
    step = dates[1] - dates[0]
    out[:] = np.inf
    for j in targets:
        for g in range(waits.size):
            count = dates.size - waits[g]
            if count > 0:
                prices = _prices(starts[:count], goals[j, waits[g] :], rows[j], dates[:count], waits[g] * step, step)
                out[j, g, :count] = np.exp(np.minimum(prices, _CEILING) / EXHAUST)


def leg_grid(
    debris: Debris, step_days: float = 3.0, *, only: Collection[tuple[int, int]] | None = None, threads: int = 2,
    progress: Callable[[str], None] | None = None,
) -> LegGrid:  # fmt: skip
    """Price all legs; the competition's 134 million on a grid of three days take a quarter of a minute on two cores.

    Parameters
    ----------
    debris : Debris
        Any of the 123.
    step_days : float
        Step of the grid [day].
    only : collection of (int, int), optional
        Pairs to be priced; all unless given. Other legs cannot be flown.
    threads : int
        Threads that fill it; the answer does not depend on their number.
    progress : callable, optional
        Called with a line of text for every debris.

    Examples
    --------
    >>> from adr_planner.benchmarks.gtoc9.debris import load_debris
    >>> grid = leg_grid(load_debris().only([0, 1]), 10.0)
    >>> grid.ratio.shape, grid.waits.tolist(), grid.pause
    ((2, 2, 3, 295), [1, 2, 3], 4)
    """
    step = step_days * DAY
    rows = debris_rows(debris)
    dates = np.arange(FIRST_DAY * DAY, LAST_DAY * DAY - STAY + 1.0, step)
    waits = np.arange(int(np.ceil(_SHORTEST_GAP / step)), int(LONGEST // step) + 1)
    ratio = np.empty((len(rows), len(rows), waits.size, dates.size), dtype=np.float32)
    starts = np.stack([drawn_elements(row, dates + STAY) for row in rows])
    goals = np.stack([drawn_elements(row, dates) for row in rows])

    def fill(i: int) -> None:
        targets = [j for j in range(len(rows)) if j != i and (only is None or (i, j) in only)]
        _fill(rows, starts[i], goals, np.array(targets, np.int64), dates, waits, ratio[i])
        if progress is not None:
            progress(f"pricing legs: debris {i + 1} of {len(rows)}")

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(len(rows))))
    return LegGrid(ratio, waits, dates, int(np.ceil((STAY + BETWEEN) / step)))
