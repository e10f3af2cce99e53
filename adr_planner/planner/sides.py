"""The side constraints of a mission, by catalogue number and date, as rows and times of the search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["groups", "pairs", "rows_of", "visit_times"]


def rows_of(numbers: Sequence[int], candidates: Sequence[SpaceObject], parameter: str) -> tuple[int, ...]:
    """Return the rows of some catalogue numbers.

    Raises
    ------
    InvalidInputError
        If one of them is not among the candidates, naming the parameter that asked for it.
    """
    rows = {target.norad_cat_id: k for k, target in enumerate(candidates)}
    for number in numbers:
        if number not in rows:
            raise InvalidInputError(
                f"Object {number} of {parameter} is not among the {len(candidates)} candidates: widen them or drop it.",
                parameter=parameter,
            )
    return tuple(rows[number] for number in numbers)


def groups(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Return "at most n per launching state" and "at most one of" as groups of rows."""
    limited = [(rows_of(numbers, candidates, "one_of"), 1) for numbers in mission.one_of]
    if mission.max_per_state is not None:
        for state in sorted({target.owner for target in candidates}):
            members = tuple(k for k, target in enumerate(candidates) if target.owner == state)
            limited.append((members, mission.max_per_state))
    return tuple(limited)


def pairs(mission: MissionSpec, candidates: Sequence[SpaceObject]) -> tuple[tuple[int, int], ...]:
    """Return pairs of rows of which the first comes before the second."""
    named = [rows_of(pair, candidates, "order") for pair in mission.order]
    return tuple((first, second) for first, second in named)


def visit_times(
    mission: MissionSpec, candidates: Sequence[SpaceObject], frame: Environment
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return when each candidate may be reached first and last, within the window and its own dates [s]."""
    earliest = np.full(len(candidates), mission.commissioning_days * DAY)
    latest = np.full(len(candidates), (mission.duration_days - mission.stay_days) * DAY)
    for item in mission.dates:
        (row,) = rows_of((item.norad_cat_id,), candidates, "dates")
        if item.earliest is not None:
            earliest[row] = max(earliest[row], frame.seconds(item.earliest))
        if item.latest is not None:
            latest[row] = min(latest[row], frame.seconds(item.latest))
    return earliest, latest
