"""Which of many ready-made columns to take together: set packing and set partitioning, by CP-SAT."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from adr_planner.errors import InfeasibleMissionError, SearchLimitError

__all__ = ["Selection", "choose_columns"]

_SCALE = 10**7
"""Costs become whole numbers of the largest over this."""


class Selection(NamedTuple):
    """Columns taken, their total cost, and the least any other choice among the columns given can cost."""

    columns: tuple[int, ...]
    cost: float
    bound: float


def choose_columns(
    columns: Sequence[Collection[int]],
    costs: Sequence[float],
    rows: int,
    *,
    cover: bool = True,
    kinds: Sequence[int] = (),
    most: Sequence[int] = (),
    hint: Collection[int] = (),
    seed: int = 0,
    work: float = 60.0,
) -> Selection:
    """Take the cheapest columns so that none of the rows is in two of them.

    Parameters
    ----------
    columns : sequence of collection of int
        Rows each column covers.
    costs : sequence of float
        What each column costs; negative for a gain.
    rows : int
        Number of rows.
    cover : bool
        Whether every row must be covered (partitioning), or may be left out (packing).
    kinds : sequence of int, optional
        Kind of every column, counted from 0.
    most : sequence of int, optional
        Most columns of each kind.
    hint : collection of int, optional
        Columns of a known solution.
    seed : int
        Seed of the solver.
    work : float
        Limit in CP-SAT's deterministic time, about seconds on one core: the same input gives the same answer.

    Returns
    -------
    Selection
        Columns in rising order, cost and bound.

    Raises
    ------
    InfeasibleMissionError
        If no choice covers every row.
    SearchLimitError
        If none was found within the work allowed.

    Examples
    --------
    >>> choose_columns([(0, 1), (1, 2), (2,), (0,)], [3.0, 2.0, 2.0, 2.5], 3)
    Selection(columns=(1, 3), cost=4.5, bound=4.5)
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    take = [model.new_bool_var(f"column {k}") for k in range(len(columns))]
    holding: list[list[int]] = [[] for _ in range(rows)]
    for k, members in enumerate(columns):
        for row in members:
            holding[row].append(k)
    for held in holding:
        literals = [take[k] for k in held]
        if cover:
            model.add_exactly_one(literals)
        elif len(literals) > 1:
            model.add_at_most_one(literals)
    for kind, limit in enumerate(most):
        model.add(sum(take[k] for k in range(len(columns)) if kinds[k] == kind) <= limit)
    for k in hint:
        model.add_hint(take[k], 1)
    unit = max((abs(cost) for cost in costs), default=1.0) / _SCALE or 1.0
    model.minimize(sum(round(cost / unit) * take[k] for k, cost in enumerate(costs)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        raise InfeasibleMissionError("No choice of the columns covers every row once.", binding="columns")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SearchLimitError(f"Within {work:g} units of work no choice of columns was found.", limit=work)
    chosen = tuple(k for k in range(len(columns)) if solver.value(take[k]))
    cost = math.fsum(costs[k] for k in chosen)
    slack = 0.0 if status == cp_model.OPTIMAL else (solver.objective_value - solver.best_objective_bound) * unit
    return Selection(chosen, cost, cost - slack)
