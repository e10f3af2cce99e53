"""The relaxation of the large search: below every tour at any price, and never without a leg that a good tour needs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.sequence import evaluate
from adr_planner.sequence.large.multipliers import Burns
from adr_planner.sequence.large.relaxation import Relaxation


def _value(problem, stops, steps):
    cost = evaluate(problem, stops, steps)
    if problem.objective == "weighted":
        return problem.aim.told(delta_v=cost.delta_v, propellant=0.0, step=steps[-1], worth=cost.worth)
    return {"value": -cost.worth, "time": steps[-1], "delta_v": cost.delta_v, "propellant": cost.propellant}[
        problem.objective
    ]


def _tours(problem, all_tours, most=150):
    """Yield tours within all limits, with their objective to be made least."""
    for count, (stops, steps) in enumerate(all_tours(problem)):
        cost = evaluate(problem, stops, steps)
        within = cost.delta_v <= problem.max_delta_v and cost.propellant <= problem.propellant_capacity
        if within and cost.launch_mass <= problem.max_launch_mass:
            yield stops, steps, _value(problem, stops, steps)
        if count > most:
            return


@given(seed=st.integers(0, 10_000))
def test_no_tour_is_below_the_bound_at_any_multipliers(seed, random_problem, all_tours):
    problem = random_problem(seed)
    relaxation = Relaxation.of(problem)
    rng = np.random.default_rng(seed)
    values = [value for _, _, value in _tours(problem, all_tours)]
    size = np.median(np.abs(values)) if values else 1.0
    for _ in range(3):
        multipliers = size * rng.exponential(0.3, relaxation.multipliers.size) * (rng.random() < 0.7)
        relaxation.multipliers = multipliers
        relaxation.tighten(np.inf, 1)
        assert relaxation.bound <= min(values, default=np.inf) + 1e-9 * size


@given(seed=st.integers(0, 10_000))
def test_legs_of_tours_as_good_as_one_known_are_never_struck_out(seed, random_problem, all_tours):
    problem = random_problem(seed)
    tours = sorted(_tours(problem, all_tours), key=lambda tour: tour[2])
    if not tours:
        return
    worst = tours[len(tours) // 10][2]
    relaxation = Relaxation.of(problem)
    for _ in range(3):
        relaxation.tighten(worst, 8)
        cores = [set(rows.tolist()) for rows in relaxation.cores(worst)]
    legs = {(int(a), int(b)) for a, b in zip(*relaxation._alive(), strict=True)}
    for stops, _, value in tours:
        if value <= worst:
            assert set(itertools.pairwise(stops)) <= legs
            assert any(set(stops) <= rows for rows in cores)
    target = tours[0][0][-1]
    if target not in problem.must_visit:
        through = relaxation.through(target, np.arange(problem.n_targets))
        through.tighten(worst, 8)
        assert any(set(tours[0][0]) <= set(rows.tolist()) for rows in through.cores(worst))


@given(seed=st.integers(0, 10_000), usual=st.floats(0.0, 500.0))
def test_propellant_as_a_sum_is_never_more_than_the_chain_of_masses_asks_for(seed, usual, random_problem, all_tours):
    problem = random_problem(3 * seed)
    burns = Burns.of(problem, problem.leg_dv.min(axis=(2, 3)).astype(float), usual)
    for stops, steps, _ in _tours(problem, all_tours, 50):
        cost = evaluate(problem, stops, steps)
        legs = [problem.launch_dv[stops[0], steps[0]]]
        legs += [problem.leg_dv[stops[k], stops[k + 1], g, steps[k]] for k, g in enumerate(cost.gaps)]
        place, last = np.arange(len(stops)), np.array(stops[::-1])
        total = (burns.slope[place, last] * np.array(legs[::-1], dtype=float) + burns.fixed[place, last]).sum()
        assert total <= cost.propellant + 1e-9 * max(1.0, cost.propellant)


def test_visits_above_one_are_priced_out(drifting_planes):
    # two near twins and a third: walks go round in a circle, tours must leave it
    problem = drifting_planes(2, n=6, stops=4)
    leg = np.where(np.isfinite(problem.leg_dv), 500.0, np.inf)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        leg[a, b] = np.where(np.isfinite(leg[a, b]), 1.0, np.inf)
    relaxation = Relaxation.of(problem.replace(leg_dv=leg))
    relaxation.tighten(542.0, 1)
    assert relaxation.bound == pytest.approx(43.0)  # launch and three legs of the circle
    relaxation.tighten(542.0, 60)
    assert 200.0 < relaxation.bound <= 542.0  # the optimum: launch, two legs of the circle, one out of it


def test_the_bound_needs_no_memory_for_pairs_of_targets(drifting_planes):
    relaxation = Relaxation.of(drifting_planes(1, n=40, stops=3, steps=13))
    assert sum(array.nbytes for array in relaxation.walks) == 3 * 40 * 13 * 18
