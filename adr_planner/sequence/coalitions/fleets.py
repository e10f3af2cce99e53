"""Servicers and consents of every coalition: campaigns from one shared pool of tours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from adr_planner.cooperation.coalitions import members
from adr_planner.cooperation.covers import superadditive
from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence.coalitions.coalition_value import CoalitionValue, rows_within
from adr_planner.sequence.fleet.column_generation import plan_tours
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour

__all__ = ["Fleets"]


@dataclass(slots=True)
class Fleets:
    """What players bring to campaigns, and the tours found for any of them.

    Parameters
    ----------
    problems : tuple of TourProblem
        One for each kind of servicer, of the same targets.
    servicers : tuple of tuple of int
        For each player the number of servicers of each kind it brings.
    needs : tuple of int
        For each target the coalition whose consent it needs.
    exclusive : tuple of tuple of int
        Groups of targets of which a whole campaign may visit one.
    seed : int
        Of the choice among tours.

    Attributes
    ----------
    pool : dict
        Every tour found so far, by kind of servicer and targets.
    """

    problems: tuple[TourProblem, ...]
    servicers: tuple[tuple[int, ...], ...]
    needs: tuple[int, ...]
    exclusive: tuple[tuple[int, ...], ...] = ()
    seed: int = 0
    pool: dict[tuple[int, frozenset[int]], Tour] = field(default_factory=dict)

    @property
    def everyone(self) -> int:
        """The coalition of all players."""
        return (1 << len(self.servicers)) - 1

    def counts(self, coalition: int) -> tuple[int, ...]:
        """Return how many servicers of each kind a coalition has."""
        mine = [self.servicers[player] for player in members(coalition)]
        return tuple(sum(int(player[kind]) for player in mine) for kind in range(len(self.problems)))

    def value(self, coalition: int, *, tolerance: float = 1e-3) -> CoalitionValue:
        """Find the best campaign of one coalition.

        Parameters
        ----------
        coalition : int
            Who brings servicers and consents.
        tolerance : float
            Gap between relaxation and bound at which pricing ends.

        Returns
        -------
        CoalitionValue
            Its tours, in the rows of the whole problem, and the bound.
        """
        rows, counts = rows_within(self.needs, coalition), self.counts(coalition)
        kinds = [kind for kind, count in enumerate(counts) if count]
        if not rows.size or not kinds:
            return CoalitionValue(0.0, 0.0)
        place = {int(row): k for k, row in enumerate(rows)}
        known = [
            (kinds.index(kind), _renamed(tour, place))
            for (kind, stops), tour in self.pool.items()
            if kind in kinds and stops <= place.keys()
        ]
        try:
            chosen = plan_tours(
                [self.problems[kind].subset(rows) for kind in kinds],
                [counts[kind] for kind in kinds],
                exclusive=tuple(tuple(place[m] for m in group if m in place) for group in self.exclusive),
                tolerance=tolerance,
                seed=self.seed,
                known=known,
            )
        except InfeasibleMissionError:
            return CoalitionValue(0.0, 0.0)
        back = {k: row for row, k in place.items()}
        for kind, tour in chosen.columns:
            self.pool.setdefault((kinds[kind], frozenset(back[s] for s in tour.stops)), _renamed(tour, back))
        tours = tuple((kinds[kind], _renamed(tour, back)) for kind, tour in chosen.tours)
        return CoalitionValue(chosen.worth, chosen.best_bound, tours, chosen.stop_reason)

    def values(
        self,
        *,
        coalitions: Iterable[int] | None = None,
        tolerance: float = 1e-2,
        tell: Callable[[str], None] | None = None,
    ) -> dict[int, CoalitionValue]:
        """Find the best campaign of every coalition.

        Parameters
        ----------
        coalitions : iterable of int, optional
            Which; by default all.
        tolerance : float
            Gap between relaxation and bound at which the pricing of a coalition ends; of all players, and of each
            alone, a tenth of it.
        tell : callable, optional
            Called with a line of text before every campaign.

        Returns
        -------
        dict of int to CoalitionValue
            By coalition: never less than its parts have beside each other, where the campaign's rules allow that.
        """
        wanted = sorted(set(range(self.everyone + 1) if coalitions is None else coalitions) - {0}, key=self._order)
        found = {0: CoalitionValue(0.0, 0.0)}
        for k, coalition in enumerate(wanted):
            if tell is not None:
                tell(f"campaign {k + 1} of {len(wanted)}")
            exact = coalition == self.everyone or coalition.bit_count() == 1
            value = self.value(coalition, tolerance=0.1 * tolerance if exact else tolerance)
            above = [other.bound for key, other in found.items() if key & coalition == coalition]
            found[coalition] = value.at_most(min(above, default=math.inf))
        return self._together(found) if coalitions is None else found

    def _order(self, coalition: int) -> tuple[int, int]:
        """Singles first, then all, then from the largest down: the pool grows where it is used."""
        size = coalition.bit_count()
        first = 0 if size == 1 else 1 if coalition == self.everyone else 2
        return first, (-size << len(self.servicers)) + coalition

    def _together(self, found: dict[int, CoalitionValue]) -> dict[int, CoalitionValue]:
        parts = superadditive([found[coalition].worth for coalition in range(len(found))], self._fits(found))
        return {
            coalition: found[coalition]
            if apart in ((), (coalition,))
            else CoalitionValue.beside([found[part] for part in apart], found[coalition].bound)
            for coalition, apart in enumerate(parts)
        }

    def _fits(self, found: dict[int, CoalitionValue]) -> Callable[[int, int], bool]:
        """Whether two coalitions' campaigns keep the campaign's groups beside each other."""

        def fits(left: int, right: int) -> bool:
            taken = found[left].stops | found[right].stops
            return all(len(taken & set(group)) <= 1 for group in self.exclusive)

        return fits


def _renamed(tour: Tour, names: dict[int, int]) -> Tour:
    return replace(tour, stops=tuple(names[stop] for stop in tour.stops))
