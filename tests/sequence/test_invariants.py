"""What must hold of every answer: more freedom never hurts, names never matter, threads change nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence import solve

SLACK = 1e-9


def _value(problem) -> float:
    """Return the objective, to be made least; infinite if there is no tour."""
    try:
        value = solve(problem).objective_value
    except InfeasibleMissionError:
        return np.inf
    return -value if problem.objective == "value" else value


def _relaxed(problem):
    """Yield the problem with one limit or side constraint looser."""
    yield problem.replace(max_delta_v=problem.max_delta_v * 1.2)
    yield problem.replace(propellant_capacity=problem.propellant_capacity * 1.2)
    yield problem.replace(last_step=problem.n_steps - 1)
    yield problem.replace(must_visit=())
    yield problem.replace(order=())
    yield problem.replace(earliest=problem.earliest - 1, latest=problem.latest + 1)
    yield problem.replace(max_launch_mass=problem.max_launch_mass * 1.2)
    yield problem.replace(groups=tuple((members, most + 1) for members, most in problem.groups))
    if problem.objective == "value" and problem.stops < problem.n_targets:
        yield problem.replace(stops=problem.stops + 1)


@pytest.mark.parametrize("seed", range(2000, 2030))
def test_relaxing_any_limit_never_worsens_the_answer(seed, random_problem):
    problem = random_problem(seed)
    value = _value(problem)
    for relaxed in _relaxed(problem):
        assert _value(relaxed) <= value + SLACK * max(1.0, abs(value) if np.isfinite(value) else 1.0)


@pytest.mark.parametrize("seed", range(2100, 2130))
def test_an_added_candidate_never_worsens_the_answer(seed, random_problem):
    problem = random_problem(seed)
    if problem.stops == problem.n_targets:
        pytest.skip("no candidate can be spared")
    spare = max(set(range(problem.n_targets)) - set(problem.must_visit))
    fewer = problem.subset([row for row in range(problem.n_targets) if row != spare])
    assert _value(problem) <= _value(fewer) + SLACK * 1e3


@pytest.mark.parametrize("seed", range(2200, 2215))
def test_names_never_matter(seed, random_problem):
    problem = random_problem(seed)
    order = np.random.default_rng(seed).permutation(problem.n_targets)
    assert _value(problem.subset(order)) == pytest.approx(_value(problem), rel=1e-9)


def test_two_threads_at_once_give_the_tours_that_one_gives(drifting_planes):
    problems = [drifting_planes(seed, n=9, stops=4, max_delta_v=700.0, objective="value") for seed in range(6)]
    alone = [solve(problem) for problem in problems]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(solve, problems)) == alone
