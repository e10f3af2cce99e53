"""Where objects dwell: one row for each object and shell it passes, in place of a table that is mostly empty."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.core.jit import kernel
from adr_planner.risk.collisions.shells import EDGES, HALF_WIDTH, MIDDLES

__all__ = ["SHELLS", "Places", "places"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

Dwelling = tuple[Integers, Integers, Array]

SHELLS = MIDDLES.size
_RADII = EARTH_RADIUS + EDGES
_WIDTH = float(EDGES[1] - EDGES[0])


class Places(NamedTuple):
    """Where objects dwell: one row an object and shell.

    Attributes
    ----------
    row, shell : ndarray of int
        Object and shell.
    share : ndarray
        Share of its time.
    """

    row: Integers
    shell: Integers
    share: Array


def places(perigee: Array, apogee: Array) -> Places:
    """Return the shares of `risk.shells.dwell`, only those above zero.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (n,)
        Radii [m].

    Examples
    --------
    >>> found = places(np.array([7214.4e3]), np.array([7221.6e3]))
    >>> found.shell.tolist(), np.round(found.share, 2).tolist()
    ([63, 64], [0.51, 0.49])
    """
    sma = 0.5 * (perigee + apogee)
    swing = np.maximum(0.5 * (apogee - perigee), HALF_WIDTH)
    low, high = ((sma + sign * swing - _RADII[0]) / _WIDTH for sign in (-1.0, 1.0))
    first = np.clip(np.floor(low), 0, SHELLS).astype(np.intp)
    last = np.maximum(np.clip(np.ceil(high), 0, SHELLS).astype(np.intp), first)
    return Places(*_dwelling(sma, swing, first, last, _RADII))


@kernel
def _dwelling(
    sma: Array, swing: Array, first: Integers, last: Integers, radii: Array
) -> tuple[Integers, Integers, Array]:
    """Return objects, shells and shares: differences of the mean anomaly over pi, see `risk.shells`."""
    size = np.sum(last - first)
    row, shell, share = np.empty(size, np.intp), np.empty(size, np.intp), np.empty(size)
    place = 0
    for one in range(sma.size):
        before = 0.0
        for edge in range(first[one], last[one] + 1):
            cosine = min(max((sma[one] - radii[edge]) / swing[one], -1.0), 1.0)
            anomaly = np.arccos(cosine) - swing[one] / sma[one] * np.sqrt(1.0 - cosine * cosine)
            if edge > first[one]:
                row[place], shell[place], share[place] = one, edge - 1, (anomaly - before) / np.pi
                place += 1
            before = anomaly
    return row, shell, share
