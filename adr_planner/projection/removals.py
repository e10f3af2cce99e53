"""What is removed, and when: from a plan, a campaign, a ranking, or a list of numbers and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from astropy import units as u
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import norad_id
from adr_planner.catalog import SpaceObject
from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.risk import RankedObject
from adr_planner.units import YEAR, instant_of, parse_utc, quiet_clock, utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Population

__all__ = ["Removal", "leaves_of", "removals_of"]

_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Removal:
    """One removal.

    Parameters
    ----------
    norad_cat_id : int
        Catalogue number.
    name : str
        As the source of the removals has it, ``""`` if it has none.
    date_utc : str
        When it is gone.
    after_yr : float
        The same, from the start of the projection [yr].
    """

    norad_cat_id: int
    name: str
    date_utc: str
    after_yr: float


@quiet_clock()
def removals_of(removals: Any, start: Time, population: Population, per_year: float | None = None) -> list[Removal]:
    """Return removals with their dates, in order of time.

    Parameters
    ----------
    removals : MissionPlan, Campaign or iterable, or None
        See `adr_planner.project`.
    start : Time
        Of the projection: when what has no date is removed.
    population : Population
        What there is to remove.
    per_year : float, optional
        How many a year, in the order given: the first a year divided by that after the start. No dates then.

    Raises
    ------
    InvalidInputError
        If an object is given twice, is not in the population, or its date is before the start; says which.
    """
    found = []
    for place, (number, name, date) in enumerate(_read(removals), start=1):
        if per_year is not None and date is not None:
            raise InvalidInputError(
                f"Object {number} has a date of its own: give dates or per_year, not both.", parameter="per_year"
            )
        after = 0.0 if date is None else float((date - start).to_value("day")) / _DAYS
        if per_year is not None:
            after = place / per_year
        if after < 0.0:
            raise InvalidInputError(
                f"Object {number} is removed on {utc_text(date)[:10]}, before the projection starts on "
                f"{utc_text(start)[:10]}.",
                parameter="removals",
            )
        if population.find(number) is None:
            raise InvalidInputError(
                f"Object {number} is not in {population.name or 'the population'}, so it cannot be removed from it; "
                "catalog.among(catalog) lets a whole catalogue fly in itself.",
                parameter="removals",
            )
        found.append(Removal(number, name, utc_text(start + after * _DAYS * u.day), after))
    for number, times in Counter(one.norad_cat_id for one in found).most_common(1):
        if times > 1:
            raise InvalidInputError(f"Object {number} is removed {times} times: give it once.", parameter="removals")
    return sorted(found, key=lambda one: one.after_yr)


def leaves_of(removals: Iterable[Removal], population: Population) -> NDArray[np.float64]:
    """Return when each object of a population is removed, from the start [s]; infinite if it is not."""
    leaves = np.full(len(population), np.inf)
    for one in removals:
        place = population.find(one.norad_cat_id)
        if place is not None:
            leaves[place] = one.after_yr * YEAR
    return leaves


def _read(removals: Any) -> Iterator[tuple[int, str, Time | None]]:
    """Return number, name and date of each."""
    if removals is None:
        return
    if isinstance(removals, Campaign):
        for plan in removals.plans:
            yield from _read(plan)
        return
    if isinstance(removals, MissionPlan):
        for leg in removals.legs:
            # Served by the end of the stay; the document tells the arrival, which is days before.
            target = removals.target(leg.to_norad_cat_id)
            yield target.norad_cat_id, target.name, parse_utc(leg.arrive_utc)
        return
    if isinstance(removals, str) or not isinstance(removals, Iterable):
        raise InvalidInputError(
            f"removals must be a plan, a campaign, a ranking or a list of (number, date), not {removals!r}.",
            parameter="removals",
        )
    for one in removals:
        thing, date = one if isinstance(one, tuple) and len(one) == 2 else (one, None)
        item = thing.object if isinstance(thing, RankedObject) else thing
        number = item.norad_cat_id if isinstance(item, SpaceObject) else norad_id(item, name="removals")
        name = item.name if isinstance(item, SpaceObject) else ""
        yield number, name, None if date is None else _date(date)


def _date(date: Any) -> Time:
    return parse_utc(date, name="removals") if isinstance(date, str) else instant_of(date, name="removals")
