"""The side constraints of a mission, by catalogue number and date, as rows and times of the search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.planner.consenting import consent_days
from adr_planner.planner.pricing.uptime import last_arrival
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["check_named", "groups", "pairs", "rows_of", "visit_times"]


def check_named(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> None:
    """Refuse side constraints on objects that are not among the candidates.

    Raises
    ------
    InvalidInputError
        Naming the object and the parameter that asked for it.
    """
    known = {target.norad_cat_id for target in candidates} | set(mission.exclude)
    named = {
        "must_visit": mission.must_visit,
        "one_of": tuple(number for group in mission.one_of for number in group),
        "order": tuple(number for pair in mission.order for number in pair),
        "dates": tuple(item.norad_cat_id for item in mission.dates),
    }
    for parameter, numbers in named.items():
        for number in numbers:
            if number not in known:
                raise InvalidInputError(
                    f"Object {number} of {parameter} is not among the {len(candidates)} candidates: widen them or "
                    "drop it.",
                    parameter=parameter,
                )


def rows_of(numbers: Sequence[int], candidates: Sequence[SpaceObject]) -> tuple[int, ...]:
    """Return the rows of those of some catalogue numbers that are among the candidates: others were left out."""
    rows = {target.norad_cat_id: k for k, target in enumerate(candidates)}
    return tuple(rows[number] for number in numbers if number in rows)


def groups(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Return "at most n per launching state" and "at most one of" as groups of rows."""
    limited = [(rows_of(numbers, candidates), 1) for numbers in mission.one_of]
    if mission.max_per_state is not None:
        for state in sorted({target.owner for target in candidates}):
            members = tuple(k for k, target in enumerate(candidates) if target.owner == state)
            limited.append((members, mission.max_per_state))
    return tuple(limited)


def pairs(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> tuple[tuple[int, int], ...]:
    """Return pairs of rows of which the first comes before the second."""
    named = [rows_of(pair, candidates) for pair in mission.order]
    return tuple((pair[0], pair[1]) for pair in named if len(pair) == 2)


def visit_times(
    mission: MissionSpec, candidates: Sequence[SpaceObject], environment: Environment
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return when each candidate may be reached first and last [s]: in the window, on its dates, agreed, while up."""
    first = mission.commissioning_days
    earliest = np.array([max(first, consent_days(target, mission)) for target in candidates]) * DAY
    window = mission.duration_days - mission.stay_days
    latest = np.array([min(window, last_arrival(target, mission)) for target in candidates]) * DAY
    for item in mission.dates:
        for row in rows_of((item.norad_cat_id,), candidates):
            if item.earliest is not None:
                earliest[row] = max(earliest[row], environment.seconds(item.earliest))
            if item.latest is not None:
                latest[row] = min(latest[row], environment.seconds(item.latest))
    return earliest, latest
