"""The validator of the competition: every rule, event by event, by physics of its own (docs/theory/gtoc9.md)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from adr_planner.benchmarks.gtoc9.motion import coast, debris_state, lowest_perigee, orbits
from adr_planner.benchmarks.gtoc9.scorecard import Finding, Scorecard
from adr_planner.benchmarks.gtoc9.submission import MANOEUVRE, Event, Mission, Submission

__all__ = ["score"]

_DRY, _KIT, _TANK, _EXHAUST = 2000.0, 30.0, 5000.0, 340.0 * 9.80665
_ALPHA, _LEFT_OVER = 2.0e-6, 55.0018
_POSITION, _VELOCITY, _MASS = 100.0, 1.0, 1e-8
_STAY, _LONGEST, _BETWEEN = 5.0, 30.0, 30.0
_FIRST, _LAST = 23467.0, 26419.0
_PERIGEE, _MANOEUVRES = 6.6e6, 5
_CLOCK = 1e-8
"""A millisecond [day]: what rounding may take from a time."""


def score(submission: Submission, *, base_cost: float = 55.0) -> Scorecard:
    """Check a campaign against every rule and price it.

    Parameters
    ----------
    submission : Submission
        The campaign.
    base_cost : float
        Price of a launch [million euro]; 55, the dearest any team paid, unless given.

    Returns
    -------
    Scorecard
        Cost and findings; a campaign that breaks a rule is priced all the same, and says so.

    Examples
    --------
    Nothing flown: all 123 debris stay.

    >>> score(Submission(()))
    <Scorecard: J 6765.22 MEUR, 0 missions, 0 debris removed, 0.0 m/s, valid>
    """
    measured = [finding for k, mission in enumerate(submission.missions) for finding in _mission(k + 1, mission)]
    measured.extend(_together(submission))
    met = {number for mission in submission.missions for number in mission.debris if 0 <= number < len(orbits())}
    cost = sum(base_cost + _ALPHA * (mission.m0_kg - _DRY) ** 2 for mission in submission.missions)
    cost += _LEFT_OVER * (len(orbits()) - len(met))
    masses = tuple(mission.m0_kg for mission in submission.missions)
    return Scorecard(cost, masses, submission.delta_v, len(met), tuple(_telling(measured)))


def _telling(findings: list[Finding]) -> Iterator[Finding]:
    """Keep what is broken, and the case closest to its limit of what is kept."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        if not finding.kept:
            yield finding
        elif finding.rule not in kept or abs(finding.value - finding.limit) < abs(
            kept[finding.rule].value - finding.limit
        ):
            kept[finding.rule] = finding
    yield from kept.values()


def _at_most(rule: str, where: str, value: float, limit: float, unit: str, slack: float = 0.0) -> Finding:
    return Finding(rule, where, value, limit, unit, bool(value <= limit + slack))


def _at_least(rule: str, where: str, value: float, limit: float, unit: str, slack: float = 0.0) -> Finding:
    return Finding(rule, where, value, limit, unit, bool(value >= limit - slack))


def _mission(number: int, mission: Mission) -> Iterator[Finding]:
    name = f"mission {number}"
    numbers = [x for event in mission.events for x in (event.t_mjd2000, *event.r_m, *event.v_mps, *event.dv_mps)]
    broken = sum(1 for x in [*numbers, mission.m0_kg] if not np.isfinite(x))
    yield _at_most("all numbers finite", name, broken, 0, "numbers")
    if broken:
        return
    structure = list(_structure(name, mission))
    yield from structure
    yield from _masses(name, mission)
    if not all(finding.kept for finding in structure):
        return
    for k, (event, after) in enumerate(pairwise(mission.events), start=1):
        where = f"{name}, event {k} (t {event.t_mjd2000:.5f})"
        if event.event_id == after.event_id != MANOEUVRE:
            yield from _visit(where, event, after)
        else:
            yield from _arc(where, event, after)
    yield from _legs(name, mission)


