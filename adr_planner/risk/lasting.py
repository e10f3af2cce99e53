"""The date an object lasts to: by SGP4 on the way from its elements and by the lifetime model, the earlier."""

from __future__ import annotations

import math
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from adr_planner.catalog.reentry import date_after, sgp4_reentry
from adr_planner.risk.collisions.lifetime import lifetime_years

if TYPE_CHECKING:
    from adr_planner.catalog import MeanElements, SpaceObject

__all__ = ["CENTURY_DAYS", "Lasting", "lasting"]

CENTURY_DAYS = 36525.0
"""Days after their elements beyond which no date is told: it would be a guess about four suns to come."""
_YEAR = 365.25
_SGP4, _MODEL = "SGP4", "the lifetime model"
_SGP4_DAYS = 10.0 * _YEAR
"""How far SGP4 is followed [days]; the drag term of elements says little of a later decade."""


class Lasting(NamedTuple):
    """When an object comes down if nobody removes it.

    Attributes
    ----------
    date : datetime or None
        The earlier of what SGP4 and the lifetime model at the mean Sun say, UTC; None if that is more than a
        century after the elements.
    strong, weak : datetime or None
        If the Sun stayed at its strongest, or at its weakest: `days` shortened and stretched as the lifetime model is.
    days : float
        From the epoch of the elements to `date` [days]; infinite where nothing is known to bring it down.
    by : {"SGP4", "the lifetime model"}
        Which of the two told the date.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> satellite = lasting(Catalog.example().get(13067))
    >>> satellite.words, satellite.by
    ('2025-04-22 (2025-01 to 2026-04 by the Sun)', 'SGP4')
    """

    date: datetime | None
    strong: datetime | None
    weak: datetime | None
    days: float
    by: str

    @property
    def words(self) -> str:
        """The date with its band, as text."""
        if self.date is None:
            return "more than a century" + (f" (from {self.strong:%Y} by the Sun)" if self.strong else "")
        form = "%Y-%m-%d" if self.days < 2.0 * _YEAR else "%Y-%m" if self.days < 10.0 * _YEAR else "%Y"
        edge = "%Y-%m" if self.days < 10.0 * _YEAR else "%Y"
        until = "and beyond a century" if self.weak is None else f"to {self.weak:{edge}}"
        return f"{self.date:{form}} ({self.strong or self.date:{edge}} {until} by the Sun)"

    def row(self) -> dict[str, str | None]:
        """Return the three dates as they stand in tables and documents, ISO 8601."""
        named = {"lasts_to_utc": self.date, "lasts_to_strong_utc": self.strong, "lasts_to_weak_utc": self.weak}
        return {name: None if date is None else f"{date:%Y-%m-%d}T00:00:00.000000Z" for name, date in named.items()}


def lasting(target: SpaceObject) -> Lasting:
    """Return when an object comes down by itself.

    Parameters
    ----------
    target : SpaceObject
        Without a mass and a cross-section only SGP4 tells.
    """
    known = target.mass_kg is not None and target.area_m2 is not None
    return _lasting(target.elements, target.area_m2 / target.mass_kg if known else None)  # type: ignore[operator]


@lru_cache(maxsize=4096)
def _lasting(elements: MeanElements, area_to_mass: float | None) -> Lasting:
    perigee, apogee = elements.perigee_km, max(elements.apogee_km, elements.perigee_km)
    if area_to_mass is None:
        days = _or_infinite(sgp4_reentry(elements, _SGP4_DAYS))
        return _told(elements, (days, days, days), _SGP4)
    life = lifetime_years(perigee, apogee, area_to_mass)
    mean = _YEAR * life.years
    # What lasts a century by the lifetime model does not come down in ten years by SGP4.
    flown = _or_infinite(sgp4_reentry(elements, _SGP4_DAYS)) if mean < CENTURY_DAYS else math.inf
    days = min(flown, mean)
    stretch = (1.0, life.low / life.years, life.high / life.years) if life.years > 0.0 else (1.0, 1.0, 1.0)
    return _told(elements, (days, days * stretch[1], days * stretch[2]), _SGP4 if flown <= mean else _MODEL)


def _or_infinite(days: float | None) -> float:
    return math.inf if days is None else days


def _told(elements: MeanElements, days: tuple[float, float, float], by: str) -> Lasting:
    date, strong, weak = (date_after(elements, value) if value < CENTURY_DAYS else None for value in days)
    return Lasting(date, strong, weak, days[0], by)
