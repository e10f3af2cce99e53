"""How low a two-body arc comes: the perigee of its conic, and whether the arc passes it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.core.vectors import cross, dot, length

__all__ = ["arc_lowest_radius", "perigee_radius"]

Array = NDArray[np.float64]


@kernel
def perigee_radius(position: Array, velocity: Array, mu: float) -> float:
    """Return the least distance from the centre of the whole conic a state is on [m].

    Examples
    --------
    >>> state = np.array([7.0e6, 0.0, 0.0]), np.array([0.0, 8000.0, 0.0])
    >>> round(perigee_radius(*state, 3.986004418e14), 3)
    7000000.0
    """
    radius = length(position)
    radial = dot(position, velocity) / radius
    momentum = cross(position, velocity)
    p = dot(momentum, momentum) / mu
    ecc = np.hypot(p / radius - 1.0, np.sqrt(p / mu) * radial)
    return float(p / (1.0 + ecc))


@kernel
def arc_lowest_radius(position1: Array, velocity1: Array, position2: Array, duration: float, mu: float) -> float:
    """Return the least distance from the centre along an arc of a conic [m].

    The perigee counts only if the arc passes it; otherwise the lower end does.

    Parameters
    ----------
    position1, velocity1 : ndarray, shape (3,)
        State at the start of the arc [m], [m/s].
    position2 : ndarray, shape (3,)
        Position at its end [m].
    duration : float
        Time between them [s].
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    float
        Least radius [m].

    Examples
    --------
    From an apogee at 9000 km half a revolution reaches the perigee at 6162 km:

    >>> apogee, slow = np.array([9.0e6, 0.0, 0.0]), np.array([0.0, 6000.0, 0.0])
    >>> perigee = np.array([-6162300.0, 0.0, 0.0])
    >>> round(arc_lowest_radius(apogee, slow, perigee, 3300.0, 3.986004418e14) / 1e3)
    6162
    """
    radius = length(position1)
    end = length(position2)
    perigee = perigee_radius(position1, velocity1, mu)
    swing = dot(position1, velocity1)
    # Kepler's equation from the start to the next perigee, in the eccentric anomaly or its hyperbolic twin.
    binding = 2.0 / radius - dot(velocity1, velocity1) / mu
    root = np.sqrt(abs(binding))
    e_sin = swing * root / np.sqrt(mu)
    if binding > 0.0:
        ahead = e_sin - np.arctan2(e_sin, 1.0 - radius * binding)
        ahead -= 2.0 * np.pi * np.floor(ahead / (2.0 * np.pi))
    elif swing < 0.0:
        ahead = np.arcsinh(e_sin / (1.0 - perigee * binding)) - e_sin
    else:
        return float(min(radius, end))
    passed = np.sqrt(mu) * root**3 * duration >= ahead
    return float(perigee) if passed else float(min(radius, end))
