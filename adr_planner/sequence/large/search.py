"""Large-neighbourhood search: several walks over tours, each begun greedily and annealed, the best tour kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.cooling import Cooling
from adr_planner.sequence.large.anneal import (
    Record,
    Standing,
    Workspace,
    anneal,
    construct,
    new_record,
    new_workspace,
    polish,
)
from adr_planner.sequence.large.kernel_data import SideConstraints, Terms, sides_of, terms_of
from adr_planner.sequence.problem import TourProblem

__all__ = ["LargeSearch"]

Whole = NDArray[np.int64]
Tell = Callable[[float], None]

_RESTARTS = 6
"""Walks that share the moves."""
_PIECE = 100
"""Moves between two looks at the keyboard."""
_HOT, _COLD = 0.2, 0.005
"""First and last temperature, in units of a usual objective."""
_THRIFT = (0.03, 0.3, 0.3)
"""What using up the budget costs a walk, in units of a usual objective, where it is not the objective. The third walk,
the sixth and so on make as many stops as they may."""
_DATED = 10.0
"""How much more it costs all walks but the first where time counts: the least time leaves no budget, and the fronts
find the dates."""
_NEAREST = 40
"""Targets counted as near."""


@dataclass(slots=True)
class LargeSearch:
    """Large-neighbourhood search of one problem.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    seed : int
        Seed of all random choices.
    """

    problem: TourProblem
    seed: int
    terms: Terms = field(init=False)
    sides: SideConstraints = field(init=False)
    near: Whole = field(init=False)
    best: Record = field(init=False)
    room: Workspace = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        self.terms, self.sides = terms_of(problem), sides_of(problem)
        self.near = _near(problem)
        self.best = new_record(problem.stops)
        self.room = new_workspace(problem.stops, problem.n_targets, problem.n_steps)

    @property
    def found(self) -> bool:
        """Whether there is a tour within all limits."""
        return bool(self.best.stops[0] > 0)

    @property
    def stops(self) -> tuple[int, ...]:
        """Stops of the best tour."""
        return tuple(int(stop) for stop in self.best.order[: self.best.stops[0]])

    @property
    def steps(self) -> tuple[int, ...]:
        """Arrival steps of the best tour."""
        return tuple(int(step) for step in self.best.steps[: self.best.stops[0]])

    def run(self, moves: int, tell: Tell) -> None:
        """Walk for so many moves in all (at least one); `tell` is called with the part done, and may interrupt."""
        restarts = min(_RESTARTS, max(moves // _PIECE, 1))
        for restart in range(restarts):
            self._restart(restart, max(-(-moves // restarts), 1), partial(_part, tell, restart, restarts))

    def _restart(self, restart: int, moves: int, tell: Tell) -> None:
        terms, sides, near, room = self.terms, self.sides, self.near, self.room
        if restart % 3 == 2:
            sides = sides._replace(fewest=sides.most)
        rate = self._rate(restart, 1.0)
        scale = construct(terms, rate, sides, near, -1 if restart == 0 else 12, self._salt(restart, 0), room, self.best)
        rate = self._rate(restart, scale)
        here = Standing(room.draft.order.copy(), room.draft.size[:1].copy())
        pieces = -(-moves // _PIECE)
        for piece in range(pieces):
            tell(piece / pieces)
            hot, cold = (_HOT * (_COLD / _HOT) ** ((piece + k) / pieces) for k in (0, 1))
            now = min(_PIECE, moves - piece * _PIECE)
            cooling = Cooling(hot, cold, now, self._salt(restart, piece + 1))
            anneal(terms, rate, scale, sides, near, cooling, here, room, self.best)
        if self.found:
            polish(terms, rate, scale, sides, near, room, self.best)

    def _rate(self, restart: int, scale: float) -> float:
        """Return what 1 m/s counts in a walk's search for dates and tours."""
        terms = self.terms
        if terms.per_step == terms.per_worth == 0.0:
            return 1.0 / terms.speed if terms.on_mass else terms.per_dv
        thrift = _THRIFT[restart % 3] * (_DATED if terms.per_step > 0.0 and restart > 0 else 1.0)
        return max(terms.per_dv + thrift * scale / terms.budget, 1e-9)

    def _salt(self, restart: int, piece: int) -> int:
        return (self.seed * 1_000_003 + restart * 10_007 + piece) % 2**32  # the generator takes 32 bits


def _part(tell: Tell, restart: int, restarts: int, done: float) -> None:
    """Tell how much of all walks is done."""
    tell((restart + done) / restarts)


def _near(problem: TourProblem) -> Whole:
    """Return the nearest targets of each, by the least price of a leg between them at any date."""
    least = problem.leg_dv.min(axis=(2, 3))
    least = np.minimum(least, least.T)
    most = min(_NEAREST, max(problem.n_targets - 1, 1))
    return np.argsort(least, axis=1, kind="stable")[:, :most].astype(np.int64)
