"""The closed form of the crossing rate against Kessler's sum over latitude."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adr_planner.risk.collisions.crossings import crossing_factor, crossing_table

inclinations = st.floats(1.0, 179.0)


def kessler_sum(first_deg, second_deg, least_speed=0.0, cells=40000):
    """Sum density times relative speed over latitude cells, headings of both signs (Kessler 1981)."""
    first, second = np.radians([first_deg, second_deg])
    turn = min(first, np.pi - first, second, np.pi - second)
    edges = np.sin(turn) * np.sin(np.linspace(0.0, np.pi / 2, cells + 1))  # sin(latitude), fine at the turn
    middle = 0.5 * (edges[1:] + edges[:-1])
    dwell = [np.diff(2 / np.pi * np.arcsin(np.clip(edges / np.sin(i), 0, 1))) for i in (first, second)]
    heading = [np.arccos(np.clip(np.cos(i) / np.sqrt(1 - middle**2), -1, 1)) for i in (first, second)]
    total = 0.0
    for sign in (1, -1):
        speed = 2 * np.sin(np.abs(heading[0] - sign * heading[1]) / 2)
        total += 0.5 * np.sum(dwell[0] * dwell[1] / np.diff(edges) * speed * (speed >= 2 * least_speed))
    return total


@pytest.mark.parametrize(
    ("first_deg", "second_deg"), [(71, 82.9), (98.5, 82.9), (98.5, 98.5), (98, 82.1), (30, 120), (5, 71)]
)
@pytest.mark.parametrize("least_speed", [0.0, 0.5, 0.8])
def test_the_closed_form_is_the_sum_over_latitudes(first_deg, second_deg, least_speed):
    factor = crossing_factor(np.radians(first_deg), np.radians(second_deg), least_speed)
    assert factor == pytest.approx(kessler_sum(first_deg, second_deg, least_speed), rel=1e-3, abs=1e-3)


@given(inclinations, inclinations, st.floats(0, 1))
def test_crossings_are_mutual(first_deg, second_deg, least_speed):
    assume(abs(first_deg + second_deg - 180.0) > 1e-3)
    there = crossing_factor(np.radians(first_deg), np.radians(second_deg), least_speed)
    back = crossing_factor(np.radians(second_deg), np.radians(first_deg), least_speed)
    assert there == pytest.approx(back, rel=1e-9, abs=1e-12)


@given(inclinations, inclinations, st.floats(0, 1), st.floats(0, 1))
def test_fewer_crossings_are_faster_ones(first_deg, second_deg, one, other):
    slow, fast = sorted((one, other))
    first, second = np.radians([first_deg, second_deg])
    assert crossing_factor(first, second, fast) <= crossing_factor(first, second, slow) + 1e-12
    assert crossing_factor(first, second, 1.0) == pytest.approx(0.0, abs=1e-5)


def test_the_table_is_the_mean_over_a_partners_bin():
    rng = np.random.default_rng(0)
    inc_deg, bins, least = rng.uniform(30, 150, 500), rng.integers(30, 150, 500), rng.uniform(0, 0.9, 500)
    apart = np.abs(inc_deg + bins - 179.5) > 2.0  # head-on orbits are averaged on purpose
    inc_deg, bins, least = inc_deg[apart], bins[apart], least[apart]
    found = np.diag(crossing_table(inc_deg, bins, np.tile(least, (inc_deg.size, 1))))
    others = np.radians(bins[:, None] + (np.arange(20) + 0.5) / 20)
    exact = crossing_factor(np.radians(inc_deg)[:, None], others, least[:, None]).mean(axis=1)
    assert found.sum() == pytest.approx(exact.sum(), rel=2e-3)
    assert np.percentile(np.abs(found - exact), 95) < 0.02  # of a factor of about one


def test_sun_synchronous_orbits_meet_those_of_82_degrees_head_on():
    factors = crossing_table(np.array([98.1]), np.array([71, 82, 98]), np.zeros((1, 3)))[0]
    assert factors[1] > 1.5 * max(factors[0], factors[2])
