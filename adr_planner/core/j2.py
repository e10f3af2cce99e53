"""The oblate Earth averaged: secular rates, and the way between mean and osculating elements.

Mean elements are Brouwer's double-primed ones (The Astronomical Journal 64, 1959), the kind SGP4 keeps:
free of the short-period terms of J2 and of the long-period terms of J3, about the pole the zonal field is
symmetric about. The transformation acts on states, by rotations and radial changes, so that no eccentricity
or inclination is singular (the idea of Lyddane, 1963; polar-nodal generating function as in Aksnes, 1971).
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel
from adr_planner.core.kepler import Six, elements_from_state, state_from_elements
from adr_planner.core.periodic import osculating_state
from adr_planner.core.vectors import length

__all__ = ["mean_to_osculating", "osculating_to_mean", "rates_at_cosine", "secular_rates"]

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)

_FIXED_POINT = 30
"""Most steps of the inverse; each shrinks the error about a hundredfold, so seven or eight are taken."""


@kernel(inline="llvm")
def rates_at_cosine(a: Number, ecc: Number, c: Number, gravity: Gravity) -> tuple[Number, Number, Number]:
    """Return the secular rates for a known cosine of the inclination, the node's divided by that cosine.

    No branch, no angle: a loop over many orbits becomes vector instructions, and a polar orbit has its scale too.

    Parameters
    ----------
    a, ecc : float or ndarray
        See `secular_rates`.
    c : float or ndarray
        Cosine of the mean inclination.
    gravity : Gravity
        Constants; ``second_order`` chooses the set of rates.

    Returns
    -------
    float or ndarray
        RAAN over `c`, argument of perigee, mean anomaly [rad/s].

    Examples
    --------
    >>> from adr_planner.core.constants import GTOC9
    >>> rates_at_cosine(7218137.0, 0.0, 0.0, GTOC9)[0] < 0.0
    True
    """
    c2 = c * c
    c4 = c2 * c2
    eta2 = 1.0 - ecc * ecc
    eta = np.sqrt(eta2)
    n = np.sqrt(gravity.mu / a) / a
    ratio = gravity.radius / (a * eta2)
    ratio2 = ratio * ratio
    g2 = 0.5 * gravity.j2 * ratio2
    g4 = -0.375 * gravity.j4 * ratio2 * ratio2
    g22 = 3.0 * g2 * g2
    second = gravity.second_order
    raan = 0.125 * g22 * (9.0 * eta2 + 12.0 * eta - 5.0 - (5.0 * eta2 + 36.0 * eta + 35.0) * c2)
    raan = raan + 1.25 * g4 * (5.0 - 3.0 * eta2) * (3.0 - 7.0 * c2)
    argp = (
        0.03125
        * g22
        * (
            25.0 * eta2
            + 24.0 * eta
            - 35.0
            + (90.0 - 192.0 * eta - 126.0 * eta2) * c2
            + (385.0 + 360.0 * eta + 45.0 * eta2) * c4
        )
    )
    argp = argp + 0.3125 * g4 * (21.0 - 9.0 * eta2 + (126.0 * eta2 - 270.0) * c2 + (385.0 - 189.0 * eta2) * c4)
    anomaly = 1.5 * g2 * eta * (3.0 * c2 - 1.0)
    anomaly = anomaly + 0.03125 * g22 * eta * (
        25.0 * eta2
        + 16.0 * eta
        - 15.0
        + (30.0 - 96.0 * eta - 90.0 * eta2) * c2
        + (105.0 + 144.0 * eta + 25.0 * eta2) * c4
    )
    anomaly = anomaly + 0.9375 * g4 * eta * ecc * ecc * (3.0 - 30.0 * c2 + 35.0 * c4)
    return (
        n * (second * raan - 3.0 * g2),
        n * (second * argp + 1.5 * g2 * (5.0 * c2 - 1.0)),
        n * (second * anomaly + 1.0),
    )


@kernel
def secular_rates(a: Number, ecc: Number, inc: Number, gravity: Gravity) -> tuple[Number, Number, Number]:
    """Return how fast node, perigee and mean anomaly move on average.

    Parameters
    ----------
    a : float or ndarray
        Mean semi-major axis, Brouwer's a'' [m].
    ecc, inc : float or ndarray
        Mean eccentricity [-] and inclination [rad], of the same shape.
    gravity : Gravity
        Constants; ``second_order`` chooses the set of rates.

    Returns
    -------
    raan_dot, argp_dot, mean_anomaly_dot : float or ndarray
        Rates [rad/s].

    Notes
    -----
    With ``second_order`` 1: J2, J2 squared and J4 (Brouwer 1959); at small eccentricity these are the rates
    of SGP4 (Hoots and Roehrich, Spacetrack Report 3, 1980). With 0: J2 alone, and a mean anomaly that
    advances at the *unperturbed* sqrt(mu/a^3), which is the rule of the GTOC9 competition (ESA ACT, 2017).

    Examples
    --------
    >>> from adr_planner.core.constants import GTOC9
    >>> node, _, _ = secular_rates(7218137.0, 0.0, np.radians(71.0), GTOC9)
    >>> round(float(np.degrees(node)) * 86400.0, 5)  # deg/day at 840 km
    -2.10386
    """
    c = np.cos(inc)
    raan_dot, argp_dot, mean_anomaly_dot = rates_at_cosine(a, ecc, c, gravity)
    return c * raan_dot, argp_dot, mean_anomaly_dot


@kernel
def mean_to_osculating(elements: Six, gravity: Gravity) -> Six:
    """Turn mean elements into osculating ones.

    Parameters
    ----------
    elements : tuple of float or ndarray, length 6
        Mean a [m], ecc, inc, raan, argp, mean anomaly [rad] about the pole of the field.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    tuple of float, length 6
        Osculating elements, in the same order.

    Raises
    ------
    ValueError
        If the elements are not elliptical.

    Notes
    -----
    Short-period terms of J2, long-period terms of J3, energy to second order.
    Left out, together about twenty metres (fifty near the equator): short-period terms of
    second order (J2 squared, J3, J4), and long-period terms of J2 squared and J4 in cos 2 argp,
    proportional to the eccentricity and singular at the critical inclination.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> mean = (7145000.0, 0.001, np.radians(98.5), 1.0, 2.0, 3.0)
    >>> osculating = mean_to_osculating(mean, EGM96)
    >>> round(osculating[0] - mean[0])  # read as one another, the phase is wrong by 1000 km a day
    -7521
    """
    position, velocity = state_from_elements(
        elements[0], elements[1], elements[2], elements[3], elements[4], elements[5], gravity.mu
    )
    position, velocity = osculating_state(position, velocity, gravity)
    osculating: Six = elements_from_state(position, velocity, gravity.mu)
    return osculating


@kernel
def osculating_to_mean(elements: Six, gravity: Gravity) -> Six:
    """Turn osculating elements into mean ones, as the inverse of `mean_to_osculating`.

    Parameters
    ----------
    elements : tuple of float or ndarray, length 6
        Osculating a [m], ecc, inc, raan, argp, mean anomaly [rad] about the pole of the field.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    tuple of float, length 6
        Mean elements, in the same order.

    Raises
    ------
    ValueError
        If the elements are not elliptical, or have no mean orbit (perigee deep inside the Earth).

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> mean = (7145000.0, 0.001, np.radians(98.5), 1.0, 2.0, 3.0)
    >>> [round(x, 9) for x in osculating_to_mean(mean_to_osculating(mean, EGM96), EGM96)][1:]
    [0.001, 1.719149313, 1.0, 2.0, 3.0]
    """
    position, velocity = state_from_elements(
        elements[0], elements[1], elements[2], elements[3], elements[4], elements[5], gravity.mu
    )
    mean_position, mean_velocity = position.copy(), velocity.copy()
    for _ in range(_FIXED_POINT):
        back_position, back_velocity = osculating_state(mean_position, mean_velocity, gravity)
        miss = position - back_position
        slip = velocity - back_velocity
        mean_position += miss
        mean_velocity += slip
        # A hundredth of a micrometre is where rounding stops a position of 1e7 m.
        if length(miss) < 1e-15 * elements[0] * 2.0:
            mean: Six = elements_from_state(mean_position, mean_velocity, gravity.mu)
            return mean
    raise ValueError("These osculating elements have no mean orbit: the perigee is too deep inside the Earth.")
