"""Numerical flight under zonal gravity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96, GTOC9
from adr_planner.core.dynamics import propagate, zonal_acceleration

DAY = 86400.0


def _potential(position, gravity):
    """Zonal potential from its definition with Legendre polynomials, to J4."""
    r = np.linalg.norm(position)
    s = position[2] / r
    q = gravity.radius / r
    p2, p3, p4 = (3 * s**2 - 1) / 2, (5 * s**3 - 3 * s) / 2, (35 * s**4 - 30 * s**2 + 3) / 8
    return gravity.mu / r * (1 - gravity.j2 * q**2 * p2 - gravity.j3 * q**3 * p3 - gravity.j4 * q**4 * p4)


def _low_earth_state(inclination_deg, altitude_m=840e3):
    inc = np.radians(inclination_deg)
    radius = EGM96.radius + altitude_m
    speed = np.sqrt(EGM96.mu / radius)
    return np.array([radius, 0.0, 0.0]), speed * np.array([0.0, np.cos(inc), np.sin(inc)])


@given(st.tuples(*[st.floats(-1.0, 1.0) for _ in range(3)]).filter(lambda x: np.linalg.norm(x) > 0.1))
def test_acceleration_is_the_gradient_of_the_zonal_potential(direction):
    position = 7.2e6 * np.array(direction) / np.linalg.norm(direction)
    step = 20.0
    gradient = [
        (_potential(position + axis, EGM96) - _potential(position - axis, EGM96)) / (2 * step)
        for axis in step * np.eye(3)
    ]
    np.testing.assert_allclose(zonal_acceleration(position, EGM96), gradient, rtol=0, atol=2e-8)


@pytest.mark.parametrize("inclination", [0.0, 71.0, 90.0, 98.6, 180.0])
def test_a_month_agrees_with_steps_five_times_smaller_within_a_metre(inclination):
    position, velocity = _low_earth_state(inclination)
    coarse, _ = propagate(position, velocity, 0.0, 30 * DAY, EGM96)
    fine, _ = propagate(position, velocity, 0.0, 30 * DAY, EGM96, 30.0)
    assert np.linalg.norm(coarse - fine) < 1.0


def test_flying_back_returns_to_the_start():
    position, velocity = _low_earth_state(82.9)
    there = propagate(position, velocity, 0.0, 10 * DAY, EGM96)
    back, _ = propagate(*there, 0.0, -10 * DAY, EGM96)
    assert np.linalg.norm(back - position) < 0.01


def test_energy_and_polar_momentum_are_kept_for_a_year():
    position, velocity = _low_earth_state(98.6)
    later_position, later_velocity = propagate(position, velocity, 0.0, 365 * DAY, EGM96)
    before = velocity @ velocity / 2 - _potential(position, EGM96)
    after = later_velocity @ later_velocity / 2 - _potential(later_position, EGM96)
    assert abs(after / before - 1) < 1e-11
    momentum = np.cross(position, velocity)[2]
    assert abs(np.cross(later_position, later_velocity)[2] / momentum - 1) < 1e-12


def test_j2_turns_the_node_at_the_first_order_rate():
    """GTOC9 constants (J2 only): -1.5 J2 (R/p)^2 n cos i, to second order in J2."""
    position, velocity = _low_earth_state(71.0)
    later, later_velocity = propagate(position, velocity, 0.0, 10 * DAY, GTOC9)
    momentum = np.cross(later, later_velocity)
    node = np.degrees(np.arctan2(momentum[0], -momentum[1]))
    assert node == pytest.approx(-21.0386, abs=0.15)  # ten days of published-cases anchor -2.10386 deg/day


def test_no_time_is_no_flight():
    position, velocity = _low_earth_state(71.0)
    same, _ = propagate(position, velocity, 0.0, 0.0, EGM96)
    np.testing.assert_array_equal(same, position)
