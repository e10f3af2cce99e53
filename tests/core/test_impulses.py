"""Closed-form costs against published figures.

Anchors: re-computed in the sources' constants, mu 398600.4418 km3/s2, radius 6378.137 km, J2 1.08262668e-3
first order. Each is held to 0.1 % or to the digits printed.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96, GTOC9
from adr_planner.core.impulses import (
    bielliptic,
    burnt_mass,
    circular_speed,
    combined_change,
    delta_v_of_masses,
    edelbaum,
    hohmann,
    lower_perigee,
    plane_angle,
    plane_change,
    speed_at,
    sun_synchronous_inclination,
)
from adr_planner.core.j2 import secular_rates

MU, R, DAY = EGM96.mu, EGM96.radius, 86400.0
altitudes = st.floats(200e3, 3000e3)


def _radius(altitude_km):
    return R + altitude_km * 1e3


@pytest.mark.parametrize(
    ("high", "low", "impulses", "spiral"),
    [
        (840, 300, 294.49, 294.61),
        (800, 600, 106.03, 106.03),
        (615, 350, 147.23, 147.24),
        (1000, 300, 375.39, 375.62),
        (1200, 350, 444.1, 444.5),
    ],
)
def test_hohmann_transfers_and_spirals_cost_what_is_published(high, low, impulses, spiral):
    """Anchors; the last pair is ELSA-M's, 1200 to 350 km."""
    assert sum(hohmann(_radius(high), _radius(low), MU)) == pytest.approx(impulses, rel=2e-4)
    assert sum(hohmann(_radius(low), _radius(high), MU)) == pytest.approx(impulses, rel=2e-4)
    assert edelbaum(_radius(high), _radius(low), 0.0, MU) == pytest.approx(spiral, rel=2e-4)


def test_hohmann_to_the_geostationary_ring_matches_the_textbook():
    """Vallado, example 6-1: 191.344 km to 35781.348 km costs 2.457038 + 1.478187 = 3.935224 km/s."""
    burns = hohmann(R + 191344.11, R + 35781348.57, MU)
    assert burns == pytest.approx((2457.038, 1478.187), rel=1e-5)


def test_bielliptic_matches_the_textbook():
    """Vallado, example 6-2: 3156.233 + 677.358 + 70.466 m/s."""
    burns = bielliptic(R + 191344.11, R + 376310e3, R + 503873e3, MU)
    assert burns == pytest.approx((3156.233, 677.358, 70.466), rel=1e-4)


@pytest.mark.parametrize(("low", "high", "degrees", "cost"), [(350, 629, 0.25, 163.36), (400, 800, 1.0, 299.86)])
def test_edelbaum_with_a_plane_change_costs_what_is_published(low, high, degrees, cost):
    assert edelbaum(_radius(low), _radius(high), np.radians(degrees), MU) == pytest.approx(cost, rel=1e-4)


def test_edelbaum_matches_its_textbook_example():
    """Kechichian in Chobotov, Orbital Mechanics, chapter 14: 7000 to 42166 km, 28.5 deg: 5.78378 km/s."""
    assert edelbaum(7000e3, 42166e3, np.radians(28.5), MU) == pytest.approx(5783.78, rel=1e-4)


def test_ten_degrees_of_node_by_one_burn():
    """Anchor: 10 deg of RAAN at 800 km / 98.6 deg is a plane angle of 9.8873 deg and 1284.3 m/s."""
    inc = np.radians(98.6)
    angle = plane_angle(inc, inc, np.radians(10.0))
    assert np.degrees(angle) == pytest.approx(9.8873, abs=5e-5)
    assert plane_change(circular_speed(_radius(800), MU), angle) == pytest.approx(1284.3, abs=0.05)


@pytest.mark.parametrize(
    ("altitude", "days", "cost"),
    [(700, 201.7, 104.9), (600, 97.6, 212.1), (500, 63.0, 321.5), (900, 214.7, 102.7)],
)
def test_ten_degrees_of_node_by_drifting(altitude, days, cost):
    """Anchor: the same ten degrees by waiting at another altitude; down and back, or up and back."""
    inc = np.radians(98.6)
    stay, drift = (secular_rates(_radius(h), 0.0, inc, GTOC9)[0] for h in (800, altitude))
    assert np.radians(10.0) / abs(drift - stay) / DAY == pytest.approx(days, rel=1e-3)
    assert 2 * sum(hohmann(_radius(800), _radius(altitude), MU)) == pytest.approx(cost, rel=1e-3)


def test_sun_synchronous_inclination_is_the_published_one():
    inclination = sun_synchronous_inclination(_radius(780), 0.0, GTOC9)
    assert np.degrees(inclination) == pytest.approx(98.519, abs=1e-3)
    node, _, _ = secular_rates(_radius(780), 0.0, inclination, GTOC9)
    assert np.degrees(node) * DAY == pytest.approx(0.985647, abs=1e-6)  # the mean Sun's motion


