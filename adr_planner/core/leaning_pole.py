"""The pole of date: what zonal gravity about it has more than about the axis of the planning frame.

The frame's axis is the pole of the plan's epoch. The pole goes on by 20 arcsec a year, and elements may be years older
than a plan: taken to first order, and for J2 alone, two years are worth a kilometre along the orbit. Here it is exact.
"""

from __future__ import annotations

import numpy as np

from adr_planner.core.jit import kernel

__all__ = ["leaned"]


@kernel(inline="always")
def _about(s: float, k2: float, k3: float, k4: float) -> tuple[float, float]:
    """Return what J2 to J4 add along the position, and along the pole, in parts of the central pull."""
    s2 = s * s
    outwards = k2 * (1.0 - 5.0 * s2) + k3 * s * (3.0 - 7.0 * s2) - k4 * (3.0 - 42.0 * s2 + 63.0 * s2 * s2)
    polewards = s * (2.0 * k2 - k4 * (12.0 - 28.0 * s2)) + k3 * (3.0 * s2 - 0.6)
    return outwards, polewards


@kernel
def leaned(
    x: float, y: float, z: float, px: float, py: float, pz: float, radius: float, mu: float, j2: float, j3: float,
    j4: float,
) -> tuple[float, float, float]:  # fmt: skip
    """Return zonal gravity to J4 about a pole less that about the z axis [m/s2].

    Parameters
    ----------
    x, y, z : float
        Position in the planning frame [m].
    px, py, pz : float
        The pole there, a unit vector.
    radius, mu, j2, j3, j4 : float
        Of the Earth [m], [m3/s2], [-].

    Examples
    --------
    >>> leaned(7e6, 0.0, 0.0, 0.0, 0.0, 1.0, 6378137.0, 3.986004418e14, 1.0826e-3, -2.53e-6, -1.62e-6)
    (0.0, 0.0, 0.0)
    """
    r = np.sqrt(x * x + y * y + z * z)
    ratio = radius / r
    k2, k3, k4 = 1.5 * j2 * ratio**2, 2.5 * j3 * ratio**3, 0.625 * j4 * ratio**4
    out, up = _about((x * px + y * py + z * pz) / r, k2, k3, k4)
    out_z, up_z = _about(z / r, k2, k3, k4)
    pull = -mu / (r * r)
    along = pull * (out - out_z) / r
    return along * x + pull * up * px, along * y + pull * up * py, along * z + pull * (up * pz - up_z)
