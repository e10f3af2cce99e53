"""The orbit a launcher leaves the servicer in, where it is given and not chosen."""

from __future__ import annotations

from dataclasses import dataclass

from astropy import units as u
from astropy.time import Time

from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import instant_of, si

__all__ = ["Injection"]


@dataclass(frozen=True, slots=True)
class Injection(Shown):
    """The circular orbit the servicer is injected into, e.g. a rideshare's.

    What is left out the planner chooses, as launch time and date would: the node so that it meets the first
    target's on arrival, the date so that commissioning ends with it. The phase is always chosen.

    Parameters
    ----------
    altitude : Quantity
        Mean altitude above the equatorial radius.
    inclination : Quantity
        Mean inclination.
    raan : Quantity, optional
        Mean right ascension of the ascending node on injection (TEME of the mission's start).
    date : Time, optional
        Epoch of the injection.

    Examples
    --------
    >>> from astropy import units as u
    >>> rideshare = Injection(altitude=525 * u.km, inclination=97.5 * u.deg, raan=40 * u.deg)
    >>> rideshare.altitude_m, rideshare.date is None
    (525000.0, True)
    """

    altitude: u.Quantity
    inclination: u.Quantity
    raan: u.Quantity | None = None
    date: Time | None = None

    def __post_init__(self) -> None:
        height = si(self.altitude, "km", name="altitude", example="525 * u.km", minimum=200.0)
        if height > 2000.0:
            raise InvalidInputError(f"altitude must be at most 2000 km, got {self.altitude}.", parameter="altitude")
        tilt = si(self.inclination, "deg", name="inclination", example="97.5 * u.deg", positive=True)
        if tilt >= 180.0:
            raise InvalidInputError(
                f"inclination must be below 180 deg, got {self.inclination}.", parameter="inclination"
            )
        if self.raan is not None:
            si(self.raan, "deg", name="raan", example="40 * u.deg")
        if self.date is not None:
            object.__setattr__(self, "date", instant_of(self.date, name="date"))

    @property
    def altitude_m(self) -> float:
        """Altitude [m]."""
        return float(self.altitude.to_value(u.m))

    @property
    def inclination_rad(self) -> float:
        """Inclination [rad]."""
        return float(self.inclination.to_value(u.rad))

    @property
    def raan_rad(self) -> float | None:
        """Node on injection [rad], None if the planner chooses it."""
        return None if self.raan is None else float(self.raan.to_value(u.rad))