def test_no_orbit_high_up_is_sun_synchronous():
    assert np.isfinite(sun_synchronous_inclination(_radius(5900), 0.0, GTOC9))
    assert np.isnan(sun_synchronous_inclination(_radius(6100), 0.0, GTOC9))


@pytest.mark.parametrize(
    ("orbit", "costs"),
    [
        ((561, 681), (147.1, 142.6, 130.7, 87.0)),
        ((664, 801), (174.1, 169.6, 157.8, 114.2)),
        ((558, 617), (146.6, 142.2, 130.2, 86.4)),
        ((766, 768), (201.2, 196.7, 184.9, 141.3)),
        ((980, 980), (254.1, 249.6, 237.9, 194.7)),
        ((840, 840), (219.8, 215.3, 203.5, 160.0)),
    ],
    ids=["PROBA-1", "VESPA", "H-2A stage", "Envisat", "SL-8", "SL-16"],
)
def test_lowering_the_perigee_of_real_targets_costs_what_is_published(orbit, costs):
    """Public targets of ClearSpace-1, ADRAS-J, e.Deorbit, ADReS-A; to 45, 60, 100 and 250 km."""
    perigee, apogee = (_radius(altitude) for altitude in orbit)
    for altitude, cost in zip((45, 60, 100, 250), costs, strict=True):
        assert lower_perigee(apogee, perigee, _radius(altitude), MU) == pytest.approx(cost, abs=0.06)


def test_the_cheaper_order_is_to_burn_at_apogee():
    apogee, perigee, goal = _radius(1200), _radius(600), _radius(60)
    at_perigee = abs(speed_at(perigee, (apogee + perigee) / 2, MU) - speed_at(perigee, (perigee + goal) / 2, MU))
    assert lower_perigee(apogee, perigee, goal, MU) < at_perigee


@pytest.mark.parametrize(("isp", "propellant"), [(300, 628), (310, 607), (320, 587)])
def test_propellant_of_envisat_is_the_published_one(isp, propellant):
    """e.Deorbit cross-check: 201.45 m/s, leaving 8110 + 750 kg."""
    assert burnt_mass(8860.0 + propellant, 201.45, isp) == pytest.approx(propellant, abs=0.5)


def test_the_mass_of_the_winning_gtoc9_mission_follows_from_its_legs():
    """JPL's mission 1: 13 legs, a 30 kg kit left after each of 14 debris, 2000 kg dry: 5665.41 kg."""
    legs = [161.8, 139.2, 65.8, 208.2, 115.2, 300.1, 564.9, 78.3, 105.0, 233.3, 453.5, 340.4, 300.8]
    mass = 2000.0 + 30.0
    for leg in reversed(legs):
        before = mass * np.exp(leg / (340.0 * 9.80665))
        assert burnt_mass(before, leg, 340.0) == pytest.approx(before - mass)
        mass = before + 30.0
    assert mass == pytest.approx(5665.41, abs=0.01)


@given(altitudes, altitudes, st.floats(0.0, 0.5))
def test_turning_and_resizing_at_once_is_the_law_of_cosines(low, high, angle):
    one, other = circular_speed(R + low, MU), circular_speed(R + high, MU)
    square = one**2 + other**2 - 2 * one * other * np.cos(angle)
    assert combined_change(one, other, angle) == pytest.approx(np.sqrt(max(square, 0.0)), abs=1e-3)
    assert combined_change(one, other, 0.0) == pytest.approx(abs(one - other))
    assert combined_change(one, one, angle) == pytest.approx(plane_change(one, angle))


@given(altitudes, altitudes)
def test_a_spiral_costs_no_less_than_two_burns(low, high):
    """And both no less than the difference of the circular speeds."""
    burns = sum(hohmann(R + low, R + high, MU))
    spiral = edelbaum(R + low, R + high, 0.0, MU)
    assert burns <= spiral * (1 + 1e-9) + 1e-9
    assert spiral == pytest.approx(abs(circular_speed(R + low, MU) - circular_speed(R + high, MU)), abs=1e-9)


@given(st.floats(100.0, 1e4), st.floats(0.0, 5000.0), st.floats(200.0, 450.0))
def test_the_rocket_equation_runs_both_ways(mass, delta_v, isp):
    after = mass - burnt_mass(mass, delta_v, isp)
    assert delta_v_of_masses(mass, after, isp) == pytest.approx(delta_v, abs=1e-6)


def test_arrays_cost_what_their_members_cost():
    low, high = np.array([300e3, 500e3]) + R, np.array([800e3, 900e3]) + R
    first, second = hohmann(low, high, MU)
    for k in range(2):
        assert (first[k], second[k]) == pytest.approx(hohmann(low[k], high[k], MU))
    assert np.all(np.isfinite(sun_synchronous_inclination(high, np.zeros(2), GTOC9)))
    assert plane_angle(1.7, 1.7, np.zeros(2)).tolist() == [0.0, 0.0]
