"""What an orbit change costs in closed form: impulses, spirals, and the propellant they take.

Two-body formulas of the textbooks (Vallado, Fundamentals of Astrodynamics, 4th ed., chapter 6); every
function takes floats or arrays of equal shape.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import G0, Gravity

__all__ = [
    "bielliptic",
    "burnt_mass",
    "circular_speed",
    "combined_change",
    "delta_v_of_masses",
    "edelbaum",
    "hohmann",
    "lower_perigee",
    "plane_angle",
    "plane_change",
    "speed_at",
    "sun_synchronous_inclination",
]

Number = TypeVar("Number", float, NDArray[np.float64])

_TROPICAL_YEAR = 365.242189 * 86400.0
"""Mean tropical year of 2000 [s] (Astronomical Almanac): the mean Sun goes round the equinox once."""


def circular_speed(radius: Number, mu: float) -> Number:
    """Return the speed of a circular orbit [m/s].

    Parameters
    ----------
    radius : float or ndarray
        [m].
    mu : float
        Gravitational parameter [m3/s2].

    Examples
    --------
    >>> round(float(circular_speed(7178137.0, 3.986004418e14)), 3)
    7451.831
    """
    speed: Number = np.sqrt(mu / radius)
    return speed


def speed_at(radius: Number, a: Number, mu: float) -> Number:
    """Return the speed at a radius of an orbit of semi-major axis `a`, by the vis-viva law [m/s]."""
    speed: Number = np.sqrt(mu * (2.0 / radius - 1.0 / a))
    return speed


def hohmann(radius1: Number, radius2: Number, mu: float) -> tuple[Number, Number]:
    """Return the two burns between circular orbits in one plane (Hohmann 1925).

    Parameters
    ----------
    radius1, radius2 : float or ndarray
        Radii of the orbits [m].
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    first, second : float or ndarray
        Sizes of the burns [m/s].

    Examples
    --------
    >>> round(float(sum(hohmann(7218137.0, 6678137.0, 3.986004418e14))), 2)  # 840 km to 300 km
    294.49
    """
    a = 0.5 * (radius1 + radius2)
    first: Number = np.abs(speed_at(radius1, a, mu) - circular_speed(radius1, mu))
    second: Number = np.abs(circular_speed(radius2, mu) - speed_at(radius2, a, mu))
    return first, second


def bielliptic(radius1: Number, radius2: Number, radius_between: Number, mu: float) -> tuple[Number, Number, Number]:
    """Return the three burns between circular orbits by way of a far apogee (Sternfeld 1934).

    Parameters
    ----------
    radius1, radius2 : float or ndarray
        Radii of the orbits [m].
    radius_between : float or ndarray
        Radius at which the two transfer ellipses meet [m].
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    first, middle, last : float or ndarray
        Sizes of the burns [m/s].

    Examples
    --------
    Vallado's example 6-2: 191.344 km to 376310 km by way of 503873 km costs 3.904 km/s.

    >>> burns = bielliptic(6569481.0, 382688137.0, 510251137.0, 3.986004418e14)
    >>> round(float(sum(burns)))
    3904
    """
    out, back = 0.5 * (radius1 + radius_between), 0.5 * (radius2 + radius_between)
    first: Number = np.abs(speed_at(radius1, out, mu) - circular_speed(radius1, mu))
    middle: Number = np.abs(speed_at(radius_between, back, mu) - speed_at(radius_between, out, mu))
    last: Number = np.abs(circular_speed(radius2, mu) - speed_at(radius2, back, mu))
    return first, middle, last


def plane_change(speed: Number, angle: Number) -> Number:
    """Return the burn that turns a velocity by an angle and keeps its size [m/s].

    Parameters
    ----------
    speed : float or ndarray
        [m/s].
    angle : float or ndarray
        [rad].

    Examples
    --------
    >>> round(float(plane_change(7451.831, np.radians(9.8873))), 1)
    1284.3
    """
    burn: Number = 2.0 * speed * np.abs(np.sin(0.5 * angle))
    return burn


def combined_change(speed1: Number, speed2: Number, angle: Number) -> Number:
    """Return the burn that turns a velocity and changes its size at once [m/s].

    Parameters
    ----------
    speed1, speed2 : float or ndarray
        Before and after [m/s].
    angle : float or ndarray
        Between the two [rad].

    Examples
    --------
    >>> round(float(combined_change(3000.0, 4000.0, np.pi / 2)), 9)
    5000.0
    """
    # As a sum of squares: the law of cosines would lose its digits at small angles.
    burn: Number = np.hypot(speed2 - speed1, 2.0 * np.sqrt(speed1 * speed2) * np.sin(0.5 * angle))
    return burn


def plane_angle(inc1: Number, inc2: Number, raan_gap: Number) -> Number:
    """Return the angle between two orbital planes [rad].

    Parameters
    ----------
    inc1, inc2 : float or ndarray
        Inclinations [rad].
    raan_gap : float or ndarray
        Difference of their nodes [rad].

    Examples
    --------
    >>> round(float(np.degrees(plane_angle(np.radians(98.6), np.radians(98.6), np.radians(10.0)))), 4)
    9.8873
    """
    # Haversines, so that small angles keep their digits.
    square = np.sin(0.5 * (inc2 - inc1)) ** 2 + np.sin(inc1) * np.sin(inc2) * np.sin(0.5 * raan_gap) ** 2
    angle: Number = 2.0 * np.arcsin(np.sqrt(np.minimum(square, 1.0)))
    return angle


def edelbaum(radius1: Number, radius2: Number, angle: Number, mu: float) -> Number:
    """Return the delta-v of a low-thrust spiral between inclined circular orbits [m/s].

    Parameters
    ----------
    radius1, radius2 : float or ndarray
        Radii of the orbits [m].
    angle : float or ndarray
        Between their planes [rad], at most 2 rad.
    mu : float
        Gravitational parameter [m3/s2].

    Returns
    -------
    float or ndarray
        Delta-v of continuous thrust (Edelbaum, ARS Journal 31, 1961).

    Examples
    --------
    >>> round(float(edelbaum(6778137.0, 7178137.0, np.radians(1.0), 3.986004418e14)), 2)
    299.86
    """
    speed1, speed2 = circular_speed(radius1, mu), circular_speed(radius2, mu)
    tilt = 2.0 * np.sqrt(speed1 * speed2) * np.sin(0.25 * np.pi * angle)
    delta_v: Number = np.hypot(speed2 - speed1, tilt)
    return delta_v


def lower_perigee(apogee_radius: Number, perigee_radius: Number, new_perigee: Number, mu: float) -> Number:
    """Return the burn at apogee that moves the perigee [m/s].

    Parameters
    ----------
    apogee_radius, perigee_radius : float or ndarray
        Orbit before the burn [m].
    new_perigee : float or ndarray
        Perigee radius after it [m].
    mu : float
        Gravitational parameter [m3/s2].

    Examples
    --------
    Envisat, 766 x 768 km, to a controlled re-entry:

    >>> earth = 6378137.0
    >>> round(float(lower_perigee(earth + 768e3, earth + 766e3, earth + 60e3, 3.986004418e14)), 1)
    196.7
    """
    before = speed_at(apogee_radius, 0.5 * (apogee_radius + perigee_radius), mu)
    after = speed_at(apogee_radius, 0.5 * (apogee_radius + new_perigee), mu)
    burn: Number = np.abs(before - after)
    return burn


def sun_synchronous_inclination(a: Number, ecc: Number, gravity: Gravity) -> Number:
    """Return the inclination at which the node follows the mean Sun [rad].

    First order in J2. There is none above about 5980 km of altitude: the answer is then not a number.

    Parameters
    ----------
    a : float or ndarray
        Semi-major axis [m].
    ecc : float or ndarray
        Eccentricity.
    gravity : Gravity
        Constants of the field.

    Examples
    --------
    >>> from adr_planner.core.constants import GTOC9
    >>> round(float(np.degrees(sun_synchronous_inclination(7158137.0, 0.0, GTOC9))), 3)  # 780 km
    98.519
    """
    rate = 2.0 * np.pi / _TROPICAL_YEAR
    p = a * (1.0 - ecc * ecc)
    cosine = -rate / (1.5 * gravity.j2 * (gravity.radius / p) ** 2 * np.sqrt(gravity.mu / a) / a)
    with np.errstate(invalid="ignore"):
        inclination: Number = np.arccos(cosine)
    return inclination


def burnt_mass(mass: Number, delta_v: Number, isp: float) -> Number:
    """Return the propellant a burn takes from a mass before it [kg] (Tsiolkovsky 1903).

    Parameters
    ----------
    mass : float or ndarray
        Mass before the burn [kg].
    delta_v : float or ndarray
        [m/s].
    isp : float
        Specific impulse [s].

    Examples
    --------
    >>> round(float(burnt_mass(8860.0, 201.45, 300.0)))  # Envisat and its chaser
    586
    """
    propellant: Number = -mass * np.expm1(-delta_v / (isp * G0))
    return propellant


def delta_v_of_masses(mass_before: Number, mass_after: Number, isp: float) -> Number:
    """Return the delta-v that burning from one mass to another gives [m/s] (Tsiolkovsky 1903).

    Parameters
    ----------
    mass_before, mass_after : float or ndarray
        [kg].
    isp : float
        Specific impulse [s].

    Examples
    --------
    >>> round(float(delta_v_of_masses(1000.0, 1000.0 - burnt_mass(1000.0, 150.0, 300.0), 300.0)), 9)
    150.0
    """
    delta_v: Number = isp * G0 * np.log(mass_before / mass_after)
    return delta_v
