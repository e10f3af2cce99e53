"""Candidates of a game with their legs priced once, from which every coalition takes its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from adr_planner.errors import InfeasibleMissionError
from adr_planner.planner.games.table import Table
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import cost_mission
from adr_planner.planner.screening import reason_against
from adr_planner.planner.worths import Worths
from adr_planner.risk import RankedObject
from adr_planner.sequence import TourProblem
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer

__all__ = ["Priced", "Pricing"]


@dataclass(frozen=True, slots=True)
class Priced:
    """Candidates with their legs priced.

    Parameters
    ----------
    entries : tuple of RankedObject
        The candidates, in the order of the problem's rows.
    needs : tuple of int
        For each the coalition that must agree.
    problem : TourProblem or None
        None where no candidate can be reached.
    """

    entries: tuple[RankedObject, ...]
    needs: tuple[int, ...]
    problem: TourProblem | None

    def part(self, rows: Sequence[int]) -> Priced:
        """Return some of the candidates."""
        keep = np.asarray(rows, dtype=np.int64)
        problem = None if self.problem is None or not keep.size else self.problem.subset(keep)
        return Priced(tuple(self.entries[row] for row in keep), tuple(self.needs[row] for row in keep), problem)

    def numbers(self, stops: Sequence[int]) -> tuple[int, ...]:
        """Return the catalogue numbers of some rows."""
        return tuple(self.entries[row].object.norad_cat_id for row in stops)


@dataclass(slots=True)
class Pricing:
    """Which objects of the table can be planned for, and what legs between them cost.

    Parameters
    ----------
    table : Table
        Players and objects.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do.
    worths : Worths
        What removing each object is worth, at any date.
    """

    table: Table
    servicer: Servicer
    mission: MissionSpec
    worths: Worths
    _reasons: dict[int, str] = field(default_factory=dict)

    def best(self, need: int, number: int) -> list[int]:
        """Return the places at the table of the most valuable objects that need just this coalition's consent."""
        found: list[int] = []
        for place, other in enumerate(self.table.needs):
            if len(found) == number:
                break
            if other == need and not self.reason(place):
                found.append(place)
        return found

    def reason(self, place: int) -> str:
        """Return why an object at the table cannot be planned for, or nothing."""
        if place not in self._reasons:
            target = self.table.entries[place].object
            self._reasons[place] = reason_against(target, (self.servicer,), self.mission)
        return self._reasons[place]

    def price(self, places: Sequence[int]) -> Priced:
        """Price the legs between some objects."""
        order = sorted(places)
        entries = [self.table.entries[place] for place in order]
        needs = tuple(self.table.needs[place] for place in order)
        if not entries:
            return Priced((), (), None)
        environment = environment_of(self.mission, [entry.object for entry in entries])
        try:
            problem = cost_mission(entries, self.servicer, self.mission, environment, self.worths).problem
        except InfeasibleMissionError:
            return Priced(tuple(entries), needs, None)
        return Priced(tuple(entries), needs, problem)
