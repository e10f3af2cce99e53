"""How every target comes down: the rule a mission follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from astropy import units as u

from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import si

__all__ = ["Disposal"]


@dataclass(frozen=True, slots=True)
class Disposal(Shown):
    """How every target comes down.

    Use `Disposal.controlled`, `Disposal.decay` or `Disposal.release`.

    Parameters
    ----------
    rule : {"controlled", "decay", "release"}
        A perigee deep in the atmosphere, an orbit that decays by itself in the years allowed, or the orbit in which
        a tug lets go of its targets.
    perigee_altitude : Quantity, optional
        Perigee of a controlled re-entry or of the release, above the equatorial radius.
    years : float, optional
        Longest decay of an uncontrolled one [years].

    Examples
    --------
    >>> from astropy import units as u
    >>> Disposal.controlled(60 * u.km).rule, Disposal.decay(25 * u.yr).years
    ('controlled', 25.0)
    """

    rule: Literal["controlled", "decay", "release"]
    perigee_altitude: u.Quantity | None = None
    years: float | None = None

    @classmethod
    def controlled(cls, perigee_altitude: u.Quantity = 60.0 * u.km) -> Disposal:
        """Ask for a controlled re-entry through one burn to a low perigee.

        Parameters
        ----------
        perigee_altitude : Quantity
            Of the burn's end, 0 to 120 km above the equatorial radius.

        Returns
        -------
        Disposal
            For ``MissionSpec(disposal=...)``.

        Raises
        ------
        InvalidInputError
            If it lies outside.

        Examples
        --------
        >>> Disposal.controlled(50 * u.km).perigee_altitude_m
        50000.0
        """
        altitude = si(perigee_altitude, "km", name="perigee_altitude", example="60 * u.km")
        if not 0.0 <= altitude <= 120.0:
            raise InvalidInputError(
                f"A controlled re-entry needs a perigee between 0 and 120 km, got {perigee_altitude}.",
                parameter="perigee_altitude",
            )
        return cls("controlled", perigee_altitude=perigee_altitude)

    @classmethod
    def decay(cls, years: u.Quantity = 25.0 * u.yr) -> Disposal:
        """Ask for an orbit that decays by itself within so many years (5 or 25 are the rules in force).

        Parameters
        ----------
        years : Quantity
            The longest decay.

        Returns
        -------
        Disposal
            For ``MissionSpec(disposal=...)``.

        Raises
        ------
        InvalidInputError
            If it is not above zero.

        Examples
        --------
        >>> Disposal.decay(5 * u.yr).rule
        'decay'
        """
        number = si(years, "yr", name="years", example="25 * u.yr")
        if not 0.0 < number <= 100.0:
            raise InvalidInputError(f"years must be in (0, 100], got {years}.", parameter="years")
        return cls("decay", years=number)

    @classmethod
    def release(cls, perigee_altitude: u.Quantity) -> Disposal:
        """Ask a tug to lower every target's perigee to an altitude, let go there, and come back for the next.

        The plan tells how long each target stays up after that, and whether it keeps the 5- and 25-year rules.

        Parameters
        ----------
        perigee_altitude : Quantity
            Where the tug lets go, 200 to 2,000 km above the equatorial radius.

        Returns
        -------
        Disposal
            For ``MissionSpec(disposal=...)``.

        Raises
        ------
        InvalidInputError
            If it lies outside.

        Examples
        --------
        >>> Disposal.release(500 * u.km).perigee_altitude_m
        500000.0
        """
        altitude = si(perigee_altitude, "km", name="perigee_altitude", example="400 * u.km")
        if not 200.0 <= altitude <= 2000.0:
            raise InvalidInputError(
                f"A release orbit needs a perigee between 200 and 2000 km, got {perigee_altitude}.",
                parameter="perigee_altitude",
            )
        return cls("release", perigee_altitude=perigee_altitude)

    @property
    def perigee_altitude_m(self) -> float | None:
        """Perigee of a controlled re-entry or of the release [m]."""
        return None if self.perigee_altitude is None else float(self.perigee_altitude.to_value(u.m))
