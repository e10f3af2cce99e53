"""The best dates of a mission whose order is known: an exact dynamic programme over the dates of a grid.

The launch mass follows from the last stop backwards: a mass after a leg asks for a mass before it, and less is always
better. So the least mass on arrival at every stop, for every date, is all there is to know.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DRY_MASS, KIT
from adr_planner.core.jit import kernel

__all__ = ["HEAVY", "arrival_dates", "least_rise", "masses_before", "masses_last"]

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

HEAVY = np.float32(1e30)
"""Mass that stands for "cannot be" [kg]."""
_KIT = np.float32(KIT)
_LAST = np.float32(DRY_MASS + KIT)


@kernel
def masses_last(first: int, last: int, mass: Floats) -> None:
    """Fill the masses on arrival at the last stop of a mission, dates `first` to `last`."""
    for t in range(first, last + 1):
        mass[t] = _LAST


@kernel
def masses_before(ratio: Floats, waits: Whole, first: int, last: int, after: Floats, before: Floats) -> None:
    """Fill the least masses on arrival at a stop from those at the next.

    Parameters
    ----------
    ratio : ndarray of float32, shape (g, t)
        Mass ratios of the leg between both, a part of `LegGrid.ratio`.
    waits : ndarray of int, shape (g,)
        Steps from arrival to arrival, rising.
    first, last : int
        Dates to fill; those of the next stop run from `first` to ``last + waits[0]``.
    after, before : ndarray of float32, shape (t,)
        Least mass on arrival at the next stop, and at this one [kg]; `before` is written.
    """
    # Slices from zero let the compiler work on sixteen dates at once: six times as fast as indices of unknown sign.
    here = before[first : last + 1]
    here[:] = HEAVY
    end = last + waits[0]
    for g in range(waits.size):
        wait = waits[g]
        count = min(last, end - wait) + 1 - first
        if count <= 0:
            break
        row, there = ratio[g, first : first + count], after[first + wait : first + wait + count]
        for t in range(count):
            here[t] = min(row[t] * there[t], here[t])
    for t in range(here.size):
        here[t] += _KIT


@kernel
def least_rise(new: Floats, old: Floats, first: int, last: int) -> float:
    """Return by how much masses on arrival at a stop have risen at least [kg], dates `first` to `last`.

    A mission that flies on as before can only become heavier by more: every leg before multiplies the rise.
    """
    here, there = new[first : last + 1], old[first : last + 1]
    least = HEAVY
    for t in range(here.size):
        rise = here[t] - there[t] if here[t] < HEAVY else HEAVY
        least = min(rise, least)
    return float(least)


@kernel
def arrival_dates(
    ratio: Floats, waits: Whole, order: Whole, count: int, start: int, last: int, mass: Floats, dates: Whole
) -> None:
    """Follow the least masses forward from the first date of a mission.

    Parameters
    ----------
    ratio, waits : ndarray
        Of `LegGrid`.
    order : ndarray of int
        Debris; the first `count` count.
    count : int
        Stops.
    start, last : int
        Date of the first arrival; date no arrival may pass.
    mass : ndarray of float32, shape (stops, t)
        Least masses, counted from the last stop.
    dates : ndarray of int
        Arrivals, written.
    """
    t = start
    dates[0] = t
    for k in range(count - 1):
        after = mass[count - 2 - k]
        latest = last - (count - 2 - k) * waits[0]
        least, chosen = np.float32(np.inf), waits[0]
        for g in range(waits.size):
            arrival = t + waits[g]
            if arrival > latest:
                break
            total = ratio[order[k], order[k + 1], g, t] * after[arrival]
            if total < least:
                least, chosen = total, waits[g]
        t += chosen
        dates[k + 1] = t
