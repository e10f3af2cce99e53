"""The side constraints of a mission, by catalogue number and date, as rows and steps of the search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.errors import InvalidInputError
from adr_planner.mission import MissionSpec
from adr_planner.planner.grid import Grid
from adr_planner.transfer.motion import PlanFrame

__all__ = ["groups", "pairs", "rows_of", "visit_steps"]

Steps = NDArray[np.int64]


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


def visit_steps(
    mission: MissionSpec, candidates: Sequence[SpaceObject], grid: Grid, frame: PlanFrame
) -> tuple[Steps, Steps]:
    """Return the first and the last grid step at which each candidate may be reached."""
    earliest = np.zeros(len(candidates), dtype=np.int64)
    latest = np.full(len(candidates), grid.arrivals.size - 1, dtype=np.int64)
    for item in mission.dates:
        (row,) = rows_of((item.norad_cat_id,), candidates, "dates")
        if item.earliest is not None:
            early = float((item.earliest - frame.epoch).to_value("s"))
            earliest[row] = max(earliest[row], int(np.searchsorted(grid.arrivals, early - 1e-3)))
        if item.latest is not None:
            late = float((item.latest - frame.epoch).to_value("s"))
            latest[row] = min(latest[row], int(np.searchsorted(grid.arrivals, late + 1e-3, side="right")) - 1)
    return earliest, latest
