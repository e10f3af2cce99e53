"""Legs at the edges of what there is: circles, equator, poles, long waits, leap seconds, and time turned round."""

from itertools import pairwise

import numpy as np
import pytest
from astropy.time import Time
from hypothesis import assume, given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96
from adr_planner.core.impulses import bielliptic, circular_speed, combined_change, edelbaum, hohmann
from adr_planner.core.kepler import state_from_elements
from adr_planner.core.lambert.solutions import lambert
from adr_planner.environment import Environment
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, PHASE_RMS, estimate_leg

DAY = 86400.0
MU, R = EGM96.mu, EGM96.radius
LOWEST = R + 300e3

altitudes = st.floats(400e3, 1500e3)
angles = st.floats(-np.pi, np.pi)
orbits = st.tuples(
    altitudes.map(lambda h: R + h), st.floats(0.0, 0.02), st.floats(0.1, np.pi - 0.1), angles, angles, angles
)
# The equator prograde and retrograde, and both sides of the pole.
edges = st.sampled_from([0.0, 1e-9, 1e-4, np.pi / 2.0, np.pi / 2.0 + 1e-9, np.pi - 1e-4, np.pi])


def _mean(altitude, ecc, inc, raan):
    return np.array([R + altitude, ecc, 0.0, inc, raan, 0.0])


@given(edges, altitudes, altitudes, st.sampled_from([0.0, 1e-12, 1e-3]), angles, st.floats(1.0, 400.0))
def test_legs_at_the_edges_have_a_cost_no_lower_than_their_altitude_needs(inc, low, high, ecc, raan, days):
    for phase in (0.0, PHASE_RMS, PHASE_KNOWN):
        cost = estimate_leg(
            _mean(low, ecc, inc, 0.0), _mean(high, 0.0, inc, raan), days * DAY, LOWEST, phase, np.inf, EGM96
        )
        least = abs(circular_speed(R + low, MU) - circular_speed(R + high, MU))
        assert not np.isnan(cost)
        assert cost >= least * (1.0 - 1e-9)


@given(edges, altitudes, angles)
def test_at_the_equator_the_node_costs_next_to_nothing_and_over_the_pole_a_plane_change(inc, altitude, raan):
    """At 0 and 180 deg any node is the same plane; at 90 deg nothing drifts, and the node is turned by force."""
    assume(abs(raan) > 0.01)
    cost = estimate_leg(
        _mean(altitude, 0.0, inc, 0.0), _mean(altitude, 0.0, inc, raan), 400.0 * DAY, LOWEST, 0.0, np.inf, EGM96
    )
    if abs(np.sin(inc)) < 1e-3:
        assert cost < 0.02 * circular_speed(R + altitude, MU)
    elif abs(inc - np.pi / 2.0) < 1e-6:
        assert cost > 10.0 * abs(raan)


@given(orbits, orbits, st.floats(0.2, 8.0))
def test_a_two_body_leg_flown_backwards_costs_the_same(one, other, hours):
    """Velocities turned round and the ends exchanged: the same arcs, the same impulses."""
    (r1, v1), (r2, v2) = state_from_elements(*one, MU), state_from_elements(*other, MU)

    def cost(here, moving, there, reached):
        momentum = np.cross(there, reached)
        count, leave, arrive, _ = lambert(here, there, hours * 3600.0, MU, momentum, 5)
        return [np.linalg.norm(leave[k] - moving) + np.linalg.norm(reached - arrive[k]) for k in range(count)], momentum

    forwards, momentum = cost(r1, v1, r2, v2)
    normal = np.cross(r1, r2)
    # Which way round the arc goes is told by the momentum of the end: it must agree with that of the start.
    assume(np.dot(normal, momentum) * np.dot(normal, np.cross(r1, v1)) > 0.0)
    backwards, _ = cost(r2, -v2, r1, -v1)
    assert sorted(backwards) == pytest.approx(sorted(forwards), rel=1e-6)


@given(st.floats(6.6e6, 9e6), st.floats(1.01, 30.0), st.floats(1.0, 50.0))
def test_three_impulses_pay_where_the_textbooks_say(radius, ratio, beyond):
    """Hohmann is best up to a ratio of 11.94; beyond 15.58 any detour through a higher point is better.

    Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., section 6.3.2.
    """
    two = sum(hohmann(radius, ratio * radius, MU))
    three = sum(bielliptic(radius, ratio * radius, (1.0 + beyond) * ratio * radius, MU))
    if ratio < 11.9:
        assert two < three
    elif ratio > 15.6:
        assert three < two


@given(st.floats(6.6e6, 9e6), st.floats(6.6e6, 9e6), st.floats(0.0, 1.0))
def test_a_spiral_costs_more_than_impulses_and_is_the_same_both_ways(low, high, angle):
    """Edelbaum's spiral (ARS Journal 31, 1961) against one impulse of the law of cosines, its lower bound."""
    cost = edelbaum(low, high, angle, MU)
    assert cost == pytest.approx(edelbaum(high, low, angle, MU), rel=1e-12)
    assert cost >= combined_change(circular_speed(low, MU), circular_speed(high, MU), angle) * (1.0 - 1e-9)
    if angle == 0.0:
        assert cost == pytest.approx(abs(circular_speed(low, MU) - circular_speed(high, MU)), abs=1e-9)


@pytest.mark.parametrize("phase", [0.0, PHASE_RMS])
def test_the_perigee_floor_binds_and_relaxing_it_never_costs_more(phase):
    """Ten degrees of node in 60 days ask for a low drift orbit: each lower floor is cheaper or equal."""
    inc = np.radians(71.0)
    start, goal = _mean(800e3, 0.0, inc, 0.0), _mean(800e3, 0.0, inc, np.radians(-136.0))
    floors = [R + height for height in (790e3, 700e3, 600e3, 500e3, 400e3, 300e3)]
    costs = [estimate_leg(start, goal, 60.0 * DAY, floor, phase, np.inf, EGM96) for floor in floors]
    assert all(after <= before * (1.0 + 1e-6) for before, after in pairwise(costs))
    assert costs[0] > 2.0 * costs[-1]


def test_a_leap_second_is_counted():
    """31 December 2016 had 86,401 seconds (IERS Bulletin C 52)."""
    environment = Environment.of(Time("2016-12-31"))
    assert environment.seconds(Time("2017-01-01")) == 86401.0
    assert environment.time(86400.0).isot == "2016-12-31T23:59:60.000"
    assert environment.time(86401.0).isot == "2017-01-01T00:00:00.000"
