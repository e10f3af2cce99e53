"""Tours among any number of candidates: searched, bounded, and solved to the end where what is left is small enough."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.large.closing import Closing
from adr_planner.sequence.large.incumbent import Incumbent
from adr_planner.sequence.large.infeasibility import diagnose
from adr_planner.sequence.large.relaxation import Relaxation
from adr_planner.sequence.large.search import LargeSearch
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["CORE_LABELS", "MOVES", "SPLITS", "solve_large"]

MOVES = 2_400
"""Destructions and repairs by default: a third at first, the others among what may still be better."""
CORE_LABELS = 1_000_000
"""Labels the exact engine may keep for what is left."""
SPLITS = 100
"""Targets whose tours may be looked at by themselves."""


def solve_large(
    problem: TourProblem,
    *,
    seed: int = 0,
    work_limit: int = MOVES,
    label_limit: int = CORE_LABELS,
    progress: Progress | None = None,
    start: Tour | None = None,
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
    start : Tour, optional
        A tour that keeps all limits, to look for nothing worse.

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
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), leg_steps=[1],
    ...     worth=[1.0, 1.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> tour = solve_large(problem, work_limit=10)
    >>> tour.stops, tour.delta_v, tour.gap
    ((0, 2, 1), 70.0, 0.0)
    """
    best = Incumbent(problem, progress)
    if start is not None:
        best.offer(start.stops, start.arrival_steps)
    relaxation, closing = Relaxation.of(problem), Closing(best, label_limit, SPLITS)
    try:
        walks = _bound(relaxation, best)
        _search(problem, np.arange(problem.n_targets), seed, work_limit // 3, best)
        _improve(relaxation, closing, seed, work_limit - work_limit // 3)
        bound, proven = closing.close(relaxation)
        best.raise_bound(bound)
    except KeyboardInterrupt:
        if best.tour is None:
            raise
        return best.finished("interrupted", proven=False)
    if best.tour is None:
        again = partial(solve_large, seed=seed, work_limit=work_limit, progress=progress)
        raise diagnose(problem, walks=walks, proven=proven, work_limit=work_limit, solve=again)
    return best.finished("proven optimal on the grid" if proven else "work limit", proven=proven)


def _bound(relaxation: Relaxation, best: Incumbent) -> bool:
    """Bound all tours once, so that progress has a bound from the start; return whether there is any walk."""
    best.tell("bound", 0.0)
    relaxation.tighten(best.value, 1)
    best.raise_bound(relaxation.bound)
    return relaxation.bound < math.inf


def _search(problem: TourProblem, rows: NDArray[np.int64], seed: int, moves: int, best: Incumbent) -> None:
    """Anneal tours among some targets."""
    search = LargeSearch(problem if rows.size == problem.n_targets else problem.subset(rows), seed)

    def tell(done: float) -> None:
        best.offer(tuple(int(rows[stop]) for stop in search.stops), search.steps)
        best.tell("search", done)

    try:
        search.run(moves, tell)
    finally:  # an interruption keeps what was found
        best.offer(tuple(int(rows[stop]) for stop in search.stops), search.steps)


def _improve(relaxation: Relaxation, closing: Closing, seed: int, moves: int) -> None:
    """Strike out what is not as good as the tour known; where much is left, search that for a better tour.

    The better the tour, the more is struck out, so that this pays before anything is searched exactly.
    """
    best = closing.best
    if best.tour is not None:
        relaxation.lean_on(best.tour)
    for rows in _large(closing.narrow(relaxation)):
        closing.search(rows[:MAX_CANDIDATES])
    large = _large(closing.narrow(relaxation))
    best.raise_bound(relaxation.bound)
    for rows in large:
        _search(best.problem, np.sort(rows), seed + 1, moves // len(large), best)


def _large(cores: list[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    return [rows for rows in cores if rows.size > MAX_CANDIDATES]
