"""The fewest, smallest impulses for a change of orbit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96
from adr_planner.transfer.impulsive.half_leg import shoot_half
from adr_planner.transfer.impulsive.least_impulses import least_impulses, spread_impulses, weighted_impulses

A, INC = EGM96.radius + 840e3, np.radians(71.0)
SPEED = np.sqrt(EGM96.mu / A)
SCALE = SPEED * np.array([0.5 / A, 1.0, 1.0, 1.0, np.sin(INC), 1.0])
PERIOD = 2 * np.pi * np.sqrt(A**3 / EGM96.mu)
POINTS = 33


@pytest.fixture(scope="module")
def matrix():
    """Answer of the six elements, each as the speed that changes it, to impulses of one revolution."""
    start = np.array([A, 0.0, 0.0, INC, 1.0, 0.0])
    times = np.linspace(0.0, PERIOD, POINTS)
    _, matrix, _ = shoot_half(start, 0.0, times, np.zeros((POINTS, 3)), PERIOD, EGM96)
    return matrix * SCALE[:, None]


def _least(matrix, changes, most=6):
    rows = np.arange(len(changes))
    return least_impulses(matrix[rows], np.array(changes, dtype=float), np.ones(POINTS, dtype=bool), most)


def test_altitude_needs_only_along_track_burns_of_the_same_sum(matrix):
    impulses = _least(matrix, [10.0, 0, 0, 0, 0])
    np.testing.assert_allclose(matrix[:5] @ impulses.ravel(), [10.0, 0, 0, 0, 0], atol=1e-6)
    assert np.linalg.norm(impulses, axis=1).sum() == pytest.approx(10.0, rel=0.01)


def test_inclination_is_changed_at_the_node(matrix):
    impulses = _least(matrix, [0, 0, 0, 5.0, 0])
    sizes = np.linalg.norm(impulses, axis=1)
    assert sizes.sum() == pytest.approx(5.0, rel=0.01)
    used = 2 * np.pi * np.arange(POINTS)[sizes > 0.1] / (POINTS - 1)
    assert np.all(np.abs(np.sin(used)) < 0.1)


def test_eccentricity_costs_half_the_speed(matrix):
    """Closing an eccentricity vector alone takes V |de| / 2, tangentially at the apsides."""
    impulses = _least(matrix, [0, 8.0, 0, 0, 0])
    assert np.linalg.norm(impulses, axis=1).sum() == pytest.approx(4.0, rel=0.01)


@given(st.lists(st.floats(-50.0, 50.0), min_size=6, max_size=6), st.integers(2, 6))
def test_the_conditions_are_met_by_no_more_burns_than_allowed(matrix, changes, most):
    if max(map(abs, changes)) < 0.1:
        return
    impulses = _least(matrix, changes, most)
    assert np.count_nonzero(np.linalg.norm(impulses, axis=1)) <= most
    np.testing.assert_allclose(matrix @ impulses.ravel(), changes, atol=1e-4)


def test_fewer_burns_never_cost_less(matrix):
    changes = np.array([10.0, -4.0, 3.0, 5.0, 8.0, 2.0])
    sums = [np.linalg.norm(_least(matrix, changes, most), axis=1).sum() for most in (6, 3, 2)]
    assert sums == sorted(sums)
    spread = spread_impulses(matrix, changes)
    np.testing.assert_allclose(matrix @ spread.ravel(), changes, atol=1e-4)
    assert np.linalg.norm(spread, axis=1).sum() == pytest.approx(sums[0], rel=0.02)


def test_points_that_do_not_count_are_kept(matrix):
    counted = np.ones(POINTS, dtype=bool)
    counted[[0, -1]] = False
    impulses = least_impulses(matrix, np.array([10.0, -4.0, 3.0, 5.0, 8.0, 2.0]), counted, 1)
    assert np.count_nonzero(np.linalg.norm(impulses[counted], axis=1)) <= 1


def test_a_weight_of_zero_leaves_a_point_out(matrix):
    sizes = np.ones(POINTS)
    sizes[::2] = 0.0
    impulses = weighted_impulses(matrix, np.array([10.0, 0, 0, 0, 0, 0]), sizes)
    assert not impulses[::2].any()
    np.testing.assert_allclose(matrix @ impulses.ravel(), [10.0, 0, 0, 0, 0, 0], atol=1e-6)


def test_burns_that_do_not_act_on_a_condition_are_refused():
    """The first condition answers to the first point alone, which is left out: once a division by zero."""
    matrix = np.zeros((2, 6))
    matrix[0, 0], matrix[1, 3] = 1.0, 1.0
    with pytest.raises(ValueError, match="none of the burns left acts on one of the conditions"):
        weighted_impulses(matrix, np.array([1.0, 1.0]), np.array([0.0, 1.0]))
