"""Visit dates: first and last arrival at a target."""

from __future__ import annotations

from dataclasses import dataclass

from astropy.time import Time

from adr_planner.border.plain import norad_id
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import instant_of, quiet_clock

__all__ = ["VisitDates"]


@dataclass(frozen=True, slots=True)
class VisitDates(Shown):
    """First and last date on which a target may be reached.

    Parameters
    ----------
    norad_cat_id : int
        Catalogue number of the target.
    earliest, latest : Time, optional
        First and last arrival; left out, any that the window allows.

    Raises
    ------
    InvalidInputError
        If neither is given, or the latest comes before the earliest.

    Examples
    --------
    >>> from astropy.time import Time
    >>> VisitDates(22566, latest=Time("2025-06-01")).earliest is None
    True
    """

    norad_cat_id: int
    earliest: Time | None = None
    latest: Time | None = None

    @quiet_clock()
    def __post_init__(self) -> None:
        object.__setattr__(self, "norad_cat_id", norad_id(self.norad_cat_id))
        for name in ("earliest", "latest"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, instant_of(getattr(self, name), name=name))
        if self.earliest is None and self.latest is None:
            raise InvalidInputError(
                f"The dates of object {self.norad_cat_id} say nothing: give earliest, latest or both.",
                parameter="dates",
            )
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise InvalidInputError(
                f"Object {self.norad_cat_id} may be reached from {self.earliest.iso} until {self.latest.iso}, which is "
                "before that: exchange them.",
                parameter="dates",
            )
