"""Best dates of a fixed order: against every choice of dates there is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from adr_planner.sequence import evaluate
from adr_planner.sequence.large.dates import last_row, launch_step, new_rows, row_before
from adr_planner.sequence.large.fronts import best_dates, new_fronts
from adr_planner.sequence.large.kernel_data import terms_of


def _orders(problem, all_tours):
    """Return all dates of each order, free of side constraints on targets."""
    orders: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for stops, steps in all_tours(problem):
        orders.setdefault(stops, []).append(steps)
    return dict(list(orders.items())[:12])


def _best(problem, stops, dates):
    best = math.inf
    for steps in dates:
        cost = evaluate(problem, stops, steps)
        if cost.delta_v > problem.max_delta_v or cost.propellant > problem.propellant_capacity:
            continue
        if cost.launch_mass > problem.max_launch_mass:
            continue
        value = {"propellant": cost.propellant, "time": float(steps[-1])}.get(problem.objective, cost.delta_v)
        if problem.objective == "weighted":
            value = problem.aim.told(delta_v=cost.delta_v, propellant=0.0, step=steps[-1], worth=cost.worth)
        best = min(best, value)
    return best


@pytest.mark.parametrize("seed", range(60))
def test_fronts_give_the_best_dates_within_all_limits(seed, random_problem, all_tours):
    problem = random_problem(seed)
    terms = terms_of(problem)
    fronts = new_fronts(problem.stops, problem.n_steps, 64)
    for stops, dates in _orders(problem, all_tours).items():
        steps, out = np.zeros(problem.stops, np.int64), np.zeros(4)
        found = best_dates(terms, np.array(stops), len(stops), fronts, steps, out)
        best = _best(problem, stops, dates)
        assert fronts.lost[0] == 0
        assert found == (best < math.inf)
        if found:
            cost = evaluate(problem, stops, steps[: len(stops)])
            assert out[1] == pytest.approx(cost.delta_v, rel=1e-12)
            value = out[0] if problem.objective != "value" else out[1]
            assert value == pytest.approx(best, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("objective", ["delta_v", "propellant"])
@pytest.mark.parametrize("seed", range(20))
def test_rows_alone_are_exact_without_limits(seed, objective, random_problem, all_tours):
    problem = random_problem(seed, objective=objective, max_delta_v=np.inf)
    terms = terms_of(problem)
    rate = 1.0 / terms.speed if terms.on_mass else 1.0
    rows = new_rows(problem.stops, problem.n_steps)
    for stops, dates in _orders(problem, all_tours).items():
        for place, stop in enumerate(reversed(stops)):
            if place == 0:
                last_row(terms, rate, stop, rows, 0)
            else:
                row_before(terms, rate, stop, stops[len(stops) - place], rows, place - 1, place)
        out = np.zeros(5)
        kits = float(problem.kit_mass[list(stops)].sum())
        assert launch_step(terms, rate, 1.0, stops[0], rows, len(stops) - 1, kits, 0.0, out) >= 0
        assert out[1] == pytest.approx(_best(problem, stops, dates), rel=1e-9)