def _structure(name: str, mission: Mission) -> Iterator[Finding]:
    """Check that the lines are those of a mission: visits of two lines each, impulses between them."""
    events = mission.events
    backwards = sum(1 for a, b in pairwise(events) if b.t_mjd2000 < a.t_mjd2000)
    yield _at_most("events in order of time", name, backwards, 0, "events")
    # A mission has one line an epoch: two impulses at one are one impulse, and an arrival's own stands in its line.
    at_once = sum(1 for a, b in pairwise(events) if 0.0 <= b.t_mjd2000 - a.t_mjd2000 <= _CLOCK)
    yield _at_most("one event an epoch", name, at_once, 0, "events")
    for event, which in ((events[0], "first"), (events[-1], "last")):
        yield _at_most(f"{which} event without impulse", name, event.delta_v, 0.0, "m/s")
    strange = [e.event_id for e in events if not (e.event_id == MANOEUVRE or 0 <= e.event_id < len(orbits()))]
    yield _at_most("event ids from -1 to 122", name, len(strange), 0, "events")
    ids = [event.event_id for event in events]
    unpaired, k = 0, 0
    while k < len(ids):
        paired = ids[k] != MANOEUVRE and k + 1 < len(ids) and ids[k + 1] == ids[k]
        unpaired += int(ids[k] != MANOEUVRE and not paired)
        k += 2 if paired else 1
    yield _at_most("every debris in two lines in a row", name, unpaired, 0, "lines alone")
    ends = int(ids[0] == MANOEUVRE) + int(ids[-1] == MANOEUVRE)
    yield _at_most("first and last event at a debris", name, ends, 0, "events")
    yield _at_least("window opens", name, events[0].t_mjd2000, _FIRST, "MJD2000", _CLOCK)
    yield _at_most("window closes", name, events[-1].t_mjd2000, _LAST, "MJD2000", _CLOCK)


def _masses(name: str, mission: Mission) -> Iterator[Finding]:
    masses = mission.masses()
    final = masses[-1] * float(np.exp(-mission.events[-1].delta_v / _EXHAUST)) - _KIT
    yield _at_least("final mass", name, final, _DRY, "kg", _MASS)
    heaviest = _DRY + _KIT * len(mission.debris) + _TANK
    yield _at_most("launch mass", name, mission.m0_kg, heaviest, "kg", _MASS)
    for k, (event, mass) in enumerate(zip(mission.events, masses, strict=True), start=1):
        if event.mass_kg is not None:
            yield _at_most("mass told", f"{name}, event {k}", abs(event.mass_kg - mass), _MASS, "kg")


def _visit(where: str, arrival: Event, departure: Event) -> Iterator[Finding]:
    number = arrival.event_id
    for event, velocity, what in ((arrival, arrival.after, "arrival"), (departure, departure.before, "departure")):
        position, speed = debris_state(number, event.t_mjd2000)
        at = f"{where}, debris {number}"
        miss = float(np.linalg.norm(event.position - position))
        yield _at_most(f"position at {what}", at, miss, _POSITION, "m")
        slip = float(np.linalg.norm(velocity - speed))
        yield _at_most(f"velocity at {what}", at, slip, _VELOCITY, "m/s")
    stay = departure.t_mjd2000 - arrival.t_mjd2000
    yield _at_least("stay", f"{where}, debris {number}", stay, _STAY, "days", _CLOCK)


def _arc(where: str, start: Event, end: Event) -> Iterator[Finding]:
    states = coast(start.position, start.after, end.time - start.time)
    miss = float(np.linalg.norm(states[-1, :3] - end.position))
    yield _at_most("position after the arc", where, miss, _POSITION, "m")
    slip = float(np.linalg.norm(states[-1, 3:] - end.before))
    yield _at_most("velocity after the arc", where, slip, _VELOCITY, "m/s")
    yield _at_least("perigee", where, lowest_perigee(states), _PERIGEE, "m")


def _legs(name: str, mission: Mission) -> Iterator[Finding]:
    """Check the time from arrival to arrival, and the impulses on the way."""
    arrival, on_the_way, last = mission.events[0], 0, mission.events[0].event_id
    for event in mission.events[1:]:
        if event.event_id == MANOEUVRE:
            on_the_way += 1
        elif event.event_id != last:
            where = f"{name}, debris {last} to {event.event_id}"
            yield _at_most("arrival to arrival", where, event.t_mjd2000 - arrival.t_mjd2000, _LONGEST, "days", _CLOCK)
            yield _at_most("impulses on the way", where, on_the_way, _MANOEUVRES, "impulses")
            arrival, on_the_way, last = event, 0, event.event_id


def _together(submission: Submission) -> Iterator[Finding]:
    """Check what missions owe each other: time between them, and no debris twice."""
    times = sorted(
        (mission.events[0].t_mjd2000, mission.events[-1].t_mjd2000, k + 1)
        for k, mission in enumerate(submission.missions)
    )
    for (_, end, one), (start, _, other) in pairwise(times):
        yield _at_least("time between missions", f"mission {one} to {other}", start - end, _BETWEEN, "days", _CLOCK)
    visits: dict[int, int] = {}
    for mission in submission.missions:
        last = None
        for event in mission.events:
            if event.event_id not in (MANOEUVRE, last):
                visits[event.event_id] = visits.get(event.event_id, 0) + 1
            last = event.event_id
    for number, times_met in visits.items():
        yield _at_most("a debris once", f"debris {number}", times_met, 1, "visits")
