"""What a leg costs over the altitude and inclination of its drift orbit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import astropy.units as u
import numpy as np
from astropy.time import Time, TimeDelta
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import secular_rates
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.transfer.impulsive.drift import drift_leg
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.motion import mean_orbits
from adr_planner.units import instant_of, quiet_clock, si, si_values

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DriftTrade", "drift_trade"]

Array = NDArray[np.float64]

_LOWEST = EGM96.radius + 200e3
_WRAP = 2.0 * np.pi


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DriftTrade:
    """The cost of a leg for every drift orbit.

    Parameters
    ----------
    origin, target : SpaceObject
        Objects left and reached.
    wait_days : float
        Time between both [day].
    altitude_km : ndarray, shape (a,)
        Mean altitudes of the drift orbit.
    inclination_deg : ndarray, shape (i,)
        Its mean inclinations.
    delta_v : ndarray, shape (a, i)
        Cost [m/s].
    best_altitude_km, best_inclination_deg, best_delta_v : float
        What the estimate finds without a grid.

    See Also
    --------
    drift_trade : makes one, with an example.
    """

    origin: SpaceObject
    target: SpaceObject
    wait_days: float
    altitude_km: Array
    inclination_deg: Array
    delta_v: Array
    best_altitude_km: float
    best_inclination_deg: float
    best_delta_v: float

    def __repr__(self) -> str:
        return (
            f"<DriftTrade {self.origin.name} ({self.origin.norad_cat_id}) to {self.target.name} "
            f"({self.target.norad_cat_id}) in {self.wait_days:g} days: best {self.best_delta_v:.1f} m/s, drifting at "
            f"{self.best_altitude_km:.0f} km, {self.best_inclination_deg:.3f} deg>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self)[1:-1])}</p>"

    def to_pandas(self) -> pd.DataFrame:
        """Return the costs as a table, altitudes down and inclinations across.

        Returns
        -------
        pandas.DataFrame
            Delta-v [m/s]; altitudes [km] and inclinations [deg] are its axes.
        """
        import pandas as pd

        return pd.DataFrame(
            self.delta_v, index=pd.Index(self.altitude_km, name="altitude_km"),
            columns=pd.Index(self.inclination_deg, name="inclination_deg"),
        )  # fmt: skip


@quiet_clock()
def drift_trade(
    origin: SpaceObject,
    target: SpaceObject,
    *,
    depart: Time,
    wait: u.Quantity,
    altitudes: u.Quantity | None = None,
    inclinations: u.Quantity | None = None,
) -> DriftTrade:
    """Cost a leg for every altitude and inclination of its drift orbit.

    Parameters
    ----------
    origin, target : SpaceObject
        Objects left and reached.
    depart : Time
        When the servicer leaves.
    wait : Quantity
        Time until it reaches the target.
    altitudes, inclinations : Quantity, optional
        Drift orbits to cost; 150 km and 0.4 deg around the best unless given.

    Returns
    -------
    DriftTrade
        The costs, and the best drift orbit as the search would choose it.

    Raises
    ------
    InvalidInputError
        If both objects are one, or the wait is not above zero.

    Notes
    -----
    With the drift orbit given, what is left of the node is split between both groups of burns; the sum of their norms
    is then least when their directions agree, which is the norm of the sum: one straight line instead of two.

    Examples
    --------
    >>> import adr_planner as adr
    >>> derelicts = adr.Catalog.example()
    >>> adr.drift_trade(derelicts.get(24298), derelicts.get(25407), depart=Time("2025-01-01"), wait=90 * u.day)
    <DriftTrade SL-16 R/B (24298) to SL-16 R/B (25407) in 90 days: best 32.2 m/s, drifting at 851 km, 70.948 deg>
    """
    if origin.norad_cat_id == target.norad_cat_id:
        raise InvalidInputError(f"{origin.name} ({origin.norad_cat_id}) is both left and reached: name two objects.")
    coast = si(wait, "s", name="wait", example="90 * u.day", positive=True)
    leaving = instant_of(depart, name="depart")
    oldest = min(origin.elements.epoch, target.elements.epoch)
    environment = Environment.between(leaving, leaving + TimeDelta(coast, format="sec"), since=oldest)
    orbits = mean_orbits([origin, target], environment, [environment.gravity] * 2, coast)
    ends = orbits.at(np.array([0.0, coast]))
    start, later, goal = ends[0, :1], ends[0, 1:], ends[1, 1:]
    seen = seen_goals(start, later, goal, np.array([coast]), environment.gravity)[0]
    (a0, _, _, i0, node0, _), (a1, _, _, i1, node1, _) = start[0], seen
    speed, mean_ecc = np.sqrt(EGM96.mu / (0.5 * (a0 + a1))), 0.5 * float(orbits.ecc.sum())
    burn = 0.5 * speed * float(np.hypot(*(goal[0, 1:3] - later[0, 1:3])))
    best, a_best, i_best, _ = drift_leg(
        (a0, i0, node0), (a1, i1, node1), mean_ecc, burn, coast, (_LOWEST, 2.0 * a1), EGM96
    )
    altitude = (a_best - EGM96.radius) / 1e3
    heights, tilts = np.linspace(-150.0, 150.0, 121) + altitude, np.linspace(-0.4, 0.4, 121) + np.degrees(i_best)
    if altitudes is not None:
        heights = si_values(altitudes, "km", name="altitudes", example="[700, 800] * u.km")
    if inclinations is not None:
        tilts = si_values(inclinations, "deg", name="inclinations", example="[70.5, 71] * u.deg")
    a, inc = np.meshgrid(EGM96.radius + heights * 1e3, np.radians(tilts), indexing="ij")
    v0, v1, v = np.sqrt(EGM96.mu / a0), np.sqrt(EGM96.mu / a1), np.sqrt(EGM96.mu / a)
    mean_speed = 0.5 * (v0 + v1)
    rate, _, _ = secular_rates(a, np.full_like(a, mean_ecc), inc, EGM96)
    own, _, _ = secular_rates(a0, mean_ecc, i0, EGM96)
    gap = (node1 - node0 + np.pi) % _WRAP - np.pi
    gap += _WRAP * np.round((own * coast - gap) / _WRAP)
    node = mean_speed * np.sin(0.5 * (i0 + i1)) * (gap - rate * coast)
    first = np.sqrt((v - v0) ** 2 + (mean_speed * (inc - i0)) ** 2 + 0.25 * burn**2)
    second = np.sqrt((v1 - v) ** 2 + (mean_speed * (i1 - inc)) ** 2 + 0.25 * burn**2)
    cost = np.sqrt((first + second) ** 2 + node**2)
    return DriftTrade(
        origin, target, coast / 86400.0, heights, tilts, cost, float(altitude), float(np.degrees(i_best)), float(best)
    )
