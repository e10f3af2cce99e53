"""OR-Tools CP-SAT, given the same problem in a model of its own, proves the same optimum."""

from __future__ import annotations

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.sequence import Weights, solve
from adr_planner.sequence.cpsat import solve_cp_sat

DELTA_V_ROUNDING = 0.5e-3 * 10  # half a mm/s for every leg and stop
PROPELLANT_ROUNDING = 0.1  # tens of grams [kg]


def _tug(problem, target_mass=4000.0, down=150.0, up=155.0):
    n, ve = problem.n_targets, problem.exhaust_velocity
    return problem.replace(
        kit_mass=np.zeros(n),
        stop_dv=np.full(n, down + up),
        stop_alpha=np.full(n, np.exp((down + up) / ve)),
        stop_beta=np.linspace(0.8, 1.2, n) * target_mass * np.expm1(down / ve),
    )


@pytest.mark.few(7)
@pytest.mark.parametrize("seed", [13, 29])
@pytest.mark.parametrize("concept", ["kit", "tug"])
@pytest.mark.parametrize(
    ("objective", "limit", "share"),
    [
        ("delta_v", "max_delta_v", 1.3),
        ("delta_v", "propellant_capacity", 1.003),
        ("propellant", "max_delta_v", 1.05),
        ("value", "max_delta_v", 1.15),
        ("value", "propellant_capacity", 1.15),
    ],
)
def test_cp_sat_proves_the_same_optimum(objective, limit, share, concept, seed, drifting_planes):
    problem = drifting_planes(seed, n=9, stops=3, steps=15)
    if concept == "tug":
        problem = _tug(problem)
    least = solve(problem.replace(objective="delta_v" if limit == "max_delta_v" else "propellant"))
    problem = problem.replace(objective=objective, **{limit: share * least.objective_value})
    exact, independent = solve(problem), solve_cp_sat(problem)
    assert independent.proven
    if objective == "value":
        assert independent.worth == pytest.approx(exact.worth, rel=1e-8)
        assert independent.delta_v == pytest.approx(exact.delta_v, abs=DELTA_V_ROUNDING)
    else:
        rounding = DELTA_V_ROUNDING if objective == "delta_v" else PROPELLANT_ROUNDING
        assert independent.objective_value == pytest.approx(exact.objective_value, abs=rounding)


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value"])
def test_cp_sat_agrees_on_where_to_end(objective, drifting_planes):
    ends = np.linspace(400.0, 0.0, 9)
    problem = drifting_planes(13, n=9, stops=3, steps=15, objective=objective, end_dv=ends)
    if objective == "value":
        problem = problem.replace(max_delta_v=1.1 * solve(problem.replace(objective="delta_v")).delta_v)
    exact, independent = solve(problem), solve_cp_sat(problem)
    assert independent.proven
    assert independent.delta_v == pytest.approx(exact.delta_v, abs=DELTA_V_ROUNDING)
    assert independent.propellant == pytest.approx(exact.propellant, abs=PROPELLANT_ROUNDING)
    if objective == "delta_v":  # ends do decide
        free = solve(problem.replace(end_dv=()))
        assert free.delta_v + ends[free.stops[-1]] > exact.delta_v + 1.0


def test_cp_sat_needs_no_limit_to_prove(drifting_planes):
    problem = drifting_planes(19, n=8, stops=3, steps=11)
    assert solve_cp_sat(problem).delta_v == pytest.approx(solve(problem).delta_v, abs=DELTA_V_ROUNDING)


def test_cp_sat_agrees_under_side_constraints(drifting_planes):
    problem = drifting_planes(17, n=10, stops=4, steps=13, must_visit=(2,), groups=(((0, 1, 4, 5), 1), ((3, 6, 7), 1)))
    exact = solve(problem, engine="exact")
    independent = solve(problem.replace(max_delta_v=1.3 * exact.delta_v), engine="cp-sat")
    assert independent.delta_v == pytest.approx(exact.delta_v, abs=DELTA_V_ROUNDING)
    assert 2 in independent.stops
    assert solve(problem.replace(must_visit=(), groups=())).delta_v < exact.delta_v  # they do bind


