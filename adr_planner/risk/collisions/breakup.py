"""What a break-up leaves: NASA's standard breakup model.

Johnson, Krisko, Liou & Anz-Meador, NASA's new breakup model of EVOLVE 4.0, Adv. Space Res. 28(9), 2001.
Against the catalogue the model counts 0.25 to 0.9 of the fragments later seen (Fengyun-1C worst): read a
count as right within a factor of two downwards and four upwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adr_planner.errors import InvalidInputError

__all__ = [
    "CATASTROPHIC_ENERGY",
    "catastrophic_speed",
    "energy_to_mass",
    "fragment_area",
    "fragments_of_breakup",
    "fragments_of_collision",
    "fragments_of_explosion",
]

CATASTROPHIC_ENERGY = 40e3
"""Impact energy per mass of the larger body above which both are destroyed [J/kg] (40 J/g)."""

Array = NDArray[np.float64]


def energy_to_mass(mass: ArrayLike, other_mass: ArrayLike, relative_speed: ArrayLike) -> Array:
    """Return the impact energy of the lighter body over the mass of the heavier [J/kg].

    Parameters
    ----------
    mass, other_mass : array_like
        The two masses, in either order [kg].
    relative_speed : array_like
        Speed of the impact [m/s].

    Examples
    --------
    >>> float(energy_to_mass(1434.0, 1.0, 10e3)) < CATASTROPHIC_ENERGY  # a 1 kg fragment on an SL-8 stage
    True
    """
    lighter, heavier = np.minimum(mass, other_mass), np.maximum(mass, other_mass)
    return np.asarray(0.5 * lighter * np.square(relative_speed) / heavier)


def catastrophic_speed(mass: ArrayLike, other_mass: ArrayLike) -> Array:
    """Return the least relative speed at which two bodies destroy each other [m/s].

    Parameters
    ----------
    mass, other_mass : array_like
        The two masses, in either order [kg].

    Examples
    --------
    >>> round(float(catastrophic_speed(8900.0, 7.12)))
    10000
    """
    lighter, heavier = np.minimum(mass, other_mass), np.maximum(mass, other_mass)
    return np.asarray(np.sqrt(2.0 * CATASTROPHIC_ENERGY * heavier / lighter))


def fragments_of_breakup(mass: ArrayLike, size: float = 0.1) -> Array:
    """Return the number of fragments larger than a size that a shattered mass makes.

    Parameters
    ----------
    mass : array_like
        Mass broken up [kg].
    size : float
        Characteristic length [m].

    Returns
    -------
    ndarray
        ``0.1 M^0.75 size^-1.71`` (Johnson et al. 2001, equation 4).

    Raises
    ------
    InvalidInputError
        If `size` is not above zero.

    Examples
    --------
    >>> round(float(fragments_of_breakup(9000.0)), -2)  # one SL-16 stage
    4700.0
    """
    _check_size(size)
    return np.asarray(0.1 * np.power(mass, 0.75) * size**-1.71)


def fragments_of_collision(
    mass: ArrayLike, other_mass: ArrayLike, relative_speed: ArrayLike, size: float = 0.1
) -> Array:
    """Return the number of fragments larger than a size from a collision.

    Parameters
    ----------
    mass, other_mass : array_like
        The two masses, in either order [kg].
    relative_speed : array_like
        Speed of the impact [m/s].
    size : float
        Characteristic length [m].

    Returns
    -------
    ndarray
        As `fragments_of_breakup` of both masses if catastrophic, else of the lighter mass times the square of
        the speed in km/s (Johnson et al. 2001).

    Raises
    ------
    InvalidInputError
        If `size` is not above zero.

    Examples
    --------
    >>> round(float(fragments_of_collision(9000.0, 9000.0, 10e3)), -2)  # two SL-16 stages
    8000.0
    """
    both = np.add(mass, other_mass)
    crater = np.minimum(mass, other_mass) * np.square(np.divide(relative_speed, 1e3))
    destroyed = energy_to_mass(mass, other_mass, relative_speed) >= CATASTROPHIC_ENERGY
    return np.asarray(fragments_of_breakup(np.where(destroyed, both, crater), size))


def fragments_of_explosion(size: float = 0.1, scale: float = 1.0) -> float:
    """Return the number of fragments larger than a size from an explosion, ``6 scale size^-1.6``.

    Parameters
    ----------
    size : float
        Characteristic length [m].
    scale : float
        1 for rocket stages of 600-1000 kg (Johnson et al. 2001, equation 2).

    Raises
    ------
    InvalidInputError
        If `size` is not above zero.

    Examples
    --------
    >>> round(fragments_of_explosion())
    239
    """
    _check_size(size)
    return float(6.0 * scale * size**-1.6)


def fragment_area(size: float) -> float:
    """Return the mean cross-section of a fragment [m2].

    Parameters
    ----------
    size : float
        Characteristic length [m].

    Raises
    ------
    InvalidInputError
        If `size` is not above zero.

    Examples
    --------
    >>> round(fragment_area(0.1), 6)
    0.005509
    """
    _check_size(size)
    if size < 1.67e-3:
        return 0.540424 * size**2
    return float(0.556945 * size**2.0047077)


def _check_size(size: float) -> None:
    if not size > 0.0:
        raise InvalidInputError(f"A fragment's size must be above zero, got {size} m.", parameter="size")
