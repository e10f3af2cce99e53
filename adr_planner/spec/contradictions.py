"""What of a mission contradicts the rest of it: refused, saying what to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Literal

from adr_planner.errors import InvalidInputError
from adr_planner.spec.disposal_rule import Disposal
from adr_planner.spec.injection import Injection
from adr_planner.spec.visit_dates import VisitDates

if TYPE_CHECKING:
    from astropy.time import Time

__all__ = ["SERVICER_ENDS", "ServicerEnd", "check_dates", "check_end", "check_excluded", "check_launch", "check_order"]

ServicerEnd = Literal["with_last_target", "return", "reentry", "none"]
SERVICER_ENDS: tuple[ServicerEnd, ...] = ("with_last_target", "return", "reentry", "none")


def check_end(end: ServicerEnd | None, disposal: Disposal, *, disposes: bool) -> None:
    """Refuse an end of the servicer that is none, or that the rest of the mission rules out."""
    if end not in (None, *SERVICER_ENDS):
        raise InvalidInputError(
            f"servicer_end must be one of {', '.join(SERVICER_ENDS)}, or left out, got {end!r}.",
            parameter="servicer_end",
        )
    if end == "reentry" and not disposes:
        raise InvalidInputError(
            'servicer_end is "reentry", and dispose_servicer is false: leave one of them out.',
            parameter="servicer_end",
        )
    if end == "with_last_target" and disposal.rule != "controlled":
        raise InvalidInputError(
            f'A servicer cannot enter with its last target where the rule is "{disposal.rule}": nothing '
            "brings it down at once. Ask for a controlled re-entry, or leave servicer_end out.",
            parameter="servicer_end",
        )


def check_excluded(must_visit: Iterable[int], exclude: Iterable[int]) -> None:
    """Refuse what is both demanded and excluded."""
    both = sorted(set(must_visit) & set(exclude))
    if both:
        raise InvalidInputError(
            f"{', '.join(map(str, both))} is both in must_visit and in exclude: take it out of one.",
            parameter="exclude",
        )


def check_order(order: Sequence[tuple[int, int]]) -> None:
    """Refuse pairs that are none, or go round in a circle."""
    before: dict[int, set[int]] = {}
    for pair in order:
        if len(pair) != 2:
            raise InvalidInputError(f"order takes pairs like (22566, 22220), got {pair}.", parameter="order")
    for first, second in order:
        before.setdefault(second, set()).add(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as circle:
        named = ", ".join(map(str, circle.args[1]))
        raise InvalidInputError(
            f"The order asks for a circle: {named}. Leave one of its pairs out.", parameter="order"
        ) from circle


def check_dates(dates: Iterable[VisitDates], start: Time, first: float, last: float) -> None:
    """Refuse arrivals that no plan could keep to, between the first and the last day it may arrive."""
    for item in dates:
        earliest = first if item.earliest is None else float((item.earliest - start).to_value("day"))
        latest = last if item.latest is None else float((item.latest - start).to_value("day"))
        if earliest > last or latest < first:
            raise InvalidInputError(
                f"Object {item.norad_cat_id} may be reached from day {earliest:g} to day {latest:g} of the window, "
                f"but arrivals lie between day {first:g} and day {last:g}: change its dates or the window.",
                parameter="dates",
            )


def check_launch(injection: Injection | None, start: Time, latest: float) -> None:
    """Refuse an injection after which nothing fits into the window, later than its latest day."""
    if injection is None or injection.date is None:
        return
    days = float((injection.date - start).to_value("day"))
    if not -1e-9 <= days <= latest:
        raise InvalidInputError(
            f"The injection's date is day {days:g} of the window; it must lie between 0 and {latest:g}, for "
            "commissioning and one stay to follow.",
            parameter="date",
        )
