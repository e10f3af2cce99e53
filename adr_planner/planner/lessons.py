"""Feedback from flight to search: costlier legs, legs to avoid, objects to leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from adr_planner.errors import AdrPlannerError, InfeasibleMissionError, UnverifiedPlanError
from adr_planner.plan import LeftOut
from adr_planner.planner.flown_costs import with_flown_costs
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.planner.troubles import Trouble
from adr_planner.risk import RankedObject
from adr_planner.sequence import Tour
from adr_planner.spec.mission import MissionSpec

__all__ = ["Lessons"]

_REACH, _WIDER = 10.0, 3.0
"""Days around a leg that must not be flown so in which its pair is not tried again, and by how much they grow with each
further failure of the pair."""
_PATIENCE = 3
"""Failures of the legs to an object after which it is left out."""
_LONG = 2
"""Failures of the check of robustness after which legs as long as the shortest that failed are not tried again."""
_NEAR = 4
"""Tours that broke a limit when flown after which the search keeps a distance from it."""
_LIGHTER = 0.99
"""Share of a tour's propellant that one which was too heavy must be below."""


@dataclass(slots=True)
class Lessons:
    """What the search is told, and how that changes by what goes wrong.

    Parameters
    ----------
    leg_costs : LegCosts
        What the search is told now.
    ranked : sequence of RankedObject
        The candidates, row by row.
    mission : MissionSpec
        What is to be done.

    Attributes
    ----------
    left_out : dict of int to str
        Rows of candidates left out, and why.
    loosest : float or None
        The bound of the last search at the limits as they were given; None while they still are.
    """

    leg_costs: LegCosts
    ranked: Sequence[RankedObject]
    mission: MissionSpec
    left_out: dict[int, str] = field(default_factory=dict)
    loosest: float | None = None
    _pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    _objects: Counter[int] = field(default_factory=Counter)
    _long: list[int] = field(default_factory=list)
    _over: list[tuple[float, float]] = field(default_factory=list)

    def touch(self, tour: Tour) -> bool:
        """Tell whether something was learnt of one of a tour's legs: dates between the grid's know nothing of it."""
        return any(self._pairs[pair] > 0 for pair in zip((-1, *tour.stops), tour.stops, strict=False))

    def learn(self, tour: Tour, trouble: Trouble) -> None:
        """Change the costs so that the search answers something else, or something that holds.

        Raises
        ------
        InfeasibleMissionError
            If an object that must be visited had to be left out.
        """
        if trouble.kind == "object":
            for place in trouble.legs:
                self.leave_out(tour.stops[place], trouble.what)
            return
        for place, cost in trouble.legs.items():
            pair = (tour.stops[place - 1] if place > 0 else -1, tour.stops[place])
            if place >= 0:
                self._pairs[pair] += 1
            reach = _REACH * _WIDER ** (self._pairs[pair] - 1)
            self.leg_costs = with_flown_costs(self.leg_costs, tour, {place: cost}, reach_days=reach)
            if not np.isfinite(cost):
                self._objects[pair[1]] += 1
                self._shorten(tour, place, trouble)
                if self._objects[pair[1]] >= _PATIENCE:
                    self.leave_out(pair[1], f"{_PATIENCE} of its legs failed. {trouble.what}")
        if trouble.kind == "limit":
            self._keep_distance(tour, trouble)
        if trouble.kind == "weight":
            self._lighten(tour, trouble)

    def leave_out(self, row: int, reason: str) -> None:
        """Take a candidate out of the search.

        Raises
        ------
        InfeasibleMissionError
            If it must be visited.
        """
        self.left_out[row] = reason
        if row in self.leg_costs.problem.must_visit:
            raise InfeasibleMissionError(
                f"{self._name(row)} must be visited, but cannot be: {_sentence(reason)}", binding="must_visit"
            )
        problem = self.leg_costs.problem
        launch, table = problem.launch_dv.copy(), problem.leg_dv.copy()
        launch[row] = table[row] = table[:, row] = np.inf
        target = self.ranked[row].object
        item = LeftOut(
            norad_cat_id=target.norad_cat_id, name=target.name, reason=f"{self._name(row)}: {_sentence(reason)}"
        )
        without = self.leg_costs.with_problem(problem.replace(launch_dv=launch, leg_dv=table))
        self.leg_costs = replace(without, left_out=(*without.left_out, item))

    def honest(self, tour: Tour) -> Tour:
        """Return a tour with the bound for the limits that were given, where the search kept a distance from them."""
        if self.loosest is None:
            return tour
        reason = "work limit" if tour.proven else tour.stop_reason
        return replace(tour, best_bound=self.loosest, proven=False, stop_reason=reason)

    def failure(self, error: AdrPlannerError, trouble: Trouble | None) -> AdrPlannerError:
        """Return why there is no plan: what the search says, or what went wrong last, and who was left out.

        Parameters
        ----------
        error : AdrPlannerError
            What the search says.
        trouble : Trouble or None
            What went wrong with the tour before; None if this was the first search.
        """
        if trouble is None:
            return error
        if len(self.left_out) == len(self.ranked):
            return trouble.error
        # Learnt costs tell what is short; where legs were barred, or the limits tightened, the flight does.
        learnt = trouble.kind == "object" or (trouble.kind == "limit" and self.loosest is None)
        error = error if learnt and isinstance(error, InfeasibleMissionError) else trouble.error
        words = "".join(f" Left out: {self._name(row)}: {_sentence(why)}" for row, why in self.left_out.items())
        error.args = (f"{error}{words}",)
        return error

    def _name(self, row: int) -> str:
        item = self.ranked[row].object
        return f"{item.name} ({item.norad_cat_id})"

    def _shorten(self, tour: Tour, place: int, trouble: Trouble) -> None:
        """Keep away from long legs once several were not robust."""
        if not isinstance(trouble.error, UnverifiedPlanError) or trouble.error.binding != "robustness" or place <= 0:
            return
        problem = self.leg_costs.problem
        self._long.append(int(problem.leg_steps[tour.gaps[place - 1]]))
        if len(self._long) >= _LONG:
            table = problem.leg_dv.copy()
            table[:, :, problem.leg_steps >= min(self._long)] = np.inf
            self.leg_costs = self.leg_costs.with_problem(problem.replace(leg_dv=table))

    def _keep_distance(self, tour: Tour, trouble: Trouble) -> None:
        """Search within limits that are tighter by the least a flight was beyond them."""
        self._over.append(trouble.excess)
        if len(self._over) < _NEAR:
            return
        over, short = (min(values) for values in zip(*self._over, strict=True))
        problem = self.leg_costs.problem
        if over <= 0.0 and short <= 0.0:
            return
        if self.loosest is None:
            self.loosest = tour.best_bound
        self._over.clear()
        tighter = problem.replace(
            max_delta_v=max(problem.max_delta_v - over, 0.0),
            propellant_capacity=max(problem.propellant_capacity - short, 0.0),
        )
        self.leg_costs = self.leg_costs.with_problem(tighter)

    def _lighten(self, tour: Tour, trouble: Trouble) -> None:
        """Search among tours that take so much less propellant that the burn which was too heavy can be made."""
        problem = self.leg_costs.problem
        if self.loosest is None:
            self.loosest = tour.best_bound
        capacity = max(min(tour.propellant - trouble.excess[1], _LIGHTER * tour.propellant), 0.0)
        self.leg_costs = self.leg_costs.with_problem(problem.replace(propellant_capacity=capacity))


def _sentence(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."
