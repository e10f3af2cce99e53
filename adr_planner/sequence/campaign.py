"""Several servicers, no target twice: tours as columns, priced on duals, chosen by a master problem.

The linear relaxation over *all* tours is bounded by Lagrange: with any prices pi >= 0 on the targets, no campaign
removes more than ``sum(pi) + sum over servicers of max(tour's risk - its pi)`` (Farley, Operations Research 38, 1990).
The second term is what the label search proves, so the bound holds whenever the pricing stops.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.sequence.engine import Engine
from adr_planner.sequence.exact import BEAM_WIDTH, THRIFT, report
from adr_planner.sequence.label_types import HUGE
from adr_planner.sequence.partition import choose_columns
from adr_planner.sequence.presolve import drop_idle_limits
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.shards import shards
from adr_planner.sequence.tour import Tour

__all__ = ["CampaignTours", "plan_tours"]

Floats = NDArray[np.float64]
Tell = Callable[[str], None]
_LABELS = 1_000_000
"""Labels one pricing may keep."""
_KEPT = 2_000
"""Columns of the best reduced cost that go to the master."""


@dataclass(frozen=True, slots=True)
class CampaignTours:
    """Hold the tours of a campaign and the proof that goes with them.

    Parameters
    ----------
    tours : tuple of (int, Tour)
        Kind of servicer and its tour.
    risk : float
        Sum of the risks removed.
    best_bound : float
        No set of tours, each within its limits and no target twice, removes more.
    rounds : int
        How often the tours were priced.
    n_columns : int
        Tours the master could choose from.
    """

    tours: tuple[tuple[int, Tour], ...]
    risk: float
    best_bound: float
    rounds: int
    n_columns: int

    @property
    def gap(self) -> float:
        """Distance to the bound, relative to it."""
        return (self.best_bound - self.risk) / self.best_bound if self.best_bound > 0.0 else 0.0


class _Pricer:
    """Finds, for one kind of servicer, the best tour of every family of targets under changing prices."""

    def __init__(self, kind: int, problem: TourProblem) -> None:
        self.kind = kind
        self.families = shards(problem)
        self.engines = [Engine(drop_idle_limits(problem.subset(rows))) for rows in self.families]
        self.risk = problem.risk

    def tours(self, worth: Floats, threshold: float) -> tuple[list[Tour], float]:
        """Return the best tour of each family that may be worth more than a threshold, and a bound on all."""
        found, bound = [], 0.0
        for rows, engine in zip(self.families, self.engines, strict=True):
            most = float(np.sort(worth[rows])[-engine.problem.stops :].sum())
            if most <= max(threshold, 0.0):
                bound = max(bound, most)
                continue
            engine.weigh(worth[rows])
            answer = engine.beams(BEAM_WIDTH, THRIFT)
            least = answer.bound
            if not (answer.proven or answer.interrupted):
                answer = engine.run(_LABELS, _LABELS, thrift=THRIFT[1])
                least = max(least, answer.bound)
            if answer.interrupted:
                raise KeyboardInterrupt
            if answer.value < HUGE:
                tour = report(engine.problem, engine, answer)
                found.append(_renumbered(tour, rows, self.risk))
                bound = max(bound, tour.best_bound)
            elif least < HUGE:
                bound = max(bound, most)
        return found, bound


def _renumbered(tour: Tour, rows: NDArray[np.int64], risk: Floats) -> Tour:
    """Return a family's tour in the campaign's rows, with its true risk and no bound of its own."""
    stops = tuple(int(rows[stop]) for stop in tour.stops)
    removed = float(sum(risk[stop] for stop in sorted(stops)))
    return replace(tour, stops=stops, risk=removed, best_bound=float("inf"), proven=False, stop_reason="work limit")


class _Master:
    """Holds the columns, and relaxes or solves the choice among them."""

    def __init__(self, n: int, counts: Sequence[int], exclusive: Sequence[tuple[int, ...]]) -> None:
        self.n, self.counts, self.exclusive = n, tuple(counts), tuple(exclusive)
        self.columns: list[tuple[int, Tour]] = []
        self.known: set[tuple[int, frozenset[int]]] = set()

    def add(self, kind: int, tour: Tour) -> bool:
        key = (kind, frozenset(tour.stops))
        if key in self.known:
            return False
        self.known.add(key)
        self.columns.append((kind, tour))
        return True

    def rows(self, tour: Tour) -> tuple[int, ...]:
        """Return the packing rows a tour covers: its targets, and the groups it takes a member of."""
        groups = (self.n + g for g, members in enumerate(self.exclusive) if set(members) & set(tour.stops))
        return (*tour.stops, *groups)

    def relax(self) -> tuple[float, Floats, Floats]:
        """Solve the linear relaxation; return its value and the prices of rows and kinds."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        height = self.n + len(self.exclusive)
        at: list[int] = []
        by: list[int] = []
        for k, (kind, tour) in enumerate(self.columns):
            at += [*self.rows(tour), height + kind]
            by += [k] * (len(at) - len(by))
        table = csr_array((np.ones(len(at)), (at, by)), shape=(height + len(self.counts), len(self.columns)))
        limits = np.concatenate([np.ones(height), np.array(self.counts, dtype=float)])
        gains = np.array([tour.risk for _, tour in self.columns])
        answer = linprog(-gains, A_ub=table, b_ub=limits, method="highs-ds")
        duals = np.maximum(-answer.ineqlin.marginals, 0.0)
        return -float(answer.fun), duals[:height], duals[height:]

    def choose(self, prices: tuple[Floats, Floats], seed: int) -> list[tuple[int, Tour]]:
        """Take the best columns together, of those whose reduced gain is highest."""
        on_rows, on_kinds = prices
        gains = np.array(
            [tour.risk - on_rows[list(self.rows(tour))].sum() - on_kinds[kind] for kind, tour in self.columns]
        )
        kept = sorted(np.argsort(-gains, kind="stable")[:_KEPT].tolist())
        columns = [self.columns[k] for k in kept]
        chosen = choose_columns(
            [self.rows(tour) for _, tour in columns],
            [-tour.risk for _, tour in columns],
            self.n + len(self.exclusive),
            cover=False,
            kinds=[kind for kind, _ in columns],
            most=self.counts,
            seed=seed,
        )
        return [columns[k] for k in chosen.columns]


