"""What an impulse takes with a real engine: burn time, arc, and the delta-v lost by not being at one point."""

from __future__ import annotations

import math
from typing import NamedTuple

from adr_planner.core.constants import G0

__all__ = ["BurnLimit", "FiniteBurn", "finite_burn", "largest_burn"]


class FiniteBurn(NamedTuple):
    """What a burn of constant thrust takes.

    Attributes
    ----------
    time : float
        From ignition to cut-off [s].
    arc : float
        Angle on the orbit meanwhile [rad].
    loss : float
        Delta-v the burn has to give beyond the impulse [m/s].
    """

    time: float
    arc: float
    loss: float


def finite_burn(delta_v: float, mass: float, radius: float, thrust: float, isp: float, mu: float) -> FiniteBurn:
    """Return what an impulse takes with an engine of given thrust.

    Parameters
    ----------
    delta_v : float
        Impulse [m/s].
    mass : float
        Accelerated mass before it [kg].
    radius : float
        Distance from the Earth's centre [m].
    thrust, isp : float
        Of the engine [N], [s].
    mu : float
        Gravitational parameter [m3/s2].

    Notes
    -----
    The loss is delta_v x^2 / 24 with the arc x = t sqrt(mu / r^3). It is the leading term for a burn centred on the
    impulse with its direction held in space: over the arc the cosine of the angle to the flight is sin(x/2) / (x/2) in
    the mean. The expression is known from Robbins (AIAA Journal 4(8), 1966, 1417-1423; read of, not read).

    Burns flown numerically at constant thrust need more, because a longer burn has a longer arc: of the loss, the
    formula leaves out 3 % at 30 deg, 10-13 % at 60 and 24-31 % at 90, or 0.04, 0.7 and 5 % of the impulse at most. A
    thrust turned with the velocity would lose half as much or less (studies/finite_burns.py, docs/theory/transfer.md).

    Examples
    --------
    >>> burn = finite_burn(100.0, 6000.0, 7218137.0, 400.0, 300.0, 3.986004418e14)
    >>> round(burn.time), round(math.degrees(burn.arc)), round(burn.loss, 1)
    (1475, 87, 9.6)
    """
    exhaust = G0 * isp
    time = -mass * exhaust / thrust * math.expm1(-delta_v / exhaust)
    arc = time * math.sqrt(mu / radius**3)
    return FiniteBurn(time, arc, delta_v * arc**2 / 24.0)


def largest_burn(arc: float, mass: float, radius: float, thrust: float, isp: float, mu: float) -> float:
    """Return the impulse that takes an arc of given length: the inverse of `finite_burn` [m/s].

    Infinite if the mass would be gone before the arc ends.

    Examples
    --------
    >>> round(largest_burn(1.5177, 6000.0, 7218137.0, 400.0, 300.0, 3.986004418e14))
    100
    """
    exhaust = G0 * isp
    share = thrust * arc / math.sqrt(mu / radius**3) / (mass * exhaust)
    return -exhaust * math.log1p(-share) if share < 1.0 else math.inf


class BurnLimit(NamedTuple):
    """The engine that burns, and for how long it may do so at once.

    Attributes
    ----------
    thrust, isp : float
        Of the engine [N], [s].
    longest_arc : float
        Longest arc of one burn [rad].

    Examples
    --------
    >>> limit = BurnLimit(400.0, 300.0, math.radians(30.0))
    >>> round(limit.largest(6000.0, 7218137.0, 3.986004418e14), 1)
    34.1
    """

    thrust: float
    isp: float
    longest_arc: float

    def burn(self, delta_v: float, mass: float, radius: float, mu: float) -> FiniteBurn:
        """Return what an impulse takes, see `finite_burn`."""
        return finite_burn(delta_v, mass, radius, self.thrust, self.isp, mu)

    def largest(self, mass: float, radius: float, mu: float) -> float:
        """Return the largest impulse within the longest arc, see `largest_burn` [m/s]."""
        return largest_burn(self.longest_arc, mass, radius, self.thrust, self.isp, mu)

    def mass_after(self, delta_v: float, mass: float) -> float:
        """Return what is left of a mass after an impulse [kg]."""
        return mass * math.exp(-delta_v / (G0 * self.isp))
