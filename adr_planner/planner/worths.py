"""What removing each candidate is worth to a mission, at any date."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import real
from adr_planner.catalog import Catalog, Population, bundled
from adr_planner.errors import InvalidInputError
from adr_planner.planner.progress import Step, Tell
from adr_planner.projection.outlook import CENTURY
from adr_planner.projection.value.measures import Measure, measure_named
from adr_planner.projection.value.values import RemovalValues
from adr_planner.projection.value.valuing import values_for
from adr_planner.risk import RankedObject, Ranking
from adr_planner.risk.indices import INDICES
from adr_planner.spec.value import KG_PER_YR, PROJECTED, Value
from adr_planner.units import parse_utc, quiet_clock

__all__ = ["MEASURES", "Worths", "population_of", "start_of", "worths_of"]

Array = NDArray[np.float64]
Entries = Sequence[RankedObject]

MEASURES: dict[str, Measure] = {name: measure_named(name) for name in PROJECTED}
"""What a mission calls a measure, and what a projection does."""


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """What removing each candidate is worth.

    Parameters
    ----------
    value : Value
        What was asked for.
    unit, words : str
        Unit of the worth, and what it is.
    table : callable
        Worth of objects at dates, shape (n, t); of all at the earliest where no dates are given, shape (n,).
    dated : bool
        Whether it depends on the date.
    figures : RemovalValues, optional
        All figures of the projection, where the worth is one of them.
    """

    value: Value
    unit: str
    words: str
    table: Callable[[Entries, Time | None], Array]
    dated: bool = False
    figures: RemovalValues | None = None

    @quiet_clock()
    def at(self, entries: Entries, dates: Time | None = None) -> Array:
        """Return the worth of objects, shape (n,), or at some dates, shape (n, t), where those matter.

        Raises
        ------
        InvalidInputError
            If one is negative or not finite; says whose.
        """
        found = self.table(entries, dates if self.dated else None)
        good = np.isfinite(found) & (found >= 0.0)
        if not good.all():
            entry = entries[int(np.argwhere(~good)[0][0])].object
            raise InvalidInputError(
                f"The value of {entry.name} ({entry.norad_cat_id}) is {found[~good][0]:g}: it must be finite and not "
                "below zero.",
                parameter="value",
            )
        return found


def worths_of(ranking: Entries, value: Value, tell: Tell) -> Worths:
    """Return what removing each object of a ranking is worth.

    Parameters
    ----------
    ranking : Ranking or sequence of RankedObject
        Candidates; a `Ranking` knows the population they fly in, else it is the bundled one.
    value : Value
        What is asked for.
    tell : callable
        Called with a line of text where it takes long.

    Raises
    ------
    InvalidInputError
        If the measure is unknown, or no object has a value.
    """
    if value.projected:
        return _projected(ranking, value, tell)
    if value.measure == KG_PER_YR:
        return _of_each(value, value.unit, value.words, lambda entry: entry.risk_kg_per_yr)
    if callable(value.own):
        return _of_function(value, value.own)
    if value.own is not None:
        table = value.own
        if not any(entry.object.norad_cat_id in table for entry in ranking):
            raise InvalidInputError("None of the candidates is among the values given.", parameter="value")
        return _of_each(value, "1", value.words, lambda entry: table.get(entry.object.norad_cat_id, 0.0))
    return _of_index(ranking, value)


def _of_each(value: Value, unit: str, words: str, worth: Callable[[RankedObject], float]) -> Worths:
    return Worths(value, unit, words, lambda entries, dates: np.array([worth(entry) for entry in entries], dtype=float))


def _of_index(ranking: Entries, value: Value) -> Worths:
    """Return the worth by an index of the ranking, by its key or its name."""
    own = ranking.asked.own if isinstance(ranking, Ranking) else ()
    known = {name: index for index in (*INDICES, *own) for name in (index.key, index.name)}
    index = known.get(value.measure)
    if index is None or not all(index.name in entry.indices for entry in ranking):
        raise InvalidInputError(
            f"There is no value {value.measure!r}: give {', '.join((*MEASURES, KG_PER_YR))}, an index of the ranking "
            f"({', '.join(one.key for one in (*INDICES, *own))}), or values of your own.",
            parameter="value",
        )
    name = index.name
    return _of_each(value, index.unit or "1", index.meaning, lambda entry: entry.indices[name])


def _of_function(value: Value, function: Callable[..., float]) -> Worths:
    """Return the worth by a user's function of a ranked object, and of the date where it takes one."""
    dated = len(inspect.signature(function).parameters) > 1

    def worth(entry: RankedObject, *date: Time) -> float:
        name = f"The value of {entry.object.name} ({entry.object.norad_cat_id})"
        return real(function(entry, *date), name=name, wanted="a number of 0 or more", least=0.0)

    def table(entries: Entries, dates: Time | None) -> Array:
        if not dated:
            return np.array([worth(entry) for entry in entries])
        when = [entries[0].object.elements.epoch] if dates is None else list(dates)
        found = np.array([[worth(entry, date) for date in when] for entry in entries])
        return found.max(axis=1) if dates is None else found

    return Worths(value, "1", value.words, table, dated)


def population_of(ranking: Entries) -> Population:
    """Return the population that candidates fly in: their ranking's, else the bundled one."""
    population = ranking.population if isinstance(ranking, Ranking) else None
    return bundled.population() if population is None else population


def start_of(ranking: Entries) -> str:
    """Return when what is projected begins: on the date of the catalogue, the bundled one for a bare list."""
    return (ranking if isinstance(ranking, Ranking) else Catalog.example()).source.snapshot_utc


def _projected(ranking: Entries, value: Value, tell: Tell) -> Worths:
    """Return the worth by what removals avoid in the years to come."""
    measure = MEASURES[value.measure]
    names = {entry.object.norad_cat_id: entry.object.name for entry in ranking}
    outlook = replace(CENTURY, years=value.years)
    figures = values_for(
        population_of(ranking), outlook, names, start_of(ranking), (measure,),
        lambda text: tell(Step(text, phase="pricing")), discount_rate=value.discount_rate,
    )  # fmt: skip
    if not figures.norad_cat_ids:
        raise InvalidInputError(
            f"None of the candidates is in {figures.population}: rank a Catalog with the population they fly in "
            '(Catalog.among), or value them by "kg_per_yr".',
            parameter="value",
        )
    first = parse_utc(figures.start_utc)

    def table(entries: Entries, dates: Time | None) -> Array:
        place = [figures.place(entry.object.norad_cat_id) for entry in entries]
        when = [first] if dates is None else [max(cast("Any", date), first) for date in dates]
        by_date = np.array([np.append(figures.at(date, measure), 0.0) for date in when])  # 0 for who has none
        found = np.maximum(by_date[:, [-1 if one is None else one for one in place]].T, 0.0)
        return np.asarray(found[:, 0] if dates is None else found)

    return Worths(value, value.unit, value.words, table, dated=True, figures=figures)
