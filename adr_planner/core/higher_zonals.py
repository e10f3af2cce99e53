"""Even zonal terms of gravity above J4, taken together: alone, the first of them makes nodes worse, not better.

On a near-circular orbit a term of even degree n turns the node by n_mean J_n (R / a)^n P_n(0) P_n'(cos i), as averaging
its potential over a revolution gives by the addition theorem (Kaula, Theory of Satellite Geodesy, 1966, section 3.3).
At 840 km and 98.7 deg the terms from J6 to J20 add 1.6 parts in 10,000 to the rate of J2, of which J6 alone is 7.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["EGM2008_EVEN", "NO_HIGHER", "higher_pull", "higher_turning"]

Array = NDArray[np.float64]

EGM2008_EVEN = np.array(
    [
        5.406665762838e-7, -2.039931259299e-7, -2.443907697727e-7, -1.821809613073e-7, 1.220715373470e-7,
        2.705903004496e-8, -3.709651025250e-8, -1.380459204071e-7,
    ]
)  # fmt: skip
"""J6, J8, ... J20, unnormalised (EGM2008: Pavlis et al., J. Geophys. Res. 117, B04406, 2012)."""
NO_HIGHER = np.empty(0)
"""Nothing above J4."""


@kernel
def higher_turning(a: float, cosine: float, radius: float, mu: float, even: Array) -> tuple[float, float]:
    """Return how fast the higher terms turn the node, and the place along the orbit, of a circular orbit.

    Parameters
    ----------
    a : float
        Mean semi-major axis [m].
    cosine : float
        Of the inclination.
    radius, mu : float
        Of the Earth [m], [m3/s2].
    even : ndarray
        J6, J8 and so on.

    Returns
    -------
    raan, latitude : float
        Rates of the node and of the mean argument of latitude [rad/s].

    Examples
    --------
    >>> rate, _ = higher_turning(7218137.0, np.cos(np.radians(98.7)), 6378137.0, 3.986004418e14, EGM2008_EVEN)
    >>> round(float(np.degrees(rate)) * 86400.0 * 425.0, 3)  # degrees of node in fourteen months
    0.068
    """
    motion, ratio2 = np.sqrt(mu / a) / a, (radius / a) ** 2
    before, here, slope_before, slope = 1.0, cosine, 0.0, 1.0
    power, middle = 1.0, 1.0
    raan, sinking = 0.0, 0.0
    for n in range(1, 2 * even.size + 4):
        after = ((2.0 * n + 1.0) * cosine * here - n * before) / (n + 1.0)
        slope_after = slope_before + (2.0 * n + 1.0) * here
        before, here, slope_before, slope = here, after, slope, slope_after
        if n % 2 == 1:
            degree = n + 1
            power *= ratio2
            # P_n(0) of the next even degree.
            middle *= -(degree - 1.0) / degree
            if degree >= 6:
                size = even[degree // 2 - 3] * power * middle
                raan += size * slope
                sinking += (degree + 1.0) * size * here
    return motion * raan, -motion * (2.0 * sinking + cosine * raan)


@kernel
def higher_pull(
    x: float, y: float, z: float, axis: tuple[float, float, float], radius: float, mu: float, even: Array
) -> tuple[float, float, float]:
    """Return the acceleration of the higher terms [m/s2] at a position [m], about an axis of unit length."""
    px, py, pz = axis
    r = np.sqrt(x * x + y * y + z * z)
    s, ratio2 = (x * px + y * py + z * pz) / r, (radius / r) ** 2
    before, here, slope_before, slope = 1.0, s, 0.0, 1.0
    power, along_r, along_axis = 1.0, 0.0, 0.0
    for n in range(1, 2 * even.size + 4):
        after = ((2.0 * n + 1.0) * s * here - n * before) / (n + 1.0)
        slope_after = slope_before + (2.0 * n + 1.0) * here
        before, here, slope_before, slope = here, after, slope, slope_after
        if n % 2 == 1:
            power *= ratio2
            if n >= 5:
                size = even[(n - 5) // 2] * power
                along_r += size * ((n + 2.0) * here + s * slope)
                along_axis -= size * slope
    pull = mu / (r * r)
    along_r *= pull / r
    along_axis *= pull
    return along_r * x + along_axis * px, along_r * y + along_axis * py, along_r * z + along_axis * pz
