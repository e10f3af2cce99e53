"""Kepler's elements and states, both ways, safe at every eccentricity below one and every inclination.

Conventions where an element is undefined: a circular orbit (e < 1e-12) has its perigee at the node (argp = 0,
mean anomaly = argument of latitude); an equatorial orbit (sin i < 1e-12, either way round) has its node on
the x axis (raan = 0). Angles come out in [0, 2 pi), the inclination in [0, pi].
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = [
    "eccentric_from_mean",
    "elements_from_state",
    "mean_from_true",
    "state_from_elements",
    "true_from_mean",
    "wrap_pi",
]

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)
Six = tuple[float, float, float, float, float, float]

_TURN = 2.0 * np.pi
_UNDEFINED = 1e-12
"""Eccentricity and sin(inclination) below which the perigee and the node have no direction."""


@kernel
def wrap_pi(angle: Number) -> Number:
    """Bring an angle, or an array of angles, into (-pi, pi].

    Examples
    --------
    >>> wrap_pi(1.5 * np.pi) / np.pi, wrap_pi(-np.pi) / np.pi
    (-0.5, 1.0)
    """
    wrapped: Number = angle - _TURN * np.ceil((angle - np.pi) / _TURN)
    return wrapped


@kernel
def _wrap_turn(angle: float) -> float:
    """Bring an angle into [0, 2 pi); rounding may not lift it to 2 pi itself."""
    wrapped = float(angle - _TURN * np.floor(angle / _TURN))
    return wrapped if 0.0 <= wrapped < _TURN else 0.0


@kernel
def eccentric_from_mean(mean_anomaly: float, ecc: float) -> float:
    """Solve Kepler's equation for the eccentric anomaly.

    Parameters
    ----------
    mean_anomaly : float
        Mean anomaly [rad], any number of turns.
    ecc : float
        Eccentricity, 0 <= ecc < 1.

    Returns
    -------
    float
        Eccentric anomaly [rad], on the same turn as the mean anomaly: they differ by at most `ecc`.

    Raises
    ------
    ValueError
        If `ecc` is outside [0, 1).

    Notes
    -----
    Newton's method from the starter of Danby and Burkardt (Celestial Mechanics 31, 1983), each step kept
    within the bounds M - e, M + e.

    Examples
    --------
    >>> anomaly = eccentric_from_mean(7.0, 0.3)
    >>> round(anomaly - 0.3 * float(np.sin(anomaly)), 12)
    7.0
    """
    if not 0.0 <= ecc < 1.0:
        raise ValueError("Eccentricity must be in [0, 1): only elliptical orbits have a mean anomaly.")
    wrapped = wrap_pi(mean_anomaly)
    eccentric = wrapped + np.copysign(0.85 * ecc, wrapped)
    for _ in range(50):
        step = (eccentric - ecc * np.sin(eccentric) - wrapped) / (1.0 - ecc * np.cos(eccentric))
        previous = eccentric
        eccentric = min(max(eccentric - step, wrapped - ecc), wrapped + ecc)
        if abs(eccentric - previous) < 1e-15:
            break
    return float(mean_anomaly + (eccentric - wrapped))


@kernel
def true_from_mean(mean_anomaly: float, ecc: float) -> float:
    """Return the true anomaly of a mean anomaly.

    Parameters
    ----------
    mean_anomaly : float
        Mean anomaly [rad], any number of turns.
    ecc : float
        Eccentricity, 0 <= ecc < 1.

    Returns
    -------
    float
        True anomaly [rad], on the same turn as the mean anomaly: f - M is in (-pi, pi).

    Raises
    ------
    ValueError
        If `ecc` is outside [0, 1).

    Notes
    -----
    No quadrant has to be chosen (Broucke and Cefola, Celestial Mechanics 7, 1973).

    Examples
    --------
    >>> round(true_from_mean(1.0, 0.01), 6)  # M + 2 e sin M + 5/4 e^2 sin 2M + ...
    1.016943
    """
    eccentric = eccentric_from_mean(mean_anomaly, ecc)
    beta = ecc / (1.0 + np.sqrt(1.0 - ecc * ecc))
    return float(eccentric + 2.0 * np.arctan2(beta * np.sin(eccentric), 1.0 - beta * np.cos(eccentric)))


@kernel
def mean_from_true(true_anomaly: float, ecc: float) -> float:
    """Return the mean anomaly of a true anomaly.

    Parameters
    ----------
    true_anomaly : float
        True anomaly [rad], any number of turns.
    ecc : float
        Eccentricity, 0 <= ecc < 1.

    Returns
    -------
    float
        Mean anomaly [rad], on the same turn as the true anomaly: f - M is in (-pi, pi).

    Raises
    ------
    ValueError
        If `ecc` is outside [0, 1).

    Examples
    --------
    >>> round(mean_from_true(true_from_mean(1.0, 0.1), 0.1), 12)
    1.0
    """
    if not 0.0 <= ecc < 1.0:
        raise ValueError("Eccentricity must be in [0, 1): only elliptical orbits have a mean anomaly.")
    sine, cosine = np.sin(true_anomaly), np.cos(true_anomaly)
    eta = np.sqrt(1.0 - ecc * ecc)
    beta = ecc / (1.0 + eta)
    ahead = 2.0 * np.arctan2(beta * sine, 1.0 + beta * cosine) + ecc * eta * sine / (1.0 + ecc * cosine)
    return float(true_anomaly - ahead)


@kernel
def state_from_elements(
    a: float, ecc: float, inc: float, raan: float, argp: float, mean_anomaly: float, mu: float
) -> tuple[Array, Array]:
    """Return the position and velocity of an elliptical orbit.

    Parameters
    ----------
    a : float
        Semi-major axis [m].
    ecc : float
        Eccentricity, 0 <= ecc < 1.
    inc, raan, argp, mean_anomaly : float
        Inclination, node, argument of perigee, mean anomaly [rad].
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    position, velocity : ndarray, shape (3,)
        In the frame of the elements [m], [m/s].

    Raises
    ------
    ValueError
        If `a` is not positive or `ecc` is outside [0, 1).

    Examples
    --------
    >>> position, velocity = state_from_elements(7.0e6, 0.0, np.pi / 2, 0.0, 0.0, 0.0, 3.986004418e14)
    >>> print(position.round(3), velocity.round(3))
    [7000000.       0.       0.] [   0.       0.    7546.053]
    """
    if not a > 0.0:
        raise ValueError("Semi-major axis must be positive: only elliptical orbits are handled.")
    true = true_from_mean(mean_anomaly, ecc)
    p = a * (1.0 - ecc * ecc)
    radius = p / (1.0 + ecc * np.cos(true))
    speed = np.sqrt(mu / p)
    radial, transverse = speed * ecc * np.sin(true), speed * (1.0 + ecc * np.cos(true))
    cos_lat, sin_lat = np.cos(argp + true), np.sin(argp + true)
    cos_node, sin_node = np.cos(raan), np.sin(raan)
    cos_inc, sin_inc = np.cos(inc), np.sin(inc)
    outward = np.array(
        [
            cos_node * cos_lat - sin_node * sin_lat * cos_inc,
            sin_node * cos_lat + cos_node * sin_lat * cos_inc,
            sin_lat * sin_inc,
        ]
    )
    along = np.array(
        [
            -cos_node * sin_lat - sin_node * cos_lat * cos_inc,
            -sin_node * sin_lat + cos_node * cos_lat * cos_inc,
            cos_lat * sin_inc,
        ]
    )
    return radius * outward, radial * outward + transverse * along


@kernel
def elements_from_state(position: Array, velocity: Array, mu: float) -> Six:
    """Return the osculating elements of an elliptical state.

    Parameters
    ----------
    position, velocity : ndarray, shape (3,)
        State in an inertial frame [m], [m/s].
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    a, ecc, inc, raan, argp, mean_anomaly : float
        Elements [m], [-], [rad]; where a node or perigee is undefined, by the convention of this module.

    Raises
    ------
    ValueError
        If the state is not elliptical, or position and velocity are parallel.

    Examples
    --------
    >>> state = state_from_elements(7.2e6, 1e-3, 1.7, 0.1, 0.2, 0.3, 3.986004418e14)
    >>> [round(x, 6) for x in elements_from_state(*state, 3.986004418e14)]
    [7200000.0, 0.001, 1.7, 0.1, 0.2, 0.3]
    """
    x, y, z = position[0], position[1], position[2]
    vx, vy, vz = velocity[0], velocity[1], velocity[2]
    radius = np.sqrt(x * x + y * y + z * z)
    binding = 2.0 / radius - (vx * vx + vy * vy + vz * vz) / mu
    hx, hy, hz = y * vz - z * vy, z * vx - x * vz, x * vy - y * vx
    momentum = np.sqrt(hx * hx + hy * hy + hz * hz)
    if not binding > 0.0 or not momentum > 0.0:
        raise ValueError("The state is not on an elliptical orbit.")
    tilt = np.hypot(hx, hy)
    inc = np.arctan2(tilt, hz)
    raan = np.arctan2(hx, -hy) if tilt > _UNDEFINED * momentum else 0.0
    # Argument of latitude, counted from the node in the orbit's own plane.
    cos_node, sin_node = np.cos(raan), np.sin(raan)
    ahead = (hz * (cos_node * y - sin_node * x) + (hx * sin_node - hy * cos_node) * z) / momentum
    latitude = np.arctan2(ahead, cos_node * x + sin_node * y)
    e_cos = momentum * momentum / (mu * radius) - 1.0
    e_sin = momentum / mu * (x * vx + y * vy + z * vz) / radius
    ecc = np.hypot(e_cos, e_sin)
    if ecc >= 1.0:
        raise ValueError("The state is not on an elliptical orbit.")
    if ecc < _UNDEFINED:
        return 1.0 / binding, 0.0, inc, _wrap_turn(raan), 0.0, _wrap_turn(latitude)
    true = np.arctan2(e_sin, e_cos)
    anomaly = _wrap_turn(mean_from_true(true, ecc))
    return 1.0 / binding, ecc, inc, _wrap_turn(raan), _wrap_turn(latitude - true), anomaly
