"""Lifetimes against King-Hele's table, an independent integration, and our own fixtures."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.atmosphere.density import density
from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.lifetime import decay_time, lifetime_years, perigee_for_lifetime

YEAR = 365.25 * 86400.0

# Reduced lifetime L x A/m [yr m2/kg] by King-Hele's method, as tabulated by EPFL's TCAT.
KING_HELE_CIRCULAR = {
    300: 4.4e-4, 400: 9.1e-3, 500: 0.0666, 550: 0.147, 600: 0.294, 650: 0.549,
    700: 0.964, 800: 2.59, 850: 4.01, 900: 6.04, 1000: 12.7, 1500: 195.0,
}  # fmt: skip
KING_HELE_PERIGEE_600 = {0.01: 0.525, 0.05: 2.76, 0.1: 8.0, 0.2: 23.9}


@pytest.mark.parametrize(("altitude_km", "reduced"), KING_HELE_CIRCULAR.items())
def test_circular_lifetimes_lie_within_three_of_king_hele(altitude_km, reduced):
    assert 1 / 3 < lifetime_years(altitude_km, altitude_km, 1.0).years / reduced < 3


@pytest.mark.parametrize(("ecc", "reduced"), KING_HELE_PERIGEE_600.items())
def test_eccentric_lifetimes_lie_within_three_of_king_hele(ecc, reduced):
    apogee_km = (6378.137 + 600) * (1 + ecc) / (1 - ecc) - 6378.137
    assert 1 / 3 < lifetime_years(600, apogee_km, 1.0).years / reduced < 3


@pytest.mark.parametrize(
    ("altitude_km", "years", "low", "high"),
    [
        # NRLMSISE-00, C_D 2.2, A/m 0.01, from risk.md section 4 (an independent run on another grid):
        # cycle mean, F10.7 = 220, F10.7 = 70.
        (500, 2.4, 0.8, 13.2),
        (600, 10.8, 3.2, 84.8),
        (700, 41.8, 10.9, 357),
        (800, 138, 34, 999),
        (900, 387, 97, 2147),
        (1000, 909, 245, 3967),
    ],
)
def test_lifetimes_and_band_agree_with_an_independent_run(altitude_km, years, low, high):
    life = lifetime_years(altitude_km, altitude_km, 0.01)
    assert life.years == pytest.approx(years, rel=0.06)
    assert life.low == pytest.approx(low, rel=0.06)
    assert life.high == pytest.approx(high, rel=0.20)


@pytest.mark.parametrize(("years", "altitude_km"), [(25, 661), (5, 548)])
def test_a_circular_orbit_of_5_or_25_years_lies_where_it_should(years, altitude_km):
    # risk.md section 4: the 25-year altitude is 661 km and the 5-year one 548 km at the cycle mean.
    assert lifetime_years(altitude_km, altitude_km, 0.01).years == pytest.approx(years, rel=0.06)


def test_a_circular_lifetime_is_the_integral_over_altitude():
    # T = integral dh / (sqrt(mu a) rho C_D A/m), by brute force.
    edges = np.linspace(100e3, 700e3, 60001)
    middle = 0.5 * (edges[1:] + edges[:-1])
    speed = np.sqrt(3.986004418e14 * (6378137.0 + middle))
    brute = np.sum(np.diff(edges) / (speed * density(middle) * 2.2 * 0.01))
    assert decay_time(700e3, 700e3, 0.01)[0] == pytest.approx(brute, rel=1e-3)


def test_an_eccentric_lifetime_agrees_with_orbits_flown_one_by_one():
    # Gauss's equations for drag summed over true anomaly, revolution by revolution, with small steps.
    mu, a, ecc, ballistic = 3.986004418e14, 6378137.0 + 500e3, 0.0, 2.2 * 0.02
    ecc = 150e3 / a
    anomaly = (np.arange(720) + 0.5) * 2 * np.pi / 720
    flown = 0.0
    while a * (1 - ecc) > 6378137.0 + 120e3:
        n = math.sqrt(mu / a**3)
        shape = 1 + ecc * np.cos(anomaly)
        radius = a * (1 - ecc**2) / shape
        speed = np.sqrt(mu * (2 / radius - 1 / a))
        dt = radius**2 / (a**2 * math.sqrt(1 - ecc**2)) / n * (2 * np.pi / 720)
        drag = -0.5 * density(radius - 6378137.0) * speed**2 * ballistic
        change_a = np.sum(2 * a**2 * speed / mu * drag * dt)
        change_e = np.sum(2 * (ecc + np.cos(anomaly)) / speed * drag * dt)
        revolutions = max(1.0, -200.0 / change_a)
        a, ecc = a + change_a * revolutions, max(0.0, ecc + change_e * revolutions)
        flown += revolutions * 2 * np.pi / n
    assert decay_time(350e3, 650e3, 0.02)[0] == pytest.approx(flown, rel=0.01)


@given(st.floats(250, 1500), st.floats(0, 2000), st.floats(1, 100), st.floats(0.001, 0.1))
def test_a_higher_orbit_lives_longer(perigee_km, spread_km, rise_km, ratio):
    apogee_km = perigee_km + spread_km
    here = lifetime_years(perigee_km, apogee_km, ratio)
    assert here.low < here.years < here.high
    assert here.years < lifetime_years(perigee_km + rise_km, apogee_km + rise_km, ratio).years
    assert here.years < lifetime_years(perigee_km, apogee_km + rise_km, ratio).years


@given(st.floats(300, 2000), st.floats(0.001, 0.1), st.floats(1.01, 10))
def test_lifetime_goes_with_mass_over_area(altitude_km, ratio, factor):
    heavy = lifetime_years(altitude_km, altitude_km, ratio).years
    light = lifetime_years(altitude_km, altitude_km, ratio * factor).years
    assert heavy == pytest.approx(factor * light)


@given(st.floats(300, 3000), st.floats(0.001, 0.05), st.floats(0.5, 100))
def test_the_perigee_found_gives_the_lifetime_asked(apogee_km, ratio, years):
    perigee_km = perigee_for_lifetime(apogee_km, ratio, years)
    life = lifetime_years(perigee_km, apogee_km, ratio).years
    if perigee_km == apogee_km:
        assert life <= years
    else:
        assert life == pytest.approx(years, rel=2e-3)


def test_planning_for_a_quiet_sun_asks_for_a_lower_perigee():
    assert perigee_for_lifetime(840, 0.005, 25, activity="low") < perigee_for_lifetime(840, 0.005, 25) - 50


def test_an_orbit_already_in_the_atmosphere_has_no_lifetime_left():
    assert lifetime_years(80, 900, 0.01).years == 0.0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((900, 800, 0.01), "perigee below its apogee"),
        ((math.nan, 800, 0.01), "perigee below its apogee"),
        ((700, 800, 0.0), "area_to_mass"),
        ((700, 800, math.inf), "area_to_mass"),
    ],
)
def test_impossible_orbits_are_refused(arguments, complaint):
    with pytest.raises(InvalidInputError, match=complaint):
        lifetime_years(*arguments)


@pytest.mark.parametrize("years", [0.0, -5.0, math.nan])
def test_years_to_decay_must_be_above_zero(years):
    with pytest.raises(InvalidInputError, match="years"):
        perigee_for_lifetime(800, 0.01, years)


@pytest.mark.parametrize("perigee_m", [99e3, 0.0, -1e6, math.nan])
def test_what_is_down_already_has_no_time_left(perigee_m):
    assert decay_time(perigee_m, 800e3, 0.01)[0] == 0.0
