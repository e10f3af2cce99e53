"""Named sets of constants, each with its source; one set per use.

SI units throughout. SGP4 keeps its own WGS-72 set inside the sgp4 library.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.higher_zonals import EGM2008_EVEN, NO_HIGHER
from adr_planner.core.sky import NO_SKY, Sky

__all__ = ["EARTH_MU", "EARTH_RADIUS", "EGM96", "G0", "GTOC9", "PLANNING", "Gravity"]

G0 = 9.80665
"""Standard gravity [m/s2] (CGPM 1901), used to turn specific impulse into exhaust velocity."""


EARTH_MU, EARTH_RADIUS = 3.986004418e14, 6378137.0
"""Gravitational parameter [m3/s2] and equatorial radius of the Earth [m] (WGS-84)."""


class Gravity(NamedTuple):
    """The field a body flies in: zonal gravity of the Earth about its pole, air, and what else pulls.

    Attributes
    ----------
    mu : float
        Gravitational parameter [m3/s2].
    radius : float
        Equatorial radius the zonal coefficients refer to [m].
    j2, j3, j4 : float
        Unnormalised zonal coefficients.
    second_order : float
        1.0 if secular rates include the J2-squared terms, 0.0 if not.
    drag : float
        C_D A / m of the body [m2/kg], see `core.drag`; 0.0 leaves the air out.
    higher : ndarray
        Even zonals J6, J8 and so on; none in a field that ends with J4.
    sky : Sky
        Sun, Moon, the pole and the activity of the Sun over the time of a plan; none without samples.
    """

    mu: float
    radius: float
    j2: float
    j3: float
    j4: float
    second_order: float
    drag: float = 0.0
    higher: NDArray[np.float64] = NO_HIGHER
    sky: Sky = NO_SKY


EGM96 = Gravity(
    mu=EARTH_MU,
    radius=EARTH_RADIUS,
    j2=1.08262668355e-3,
    j3=-2.53265648533e-6,
    j4=-1.61962159137e-6,
    second_order=1.0,
)
"""WGS-84 mu and radius, EGM96 zonals to J4 (Lemoine et al., NASA/TP-1998-206861): elements and rates refer to it."""
PLANNING = EGM96._replace(higher=EGM2008_EVEN)
"""Planning set: `EGM96`, and the even zonals of EGM2008 from J6 to J20."""

GTOC9 = Gravity(mu=398600.4418e9, radius=6378137.0, j2=1.08262668e-3, j3=0.0, j4=0.0, second_order=0.0)
"""The competition's own set: J2 only, first-order secular rates (ESA ACT, GTOC9 problem, 2017)."""
