"""Falling under drag: perigee and apogee averaged over a revolution, stepped down to re-entry.

King-Hele (Satellite Orbits in an Atmosphere, 1987, chapter 4) averages the rates over one revolution; here by
quadrature over the eccentric anomaly instead of Bessel functions. Per unit of C_D A / m:

    (r_p', r_a') = -sqrt(mu a) / pi  integral_0^pi  rho sqrt((1 + e cos E) / (1 - e cos E))
                    ((1 - e)(1 - cos E), (1 + e)(1 + cos E)) dE.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.density import Profile
from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.core.jit import kernel

__all__ = ["Quadrature", "gauss_legendre", "quadrature", "time_to_reentry"]

_MU, _RADIUS = EARTH_MU, EARTH_RADIUS
Array = NDArray[np.float64]

_NEWTON = 6
"""Steps to a root of a Legendre polynomial, which double its digits."""


class Quadrature(NamedTuple):
    """Where along a revolution the drag is taken.

    Attributes
    ----------
    cosine, weight : ndarray, shape (nodes,)
        Cosine of the eccentric anomaly, and its weight.
    """

    cosine: Array
    weight: Array


def quadrature(nodes: int) -> Quadrature:
    """Return Gauss-Legendre nodes over E = pi u^2, gathered at perigee, where an eccentric orbit meets its drag.

    Examples
    --------
    >>> rule = quadrature(24)
    >>> round(float(rule.weight.sum()), 6)  # the integral of 1 over E, over pi
    1.0
    """
    points, weights = np.array([gauss_legendre(k, nodes) for k in range(nodes)]).T
    half = 0.5 * (1.0 - points)
    return Quadrature(np.cos(np.pi * half**2), weights * half)


def gauss_legendre(k: int, nodes: int) -> tuple[float, float]:
    """Return a root of the Legendre polynomial of so many nodes, counted from the largest, and its weight.

    By Newton's steps (Press et al., Numerical Recipes, section 4.6): numpy's roots are eigenvalues, whose last bits are
    the processor's.

    Examples
    --------
    >>> root, weight = gauss_legendre(0, 2)
    >>> round(root**2, 12), round(weight, 12)
    (0.333333333333, 1.0)
    """
    x, slope = math.cos(math.pi * (k + 0.75) / (nodes + 0.5)), 0.0
    for _ in range(_NEWTON):
        value, before = x, 1.0
        for n in range(2, nodes + 1):
            value, before = ((2 * n - 1) * x * value - (n - 1) * before) / n, value
        slope = nodes * (x * value - before) / (x * x - 1.0)
        x -= value / slope
    return x, 2.0 / ((1.0 - x * x) * slope * slope)


@kernel
def _interval(altitude: float, profile: Profile) -> int:
    left, right = 0, profile.altitude.size - 1
    while right - left > 1:
        middle = (left + right) // 2
        if profile.altitude[middle] <= altitude:
            left = middle
        else:
            right = middle
    return left


@kernel
def _slope(perigee: float, apogee: float, profile: Profile, rule: Quadrature) -> tuple[float, float]:
    """Return d(perigee)/d(apogee) and d(time x C_D A / m)/d(-apogee) on the way down."""
    perigee = min(perigee, apogee)
    a = 0.5 * (perigee + apogee)
    ecc = (apogee - perigee) / (apogee + perigee)
    low, high = 0.0, 0.0
    for k in range(rule.cosine.size):
        cosine = rule.cosine[k]
        wobble = ecc * cosine
        altitude = a * (1.0 - wobble) - _RADIUS
        left = _interval(altitude, profile)
        rho = np.exp(profile.log_density[left] - (altitude - profile.altitude[left]) / profile.scale_height[left])
        drag = rho * np.sqrt((1.0 + wobble) / (1.0 - wobble)) * rule.weight[k]
        low += drag * (1.0 - cosine)
        high += drag * (1.0 + cosine)
    apogee_rate = np.sqrt(_MU * a) * (1.0 + ecc) * high
    return (1.0 - ecc) * low / ((1.0 + ecc) * high), 1.0 / apogee_rate


@kernel
def time_to_reentry(
    perigee: Array,
    apogee: Array,
    end: float,
    profile: Profile,
    rule: Quadrature,
    scale_heights: float,
    eccentric: float,
) -> Array:
    """Return the time until the perigee has come down to an altitude, times C_D A / m.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (n,)
        Radii [m], perigees not above apogees.
    end : float
        Altitude of the perigee at which the orbit has ended [m].
    profile : Profile
        Density by altitude.
    rule : Quadrature
        Nodes along a revolution.
    scale_heights, eccentric : float
        A step down in apogee: so many scale heights, or that share of the height difference if it is more.

    Returns
    -------
    ndarray, shape (n,)
        Reduced times [s m2/kg], by Runge-Kutta steps of order 4 down in apogee; 0 at or below the end.
    """
    total = np.zeros(perigee.size)
    floor = _RADIUS + end
    for one in range(perigee.size):
        low, high = perigee[one], apogee[one]
        falling = low > floor  # false for what is no number, too
        while falling:  # ends: a step is at least half a scale height, or all that is left
            width = profile.scale_height[_interval(low - _RADIUS, profile)]
            step = min(max(scale_heights * width, eccentric * (high - low)), high - floor)
            p1, t1 = _slope(low, high, profile, rule)
            p2, t2 = _slope(low - 0.5 * step * p1, high - 0.5 * step, profile, rule)
            p3, t3 = _slope(low - 0.5 * step * p2, high - 0.5 * step, profile, rule)
            p4, t4 = _slope(low - step * p3, high - step, profile, rule)
            total[one] += step * (t1 + 2.0 * (t2 + t3) + t4) / 6.0
            high -= step
            low = min(low - step * (p1 + 2.0 * (p2 + p3) + p4) / 6.0, high)
            falling = low > floor + 1.0
    return total
