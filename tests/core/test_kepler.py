"""Kepler's elements and states."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from adr_planner.core.kepler import (
    eccentric_from_mean,
    elements_from_state,
    mean_from_true,
    state_from_elements,
    true_from_mean,
    wrap_pi,
)

MU = 3.986004418e14
angles = st.floats(0.0, 6.28)
eccentricities = st.one_of(st.floats(0.0, 0.9), st.floats(0.0, 1e-6))
inclinations = st.one_of(st.floats(0.0, np.pi), st.sampled_from([0.0, 1e-13, 1e-9, np.pi / 2, np.pi - 1e-9, np.pi]))


@given(st.floats(6.6e6, 4.2e7), eccentricities, inclinations, angles, angles, angles)
@example(7.2e6, 0.0, 0.0, 1.0, 2.0, 3.0)
@example(7.2e6, 1e-12, np.pi, 1.0, 2.0, 3.0)
@example(7.2e6, 0.001, np.radians(98.6), 0.0, 0.0, 0.0)
def test_a_state_turned_into_elements_and_back_stays_within_a_millimetre(a, ecc, inc, raan, argp, anomaly):
    position, velocity = state_from_elements(a, ecc, inc, raan, argp, anomaly, MU)
    back, speed = state_from_elements(*elements_from_state(position, velocity, MU), MU)
    assert np.linalg.norm(back - position) < 1e-3
    assert np.linalg.norm(speed - velocity) < 1e-6


@given(st.floats(6.6e6, 9e6), st.floats(1e-4, 0.9), st.floats(0.01, 3.13), angles, angles, angles)
def test_elements_turned_into_a_state_and_back_are_the_same(a, ecc, inc, raan, argp, anomaly):
    state = state_from_elements(a, ecc, inc, raan, argp, anomaly, MU)
    a2, ecc2, inc2, raan2, argp2, anomaly2 = elements_from_state(*state, MU)
    assert (a2, ecc2, inc2) == (
        pytest.approx(a, rel=1e-12),
        pytest.approx(ecc, abs=1e-12),
        pytest.approx(inc),
    )
    for ours, given_ in ((raan2, raan), (argp2, argp), (anomaly2, anomaly)):
        assert 0.0 <= ours < 2 * np.pi
        assert abs(wrap_pi(ours - given_)) < 1e-9


@given(st.floats(-20.0, 20.0), st.one_of(st.floats(0.0, 0.999), st.just(0.999999)))
def test_keplers_equation_is_solved_on_the_turn_of_the_mean_anomaly(mean, ecc):
    eccentric = eccentric_from_mean(mean, ecc)
    assert eccentric - ecc * np.sin(eccentric) == pytest.approx(mean, abs=1e-13 * (1 + abs(mean)))
    true = true_from_mean(mean, ecc)
    assert abs(true - mean) < np.pi
    # tan(f / 2) sqrt(1 - e) = tan(E / 2) sqrt(1 + e), without the poles of the tangent.
    left = np.sqrt(1 - ecc) * np.sin(true / 2) * np.cos(eccentric / 2)
    assert left == pytest.approx(np.sqrt(1 + ecc) * np.cos(true / 2) * np.sin(eccentric / 2), abs=1e-12)
    assert mean_from_true(true, ecc) == pytest.approx(mean, abs=1e-11 / (1 - ecc))


def test_states_along_an_orbit_obey_newton():
    """Against scipy's DOP853 over three revolutions of a retrograde debris orbit."""
    a, ecc, inc, raan, argp = 7.145e6, 0.0123, np.radians(98.5), 1.0, 2.0
    start = np.concatenate(state_from_elements(a, ecc, inc, raan, argp, 0.5, MU))

    def newton(_, state):
        return np.concatenate([state[3:], -MU * state[:3] / np.linalg.norm(state[:3]) ** 3])

    flown = solve_ivp(newton, (0.0, 18000.0), start, method="DOP853", rtol=1e-13, atol=1e-6)
    for time, state in zip(flown.t[::7], flown.y.T[::7], strict=True):
        ours = state_from_elements(a, ecc, inc, raan, argp, 0.5 + np.sqrt(MU / a**3) * time, MU)
        np.testing.assert_allclose(ours[0], state[:3], rtol=0, atol=1e-3)
        np.testing.assert_allclose(ours[1], state[3:], rtol=0, atol=1e-6)


def test_an_ellipse_from_a_textbook():
    """Vallado, Fundamentals of Astrodynamics, example 2-5: a 36127.343 km, e 0.832853, i 87.870 deg."""
    position = np.array([6524.834, 6862.875, 6448.296]) * 1e3
    velocity = np.array([4.901327, 5.533756, -1.976341]) * 1e3
    a, ecc, inc, raan, argp, anomaly = elements_from_state(position, velocity, MU)
    assert a == pytest.approx(36127.343e3, rel=1e-5)
    assert ecc == pytest.approx(0.832853, abs=1e-5)
    assert np.degrees([inc, raan, argp]) == pytest.approx([87.870, 227.898, 53.38], abs=0.01)
    assert np.degrees(true_from_mean(anomaly, ecc)) == pytest.approx(92.335, abs=0.01)


def test_a_circular_orbit_has_its_perigee_at_the_node():
    position, velocity = state_from_elements(7e6, 0.0, 1.7, 0.4, 0.9, 0.3, MU)
    _, ecc, _, _, argp, anomaly = elements_from_state(position, velocity, MU)
    assert (ecc, argp) == (0.0, 0.0)
    assert anomaly == pytest.approx(1.2)


@pytest.mark.parametrize("inc", [0.0, np.pi])
def test_an_equatorial_orbit_has_its_node_on_the_x_axis(inc):
    position, velocity = state_from_elements(7e6, 0.1, inc, 0.0, 0.9, 0.3, MU)
    assert elements_from_state(position, velocity, MU)[2:] == pytest.approx((inc, 0.0, 0.9, 0.3))


@pytest.mark.parametrize(("angle", "wrapped"), [(np.pi, np.pi), (-np.pi, np.pi), (7.0, 7.0 - 2 * np.pi), (0.0, 0.0)])
def test_angles_are_wrapped_into_one_turn_with_pi_included(angle, wrapped):
    assert wrap_pi(angle) == pytest.approx(wrapped, abs=1e-15)
    np.testing.assert_allclose(wrap_pi(np.array([angle, angle])), wrapped, atol=1e-15)


@pytest.mark.parametrize("ecc", [-0.1, 1.0, 1.5, np.nan])
def test_what_is_not_an_ellipse_is_refused(ecc):
    with pytest.raises(ValueError, match="Eccentricity must be in"):
        state_from_elements(7e6, ecc, 1.0, 0.0, 0.0, 0.0, MU)
    with pytest.raises(ValueError, match="Semi-major axis must be positive"):
        state_from_elements(-7e6, 0.1, 1.0, 0.0, 0.0, 0.0, MU)


@pytest.mark.parametrize(
    "velocity", [[0.0, 12e3, 0.0], [100.0, 0.0, 0.0], [np.nan, 0.0, 0.0]], ids=["escaping", "falling", "nan"]
)
def test_a_state_without_an_ellipse_is_refused(velocity):
    with pytest.raises(ValueError, match="not on an elliptical orbit"):
        elements_from_state(np.array([7e6, 0.0, 0.0]), np.array(velocity), MU)
