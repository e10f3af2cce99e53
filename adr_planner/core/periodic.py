"""The periodic terms of zonal gravity: from a mean state to an osculating one.

First-order terms of Brouwer (The Astronomical Journal 64, 1959) in polar-nodal variables (Aksnes, Celestial
Mechanics 4, 1971), applied to a Cartesian state by radial changes and one small rotation, so that neither a
circular nor an equatorial orbit is singular. The size of the velocity is then set by the energy, which a mean
orbit has to second order: without it the mean semi-major axis is metres off, and the phase a kilometre a day
(Breakwell and Vagners, Celestial Mechanics 2, 1970).

With r, theta, nu radius, argument of latitude and node, and R, Theta, N their momenta, each variable gains
the derivative of a generating function W by its conjugate. With s = sin i, C = e cos f, S = e sin f:

* J2, short: W = Q [(3 s^2 - 2)(f - M + S) - s^2 ((3/2 + 2 C) sin 2 theta - S cos 2 theta)],
  Q = J2 (mu radius)^2 / (4 Theta^3);
* J3, long: W = P s (C cos theta + S sin theta) / Theta, P = J3 mu radius / (2 J2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel
from adr_planner.core.vectors import cross, dot, length

__all__ = ["mean_energy", "osculating_state", "zonal_energy"]

Array = NDArray[np.float64]
Derivatives = tuple[float, float, float, float, float, float]

_SHORT, _LONG = np.int64(2), np.int64(3)
"""Degrees of the periodic terms; a plain number would have what is called with it compiled once for each."""


@kernel
def mean_energy(a: float, ecc: float, c2: float, gravity: Gravity) -> float:
    """Return the energy of a mean orbit to second order: Brouwer's doubly averaged Hamiltonian.

    Parameters
    ----------
    a, ecc : float
        Mean semi-major axis [m] and eccentricity.
    c2 : float
        Squared cosine of the mean inclination.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    float
        Energy per mass [m2/s2]. Its derivatives by the momenta are the secular rates.
    """
    eta2 = 1.0 - ecc * ecc
    eta = np.sqrt(eta2)
    c4 = c2 * c2
    ratio2 = (gravity.radius / (a * eta2)) ** 2
    g2 = 0.5 * gravity.j2 * ratio2
    g4 = -0.375 * gravity.j4 * ratio2 * ratio2
    first = 0.5 * g2 * eta * (3.0 * c2 - 1.0)
    second = g2 * g2 * eta * 0.46875 * (eta2 * (1.0 - 3.6 * c2 + c4) - (1.0 - 2.0 * c2 - 7.0 * c4))
    second += g2 * g2 * eta2 * 0.375 * (1.0 - 6.0 * c2 + 9.0 * c4)
    fourth = 0.0625 * g4 * eta * (5.0 - 3.0 * eta2) * (3.0 - 30.0 * c2 + 35.0 * c4)
    return float(-gravity.mu / a * (0.5 + first + second + fourth))


@kernel
def zonal_energy(position: Array, velocity: Array, gravity: Gravity) -> float:
    """Return the energy per mass of a state in the zonal field [m2/s2]."""
    r2 = dot(position, position)
    s2 = position[2] * position[2] / r2
    s = position[2] / np.sqrt(r2)
    q = gravity.radius / np.sqrt(r2)
    p2 = 1.5 * s2 - 0.5
    p3 = (2.5 * s2 - 1.5) * s
    p4 = (35.0 * s2 * s2 - 30.0 * s2 + 3.0) / 8.0
    zonal = q * q * (gravity.j2 * p2 + q * gravity.j3 * p3 + q * q * gravity.j4 * p4)
    return float(0.5 * dot(velocity, velocity) - gravity.mu / np.sqrt(r2) * (1.0 - zonal))


@kernel
def _equation_of_centre(e_cos: float, e_sin: float, eta: float) -> tuple[float, float, float]:
    """Return f - M in (-pi, pi) and its derivatives by e cos f and e sin f, regular at e = 0."""
    one = 1.0 + e_cos
    centre = 2.0 * np.arctan2(e_sin, eta + one) + eta * e_sin / one
    third = (1.0 + eta + eta * eta) / (1.0 + eta)
    by_cos = -e_sin * (e_cos * (1.0 + one) / (1.0 + eta) + third) / (one * one)
    by_sin = ((1.0 + one) * (1.0 - e_sin * e_sin / (1.0 + eta)) + third * e_cos) / (one * one)
    return centre, by_cos, by_sin


@kernel
def _short_terms(
    e_cos: float, e_sin: float, s_cos: float, s_sin: float, momentum: float, gravity: Gravity
) -> Derivatives:
    """Return J2's W, its derivatives by C, S and theta, and the tilt about r and about the motion.

    `s_cos` and `s_sin` are s cos theta and s sin theta. The tilts, times -c / Theta, are rotations.
    """
    eta = np.sqrt(1.0 - e_cos * e_cos - e_sin * e_sin)
    centre, by_cos, by_sin = _equation_of_centre(e_cos, e_sin, eta)
    q = 0.25 * gravity.j2 * (gravity.radius * gravity.mu) ** 2 / momentum**3
    flat = 3.0 * (s_cos * s_cos + s_sin * s_sin) - 2.0
    sin2, cos2 = 2.0 * s_sin * s_cos, s_cos * s_cos - s_sin * s_sin
    lead = 1.5 + 2.0 * e_cos
    return (
        q * (flat * (centre + e_sin) - lead * sin2 + e_sin * cos2),
        q * (flat * by_cos - 2.0 * sin2),
        q * (flat * (by_sin + 1.0) + cos2),
        -2.0 * q * (lead * cos2 + e_sin * sin2),
        2.0 * q * ((3.0 * centre + 2.0 * e_sin) * s_sin - lead * s_cos),
        2.0 * q * ((3.0 * centre + 4.0 * e_sin) * s_cos - lead * s_sin),
    )


@kernel
def _long_terms(
    e_cos: float, e_sin: float, s_cos: float, s_sin: float, momentum: float, gravity: Gravity
) -> Derivatives:
    """Return the same as `_short_terms` for J3's W."""
    p = 0.5 * gravity.j3 / gravity.j2 * gravity.radius * gravity.mu / momentum
    return (
        p * (e_cos * s_cos + e_sin * s_sin),
        p * s_cos,
        p * s_sin,
        p * (e_sin * s_cos - e_cos * s_sin),
        p * e_sin,
        p * e_cos,
    )


