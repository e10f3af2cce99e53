"""Sun and shadow: where an electric engine may thrust, and how much of a revolution that leaves.

The shadow is a cylinder. Thrust is off in it *and* in its mirror image on the sunny side: along-track thrust on one
side of the orbit only would drive the eccentricity (docs/theory/low_thrust.md). So thrust is on wherever the
satellite is farther than one Earth radius from the line through Earth and Sun.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.core.sky import Sky, sky_at

__all__ = [
    "eccentricity_aim",
    "eccentricity_effect",
    "light_margin",
    "lit_share",
    "shadow_arc",
    "sun_direction",
    "sun_overhead",
]

Array = NDArray[np.float64]
Three = tuple[float, float, float]


@kernel
def sun_direction(days: float) -> Three:
    """Return the direction to the Sun, mean equator and equinox of date.

    Parameters
    ----------
    days : float
        Days since J2000.

    Notes
    -----
    Good to 0.01 deg from 1950 to 2050 (The Astronomical Almanac, section C, low-precision formulas).

    Examples
    --------
    At the March equinox of 2025 (20 March, 09:01 UTC) the Sun crosses the equator:

    >>> x, y, z = sun_direction(9209.8757)
    >>> abs(y) < 2e-4, abs(z) < 2e-4
    (True, True)
    """
    g = np.radians((357.529 + 0.98560028 * days) % 360.0)
    q = np.radians((280.459 + 0.98564736 * days) % 360.0)
    longitude = q + np.radians(1.915) * np.sin(g) + np.radians(0.020) * np.sin(2.0 * g)
    obliquity = np.radians(23.439 - 0.00000036 * days)
    sine = np.sin(longitude)
    return np.cos(longitude), np.cos(obliquity) * sine, np.sin(obliquity) * sine


@kernel
def sun_overhead(days: float, sky: Sky) -> Three:
    """Return the direction to the Sun of a plan's sky, in its frame; `sun_direction` where it has none.

    A hundredth of a degree moves the edges of a shadow so that an arc of weeks spends 2e-4 more or less.

    Parameters
    ----------
    days : float
        Days since J2000.
    sky : Sky
        With samples, or without.

    Examples
    --------
    >>> from adr_planner.core.sky import NO_SKY
    >>> sun_overhead(9209.8757, NO_SKY) == sun_direction(9209.8757)
    True
    """
    if sky.rows.shape[0] == 0:
        return sun_direction(days)
    (x, y, z, _, _, _), _, _, _ = sky_at((days - sky.days) * 86400.0, sky)
    far = np.sqrt(x * x + y * y + z * z)
    return x / far, y / far, z / far


@kernel
def shadow_arc(a: float, inc: float, raan: float, days: float, radius: float) -> tuple[float, float]:
    """Return the shadow on a circular orbit: half its length, and its middle.

    Parameters
    ----------
    a, inc, raan : float
        Orbit [m], [rad], [rad].
    days : float
        Days since J2000.
    radius : float
        Radius of the Earth [m].

    Returns
    -------
    half : float
        Half of the arc in the shadow [rad]; zero if there is none.
    middle : float
        Argument of latitude of its middle [rad].

    Examples
    --------
    With the Sun in the orbit's plane the shadow of an orbit of two Earth radii is 60 deg long:

    >>> half, _ = shadow_arc(2.0 * 6378137.0, 0.0, 0.0, 9209.8757, 6378137.0)
    >>> round(float(np.degrees(2.0 * half)), 3)
    60.0
    """
    x, y, z = sun_direction(days)
    along_node = x * np.cos(raan) + y * np.sin(raan)
    across = (y * np.cos(raan) - x * np.sin(raan)) * np.cos(inc) + z * np.sin(inc)
    in_plane = np.hypot(along_node, across)
    ratio = radius / a
    edge = np.sqrt(1.0 - ratio * ratio)
    half = 0.0 if in_plane <= edge else np.arccos(edge / in_plane)
    return half, np.arctan2(-across, -along_node)


@kernel
def _swept(u: float) -> float:
    """Integrate |cos| from 0 to u."""
    half_turns = np.floor(u / np.pi + 0.5)
    sign = 1.0 if half_turns % 2.0 == 0.0 else -1.0
    return 2.0 * half_turns + sign * np.sin(u)


@kernel
def lit_share(half: float, middle: float, centre: float) -> tuple[float, float, float]:
    """Return how much of a revolution may be thrust, and how well that part works across the plane.

    Parameters
    ----------
    half, middle : float
        Shadow, as `shadow_arc` gives it [rad].
    centre : float
        Where the effect of thrust is greatest [rad]: it falls off as the cosine from there. 0, the node, for the
        inclination.

    Returns
    -------
    duty : float
        Share of the revolution outside the shadow and its mirror image.
    efficiency : float
        Mean absolute cos(u - centre) over that share: 2/pi without a shadow.
    side_effect : float
        Mean of sin(u - centre) with the sign of cos(u - centre): what thrust that is reversed a quarter revolution
        from the centre does at right angles to its purpose. None unless the shadow lies askew.

    Examples
    --------
    >>> [round(float(x), 4) for x in lit_share(0.0, 0.0, 0.0)]
    [1.0, 0.6366, 0.0]
    >>> [round(float(x), 4) for x in lit_share(np.pi / 3, 0.0, 0.0)]  # the best part of the orbit is dark
    [0.3333, 0.2559, 0.0]
    """
    first, last = middle - half - centre, middle + half - centre
    lost = _swept(last) - _swept(first)
    left = 2.0 * np.pi - 4.0 * half
    return left / (2.0 * np.pi), (4.0 - 2.0 * lost) / left, 2.0 * (np.abs(np.cos(last)) - np.abs(np.cos(first))) / left


@kernel
def eccentricity_effect(half: float, middle: float, centre: float, points: int = 90) -> tuple[float, float]:
    """Return how well thrust changes the eccentricity vector where it is allowed.

    Thrust (sin t, 2 cos t) outwards and along the flight, over its norm, changes the vector fastest towards t = 0:
    by (4 cos^2 t + sin^2 t)^1/2 / V for each m/s (Gauss's equations for a circular orbit).

    Parameters
    ----------
    half, middle : float
        Shadow, as `shadow_arc` gives it [rad].
    centre : float
        Argument of latitude at t = 0 [rad].
    points : int
        Points of the quadrature.

    Returns
    -------
    towards, aside : float
        Mean effect towards the centre and a quarter turn from it: change of the vector is effect x delta-v / V.

    Examples
    --------
    >>> round(float(1.0 / eccentricity_effect(0.0, 0.0, 0.0)[0]), 3)  # Edelbaum 1961: 0.649 V de
    0.649
    """
    towards, aside = 0.0, 0.0
    for k in range(points):
        t = middle + half + (k + 0.5) * (np.pi - 2.0 * half) / points - centre
        cosine, sine = np.cos(t), np.sin(t)
        norm = np.sqrt(4.0 * cosine * cosine + sine * sine)
        towards += norm / points
        aside += 3.0 * sine * cosine / norm / points
    return towards, aside


@kernel
def eccentricity_aim(half: float, middle: float, bearing: float, points: int = 90) -> tuple[float, float]:
    """Return where to centre the thrust that moves the eccentricity vector in a direction, and how well it does.

    Parameters
    ----------
    half, middle : float
        Shadow, as `shadow_arc` gives it [rad].
    bearing : float
        Direction in which the vector is to move [rad].
    points : int
        Points of the quadrature.

    Returns
    -------
    centre : float
        Argument of latitude for `eccentricity_effect` [rad].
    effect : float
        Change of the vector is effect x delta-v / V.
    """
    # A shadow that lies askew turns the effect away from the centre of the thrust, but never past its order: bisection.
    low, high = -0.5 * np.pi, 0.5 * np.pi
    centre, effect = bearing, 1.0
    for _ in range(11):
        offset = 0.5 * (low + high)
        centre = bearing + offset
        towards, aside = eccentricity_effect(half, middle, centre, points)
        effect = np.hypot(towards, aside)
        if offset + np.arctan2(aside, towards) > 0.0:
            high = offset
        else:
            low = offset
    return centre, effect


@kernel
def light_margin(position: Array, sun: Three, radius: float) -> float:
    """Return how far a satellite is outside the shadow and its mirror image, negative in either.

    Parameters
    ----------
    position : ndarray, shape (3,)
        [m].
    sun : tuple of float
        Direction to the Sun in the same frame, of length one.
    radius : float
        Radius of the Earth [m].

    Returns
    -------
    float
        Distance from the line through Earth and Sun, less the radius [m].
    """
    along = position[0] * sun[0] + position[1] * sun[1] + position[2] * sun[2]
    square = position[0] ** 2 + position[1] ** 2 + position[2] ** 2
    return np.sqrt(max(square - along * along, 0.0)) - radius
