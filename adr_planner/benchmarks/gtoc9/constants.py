"""Numbers of the competition's rules (ESA ACT, GTOC9 problem description, 2017; docs/theory/gtoc9.md)."""

from __future__ import annotations

import numpy as np

from adr_planner.core.jit import kernel

__all__ = [
    "BASE_COST", "BETWEEN", "DAY", "DRY_MASS", "EXHAUST", "FIRST_DAY", "KIT", "LAST_DAY", "LONGEST", "MASS_PRICE",
    "STAY", "TANK", "mission_cost",
]  # fmt: skip

DAY = 86400.0
"""Seconds of the competition's day."""
DRY_MASS = 2000.0
"""Spacecraft without kits and propellant [kg]."""
KIT = 30.0
"""De-orbit kit left at every debris [kg]."""
TANK = 5000.0
"""Most propellant [kg]."""
EXHAUST = 340.0 * 9.80665
"""Exhaust velocity [m/s]: specific impulse by standard gravity."""
BASE_COST = 55.0
"""Price of a launch [million euro]; teams paid 45 to 55 by the day they sent their answer, we count the dearest."""
MASS_PRICE = 2.0e-6
"""Million euro for a square kilogram of launch mass above the dry mass."""
STAY = 5.0 * DAY
"""Least time at a debris [s]."""
LONGEST = 30.0 * DAY
"""Most time from arrival to arrival [s]."""
BETWEEN = 30.0 * DAY
"""Least time from the end of a mission to the start of the next [s]."""
FIRST_DAY, LAST_DAY = 23467.0, 26419.0
"""Window of all events [MJD2000 day]."""
_FULL = TANK + 20.0 * KIT


@kernel
def mission_cost(mass: float) -> float:
    """Return what a mission costs [million euro] that is launched with a mass [kg].

    Where the tank would overflow the cost grows with delta-v instead of mass, so that a search that starts from
    nonsense is led out of it; such missions are not valid.

    Examples
    --------
    >>> mission_cost(4500.0)
    67.5
    """
    above = mass - DRY_MASS
    if above <= _FULL:
        return BASE_COST + MASS_PRICE * above * above
    return float(BASE_COST + MASS_PRICE * _FULL * _FULL * (1.0 + 2.0 * np.log(above / _FULL)))


@kernel
def affordable_mass(cost: float) -> float:
    """Return the launch mass [kg] that makes a mission cost so much [million euro]: the inverse of `mission_cost`.

    Examples
    --------
    >>> round(affordable_mass(mission_cost(4500.0)), 6), round(affordable_mass(mission_cost(9500.0)), 6)
    (4500.0, 9500.0)
    """
    share = (cost - BASE_COST) / (MASS_PRICE * _FULL * _FULL)
    above = np.sqrt(share) if share <= 1.0 else np.exp(0.5 * (share - 1.0))
    return float(DRY_MASS + _FULL * above)
