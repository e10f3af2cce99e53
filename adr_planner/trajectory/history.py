"""How high and how inclined the servicer flies, day by day: its flight, summed up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import turned
from adr_planner.plan import MissionPlan
from adr_planner.trajectory.ephemeris import Ephemeris, ephemeris
from adr_planner.trajectory.route import map_of
from adr_planner.units import DAY, quiet_clock

__all__ = ["OrbitHistory", "orbit_history"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OrbitHistory:
    """The servicer's orbit, a line a day.

    Parameters
    ----------
    dates : ndarray of datetime64
        Middle of each day, UTC.
    lowest_km, highest_km : ndarray
        Altitudes above the equatorial radius that the day lies between.
    inclination_deg : ndarray
        Mean over the day, in the planning frame.
    """

    dates: NDArray[np.datetime64]
    lowest_km: Array
    highest_km: Array
    inclination_deg: Array


@quiet_clock()
def orbit_history(plan: MissionPlan, flown: Ephemeris | None = None) -> OrbitHistory:
    """Sum up the servicer's flight by the day.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    flown : Ephemeris, optional
        Of the servicer, if it has been sampled already.

    Examples
    --------
    >>> orbit_history(plan).lowest_km.min()  # doctest: +SKIP
    59.8
    """
    sampled = (ephemeris(plan) if flown is None else flown).of("servicer")
    environment = map_of(plan).environment
    back = environment.to_gcrf.T
    seconds = np.concatenate([segment.seconds for segment in sampled])
    position = turned(back, np.concatenate([segment.position for segment in sampled]))
    velocity = turned(back, np.concatenate([segment.velocity for segment in sampled]))
    normal = np.cross(position, velocity)
    tilt = np.degrees(np.arccos(normal[:, 2] / np.sqrt((normal**2).sum(axis=1))))
    altitude = np.sqrt((position**2).sum(axis=1)) / 1e3 - plan.conventions.gravity.equatorial_radius_km
    days = np.floor((seconds - seconds[0]) / DAY).astype(int)
    found, first = np.unique(days, return_index=True)
    middle = environment.time(seconds[0] + (found + 0.5) * DAY)
    return OrbitHistory(
        dates=middle.datetime64.astype("datetime64[s]"),
        lowest_km=np.minimum.reduceat(altitude, first),
        highest_km=np.maximum.reduceat(altitude, first),
        inclination_deg=np.add.reduceat(tilt, first) / np.diff(np.append(first, len(days))),
    )
