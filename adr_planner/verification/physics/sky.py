"""Sun, Moon and the Earth's true pole over the time of a plan: sampled from ERFA, interpolated by Lagrange."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.physics.constants import DAY

__all__ = ["MU_MOON", "MU_SUN", "NO_SKY", "Sky", "sky_at", "sky_between"]

Array = NDArray[np.float64]

MU_SUN, MU_MOON = 1.32712440018e20, 4.902800066e12
"""Gravitational parameters [m3/s2] (DE405, Standish 1998)."""
_J2000, _TT_LESS_TAI = 2451545.0, 32.184 / DAY
_STEP = 0.25
"""Time between samples [day]: the Moon moves 3 deg, and is found between them within 1e-8 of its distance."""
_POINTS = 6
"""Samples that a place between them is made from."""
_LONGEST = 100.0 * 365.25
"""Longest time that is sampled [day]."""


class Sky(NamedTuple):
    """Sun, Moon and pole at evenly spaced times.

    Attributes
    ----------
    start, step : float
        Time of the first sample, in days since J2000 (TAI), and between two [day].
    rows : ndarray, shape (n, 9)
        Sun and Moon from the Earth's centre [m], the true pole of date; GCRF. Empty for none of it.
    """

    start: float
    step: float
    rows: Array

    def about(self, pole: Array) -> Sky:
        """Return the same Sun and Moon over a pole that stands still."""
        return self._replace(rows=np.hstack([self.rows[:, :6], np.tile(pole, (len(self.rows), 1))]))


NO_SKY = Sky(0.0, 1.0, np.empty((0, 9)))
"""No Sun, no Moon, and a pole that stands still."""


def sky_between(first: float, last: float) -> Sky:
    """Sample Sun, Moon and pole over a span of time.

    Parameters
    ----------
    first, last : float
        Days since J2000 (TAI), at most a century apart.

    Examples
    --------
    >>> sky = sky_between(9497.0, 9498.0)  # 1 January 2026
    >>> bool(1.470e11 < np.linalg.norm(sky.rows[0, :3]) < 1.472e11)  # close to perihelion
    True
    """
    begin = np.floor(first)
    days = min(max(np.ceil(last) - begin, 1.0), _LONGEST)
    return _sampled(float(begin), round(days / _STEP) + 1)


@lru_cache(maxsize=8)
def _sampled(begin: float, count: int) -> Sky:
    start = begin - _POINTS // 2 * _STEP
    times = start + _STEP * np.arange(count + _POINTS)
    terrestrial = times + _TT_LESS_TAI
    heliocentric, _ = erfa.epv00(_J2000, terrestrial)
    rows = np.hstack(
        [
            -erfa.DAU * heliocentric["p"],
            erfa.DAU * erfa.moon98(_J2000, terrestrial)["p"],
            erfa.c2i06a(_J2000, terrestrial)[:, 2],
        ]
    )
    return Sky(start, _STEP, rows)


@kernel
def sky_at(days: float, sky: Sky, row: Array) -> None:
    """Write Sun, Moon and pole of a time into `row`, as in `Sky.rows`; beyond its ends the sky stands still."""
    last = sky.rows.shape[0] - 1
    place = min(max((days - sky.start) / sky.step, 0.0), 1.0 * last)
    first = min(max(int(place) - (_POINTS // 2 - 1), 0), last - (_POINTS - 1))
    row[:] = 0.0
    for j in range(_POINTS):
        weight = 1.0
        for m in range(_POINTS):
            if m != j:
                weight *= (place - first - m) / (j - m)
        for c in range(9):
            row[c] += weight * sky.rows[first + j, c]
