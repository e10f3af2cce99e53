"""The cost of a leg between mean orbits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, PHASE_RMS, estimate_leg, estimate_legs
from adr_planner.transfer.impulsive.groups import group_square
from adr_planner.transfer.mean_elements import coasted

DAY = 86400.0
R = EGM96.radius
LOWEST = R + 300e3

altitudes = st.floats(500e3, 1400e3)
eccentricities = st.floats(-0.01, 0.01)
inclinations = st.floats(0.3, np.pi - 0.3)
angles = st.floats(-np.pi, np.pi)
waits = st.floats(0.3, 400.0).map(lambda days: days * DAY)
orbits = st.tuples(altitudes.map(lambda h: R + h), eccentricities, eccentricities, inclinations, angles, angles)
phases = st.sampled_from([0.0, PHASE_RMS, PHASE_KNOWN])


def _estimate(start, goal, coast, phase, max_leg_delta_v=np.inf):
    return estimate_leg(np.array(start), np.array(goal), coast, LOWEST, phase, max_leg_delta_v, EGM96)


@given(orbits, waits)
def test_the_orbit_it_is_on_costs_nothing_whatever_its_phase(orbit, coast):
    arrived = coasted(np.array(orbit), 0.0, coast, EGM96)
    assert _estimate(orbit, arrived, coast, 0.0) < 0.1
    # The phase on arrival is the one a coast of second-order rates leads to.
    assert _estimate(orbit, arrived, coast, PHASE_KNOWN) < 0.5


@given(orbits, orbits, waits, phases)
def test_no_leg_is_cheaper_than_its_altitude_and_inclination_need(start, goal, coast, phase):
    v0, v1 = np.sqrt(EGM96.mu / start[0]), np.sqrt(EGM96.mu / goal[0])
    least = np.hypot(v0 - v1, 0.5 * (v0 + v1) * (goal[3] - start[3]))
    assert _estimate(start, goal, coast, phase) >= least * (1.0 - 1e-9)


@given(orbits, orbits, waits, phases, st.integers(-2, 2), st.integers(-2, 2))
def test_whole_turns_of_any_angle_change_nothing(start, goal, coast, phase, node, latitude):
    turned = list(goal)
    turned[4] += 2.0 * np.pi * node
    turned[5] += 2.0 * np.pi * latitude
    assert _estimate(start, turned, coast, phase) == pytest.approx(_estimate(start, goal, coast, phase), rel=1e-3)


@pytest.mark.parametrize("days", [1.0, 2.0, 3.0])
def test_a_phase_gap_costs_what_an_intermediate_orbit_does(days):
    """Over the equator's pole the node does not turn: a V phi / (3 pi N) round trip, N revolutions, is all."""
    start = np.array([R + 800e3, 0.0, 0.0, np.pi / 2.0, 0.0, 0.0])
    coast = days * DAY
    goal = coasted(start, 0.0, coast, EGM96)
    natural = goal[5]
    for gap in (-1.0, -0.3, 0.3, 1.0):
        goal[5] = natural + gap
        # Exact: the mean motion that covers the gap is v^3 / mu.
        faster = ((natural + gap) / natural) ** (1.0 / 3.0) - 1.0
        expected = 2.0 * np.sqrt(EGM96.mu / start[0]) * abs(faster)
        assert _estimate(start, goal, coast, PHASE_KNOWN) == pytest.approx(expected, rel=0.01)
        assert _estimate(start, goal, coast, 0.0) < 0.1


def test_half_a_turn_may_be_closed_either_way_round():
    """Half a turn ahead or behind, the nearer number of revolutions is taken: the cost cannot tell them apart."""
    start = np.array([R + 800e3, 0.0, 0.0, np.pi / 2.0, 0.0, 0.0])
    coast = 2.0 * DAY
    goal = coasted(start, 0.0, coast, EGM96)
    costs = []
    for gap in (np.pi - 0.01, -np.pi + 0.01, 3.0 * np.pi - 0.01):
        there = goal.copy()
        there[5] += gap
        costs.append(_estimate(start, there, coast, PHASE_KNOWN))
    assert max(costs) / min(costs) < 1.03


