"""The way down of each orbit by drag, told at some times.

Runge-Kutta steps of order 2 down in apogee, whose rates are those of `core.decay`, half a scale height or a tenth of
the height difference each; between them the apogee is the cubic that has the rates at both ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.decay import Quadrature
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.core.jit import kernel
from adr_planner.risk.collisions.lifetime import ECCENTRIC_STEP, SCALE_HEIGHTS_PER_STEP

__all__ = ["Air", "descended"]

Array = NDArray[np.float64]

_MU, _RADIUS, _HEIGHTS, _ECCENTRIC = EARTH_MU, EARTH_RADIUS, SCALE_HEIGHTS_PER_STEP, ECCENTRIC_STEP


class Air(NamedTuple):
    """The air on a grid of altitudes; below and above it is what it is at the nearer end.

    Attributes
    ----------
    altitude : ndarray, shape (n,)
        Increasing [m].
    log_density : ndarray, shape (n,)
        Logarithm of the density in kg/m3.
    thins : ndarray, shape (n,)
        Its fall over altitude [1/m].
    """

    altitude: Array
    log_density: Array
    thins: Array


@kernel
def descended(
    perigee: Array, apogee: Array, told: Array, floor: float, air: Air, rule: Quadrature
) -> tuple[Array, Array, Array]:
    """Return where orbits are at some times on their way down, and when they end.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (n,)
        Radii [m].
    told : ndarray, shape (times, n)
        When to tell, increasing: times C_D A / m [s m2/kg].
    floor : float
        Radius at which they end [m].
    air : Air
        What they sink in.
    rule : Quadrature
        Nodes along a revolution.

    Returns
    -------
    lows, highs : ndarray, shape (times, n)
        Perigees and apogees [m]; what they are at the start for times after the end.
    ends : ndarray, shape (n,)
        Times C_D A / m [s m2/kg]; infinite if after the last time, 0 below the floor.
    """
    lows, highs = np.empty(told.shape), np.empty(told.shape)
    ends = np.full(perigee.size, np.inf)
    for one in range(perigee.size):
        high = apogee[one]
        low = min(perigee[one], high)
        lows[:, one], highs[:, one] = low, high
        if not low > floor:
            ends[one] = 0.0
            continue
        clock, k = 0.0, np.searchsorted(told[:, one], 0.0, side="right")
        slope, slowness = _rates(low, high, air, rule)
        while clock < told[-1, one]:
            height = 1.0 / _at(low - _RADIUS, air.altitude, air.thins)
            step = min(max(_HEIGHTS * height, _ECCENTRIC * (high - low)), high - floor)
            middle_slope, middle_slowness = _rates(low - 0.5 * step * slope, high - 0.5 * step, air, rule)
            new_high = high - step
            new_low = min(low - step * middle_slope, new_high)
            new_slope, new_slowness = _rates(new_low, new_high, air, rule)
            spent = step * (slowness + 4.0 * middle_slowness + new_slowness) / 6.0
            while k < told.shape[0] and told[k, one] <= clock + spent:
                passed = (told[k, one] - clock) / spent
                share = _gone_by(passed, step * slowness / spent, step * new_slowness / spent)
                highs[k, one], lows[k, one] = high - share * step, low - share * (low - new_low)
                k += 1
            low, high, slope, slowness = new_low, new_high, new_slope, new_slowness
            clock += spent
            if low <= floor + 1.0:
                ends[one] = clock
                break
    return lows, highs, ends


@kernel
def _gone_by(passed: float, at_start: float, at_end: float) -> float:
    """Return the share of a step that a share of its time has gone, from the cubic of time over the way."""
    share = passed
    for _ in range(4):  # Newton; the cubic increases and is near a straight line
        cubic = (at_start + at_end - 2.0) * share**3 + (3.0 - 2.0 * at_start - at_end) * share**2 + at_start * share
        rate = 3.0 * (at_start + at_end - 2.0) * share**2 + 2.0 * (3.0 - 2.0 * at_start - at_end) * share + at_start
        share = min(max(share - (cubic - passed) / max(rate, 1e-3), 0.0), 1.0)
    return share


@kernel
def _at(x: float, places: Array, values: Array) -> float:
    """Return a value between those of a table, by a straight line."""
    left = min(max(int(np.searchsorted(places, x, side="right")) - 1, 0), places.size - 2)
    share = min(max((x - places[left]) / (places[left + 1] - places[left]), 0.0), 1.0)
    return float(values[left] + share * (values[left + 1] - values[left]))


@kernel
def _rates(perigee: float, apogee: float, air: Air, rule: Quadrature) -> tuple[float, float]:
    """Return d(perigee)/d(apogee) and d(reduced time)/d(-apogee) on the way down; see `core.decay`."""
    low = min(perigee, apogee)
    a, ecc = 0.5 * (low + apogee), (apogee - low) / (apogee + low)
    down, up = 0.0, 0.0
    for k in range(rule.cosine.size):
        wobble = ecc * rule.cosine[k]
        rho = np.exp(_at(a * (1.0 - wobble) - _RADIUS, air.altitude, air.log_density))
        drag = rho * np.sqrt((1.0 + wobble) / (1.0 - wobble)) * rule.weight[k]
        down += drag * (1.0 - rule.cosine[k])
        up += drag * (1.0 + rule.cosine[k])
    return (1.0 - ecc) * down / ((1.0 + ecc) * up), 1.0 / (np.sqrt(_MU * a) * (1.0 + ecc) * up)
