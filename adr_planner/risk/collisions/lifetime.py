"""How long a derelict stays up: drag averaged over the orbit, with a band over solar activity.

The orbit falls as `core.decay` has it; C_D A / m turns its reduced time into years.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adr_planner.core.atmosphere.decay import quadrature, time_to_reentry
from adr_planner.core.atmosphere.density import SolarActivity, profile
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.errors import InvalidInputError
from adr_planner.units import YEAR

__all__ = [
    "DRAG_COEFFICIENT",
    "ECCENTRIC_STEP",
    "REENTRY",
    "SCALE_HEIGHTS_PER_STEP",
    "Lifetime",
    "decay_time",
    "lifetime_years",
    "perigee_for_lifetime",
]

DRAG_COEFFICIENT = 2.2
"""Drag coefficient of a tumbling body in free molecular flow (King-Hele 1987; usual since Cook 1965)."""

REENTRY = 100e3
"""Perigee at which the orbit has ended [m]; the last 50 km take hours to days."""

# Step down in apogee: half a scale height, or a tenth of the orbit's height difference if that is more. With
# 24 nodes the lifetime is right to 6e-4 of itself (study: studies/risk_lifetime_steps.py).
SCALE_HEIGHTS_PER_STEP = 0.5
ECCENTRIC_STEP = 0.1
_RULE = quadrature(24)

Array = NDArray[np.float64]


class Lifetime(NamedTuple):
    """Residual lifetime in orbit.

    Attributes
    ----------
    years : float
        With the density averaged over a solar cycle (F10.7 70-190) [yr].
    low : float
        If the Sun stayed at its strongest, F10.7 = 220 [yr].
    high : float
        If the Sun stayed at its weakest, F10.7 = 70 [yr]. No cycle is that long: for lifetimes of more
        than a few years both ends are outer bounds.
    """

    years: float
    low: float
    high: float


def decay_time(
    perigee_altitude: ArrayLike,
    apogee_altitude: ArrayLike,
    area_to_mass: ArrayLike,
    activity: SolarActivity = "mean",
    *,
    end: float = REENTRY,
) -> Array:
    """Return the time from now to re-entry for many orbits at once.

    Parameters
    ----------
    perigee_altitude, apogee_altitude : array_like, shape (n,)
        Heights above the equatorial radius [m].
    area_to_mass : array_like, shape (n,)
        Mean cross-section over mass [m2/kg].
    activity : {"low", "mean", "high"}
        Solar activity.
    end : float
        Altitude of the perigee at which the time ends [m]: by default that of re-entry.

    Returns
    -------
    ndarray, shape (n,)
        Time [s].

    Examples
    --------
    >>> days = decay_time([300e3, 300e3], [300e3, 1000e3], 0.01) / 86400
    >>> [round(float(value)) for value in days]
    [19, 477]
    """
    perigee, apogee, ratio = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(x, dtype=float)) for x in (perigee_altitude, apogee_altitude, area_to_mass))
    )
    reduced = time_to_reentry(
        perigee + EARTH_RADIUS,
        apogee + EARTH_RADIUS,
        end,
        profile(activity),
        _RULE,
        SCALE_HEIGHTS_PER_STEP,
        ECCENTRIC_STEP,
    )
    return np.asarray(reduced / (DRAG_COEFFICIENT * ratio))


def _check(perigee_km: float, apogee_km: float, area_to_mass_m2_kg: float) -> None:
    if not (math.isfinite(perigee_km) and math.isfinite(apogee_km) and perigee_km <= apogee_km):
        raise InvalidInputError(
            f"A lifetime needs a perigee below its apogee, got {perigee_km} x {apogee_km} km.",
            parameter="perigee_km",
        )
    if not (math.isfinite(area_to_mass_m2_kg) and area_to_mass_m2_kg > 0.0):
        raise InvalidInputError(
            f"area_to_mass must be above zero and finite, got {area_to_mass_m2_kg} m2/kg.",
            parameter="area_to_mass_m2_kg",
        )


def lifetime_years(perigee_km: float, apogee_km: float, area_to_mass_m2_kg: float) -> Lifetime:
    """Estimate how long an orbit lasts before drag ends it.

    Parameters
    ----------
    perigee_km, apogee_km : float
        Mean altitudes above 6378.137 km.
    area_to_mass_m2_kg : float
        Mean cross-section over mass [m2/kg].

    Returns
    -------
    Lifetime
        At the mean of a solar cycle, with its band over solar activity. 0 below 100 km.

    Raises
    ------
    InvalidInputError
        If the perigee lies above the apogee, or the ratio is not above zero.

    Notes
    -----
    Attraction of Sun and Moon and radiation pressure are left out: above about 2,000 km of apogee they, not
    drag, decide.

    Examples
    --------
    >>> life = lifetime_years(700, 700, 0.01)
    >>> round(life.years), round(life.low), round(life.high)
    (40, 11, 301)
    """
    _check(perigee_km, apogee_km, area_to_mass_m2_kg)

    def years(activity: SolarActivity) -> float:
        return float(decay_time(perigee_km * 1e3, apogee_km * 1e3, area_to_mass_m2_kg, activity)[0] / YEAR)

    return Lifetime(years("mean"), years("high"), years("low"))


def perigee_for_lifetime(
    apogee_km: float, area_to_mass_m2_kg: float, years: float, *, activity: SolarActivity = "mean"
) -> float:
    """Find the highest perigee from which an orbit of given apogee decays within some years.

    Parameters
    ----------
    apogee_km : float
        Altitude of the apogee, kept by the burn.
    area_to_mass_m2_kg : float
        Mean cross-section over mass of what is left in orbit [m2/kg].
    years : float
        Time allowed, e.g. 5 or 25.
    activity : {"low", "mean", "high"}
        Solar activity to plan for: "low" is the cautious choice.

    Returns
    -------
    float
        Altitude of the perigee [km]; `apogee_km` if the circular orbit decays in time by itself.

    Raises
    ------
    InvalidInputError
        If an argument is not finite and above zero.

    Examples
    --------
    >>> perigee = perigee_for_lifetime(840, 0.005, 25)
    >>> round(perigee), round(lifetime_years(perigee, 840, 0.005).years, 2)
    (490, 25.0)
    """
    _check(REENTRY / 1e3, apogee_km, area_to_mass_m2_kg)
    if not (math.isfinite(years) and years > 0.0):
        raise InvalidInputError(f"years must be above zero and finite, got {years}.", parameter="years")
    goal = years * YEAR
    low, high = REENTRY, apogee_km * 1e3
    if decay_time(high, high, area_to_mass_m2_kg, activity)[0] <= goal:
        return apogee_km
    # Seventeen perigees at a time until the bracket is below 1 km, where the logarithm of the lifetime is a
    # straight line.
    while high - low > 1e3:
        perigees = np.linspace(low, high, 17)
        times = decay_time(perigees, apogee_km * 1e3, area_to_mass_m2_kg, activity)
        above = int(np.searchsorted(times, goal, side="right"))
        low, high = float(perigees[above - 1]), float(perigees[above])
        times = times[above - 1 : above + 1]
    before, after = np.log(np.maximum(times, 1.0))
    return float(low + (high - low) * (math.log(goal) - before) / (after - before)) / 1e3
