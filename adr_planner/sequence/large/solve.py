"""Tours among any number of candidates: searched, bounded, and solved to the end where what is left is small enough."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InfeasibleMissionError, SearchLimitError
from adr_planner.sequence.exactly import solve_exactly
from adr_planner.sequence.large.incumbent import Incumbent
from adr_planner.sequence.large.multipliers import Aim
from adr_planner.sequence.large.refusal import refuse
from adr_planner.sequence.large.relaxation import Relaxation
from adr_planner.sequence.large.search import LargeSearch
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["CORE_LABELS", "MOVES", "solve_large"]

MOVES = 2_000
"""Destructions and repairs by default."""
CORE_LABELS = 1_000_000
"""Labels the exact engine may keep for what is left."""
_ROUNDS, _TURNS = 20, 4
"""Rounds of multipliers before targets are struck out, and how often both are done."""


def solve_large(
    problem: TourProblem,
    *,
    seed: int = 0,
    work_limit: int = MOVES,
    label_limit: int = CORE_LABELS,
    progress: Progress | None = None,
) -> Tour:
    """Find a good tour among any number of candidates, and bound how much better any other could be.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    seed : int
        Seed of the search: same problem, seed and limits, same tour.
    work_limit : int
        Destructions and repairs of the search.
    label_limit : int
        Most partial tours the exact engine may keep for each part of what is left.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work. A `KeyboardInterrupt` ends the search with
        the best tour so far.

    Returns
    -------
    Tour
        The tour; proven where all that could have been better was searched to the end.

    Raises
    ------
    InfeasibleMissionError
        If it can be shown that no tour meets the limits: says which one binds.
    SearchLimitError
        If no tour was found, nor shown to be impossible.

    Notes
    -----
    Annealing gives a tour, the relaxation a bound and the targets and legs that may be part of a better tour. What they
    connect is a set of cores, which the exact engine searches where it holds them.

    Examples
    --------
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), gap_steps=[1],
    ...     risk=[1.0, 1.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> tour = solve_large(problem, work_limit=10)
    >>> tour.stops, tour.delta_v, tour.gap
    ((0, 2, 1), 70.0, 0.0)
    """
    best = Incumbent(problem, progress)
    relaxation = Relaxation(problem, Aim.of(problem))
    try:
        _bound(relaxation, best, 1)
        _search(problem, seed, work_limit, best)
        proven = _close(relaxation, best, label_limit)
    except KeyboardInterrupt:
        if best.tour is None:
            raise
        return best.finished("interrupted", proven=False)
    if best.tour is None:
        raise refuse(problem, bound=best.bound, seed=seed, work_limit=work_limit, progress=progress)
    return best.finished("proven optimal on the grid" if proven else "work limit", proven=proven)


def _bound(relaxation: Relaxation, best: Incumbent, rounds: int) -> None:
    try:
        relaxation.tighten(best.value, rounds, lambda done: best.tell("bound", done))
    finally:
        best.raise_bound(relaxation.bound)


def _search(problem: TourProblem, seed: int, moves: int, best: Incumbent) -> None:
    search = LargeSearch(problem, seed)

    def tell(done: float) -> None:
        best.offer(search.stops, search.steps)
        best.tell("search", done)

    try:
        search.run(moves, tell)
    finally:
        best.offer(search.stops, search.steps)


def _close(relaxation: Relaxation, best: Incumbent, label_limit: int) -> bool:
    """Tighten the bound and search what may be better; return whether nothing is left that was not."""
    for turn in range(_TURNS):
        if best.tour is not None:
            relaxation.lean_on(best.tour)
        _bound(relaxation, best, _ROUNDS)
        cores, before = relaxation.cores(best.value), best.value
        large = [rows for rows in cores if rows.size > MAX_CANDIDATES]
        if not large:
            break
        if turn == 0:  # the best of what is left, for a better tour and so for less that is left
            for rows in large:
                _solve_core(best, rows[:MAX_CANDIDATES], label_limit)
        elif best.value == before == relaxation.bound:
            break
    outcomes = [_solve_core(best, rows, label_limit) for rows in cores if rows.size <= MAX_CANDIDATES]
    if not large:
        best.raise_bound(min((bound for bound, _ in outcomes), default=math.inf))
    return not large and all(proven for _, proven in outcomes)


def _solve_core(best: Incumbent, rows: NDArray[np.int64], label_limit: int) -> tuple[float, bool]:
    """Search some targets exactly; return a bound on their tours, and whether none is better than the best one."""
    problem, rows = best.problem, np.sort(rows)
    if rows.size < problem.fewest_stops or not set(problem.must_visit) <= set(rows.tolist()):
        return math.inf, True
    try:
        tour = solve_exactly(
            problem.subset(rows), label_limit=label_limit, progress=lambda event: best.tell("core", event.done)
        )
    except InfeasibleMissionError:
        return math.inf, True
    except SearchLimitError:
        return -math.inf, False
    best.n_labels += tour.n_labels
    best.offer(tuple(int(rows[stop]) for stop in tour.stops), tour.arrival_steps)
    if tour.stop_reason == "interrupted":
        raise KeyboardInterrupt
    return -tour.best_bound if problem.objective == "risk" else tour.best_bound, tour.proven