def test_cp_sat_proves_that_there_is_no_tour(drifting_planes):
    with pytest.raises(InfeasibleMissionError, match="no tour meets the limits"):
        solve_cp_sat(drifting_planes(13, max_delta_v=50.0))


def test_work_limit_stops_cp_sat_with_an_honest_bound(drifting_planes):
    problem = drifting_planes(13, n=9, stops=3, objective="propellant")
    best = solve(problem)
    try:
        tour = solve_cp_sat(problem, work_limit=0.3)
    except SearchLimitError:
        return
    assert tour.stop_reason == "work limit"
    assert tour.best_bound <= best.propellant + PROPELLANT_ROUNDING
    assert tour.propellant >= best.propellant - PROPELLANT_ROUNDING


def test_problem_too_large_for_cp_sat_is_refused(drifting_planes):
    with pytest.raises(InvalidInputError, match="CP-SAT takes 60000"):
        solve_cp_sat(drifting_planes(1, n=40, steps=19))


@pytest.mark.few(3)
@pytest.mark.parametrize("seed", [13, 29, 31])
@pytest.mark.parametrize("concept", ["kit", "tug"])
def test_cp_sat_proves_the_same_shortest_tour(seed, concept, drifting_planes):
    problem = drifting_planes(seed, n=9, stops=3, steps=15)
    if concept == "tug":
        problem = _tug(problem)
    problem = problem.replace(objective="time", max_delta_v=1.4 * solve(problem).delta_v)
    exact, independent = solve(problem), solve_cp_sat(problem)
    assert independent.proven
    assert exact.proven
    assert independent.time == exact.time < problem.last_step
    assert independent.delta_v == pytest.approx(exact.delta_v, abs=DELTA_V_ROUNDING)


@pytest.mark.few(7)
@pytest.mark.parametrize("seed", [13, 29, 31])
@pytest.mark.parametrize(
    "weights",
    [Weights(delta_v=4e-3, value=1.0), Weights(delta_v=1e-3, time=0.05, value=1.0), Weights(time=0.05, value=1.0)],
)
@pytest.mark.parametrize("concept", ["kit", "tug"])
def test_cp_sat_proves_the_same_weighted_optimum(seed, weights, concept, drifting_planes):
    problem = drifting_planes(seed, n=9, stops=3, steps=15)
    if concept == "tug":
        problem = _tug(problem)
    problem = problem.replace(objective="weighted", weights=weights, max_delta_v=2.0 * solve(problem).delta_v)
    exact, independent = solve(problem), solve_cp_sat(problem)
    assert independent.proven
    assert exact.proven
    rounding = 1e-8 * problem.aim.size(delta_v=1000.0, step=15, worth=float(problem.worth.sum()))
    assert independent.objective_value == pytest.approx(exact.objective_value, abs=rounding)


def test_cp_sat_agrees_on_order_dates_and_launch_mass(drifting_planes):
    problem = drifting_planes(17, n=9, stops=4, steps=13)
    free = solve(problem)
    first, last = free.stops[0], free.stops[-1]
    earliest = np.zeros(9, dtype=int)
    earliest[first] = free.arrival_steps[0] + 2
    bound = problem.replace(order=((last, first),), earliest=earliest, must_visit=(first, last))
    lightest = solve(bound.replace(objective="propellant"))
    kits = sum(float(bound.kit_mass[stop]) for stop in lightest.stops)
    limited = bound.replace(max_launch_mass=1200.0 + kits + lightest.propellant + 5.0)
    exact, independent = solve(limited), solve_cp_sat(limited)
    assert independent.delta_v == pytest.approx(exact.delta_v, abs=DELTA_V_ROUNDING)
    assert exact.stops.index(last) < exact.stops.index(first)
    assert exact.arrival_steps[exact.stops.index(first)] >= earliest[first]
    assert solve(bound).delta_v <= exact.delta_v
    assert free.delta_v < exact.delta_v  # they do bind
