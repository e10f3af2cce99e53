"""Mean elements as catalogues publish them: SGP4's own, in TEME of their epoch."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from numbers import Real
from typing import Any

from astropy.time import Time
from sgp4.api import WGS72, Satrec

from adr_planner.errors import CatalogError, InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import parse_utc, time_of, utc_text

__all__ = ["EARTH_RADIUS_KM", "MeanElements", "epoch_text", "records_of"]

EARTH_RADIUS_KM = 6378.137
"""Equatorial radius that altitudes are counted from (WGS-84) [km]."""
_SGP4_RADIUS_M = 6378135.0
"""Earth radius of SGP4's own WGS-72 set [m]."""
_FASTEST_REV_DAY = 17.05
"""An orbit of this mean motion skims the surface."""
_FIRST_YEAR, _LAST_YEAR = 1957, 2099
"""The first satellite's, and a bound on what can be a date of elements."""
_USUAL_EPOCH = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z?")
_DAY_OF_YEAR = re.compile(r"^(\d{4})-(\d{3})(?:[T ](.+))?$")
_SGP4_ORIGIN_JD = 2433281.5
"""1949 December 31.0, from which ``sgp4init`` counts days."""


@dataclass(frozen=True, slots=True)
class MeanElements(Shown):
    """One set of mean elements.

    Parameters
    ----------
    epoch_utc : str
        Epoch: ISO 8601, a day of the year, a Time or a datetime; held as UTC text with microseconds and ``Z``.
    mean_motion_rev_day : float
        Kozai mean motion, as in a TLE or OMM [rev/day].
    eccentricity : float
        Below one: nothing else is in a closed orbit.
    inclination_deg, raan_deg, argp_deg, mean_anomaly_deg : float
        Angles [deg].
    bstar : float
        Drag term [1/Earth radii].
    mean_motion_dot, mean_motion_ddot : float
        Half the first and a sixth of the second derivative, as a TLE has them [rev/day2], [rev/day3].
    created_utc : str
        When this set was made, written like the epoch; ``""`` if its source does not say.
    set_number : int
        Number of this set, as its source counts them; 0 if it does not.

    Raises
    ------
    CatalogError
        If a value is not finite, the orbit is not closed or lies below the surface, or the epoch or the inclination
        cannot be one.

    Examples
    --------
    >>> envisat = MeanElements("2024-10-31T12:00:00Z", 14.3807, 0.0001, 98.2, 300.0, 90.0, 270.0)
    >>> round(envisat.perigee_km), round(envisat.sma_m / 1e3, 1)
    (761, 7140.1)
    """

    epoch_utc: str
    mean_motion_rev_day: float
    eccentricity: float
    inclination_deg: float
    raan_deg: float
    argp_deg: float
    mean_anomaly_deg: float
    bstar: float = 0.0
    mean_motion_dot: float = 0.0
    mean_motion_ddot: float = 0.0
    created_utc: str = field(default="", compare=False)
    set_number: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "epoch_utc", epoch_text(self.epoch_utc))
        if self.created_utc:
            object.__setattr__(self, "created_utc", epoch_text(self.created_utc, name="CREATION_DATE"))
        for name in _FIGURES:
            value = getattr(self, name)
            if type(value) is not float:
                value = _figure(name, value)
                object.__setattr__(self, name, value)
            if not math.isfinite(value):
                raise CatalogError(f"{name} is {value!r}: elements must be finite numbers.", field=name)
        if not 0.0 <= self.eccentricity < 1.0:
            raise CatalogError(
                f"eccentricity is {self.eccentricity:g}: only closed orbits (0 <= e < 1) can be planned for.",
                field="eccentricity",
            )
        if not 0.0 < self.mean_motion_rev_day < _FASTEST_REV_DAY:
            raise CatalogError(
                f"mean_motion is {self.mean_motion_rev_day:g} rev/day: an Earth orbit has between 0 and 17.",
                field="mean_motion",
            )
        if not 0.0 <= self.inclination_deg <= 180.0:
            raise CatalogError(
                f"inclination is {self.inclination_deg:g} deg: it must lie between 0 and 180.", field="inclination"
            )

    def order(self) -> tuple[Any, ...]:
        """Return what newer sets of one object have more of: epoch, then date and number of the set.

        Sets alike in all of these are put in the order of their figures, so that it never matters which came first.

        Returns
        -------
        tuple
            To be compared with that of another set.

        Examples
        --------
        >>> first = MeanElements("2024-10-31T12:00:00Z", 14.3807, 0.0001, 98.2, 300.0, 90.0, 270.0)
        >>> from dataclasses import replace
        >>> again = replace(first, raan_deg=299.0, created_utc="2024-11-01T02:00:00Z")
        >>> again.order() > first.order()
        True
        """
        return (self.epoch_utc, self.created_utc, self.set_number, *(getattr(self, name) for name in _FIGURES))

    @property
    def epoch(self) -> Time:
        """Epoch as an astropy Time, UTC."""
        return parse_utc(self.epoch_utc)

    def satrec(self) -> Satrec:
        """Return the sgp4 propagator of these elements.

        Returns
        -------
        sgp4.api.Satrec
            Initialised with WGS72, as the catalogue's elements are made.

        Examples
        --------
        >>> elements = MeanElements("2024-10-31T12:00:00Z", 14.3807, 0.0001, 98.2, 300.0, 90.0, 270.0)
        >>> round(elements.satrec().no_kozai, 6)  # rad/min
        0.062748
        """
        epoch = self.epoch
        return self._record((epoch.jd1 - _SGP4_ORIGIN_JD) + epoch.jd2)

    def _record(self, days: float) -> Satrec:
        record = Satrec()
        record.sgp4init(
            WGS72,
            "i",
            0,  # the library cannot hold numbers above 339999; ours live in SpaceObject
            days,
            self.bstar,
            self.mean_motion_dot * 2.0 * math.pi / 1440.0**2,
            self.mean_motion_ddot * 2.0 * math.pi / 1440.0**3,
            self.eccentricity,
            math.radians(self.argp_deg),
            math.radians(self.inclination_deg),
            math.radians(self.mean_anomaly_deg),
            self.mean_motion_rev_day * 2.0 * math.pi / 1440.0,
            math.radians(self.raan_deg),
        )
        return record

    @property
    def sma_m(self) -> float:
        """Brouwer mean semi-major axis, un-Kozai'd as SGP4 does it [m].

        Kepler's law on the published mean motion would give 2-3 km more.
        """
        return float(self._record(0.0).a) * _SGP4_RADIUS_M  # the axis does not depend on the epoch

    @property
    def perigee_km(self) -> float:
        """Mean perigee altitude above the equatorial radius [km]."""
        return self.sma_m / 1e3 * (1.0 - self.eccentricity) - EARTH_RADIUS_KM

    @property
    def apogee_km(self) -> float:
        """Mean apogee altitude above the equatorial radius [km]."""
        return self.sma_m / 1e3 * (1.0 + self.eccentricity) - EARTH_RADIUS_KM


