"""What of a mission contradicts the rest of it: refused, saying what to change."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Literal

from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from adr_planner.spec.mission import MissionSpec

__all__ = ["SERVICER_ENDS", "ServicerEnd", "check_contradictions"]

ServicerEnd = Literal["with_last_target", "return", "reentry", "none"]
SERVICER_ENDS: tuple[ServicerEnd, ...] = ("with_last_target", "return", "reentry", "none")


def check_contradictions(mission: MissionSpec) -> None:
    """Refuse a mission whose parts cannot be had together.

    Raises
    ------
    InvalidInputError
        Saying which, and what to do.
    """
    _check_end(mission)
    _check_excluded(mission)
    _check_order(mission)
    _check_dates(mission)
    _check_launch_date(mission)


def _check_end(mission: MissionSpec) -> None:
    """Refuse an end of the servicer that is none, or that the rest of the mission rules out."""
    if mission.servicer_end not in (None, *SERVICER_ENDS):
        raise InvalidInputError(
            f"servicer_end must be one of {', '.join(SERVICER_ENDS)}, or left out, got {mission.servicer_end!r}.",
            parameter="servicer_end",
        )
    if mission.servicer_end == "reentry" and not mission.dispose_servicer:
        raise InvalidInputError(
            'servicer_end is "reentry", and dispose_servicer is false: leave one of them out.',
            parameter="servicer_end",
        )
    if mission.servicer_end == "with_last_target" and mission.disposal.rule != "controlled":
        raise InvalidInputError(
            f'A servicer cannot enter with its last target where the rule is "{mission.disposal.rule}": nothing '
            "brings it down at once. Ask for a controlled re-entry, or leave servicer_end out.",
            parameter="servicer_end",
        )


def _check_excluded(mission: MissionSpec) -> None:
    """Refuse what is both demanded and excluded."""
    both = sorted(set(mission.must_visit) & set(mission.exclude))
    if both:
        raise InvalidInputError(
            f"{', '.join(map(str, both))} is both in must_visit and in exclude: take it out of one.",
            parameter="exclude",
        )


def _check_order(mission: MissionSpec) -> None:
    """Refuse pairs that are none, or go round in a circle."""
    before: dict[int, set[int]] = {}
    for pair in mission.order:
        if len(pair) != 2:
            raise InvalidInputError(f"order takes pairs like (22566, 22220), got {pair}.", parameter="order")
    for first, second in mission.order:
        before.setdefault(second, set()).add(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as circle:
        named = ", ".join(map(str, circle.args[1]))
        raise InvalidInputError(
            f"The order asks for a circle: {named}. Leave one of its pairs out.", parameter="order"
        ) from circle


def _check_dates(mission: MissionSpec) -> None:
    """Refuse arrivals that no plan could keep to."""
    first, last = mission.commissioning_days, mission.duration_days - mission.stay_days
    for item in mission.dates:
        earliest = first if item.earliest is None else float((item.earliest - mission.start).to_value("day"))
        latest = last if item.latest is None else float((item.latest - mission.start).to_value("day"))
        if earliest > last or latest < first:
            raise InvalidInputError(
                f"Object {item.norad_cat_id} may be reached from day {earliest:g} to day {latest:g} of the window, "
                f"but arrivals lie between day {first:g} and day {last:g}: change its dates or the window.",
                parameter="dates",
            )


def _check_launch_date(mission: MissionSpec) -> None:
    """Refuse an injection after which nothing fits into the window."""
    if mission.injection is None or mission.injection.date is None:
        return
    days = float((mission.injection.date - mission.start).to_value("day"))
    latest = mission.duration_days - mission.commissioning_days - mission.stay_days
    if not -1e-9 <= days <= latest:
        raise InvalidInputError(
            f"The injection's date is day {days:g} of the window; it must lie between 0 and {latest:g}, for "
            "commissioning and one stay to follow.",
            parameter="date",
        )
