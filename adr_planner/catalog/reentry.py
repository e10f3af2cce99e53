"""When an object comes down on the way SGP4 takes it.

SGP4 says so by an error code, but not always, and not for good: past its end it may answer with orbits that rise,
grow eccentric or pass below the surface. So the way from the epoch on is followed, and its first end counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from adr_planner.catalog.elements import EARTH_RADIUS_KM, MeanElements

__all__ = ["date_after", "sgp4_reentry"]

LOWEST_PERIGEE_KM = 100.0
"""Mean perigee above the equatorial radius below which an orbit has ended [km]."""
_HIGHEST_RISE = 1.05
"""Growth of the semi-major axis beyond which elements no longer tell an orbit: nothing pushes a derelict up."""
_SGP4_RADIUS_KM = 6378.135
_STEP_DAYS, _WITHIN_DAYS = 2.0, 0.01
"""Steps of the way, and to what the end is then found. From a perigee of 100 km SGP4 takes weeks to its own end."""
_J2000 = datetime(2000, 1, 1, 12)


@lru_cache(maxsize=4096)
def sgp4_reentry(elements: MeanElements, days: float) -> float | None:
    """Return how long after their epoch elements come down, by SGP4.

    Parameters
    ----------
    elements : MeanElements
        As published.
    days : float
        How far to look [days]; nothing is looked for before the epoch.

    Returns
    -------
    float or None
        Days after the epoch at which SGP4 ends: it refuses, the perigee lies below 100 km, or the orbit rises as
        nothing in orbit does; None if it lasts longer than was looked.

    Examples
    --------
    >>> low = MeanElements("2024-10-31T00:00:00Z", 15.85, 0.001, 65.0, 0.0, 0.0, 0.0, bstar=1e-3)
    >>> 10.0 < sgp4_reentry(low, 365.0) < 100.0, sgp4_reentry(low, 5.0)
    (True, None)
    """
    record, highest = elements.satrec(), _HIGHEST_RISE * elements.sma_m / 1e3

    def is_down(day: float) -> bool:
        code, _, _ = record.sgp4_tsince(day * 1440.0)
        axis = record.am * _SGP4_RADIUS_KM
        # Past its end SGP4 may return anything: what is no number counts as down.
        return bool(code) or not (axis * (1.0 - record.em) - EARTH_RADIUS_KM > LOWEST_PERIGEE_KM and axis < highest)

    up, below, last = 0.0, 0.0, max(days, 0.0)
    while not is_down(below):
        if below >= last:
            return None
        up, below = below, min(below + _STEP_DAYS, last)
    while below - up > _WITHIN_DAYS:
        middle = 0.5 * (up + below)
        up, below = (up, middle) if is_down(middle) else (middle, below)
    return below


def date_after(elements: MeanElements, days: float) -> datetime:
    """Return the date so many days after the epoch of elements, UTC; a leap second is nothing to it.

    Examples
    --------
    >>> date_after(MeanElements("2024-10-31T12:00:00Z", 14.4, 0.0, 98.2, 0.0, 0.0, 0.0), 366.0).isoformat()
    '2025-11-01T12:00:00'
    """
    epoch = elements.epoch
    return _J2000 + timedelta(days=(epoch.jd1 - 2451545.0) + epoch.jd2 + days)