_FIGURES = (
    "mean_motion_rev_day", "eccentricity", "inclination_deg", "raan_deg", "argp_deg", "mean_anomaly_deg", "bstar",
    "mean_motion_dot", "mean_motion_ddot",
)  # fmt: skip


def _figure(name: str, value: Any) -> float:
    """Return a number of any kind, numpy's too, as a float."""
    if not isinstance(value, Real) or isinstance(value, bool):
        raise CatalogError(f"{name} is {value!r}: elements must be finite numbers.", field=name)
    return float(value)


def epoch_text(text: str | Time | datetime, *, name: str = "EPOCH") -> str:
    """Write a UTC epoch as `MeanElements` has it: ISO 8601, microseconds, ``Z``.

    Parameters
    ----------
    text : str, Time or datetime
        Calendar date or day of the year (CCSDS 301.0 codes A and B), with or without ``Z``; a datetime without a
        time zone is UTC.
    name : str
        The field, for the error message.

    Raises
    ------
    CatalogError
        If it is no epoch.

    Examples
    --------
    >>> epoch_text("2024-10-31T12:00:00.5"), epoch_text("2024-305T12:00:00")
    ('2024-10-31T12:00:00.500000Z', '2024-10-31T12:00:00.000000Z')
    """
    if isinstance(text, Time):
        text = utc_text(time_of(text, name=name))
    elif isinstance(text, datetime):
        text = (text if text.tzinfo is None else text.astimezone(UTC).replace(tzinfo=None)).isoformat()
    year = str(text)[:4]
    if year.isdigit() and not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise CatalogError(f"{name} is {str(text)[:40]!r}: no elements are of the year {year}.", field=name)
    if isinstance(text, str) and _USUAL_EPOCH.fullmatch(text):
        try:
            return datetime.fromisoformat(text.removesuffix("Z")).isoformat(timespec="microseconds") + "Z"
        except ValueError:
            pass  # the slow way knows leap seconds
    try:
        usual = _DAY_OF_YEAR.sub(lambda found: ":".join(filter(None, found.groups())), str(text).strip())
        return utc_text(parse_utc(usual, name=name))
    except InvalidInputError as error:
        raise CatalogError(str(error), field=name) from error


def records_of(several: Sequence[MeanElements]) -> list[tuple[Satrec, tuple[float, float]]]:
    """Return the sgp4 propagator of each of many sets, with its epoch as a two-part Julian date, UTC.

    The same records as `MeanElements.satrec` gives, with all epochs read at once.

    Examples
    --------
    >>> elements = MeanElements("2024-10-31T12:00:00Z", 14.3807, 0.0001, 98.2, 300.0, 90.0, 270.0)
    >>> [(record, epoch)] = records_of([elements])
    >>> record.mo == elements.satrec().mo, epoch
    (True, (2460615.0, 0.0))
    """
    if not several:
        return []
    epochs = Time([elements.epoch_utc.removesuffix("Z") for elements in several], scale="utc")
    pairs = zip(epochs.jd1.tolist(), epochs.jd2.tolist(), strict=True)
    return [
        (elements._record((whole - _SGP4_ORIGIN_JD) + part), (whole, part))
        for elements, (whole, part) in zip(several, pairs, strict=True)
    ]