@kernel
def _displaced(position: Array, velocity: Array, gravity: Gravity, degree: np.int64) -> tuple[Array, Array]:
    """Add the periodic terms of J2 (short) or J3 (long) to a state."""
    radius = length(position)
    out = position / radius
    radial = dot(velocity, out)
    along = velocity - radial * out
    transverse = length(along)
    along /= transverse
    normal = cross(out, along)
    momentum = radius * transverse
    e_cos = momentum * transverse / gravity.mu - 1.0
    e_sin = momentum * radial / gravity.mu
    if degree == _SHORT:
        power = 3.0
        w, by_cos, by_sin, by_theta, tilt_out, tilt_along = _short_terms(
            e_cos, e_sin, along[2], out[2], momentum, gravity
        )
    else:
        power = 1.0
        w, by_cos, by_sin, by_theta, tilt_out, tilt_along = _long_terms(
            e_cos, e_sin, along[2], out[2], momentum, gravity
        )
    new_radius = radius + by_sin * momentum / gravity.mu
    new_radial = radial + by_cos * (1.0 + e_cos) / radius
    new_momentum = momentum - by_theta
    turn = (2.0 * (1.0 + e_cos) * by_cos + e_sin * by_sin - power * w) / momentum
    tilt = -normal[2] / momentum
    half = 0.5 * (tilt * tilt_out * out + tilt * tilt_along * along + turn * normal)
    return (
        new_radius * _turned(out, half),
        new_radial * _turned(out, half) + new_momentum / new_radius * _turned(along, half),
    )


@kernel
def _turned(vector: Array, half: Array) -> Array:
    """Rotate a vector by Cayley's formula: `half` is the axis times the tangent of half the angle."""
    return vector + 2.0 / (1.0 + dot(half, half)) * cross(half, vector + cross(half, vector))


@kernel
def osculating_state(position: Array, velocity: Array, gravity: Gravity) -> tuple[Array, Array]:
    """Turn a mean state into an osculating one.

    Parameters
    ----------
    position, velocity : ndarray, shape (3,)
        What the mean elements give when read as if osculating [m], [m/s], z along the axis of the field.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        Osculating state [m], [m/s].
    """
    radius = length(position)
    a = 1.0 / (2.0 / radius - dot(velocity, velocity) / gravity.mu)
    momentum = cross(position, velocity)
    squared = dot(momentum, momentum)
    ecc = np.sqrt(max(1.0 - squared / (gravity.mu * a), 0.0))
    goal = mean_energy(a, ecc, momentum[2] * momentum[2] / squared, gravity)
    if gravity.j2 != 0.0:
        position, velocity = _displaced(position, velocity, gravity, _LONG)
        position, velocity = _displaced(position, velocity, gravity, _SHORT)
    kinetic = 0.5 * dot(velocity, velocity)
    missing = goal - zonal_energy(position, velocity, gravity)
    return position, velocity * np.sqrt(1.0 + missing / kinetic)
