"""Which targets a game can be played on: as many as label setting holds, let go by those who have most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.exact.clusters import reachable_sets
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem

__all__ = ["held_rows"]


def held_rows(problem: TourProblem, needs: Sequence[int]) -> NDArray[np.int64]:
    """Return the targets among which tours can be priced.

    Parameters
    ----------
    problem : TourProblem
        All targets.
    needs : sequence of int
        For each target the coalition whose consent it needs.

    Returns
    -------
    ndarray of int
        Rows to keep: of every set of more targets that can reach each other than label setting holds, those with most
        targets in it let go of their least valuable ones, in turn.
    """
    kept = np.arange(problem.n_targets)
    while True:
        part = problem if kept.size == problem.n_targets else problem.subset(kept)
        large = [kept[rows] for rows in reachable_sets(part) if rows.size > MAX_CANDIDATES]
        if not large:
            return kept
        gone = {row for rows in large for row in _let_go(rows.tolist(), needs, problem.best_worth.tolist())}
        kept = np.array([row for row in kept.tolist() if row not in gone])


def _let_go(rows: list[int], needs: Sequence[int], worth: Sequence[float]) -> list[int]:
    left, gone = list(rows), []
    while len(left) > MAX_CANDIDATES:
        counts = Counter(needs[row] for row in left)
        owner = max(counts, key=lambda need: (counts[need], -need))
        least = min((row for row in left if needs[row] == owner), key=lambda row: (worth[row], -row))
        left.remove(least)
        gone.append(least)
    return gone