def test_a_phase_within_what_the_climb_passes_anyway_is_free():
    """60 km up in two days: staying low first, or climbing first, spans a range of phases at one cost."""
    start = np.array([R + 700e3, 0.0, 0.0, np.pi / 2.0, 0.0, 0.0])
    coast, raised = 2.0 * DAY, R + 760e3
    early = coasted(np.array([raised, *start[1:]]), 0.0, coast, EGM96)
    late = coasted(start, 0.0, coast, EGM96)
    climb = np.sqrt(EGM96.mu / start[0]) - np.sqrt(EGM96.mu / raised)
    for part in (0.1, 0.5, 0.9):
        goal = early.copy()
        goal[5] = early[5] + part * (late[5] - early[5])
        assert _estimate(start, goal, coast, PHASE_KNOWN) == pytest.approx(climb, rel=0.01)


def test_a_drift_orbit_below_the_floor_is_not_offered():
    start = np.array([LOWEST + 1e3, 0.0, 0.0, np.pi / 2.0, 0.0, 0.0])
    coast = 0.5 * DAY
    goal = coasted(start, 0.0, coast, EGM96)
    goal[5] += 0.5
    high = start.copy()
    high[0] = goal[0] = R + 800e3
    free = coasted(high, 0.0, coast, EGM96)
    free[5] += 0.5
    # Half a radian ahead is cheap from above; on the floor the long way round by a higher orbit is all there is.
    goal[0] = start[0]
    assert _estimate(start, goal, coast, PHASE_KNOWN) > 5.0 * _estimate(high, free, coast, PHASE_KNOWN)


@given(orbits, orbits, st.floats(3.0, 60.0))
def test_a_leg_dearer_than_wanted_is_still_costed_above_the_limit(start, goal, days):
    cost = _estimate(start, goal, days * DAY, 0.0)
    if cost > 300.0:
        assert _estimate(start, goal, days * DAY, 0.0, max_leg_delta_v=300.0) > 290.0


@pytest.mark.parametrize("phase", [0.0, PHASE_RMS, PHASE_KNOWN])
@pytest.mark.parametrize("max_leg_delta_v", [200.0, np.inf])
def test_a_cost_does_not_depend_on_the_legs_beside_it(phase, max_leg_delta_v):
    """150 legs at once, two full blocks and a part of one, against each by itself: the same to the last bit."""
    rng = np.random.default_rng(7)
    low = [R + 600e3, -0.005, -0.005, 1.7, -0.02, 0.0]
    starts, goals = rng.uniform(low, [R + 900e3, 0.005, 0.005, 1.71, 0.02, 6.0], (2, 150, 6))
    coasts = rng.uniform(0.5, 40.0, 150) * DAY
    together = estimate_legs(starts, goals, coasts, np.full(coasts.size, LOWEST), phase, max_leg_delta_v, EGM96)
    alone = [
        estimate_leg(*leg, LOWEST, phase, max_leg_delta_v, EGM96) for leg in zip(starts, goals, coasts, strict=True)
    ]
    assert np.isfinite(together).all()
    assert together.tolist() == alone


@pytest.mark.parametrize("phase", [0.0, PHASE_RMS, PHASE_KNOWN])
def test_a_leg_without_time_to_fly_has_no_cost(phase):
    start, goal = np.array([R + 700e3, 0.001, 0.0, 1.2, 0.0, 0.0]), np.array([R + 800e3, 0.0, 0.001, 1.21, 0.01, 1.0])
    assert all(np.isinf(_estimate(start, goal, coast, phase)) for coast in (0.0, -DAY))


def test_no_legs_have_no_costs():
    none = np.empty((0, 6))
    assert estimate_legs(none, none, np.empty(0), np.empty(0), PHASE_KNOWN, np.inf, EGM96).size == 0


changes = st.floats(-100.0, 100.0)


@given(changes, changes, changes, changes, changes)
def test_a_group_costs_no_less_than_any_of_its_parts_and_no_more_than_all(x, y, z, ex, ey):
    square = group_square(x, y, z, ex, ey)
    assert square >= max(y * y + x * x + z * z, ex * ex + ey * ey) * (1.0 - 1e-12)
    assert np.sqrt(square) <= (abs(y) + np.hypot(x, z) + np.hypot(ex, ey)) * (1.0 + 1e-9) + 1e-5
