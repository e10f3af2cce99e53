"""The environment of one plan: its frame and clock, and the gravity, air, Sun and Moon that act there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import erfa
import numpy as np
from astropy.time import Time, TimeDelta
from numpy.typing import NDArray

from adr_planner.core.constants import EGM96, PLANNING, Gravity
from adr_planner.core.sky import Sky
from adr_planner.core.vectors import product
from adr_planner.frames import teme_to_gcrf
from adr_planner.space_weather import Activity, SpaceWeather
from adr_planner.units import DAY

__all__ = ["LOVE", "Environment", "Sun"]

Array = NDArray[np.float64]
Sun = Literal["weak", "mean", "strong"]

LOVE = 0.3
"""Degree-two Love number k2 of the solid Earth (IERS Conventions 2010, table 6.3, rounded)."""
_STEP = 3600.0
"""Between two samples of the sky [s]: a straight line between them cuts the Moon's way by 1e-5 of its distance."""
_SUN_STEP, _MOON_STEP, _POLE_STEP = 24, 6, 120
"""Samples between two places of Sun, Moon and pole that are computed; cubics lie between: 1e-6 of the distance."""
_BEFORE, _AFTER = 5.0, 400.0
"""Days the sky reaches beyond the first and the last date asked for: what is left in orbit is still flown a while."""


@dataclass(frozen=True, slots=True, eq=False)
class Environment:
    """Frame, clock and forces of one plan: TEME of its epoch, frozen, and seconds since then.

    Parameters
    ----------
    epoch : Time
        Plan epoch, UTC.
    to_gcrf : ndarray, shape (3, 3)
        Rotation from the planning frame to GCRF.
    gravity : Gravity
        Zonal field without drag, with the sky of the plan if it has one.
    weather : SpaceWeather
        Solar activity by month.
    activity : Activity, optional
        That of the time of the plan; none without Sun and Moon.

    Examples
    --------
    >>> from astropy.time import Time
    >>> environment = Environment.between(Time("2025-01-01"), Time("2025-03-01"))
    >>> environment.seconds(Time("2025-01-02")), environment.time(3600.0).isot
    (86400.0, '2025-01-01T01:00:00.000')
    """

    epoch: Time
    to_gcrf: Array
    gravity: Gravity
    weather: SpaceWeather
    activity: Activity | None = None

    @classmethod
    def of(cls, epoch: Time, weather: SpaceWeather | None = None) -> Environment:
        """Build the environment of an epoch with nothing but the Earth's own field."""
        turn = teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2)
        return cls(epoch.utc, turn, EGM96, weather or SpaceWeather.bundled())

    @classmethod
    def between(
        cls, epoch: Time, end: Time, *, since: Time | None = None, weather: SpaceWeather | None = None
    ) -> Environment:
        """Build the environment of a plan, with Sun, Moon and solar activity over its time.

        Parameters
        ----------
        epoch, end : Time
            Begin and end of the plan.
        since : Time, optional
            Earliest date from which anything is flown, as the oldest elements; the epoch unless given.
        weather : SpaceWeather, optional
            Activity of the Sun by month; the bundled table unless given.
        """
        plain = cls.of(epoch, weather)
        first = min(0.0, 0.0 if since is None else plain.seconds(since)) - _BEFORE * DAY
        # On one raster for every plan of this epoch: the samples of a date do not depend on how early the first one is.
        first = np.floor(first / (_STEP * _POLE_STEP)) * _STEP * _POLE_STEP
        last = plain.seconds(end) + _AFTER * DAY
        activity = plain.weather.between(plain.time(first), plain.time(last))
        sky = plain._sky(first, last, activity)
        return replace(plain, gravity=PLANNING._replace(sky=sky), activity=activity)

    def under(self, sun: Sun) -> Environment:
        """Return the same under a weak, the mean or a strong Sun."""
        if self.activity is None:
            return self
        sky = self.gravity.sky
        rows = sky.rows.copy()
        times = sky.begin + sky.step * np.arange(len(rows), dtype=np.float64)
        rows[:, 8] = self._levels(times, getattr(self.activity, sun), self.activity)
        return replace(self, gravity=self.gravity._replace(sky=sky._replace(rows=rows)))

    @property
    def days(self) -> float:
        """Days of the plan epoch since J2000, for the shadow of the Earth."""
        return float((self.epoch.tt.jd1 - 2451545.0) + self.epoch.tt.jd2)

    def seconds(self, time: Time) -> float:
        """Return continuous seconds since the plan epoch (leap seconds counted)."""
        return float(round((time.tai - self.epoch.tai).to_value("s"), 6))

    def time(self, seconds: float | Array) -> Time:
        """Return the epoch of so many seconds, or of each of many."""
        return (self.epoch.tai + TimeDelta(seconds, format="sec")).utc

    def dragging(self, drag: float) -> Gravity:
        """Return the field of a body of so much C_D A / m [m2/kg]."""
        return self.gravity._replace(drag=drag)

    def _levels(self, times: Array, levels: Array, activity: Activity) -> Array:
        """Return the activity at times since the epoch, straight lines between the declared dates."""
        dates = np.array([self.seconds(epoch) for epoch in activity.epochs])
        return np.asarray(np.interp(times, dates, levels))

    def _sky(self, first: float, last: float, activity: Activity) -> Sky:
        """Sample Sun, Moon, pole and activity evenly between two times."""
        count = int(np.ceil((last - first) / _STEP)) + 1
        days = self.days + first / DAY
        turn = self.to_gcrf
        sun = product(_upsampled(lambda tt: -_earth(tt), days, _SUN_STEP, count), turn)
        moon = product(_upsampled(_moon, days, _MOON_STEP, count), turn)
        pole = product(_upsampled(_pole, days, _POLE_STEP, count), turn)
        activities = self._levels(first + _STEP * np.arange(count, dtype=np.float64), activity.mean, activity)
        return Sky(self.days, first, _STEP, LOVE, np.column_stack([sun, moon, pole[:, :2], activities]))


def _earth(tt: Array) -> Array:
    """Return the Earth from the Sun [m], GCRF, at days since J2000 (VSOP2000 by ERFA's epv00)."""
    heliocentric, _ = erfa.epv00(2451545.0, tt)
    return np.asarray(heliocentric["p"] * erfa.DAU)


def _moon(tt: Array) -> Array:
    """Return the Moon from the Earth [m], GCRF, at days since J2000 (Meeus 1998 by ERFA's moon98)."""
    return np.asarray(erfa.moon98(2451545.0, tt)["p"] * erfa.DAU)


def _pole(tt: Array) -> Array:
    """Return the true pole of date in GCRF, at days since J2000 (IAU 2006/2000A)."""
    return np.asarray(erfa.pnm06a(2451545.0, tt)[:, 2])


def _upsampled(place: Callable[[Array], Array], days: float, every: int, count: int) -> Array:
    """Return places at even steps from those computed at every so many of them: Lagrange's cubics, shape (count, 3)."""
    coarse = -(-count // every) + 4
    known = place(days + (np.arange(coarse, dtype=np.float64) - 1.0) * every * _STEP / DAY)
    left, part = np.divmod(np.arange(count), every)
    t = (part / every)[:, None]
    before, here, next_, after = (known[left + k] for k in range(4))
    return np.asarray(
        -t * (t - 1.0) * (t - 2.0) / 6.0 * before
        + (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0 * here
        - (t + 1.0) * t * (t - 2.0) / 2.0 * next_
        + (t + 1.0) * t * (t - 1.0) / 6.0 * after
    )