def plan_tours(
    problems: Sequence[TourProblem],
    counts: Sequence[int],
    *,
    exclusive: Sequence[tuple[int, ...]] = (),
    rounds: int = 200,
    tolerance: float = 1e-3,
    seed: int = 0,
    tell: Tell | None = None,
) -> CampaignTours:
    """Find tours for several servicers that together remove the most risk, and bound what any could remove.

    Parameters
    ----------
    problems : sequence of TourProblem
        One for each kind of servicer, of the same targets and with the objective ``"risk"``.
    counts : sequence of int
        How many servicers there are of each kind.
    exclusive : sequence of tuple of int
        Groups of targets of which the whole campaign may visit one.
    rounds : int
        Most rounds of pricing.
    tolerance : float
        Gap between relaxation and bound at which pricing ends.
    seed : int
        Seed of the master's solver.
    tell : callable, optional
        Called with a line of text after every round.

    Returns
    -------
    CampaignTours
        The tours, their risk and the bound.

    Raises
    ------
    InfeasibleMissionError
        If no servicer can visit any target.
    InvalidInputError
        If the problems do not fit together.

    Examples
    --------
    >>> leg = np.where(np.eye(3)[:, :, None, None] > 0, np.inf, np.full((1, 2), 50.0))
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((3, 2)), leg_dv=leg, gap_steps=[1], risk=[3.0, 2.0, 1.0], stops=2, dry_mass=1000.0,
    ...     exhaust_velocity=3000.0, objective="risk",
    ... )
    >>> campaign = plan_tours([problem], [2])
    >>> campaign.risk, round(campaign.gap, 9)
    (6.0, 0.0)
    """
    _check(problems, counts)
    n = problems[0].n_targets
    alone = tuple((tuple(sorted(members)), 1) for members in exclusive)
    pricers = [
        _Pricer(kind, problem.replace(groups=tuple(dict.fromkeys((*problem.groups, *alone)))))
        for kind, problem in enumerate(problems)
    ]
    master = _Master(n, counts, exclusive)
    risk = problems[0].risk
    _greedy(pricers, master, counts, risk, exclusive)
    if not master.columns:
        raise InfeasibleMissionError("No servicer can visit any of the targets within its limits.", binding="limits")
    most = max(problem.stops for problem in problems) * sum(counts)
    bound, done = float(np.sort(risk)[-most:].sum()), 0
    try:
        while done < rounds:
            value, on_rows, on_kinds = master.relax()
            worth = np.maximum(risk - _toll(on_rows, n, exclusive), 0.0)
            offered, limit = False, float(on_rows.sum())
            for pricer, count in zip(pricers, counts, strict=True):
                tours, dearest = pricer.tours(worth, float(on_kinds[pricer.kind]))
                limit += count * dearest
                offered |= sum(master.add(pricer.kind, tour) for tour in tours) > 0
            bound, done = min(bound, limit), done + 1
            if tell:
                tell(f"campaign: round {done}, {len(master.columns)} tours, relaxed {value:.4g}, bound {bound:.4g}")
            if not offered or bound - value <= tolerance * bound:
                break
    except KeyboardInterrupt:
        if tell:
            tell("interrupted: choosing among the tours found so far")
    _, on_rows, on_kinds = master.relax()
    chosen = master.choose((on_rows, on_kinds), seed)
    removed = sum(tour.risk for _, tour in chosen)
    return CampaignTours(tuple(chosen), removed, max(bound, removed), done, len(master.columns))


def _toll(on_rows: Floats, n: int, exclusive: Sequence[tuple[int, ...]]) -> Floats:
    """Return what visiting a target costs at the master's prices: its own, and those of its groups."""
    toll = on_rows[:n].copy()
    for g, members in enumerate(exclusive):
        toll[list(members)] += on_rows[n + g]
    return toll


def _greedy(
    pricers: list[_Pricer], master: _Master, counts: Sequence[int], risk: Floats, exclusive: Sequence[tuple[int, ...]]
) -> None:
    """Give each servicer in turn the best tour among the targets nobody has taken."""
    worth = risk.copy()
    for pricer, count in zip(pricers, counts, strict=True):
        for _ in range(count):
            tours, _ = pricer.tours(worth, 0.0)
            for tour in tours:
                master.add(pricer.kind, tour)
            if not tours:
                break
            best = max(tours, key=lambda tour: sum(worth[list(tour.stops)]))
            worth[list(best.stops)] = 0.0
            for members in exclusive:
                if set(members) & set(best.stops):
                    worth[list(members)] = 0.0


def _check(problems: Sequence[TourProblem], counts: Sequence[int]) -> None:
    if not problems or len(problems) != len(counts) or min(counts) < 1:
        raise InvalidInputError("Give one problem and a count of at least 1 for each kind of servicer.")
    for problem in problems:
        if problem.objective != "risk" or problem.must_visit:
            raise InvalidInputError("A campaign removes the most risk; no target can be demanded of it.")
        if not np.array_equal(problem.risk, problems[0].risk):
            raise InvalidInputError("All servicers of a campaign must choose from the same targets.")
