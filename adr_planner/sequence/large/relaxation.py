"""A bound for any number of candidates: walks instead of tours, what walks break priced by Lagrange multipliers.

For every choice of multipliers the cheapest walk at their prices, less what the limits are worth, bounds every tour
(Held and Karp 1971). Multipliers are improved by subgradients; legs that are in no walk as cheap as the best tour known
are struck out, and what remains may be small enough to be searched to the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import dot
from adr_planner.sequence.large.kernel_data import SLACK
from adr_planner.sequence.large.multipliers import Burns, Ruler
from adr_planner.sequence.large.relax_kernel import Network, Pairs, Walks, backward, forward, new_walks, trace
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour
from adr_planner.spec.objective import Objective

__all__ = ["Relaxation"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_MARGIN = 1e-9
"""By how much, of its size, a bound is taken lower for the rounding of its sums."""
_PATIENCE = 5
"""Rounds without a better bound after which steps are halved."""


@dataclass(slots=True)
class Relaxation:
    """A bound on the objective of all tours of a problem from below (worths count negative).

    Parameters
    ----------
    problem : TourProblem
        The problem.
    aim : Objective
        What is made least: the objective of the problem, or another.
    must : tuple of int
        Targets every tour contains.
    usual : float
        A usual delta-v of a leg [m/s], where the propellant is bounded best.
    least : ndarray, shape (n, n)
        Least delta-v of a leg between two targets [m/s].
    pairs : Pairs
        Legs that may be flown.
    multipliers : ndarray
        Where to begin.

    Attributes
    ----------
    bound : float
        No tour that is as good as the best one known is below this; infinite if there is none.
    """

    problem: TourProblem
    aim: Objective
    must: tuple[int, ...]
    usual: float
    least: Floats
    pairs: Pairs
    multipliers: Floats
    bound: float = -math.inf
    stride: float = 1.0
    ruler: Ruler = field(init=False)
    walks: Walks = field(init=False)
    rest: Walks = field(init=False)

    @classmethod
    def of(cls, problem: TourProblem) -> Relaxation:
        """Return the relaxation of a problem, with all that is relaxed at no price."""
        least = problem.leg_dv.min(axis=(2, 3)).astype(np.float64)
        rows = problem.n_targets + len(problem.groups) + 3
        pairs = _pairs(problem, least)
        return cls(problem, problem.aim, problem.must_visit, 50.0, least, pairs, np.zeros(rows))

    def __post_init__(self) -> None:
        problem = self.problem
        self.ruler = self._new_ruler()
        self.walks = new_walks(problem.stops, problem.n_targets, problem.n_steps)
        self.rest = new_walks(0, problem.n_targets, problem.n_steps)

    @property
    def n_legs(self) -> int:
        """Number of legs that are left, dates not counted."""
        return int(self.pairs.alive.sum())

    def through(self, target: int, rows: Whole) -> Relaxation:
        """Return the relaxation of the tours through a target that visit none but some others."""
        among = np.zeros(self.problem.n_targets, dtype=np.bool_)
        among[rows] = True
        into = np.repeat(among, np.diff(self.pairs.start))
        pairs = self.pairs._replace(alive=self.pairs.alive & into & among[self.pairs.origin])
        must = (*self.must, target)
        return replace(self, must=must, pairs=pairs, multipliers=self.multipliers.copy(), stride=1.0)

    def tighten(self, worst: float, rounds: int, tell: Callable[[float], None] | None = None) -> None:
        """Improve the bound for so many rounds, or until it reaches `worst`.

        Parameters
        ----------
        worst : float
            Objective of a tour that is known; infinite if there is none.
        rounds : int
            Most rounds.
        tell : callable, optional
            Called with the part done before every round; may interrupt.
        """
        here, since = self.multipliers.copy(), 0
        for done in range(rounds):
            if tell:
                tell(done / rounds)
            value, slope = self._price(here)
            if value > self.bound:
                self.bound, self.multipliers, since = value, here, 0
            else:
                since += 1
            if self.bound > worst + _MARGIN * max(1.0, abs(worst)) or value == math.inf:
                break
            if since >= _PATIENCE:
                here, self.stride, since = self.multipliers, 0.5 * self.stride, 0
                continue
            slope[(here <= self.ruler.floor) & (slope < 0.0)] = 0.0
            size = dot(slope, slope)
            if size == 0.0:
                break
            reach = (worst if worst < math.inf else value + max(abs(value), 1.0)) - value
            here = np.maximum(here + self.stride * reach / size * slope, self.ruler.floor)

    def cores(self, worst: float) -> list[Whole]:
        """Strike out legs that are in no walk as cheap as a tour known, and return what the others connect.

        Parameters
        ----------
        worst : float
            Objective of the tour known; infinite if there is none.

        Returns
        -------
        list of ndarray of int
            Sets of targets, the most promising first in each; every tour as good lies within one.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        n = self.problem.n_targets
        order = self._strike(worst)
        at = self._alive()
        links = coo_array((np.ones(at[0].size), at), shape=(n, n))
        label = connected_components(links, directed=True, connection="weak")[1][order]
        sets = [order[label == one] for one in dict.fromkeys(label.tolist())]
        must = set(self.must)
        return [
            np.array(sorted(rows.tolist(), key=lambda row: row not in must), dtype=np.int64)
            for rows in sets
            if must <= set(rows.tolist())
        ]

    def lean_on(self, tour: Tour) -> None:
        """Bound the propellant best where legs cost what those of a tour do."""
        legs = tour.delta_v - float(self.problem.stop_dv[list(tour.stops)].sum() + self.problem.end_dv[tour.stops[-1]])
        self.usual = legs / len(tour.stops)
        self.ruler = self._new_ruler()

    def _strike(self, worst: float) -> Whole:
        """Strike out legs that are in no walk as cheap, and return the targets that are in one, best first."""
        problem, priced = self.problem, self.ruler.priced(self.multipliers)
        limit = worst + _MARGIN * max(1.0, abs(worst), abs(priced.refund)) + priced.refund
        rest = new_walks(problem.stops, problem.n_targets, problem.n_steps)
        backward(self._network, priced.weight, priced.price, self.aim.step, rest)
        self._forward(priced.weight, priced.price, rest, limit)
        joined = np.where(
            (self.walks.who != rest.who) | (self.walks.who < 0),
            self.walks.best + rest.best,
            np.minimum(self.walks.best + rest.second, self.walks.second + rest.best),
        ).min(axis=(0, 2))
        self.ruler = self._new_ruler()
        order = np.argsort(joined, kind="stable")
        return order[(joined[order] <= limit) & (joined[order] < math.inf)].astype(np.int64)

    def _alive(self) -> tuple[Whole, Whole]:
        """Return origin and target of the legs that are left."""
        pairs = self.pairs
        target = np.repeat(np.arange(self.problem.n_targets), np.diff(pairs.start))
        return pairs.origin[pairs.alive].astype(np.int64), target[pairs.alive]

    def _new_ruler(self) -> Ruler:
        """Return the ruler for the legs that are left: fewer legs, heavier chains."""
        least, at = np.full_like(self.least, math.inf), self._alive()
        least[at] = self.least[at]
        return Ruler(self.problem, self.aim, self.must, Burns.of(self.problem, least, self.usual))

    def _forward(self, weight: Floats, price: Floats, rest: Walks, worst: float) -> None:
        forward(self._network, weight, price, self.problem.fewest_stops, self.walks, rest, worst)

    @property
    def _network(self) -> Network:
        problem = self.problem
        fading = self.aim.worth * problem.fading
        return Network(problem.leg_dv, problem.leg_steps, problem.launch_dv, problem.open_dates, fading, self.pairs)

    def _price(self, multipliers: Floats) -> tuple[float, Floats]:
        """Return the bound at some multipliers, and the measures of its walk less their limits."""
        problem, priced = self.problem, self.ruler.priced(multipliers)
        self._forward(priced.weight, priced.price, self.rest, math.inf)
        ends = self.walks.best[0] + priced.price[0][:, None] + self.aim.step * np.arange(problem.n_steps)
        ends += self.aim.worth * problem.fading
        stop, step = np.unravel_index(int(ends.argmin()), ends.shape)
        least = float(ends[stop, step])
        if least == math.inf:
            return math.inf, np.zeros(self.ruler.limit.size)
        stops, legs = np.empty(problem.stops, dtype=np.int64), np.empty(problem.stops)
        count = trace(
            self._network, priced.weight, priced.price, problem.fewest_stops, self.walks, int(stop), int(step), stops,
            legs,
        )  # fmt: skip
        value = least - priced.refund
        return value - _MARGIN * max(1.0, abs(least), abs(priced.refund)), self.ruler.measure(
            stops[:count], legs[:count]
        )


def _pairs(problem: TourProblem, least: Floats) -> Pairs:
    """Return the legs that can be part of a tour: possible, in order, and within the limit with the cheapest launch."""
    most = problem.max_delta_v - problem.launch_dv.min() - problem.end_dv.min() + SLACK
    useful = np.isfinite(least) & (least <= most)
    for first, second in problem.order:
        useful[second, first] = False
    origin, target = np.nonzero(useful)
    order = np.argsort(target, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(target, minlength=problem.n_targets))])
    return Pairs(start.astype(np.int64), origin[order].astype(np.int32), np.ones(order.size, dtype=np.bool_))
