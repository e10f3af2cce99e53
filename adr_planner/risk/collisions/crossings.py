"""How often, and how fast, circular orbits of two inclinations cross.

Kessler (Derivation of the collision probability between orbiting objects, Icarus 48, 1981) sums over
latitude: both orbits dwell at their turning latitudes, and meet there with headings of both signs. For
circular orbits with random nodes that sum equals a mean over the node difference, which has a closed form.
Planes inclined to each other by I cross at two points at the speed 2 v sin(I/2); the mean over a node
difference D of cos I = cos i1 cos i2 + sin i1 sin i2 cos D gives, in units of the orbital speed,

    G(i1, i2) = (2 / pi) < 1 / cos(I/2) > = (4 / pi^2) K(m) / cos((i1 - i2)/2),
    m = sin i1 sin i2 / cos^2((i1 - i2)/2),

with K the complete elliptic integral. G times the orbital speed takes the place of the relative speed in
rate = density x speed x cross-section, the density being the mean over the whole shell. Only crossings above
a relative speed are counted by starting the integral at the node difference that gives it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["INCLINATION_BINS", "crossing_factor", "crossing_table", "factor_table"]

INCLINATION_BINS = 180
"""Partners are sorted into bins of one degree of inclination."""

_ANGLE_NODES = 16
_OFFSETS_DEG = (np.arange(4) + 0.5) / 4.0
"""Where in its bin a partner is taken: the integral peaks where i1 + i2 is 180 deg exactly (head-on all
round), and the mean over the bin is what a spread of inclinations really has."""

Array = NDArray[np.float64]


def crossing_factor(inc: ArrayLike, other_inc: ArrayLike, least_speed: ArrayLike = 0.0) -> Array:
    """Return G, the rate of crossings faster than a speed per density, cross-section and orbital speed.

    Parameters
    ----------
    inc, other_inc : array_like
        Inclinations [rad].
    least_speed : array_like
        Least relative speed over twice the orbital speed, 0 to 1.

    Returns
    -------
    ndarray
        G [-].

    Examples
    --------
    >>> import math
    >>> round(float(crossing_factor(math.pi / 2, 0.0)), 4)  # at right angles always: sqrt(2) 2 / pi
    0.9003
    >>> round(float(crossing_factor(math.pi / 2, 0.0, 0.71)), 4)  # and never faster than sqrt(2)
    0.0
    """
    from scipy.special import ellipkinc  # here, so that a bare import stays light

    first, second = np.asarray(inc, dtype=float), np.asarray(other_inc, dtype=float)
    widest = np.cos(0.5 * (first - second)) ** 2
    product = np.sin(first) * np.sin(second)
    parameter = np.clip(product / widest, 0.0, 1.0 - 1e-12)
    # sin^2(I/2) = 1 - widest + product sin^2(D/2): where it reaches the wanted speed, the counting starts.
    short = np.square(least_speed) - (1.0 - widest)
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = np.where(product > 0.0, short / product, np.where(short > 0.0, 1.0, 0.0))
    start = np.arcsin(np.sqrt(np.clip(reached, 0.0, 1.0)))
    whole = ellipkinc(0.5 * np.pi, parameter) - ellipkinc(start, parameter)
    return np.asarray(4.0 / np.pi**2 * whole / np.sqrt(widest))


@lru_cache(maxsize=1)
def factor_table() -> Array:
    """Return G by inclination (whole degrees), partner's bin and least angle between the planes."""
    inc = np.radians(np.arange(INCLINATION_BINS + 1.0))[:, None, None]
    speed = np.sin(np.linspace(0.0, 0.5 * np.pi, _ANGLE_NODES + 1))
    table = np.zeros((INCLINATION_BINS + 1, INCLINATION_BINS, _ANGLE_NODES + 1))
    for offset in _OFFSETS_DEG:
        other = np.radians(np.arange(INCLINATION_BINS) + offset)[:, None]
        table += crossing_factor(inc, other, speed) / _OFFSETS_DEG.size
    return table


def crossing_table(inc_deg: Array, other_bin: NDArray[np.intp], least_speed: Array) -> Array:
    """Return G from a table, for many targets against bins of partners.

    Linear in inclination and in the angle between the planes at which the least speed is reached: evenly
    spaced angles crowd the speeds towards head-on, where most crossings of 98 with 82 degrees are.

    Parameters
    ----------
    inc_deg : ndarray, shape (n,)
        Inclinations of the targets [deg].
    other_bin : ndarray of int, shape (m,)
        Inclination bins of the partners, whole degrees.
    least_speed : ndarray, shape (n, m) or one that broadcasts to it
        Least relative speed over twice the orbital speed; 1 and above count nothing.

    Returns
    -------
    ndarray, shape (n, m)
        G [-].
    """
    table = factor_table()
    row = np.clip(inc_deg.astype(np.intp), 0, INCLINATION_BINS - 1)
    slope = (inc_deg - row)[:, None]
    angle = np.arcsin(np.clip(least_speed, 0.0, 1.0)) / (0.5 * np.pi) * _ANGLE_NODES
    column = np.minimum(angle.astype(np.intp), _ANGLE_NODES - 1)
    share = angle - column

    def at(rows: NDArray[np.intp]) -> Array:
        low = table[rows[:, None], other_bin, column]
        high = table[rows[:, None], other_bin, column + 1]
        return np.asarray(low + share * (high - low))

    return (1.0 - slope) * at(row) + slope * at(row + 1)
