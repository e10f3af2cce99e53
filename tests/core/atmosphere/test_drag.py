"""Drag: the formula for the air, its brake in flight, and the mean fall of an orbit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from adr_planner.core.atmosphere.density import density
from adr_planner.core.atmosphere.drag import SPIN, air_density, fall
from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import propagate, zonal_acceleration
from adr_planner.core.j2 import mean_to_osculating, osculating_to_mean
from adr_planner.core.kepler import elements_from_state, state_from_elements

DAY = 86400.0
BODY = EGM96._replace(drag=0.022)


def _state(altitude, ecc, inclination_deg, argp=2.0):
    mean = (EGM96.radius + altitude, ecc, np.radians(inclination_deg), 1.0, argp, 3.0)
    return state_from_elements(*mean_to_osculating(mean, EGM96), EGM96.mu)


@given(st.floats(200e3, 1500e3), st.sampled_from([("low", 70.0), ("high", 220.0)]))
def test_the_formula_is_the_table_at_both_ends_of_activity(altitude, sun):
    """The table holds a flux of 70 and of 220; the formula is within 9 % of its model (studies/air_formula.py)."""
    level, flux = sun
    assert air_density(altitude, (flux - 140.0) / 70.0) == pytest.approx(float(density(altitude, level)), rel=0.1)


@pytest.mark.parametrize(("altitude", "end"), [(0.0, 200e3), (-6000e3, 200e3), (40000e3, 1500e3)])
def test_beyond_its_ends_the_density_stays(altitude, end):
    assert air_density(altitude) == air_density(end)


@pytest.mark.parametrize(("altitude", "inclination"), [(450e3, 74.0), (600e3, 98.0), (840e3, 30.0)])
def test_a_day_agrees_with_another_integrator(altitude, inclination):
    """Dormand and Prince's order 8 with the drag written out again: 5 cm, where drag is 8 m to 4 km."""

    def rate(_, y):
        position, velocity = y[:3], y[3:]
        wind = velocity - np.cross([0.0, 0.0, SPIN], position)
        deceleration = 0.5 * BODY.drag * air_density(np.linalg.norm(position) - EGM96.radius) * np.linalg.norm(wind)
        return np.concatenate([velocity, zonal_acceleration(position, EGM96) - deceleration * wind])

    start = _state(altitude, 0.002, inclination)
    flown, _ = propagate(*start, 0.0, DAY, BODY)
    there = solve_ivp(rate, (0.0, DAY), np.concatenate(start), method="DOP853", rtol=1e-13, atol=1e-6).y[:3, -1]
    vacuum, _ = propagate(*start, 0.0, DAY, EGM96)
    assert np.linalg.norm(flown - there) < 0.05
    assert np.linalg.norm(flown - vacuum) > 5.0


def test_flying_back_returns_to_the_start():
    start = _state(600e3, 0.002, 82.9)
    back, _ = propagate(*propagate(*start, 0.0, 10 * DAY, BODY), 0.0, -10 * DAY, BODY)
    assert np.linalg.norm(back - start[0]) < 0.01


@pytest.mark.parametrize(
    ("altitude", "ecc", "inclination", "within"),
    [
        (450e3, 0.001, 74.0, 0.003),
        (600e3, 0.001, 98.0, 0.003),
        (840e3, 0.003, 71.0, 0.003),
        (960e3, 0.002, 83.0, 0.003),
        (500e3, 0.0005, 30.0, 0.003),
        (600e3, 0.01, 71.0, 0.04),
    ],
)
def test_the_mean_fall_is_the_one_flown(altitude, ecc, inclination, within):
    """Averaged over the perigee; at an eccentricity of 0.01 the air's own scale height changes along the orbit."""
    fallen = []
    for argp in np.arange(8) * np.pi / 4.0:
        for days in (-2.0, 2.0):
            state = propagate(*_state(altitude, ecc, inclination, argp), 0.0, days * DAY, BODY)
            a, *_ = osculating_to_mean(elements_from_state(*state, EGM96.mu), EGM96)
            fallen.append((EGM96.radius + altitude - a) / (days * DAY))
    speed, _ = fall(EGM96.radius + altitude, ecc, np.radians(inclination), 0.0, BODY)
    assert speed == pytest.approx(np.mean(fallen), rel=within)


@given(st.floats(250e3, 1400e3), st.floats(0.0, 0.02), st.floats(0.0, np.pi))
def test_a_lower_orbit_falls_faster(altitude, ecc, inclination):
    speed, height = fall(EGM96.radius + altitude, ecc, inclination, 0.0, BODY)
    faster, _ = fall(EGM96.radius + altitude - 20e3, ecc, inclination, 0.0, BODY)
    assert 0.0 < speed < faster
    assert 20e3 < height < 400e3
