"""How much flight a document may ask for, and whether its parts name each other: asked before anything is flown.

A document can be short and well formed and still keep a judge busy for ever: legs of ten thousand years, burns that
go back and forth in time. What is bounded here is counted from dates alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from adr_planner.plan.base import moment
from adr_planner.plan.content import PlanContent
from adr_planner.plan.disposal import PlannedDisposal
from adr_planner.plan.leg import Leg

__all__ = ["MOST_YEARS", "first_excess", "first_excess_of_campaign", "years_to_fly"]

MOST_YEARS, _MOST_TOGETHER = 300.0, 1000.0
"""Years of flight of a plan, of its targets and servicer together, and of all plans of a campaign: a judge flies some
two in a second, each more than once."""
_MOST_BURNS = 5000
_LONGEST_WINDOW = 50.0
_BEFORE, _AFTER = 1.0, 10.0
"""How long before its start and after its end a mission may still fly [yr]: the last disposals may take years."""
_OLDEST = 20.0
"""Age of elements at the mission's start [yr]."""
_YEAR_S = 31557600.0


def first_excess(plan: PlanContent) -> tuple[str, str] | None:
    """Return the pointer of the first part that cannot be flown, and why; None if all can.

    Parameters
    ----------
    plan : PlanContent
        The document; only its numbers and dates are looked at.
    """
    return _first_stranger(plan) or _first_far_date(plan) or _too_much(plan)


def first_excess_of_campaign(plans: Sequence[PlanContent]) -> tuple[str, str] | None:
    """Return the same for the plans of a campaign, and for the flight of all together."""
    total = 0.0
    for k, plan in enumerate(plans):
        found = first_excess(plan)
        if found is not None:
            return f"/plans/{k}{found[0]}", found[1]
        total += years_to_fly(plan)
        if total > _MOST_TOGETHER:
            return (
                f"/plans/{k}",
                f"brings all flights to {total:.0f} years, more than {_MOST_TOGETHER:.0f}",
            )
    return None


def years_to_fly(plan: PlanContent) -> float:
    """Return how many years of flight a plan asks for: of each target from its elements on, and of the servicer."""
    begun = moment(plan.servicer.initial_state.epoch_utc)
    seconds = _travelled([begun, *(date for leg in plan.legs for date in _dates(leg))])
    ends = {item.norad_cat_id: [date for _, date in _ends(item)] for item in plan.disposals}
    for leg in plan.legs:
        born = moment(plan.target(leg.to_norad_cat_id).omm.EPOCH)
        seconds += _travelled([born, *_dates(leg), *ends.pop(leg.to_norad_cat_id, [])])
    seconds += sum(_travelled([moment(plan.legs[-1].arrive_utc), *dates]) for dates in ends.values())
    return seconds / _YEAR_S


def _travelled(dates: Sequence[datetime]) -> float:
    """Return the time it takes to go from date to date, there and back where they are not in order [s]."""
    return sum(abs((after - before).total_seconds()) for before, after in pairwise(dates))


def _dates(leg: Leg) -> Iterator[datetime]:
    yield moment(leg.depart_utc)
    for burn in leg.maneuvers:
        yield moment(burn.epoch_utc)
    for arc in leg.arcs or ():
        yield moment(arc.start_utc)
        yield moment(arc.stop_utc)
    yield moment(leg.arrive_utc)


def _ends(item: PlannedDisposal) -> Iterator[tuple[str, datetime]]:
    for k, burn in enumerate(item.maneuvers):
        yield f"/maneuvers/{k}/epoch_utc", moment(burn.epoch_utc)
    for k, arc in enumerate(item.arcs or ()):
        yield f"/arcs/{k}/start_utc", moment(arc.start_utc)
        yield f"/arcs/{k}/stop_utc", moment(arc.stop_utc)


def _first_stranger(plan: PlanContent) -> tuple[str, str] | None:
    """Return the first object that is flown to or disposed of, but is no target."""
    known = {target.norad_cat_id for target in plan.targets}
    named = [(f"/legs/{k}/to_norad_cat_id", leg.to_norad_cat_id) for k, leg in enumerate(plan.legs)]
    named += [
        (f"/legs/{k}/from_norad_cat_id", leg.from_norad_cat_id)
        for k, leg in enumerate(plan.legs)
        if leg.from_norad_cat_id is not None
    ]
    named += [
        (f"/disposals/{k}/norad_cat_id", item.norad_cat_id)
        for k, item in enumerate(plan.disposals)
        if item.norad_cat_id is not None
    ]
    return next(((where, f"is {number}, which is not among the targets") for where, number in named
                 if number not in known), None)  # fmt: skip


def _first_far_date(plan: PlanContent) -> tuple[str, str] | None:
    """Return the first date that lies outside anything the mission could fly."""
    start, end = moment(plan.mission.start_utc), moment(plan.mission.end_utc)
    window = (end - start).total_seconds() / _YEAR_S
    if not 0.0 <= window <= _LONGEST_WINDOW:
        return (
            "/mission/end_utc",
            f"is {window:.1f} years after the start, not 0 to {_LONGEST_WINDOW:.0f}",
        )
    for where, date in _all_dates(plan):
        early, late = ((a - b).total_seconds() / _YEAR_S for a, b in ((start, date), (date, end)))
        if early > _BEFORE or late > _AFTER:
            return where, f"is {date:%Y-%m-%d}, years outside the mission of {start:%Y-%m-%d} to {end:%Y-%m-%d}"
    for k, target in enumerate(plan.targets):
        age = (start - moment(target.omm.EPOCH)).total_seconds() / _YEAR_S
        if not -_LONGEST_WINDOW <= age <= _OLDEST:
            return f"/targets/{k}/omm/EPOCH", f"is {age:.0f} years before the mission: {_OLDEST:.0f} is the most"
    return None


def _all_dates(plan: PlanContent) -> Iterator[tuple[str, datetime]]:
    yield "/conventions/plan_epoch_utc", moment(plan.conventions.plan_epoch_utc)
    yield "/servicer/initial_state/epoch_utc", moment(plan.servicer.initial_state.epoch_utc)
    for k, leg in enumerate(plan.legs):
        where = f"/legs/{k}"
        yield f"{where}/depart_utc", moment(leg.depart_utc)
        yield f"{where}/arrive_utc", moment(leg.arrive_utc)
        for n, phase in enumerate(leg.phases):
            yield f"{where}/phases/{n}/start_utc", moment(phase.start_utc)
            yield f"{where}/phases/{n}/stop_utc", moment(phase.stop_utc)
        for n, burn in enumerate(leg.maneuvers):
            yield f"{where}/maneuvers/{n}/epoch_utc", moment(burn.epoch_utc)
        for n, arc in enumerate(leg.arcs or ()):
            yield f"{where}/arcs/{n}/start_utc", moment(arc.start_utc)
            yield f"{where}/arcs/{n}/stop_utc", moment(arc.stop_utc)
    for k, item in enumerate(plan.disposals):
        yield from ((f"/disposals/{k}{where}", date) for where, date in _ends(item))


def _too_much(plan: PlanContent) -> tuple[str, str] | None:
    burns = sum(len(leg.flown) for leg in plan.legs) + sum(len(item.flown) for item in plan.disposals)
    if burns > _MOST_BURNS:
        return "/legs", f"and the disposals have {burns:,} burns and arcs, more than {_MOST_BURNS:,}"
    years = years_to_fly(plan)
    if years > MOST_YEARS:
        return "/legs", f"ask for {years:,.0f} years of flight, more than {MOST_YEARS:,.0f}"
    return None
