"""The columns of a campaign: relaxed to a linear programme for prices, or chosen among."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.fleet.set_packing import choose_columns
from adr_planner.sequence.tour import Tour

__all__ = ["Master"]

Floats = NDArray[np.float64]
_KEPT = 2_000
"""Columns of the best reduced cost that go to the master."""


class Master:
    """The columns, and the choice among them, relaxed or solved."""

    def __init__(self, n: int, counts: Sequence[int], exclusive: Sequence[tuple[int, ...]]) -> None:
        self.n, self.counts, self.exclusive = n, tuple(counts), tuple(exclusive)
        self.columns: list[tuple[int, Tour]] = []
        self.known: set[tuple[int, frozenset[int]]] = set()

    def add(self, kind: int, tour: Tour) -> bool:
        """Take a tour in; return False if one of the same kind to the same targets is held already."""
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
        gains = np.array([tour.worth for _, tour in self.columns])
        answer = linprog(-gains, A_ub=table, b_ub=limits, method="highs-ds")
        duals = np.maximum(-answer.ineqlin.marginals, 0.0)
        return -float(answer.fun), duals[:height], duals[height:]

    def choose(self, prices: tuple[Floats, Floats], seed: int) -> list[tuple[int, Tour]]:
        """Take the best columns together, of those whose reduced gain is highest."""
        on_rows, on_kinds = prices
        gains = np.array(
            [tour.worth - on_rows[list(self.rows(tour))].sum() - on_kinds[kind] for kind, tour in self.columns]
        )
        kept = sorted(np.argsort(-gains, kind="stable")[:_KEPT].tolist())
        columns = [self.columns[k] for k in kept]
        chosen = choose_columns(
            [self.rows(tour) for _, tour in columns],
            [-tour.worth for _, tour in columns],
            self.n + len(self.exclusive),
            cover=False,
            kinds=[kind for kind, _ in columns],
            most=self.counts,
            seed=seed,
        )
        return [columns[k] for k in chosen.columns]
