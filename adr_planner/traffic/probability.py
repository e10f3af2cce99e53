"""Probability that two objects collide at an encounter: with covariances, and at most without.

In the plane across the relative velocity the miss is a point, the combined error a normal law, and the objects a disc
of both radii (Foster and Estes, NASA JSC-25898, 1992). Where the sizes of errors are not known but their shape is, the
probability is largest at one size (Alfano, J. Astronautical Sciences 53, 2005): for a disc small against the miss m,

    P_max = R^2 / (e sqrt(det C) m^T C^-1 m),

whatever the scale of C. It is a bound for sorting, and no criterion for a manoeuvre.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["ASSUMED_SIGMAS_M", "axes_of", "collision_probability", "in_axes", "maximum_probability"]

Array = NDArray[np.float64]

ASSUMED_SIGMAS_M = (100.0, 300.0, 100.0)
"""Shape of the errors of either object, radial, in-track, cross-track [m], as SOCRATES takes it (CelesTrak)."""
_RINGS, _SPOKES = 40, 80


def axes_of(position: Array, velocity: Array) -> Array:
    """Return the radial, in-track and cross-track axes of states, shape (n, 3, 3): one axis a row."""
    radial = position / np.sqrt(np.sum(position**2, axis=-1, keepdims=True))
    across = np.cross(position, velocity)
    across = across / np.sqrt(np.sum(across**2, axis=-1, keepdims=True))
    return np.stack([radial, np.cross(across, radial), across], axis=-2)


def in_axes(axes: Array, vectors: Array) -> Array:
    """Return the components of vectors, shape (n, 3), along axes, shape (n, 3, 3)."""
    return np.asarray(np.sum(axes * vectors[:, None, :], axis=2))


def maximum_probability(
    apart: Array, speed: Array, axes: tuple[Array, Array], radius: ArrayLike, sigmas: ArrayLike = ASSUMED_SIGMAS_M
) -> Array:
    """Return the largest probability that errors of a given shape, and of any size, can give.

    Parameters
    ----------
    apart, speed : ndarray, shape (n, 3)
        Position [m] and velocity [m/s] of the other object relative to the own.
    axes : tuple of ndarray, shape (n, 3, 3)
        Radial, in-track and cross-track axes of both.
    radius : array_like, shape (n,)
        Of both objects together [m].
    sigmas : array_like, shape (3,)
        Shape of the errors of either, along its axes; only their ratios count.

    Returns
    -------
    ndarray, shape (n,)
        At most 1; right to (radius / miss)^2 of itself.

    Examples
    --------
    >>> east, north = np.array([[0.0, 0.0, 1000.0]]), np.array([[0.0, 14000.0, 0.0]])
    >>> one = np.eye(3)[None]
    >>> float(maximum_probability(east, north, (one, one), 10.0, (1.0, 1.0, 1.0))[0]).__round__(9)  # 1e-4 / e
    3.6788e-05
    """
    first, second = _plane(apart, speed)
    squares = np.square(np.asarray(sigmas, dtype=float))

    def spread(one: Array, other: Array) -> Array:
        parts = [np.sum(in_axes(a, one) * in_axes(a, other) * squares, axis=1) for a in axes]
        return np.asarray(parts[0] + parts[1])

    across, both, along = spread(first, first), spread(first, second), spread(second, second)
    x, y = np.sum(apart * first, axis=1), np.sum(apart * second, axis=1)
    determinant = across * along - both**2
    distance = (along * x * x - 2.0 * both * x * y + across * y * y) / determinant
    with np.errstate(divide="ignore"):
        largest = np.square(np.asarray(radius)) / (np.e * np.sqrt(determinant) * distance)
    return np.asarray(np.minimum(largest, 1.0))


def collision_probability(apart: Array, speed: Array, covariance: Array, radius: float) -> float:
    """Return the probability of one encounter by the integral over the disc (Foster and Estes 1992).

    Parameters
    ----------
    apart, speed : ndarray, shape (3,)
        Position [m] and velocity [m/s] of the other object relative to the own.
    covariance : ndarray, shape (3, 3)
        Of the relative position, in the axes the vectors are given in [m2].
    radius : float
        Of both objects together [m].

    Examples
    --------
    >>> covariance = np.diag([1e4, 1e4, 1e4])
    >>> apart, speed = np.array([0.0, 0.0, 100.0]), np.array([0.0, 14000.0, 0.0])
    >>> round(collision_probability(apart, speed, covariance, 1.0) * 1e5, 3)  # R^2 / (2 s^2) exp(-1/2)
    3.033
    """
    first, second = (side[0] for side in _plane(apart[None], speed[None]))

    def within(one: Array, other: Array) -> float:
        return float(np.sum(one[:, None] * covariance * other[None, :]))

    across, both, along = within(first, first), within(first, second), within(second, second)
    # Rings of one area each, whose middles stand for them.
    rings = radius * np.sqrt((np.arange(_RINGS) + 0.5) / _RINGS)
    angles = 2.0 * np.pi * (np.arange(_SPOKES) + 0.5) / _SPOKES
    x = rings[:, None] * np.cos(angles) - float(np.sum(apart * first))
    y = rings[:, None] * np.sin(angles) - float(np.sum(apart * second))
    determinant = across * along - both**2
    distance = (along * x * x - 2.0 * both * x * y + across * y * y) / determinant
    density = np.exp(-0.5 * distance) / (2.0 * np.pi * np.sqrt(determinant))
    return float(np.mean(density) * np.pi * radius**2)


def _plane(apart: Array, speed: Array) -> tuple[Array, Array]:
    """Return two unit vectors across the relative velocity, the first as near to the miss as can be."""
    along = speed / np.sqrt(np.sum(speed**2, axis=1, keepdims=True))
    first = apart - along * np.sum(apart * along, axis=1, keepdims=True)
    size = np.sqrt(np.sum(first**2, axis=1, keepdims=True))
    # A hit in the very middle: any direction across will do.
    spare = np.cross(along, np.where(np.abs(along[:, 2:]) < 0.9, [[0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0]]))
    first = np.where(size > 1e-6, first, spare)
    first = first / np.sqrt(np.sum(first**2, axis=1, keepdims=True))
    return first, np.cross(along, first)
