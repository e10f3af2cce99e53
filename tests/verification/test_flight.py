"""The verifier's own physics, against definitions and against itself."""

import erfa
import numpy as np
import pytest
from astropy.time import Time

from adr_planner.frames import teme_to_gcrf
from adr_planner.verification.flights.endings import decay_years
from adr_planner.verification.physics.extrapolation import fly
from adr_planner.verification.physics.forces import EGM96_ZONALS, FULLER_ZONALS, Field, accelerate, look, surroundings
from adr_planner.verification.physics.frames import pole_of_date, teme_rotation
from adr_planner.verification.physics.integrator import Point, coast
from adr_planner.verification.physics.sky import MU_MOON, MU_SUN, sky_at, sky_between

MU, RADIUS = 3.986004418e14, 6378137.0
POLE = np.array([0.0, 0.0, 1.0])


def _low_orbit(altitude=840e3, inclination=71.0):
    inc = np.radians(inclination)
    radius = RADIUS + altitude
    velocity = np.sqrt(MU / radius) * np.array([0.0, np.cos(inc), np.sin(inc)])
    return Point(9000.0, np.array([radius, 0.0, 0.0]), velocity)


def _rate(field, position):
    around, rate = surroundings(field), np.empty(6)
    look(9000.0, 600.0, field, around)
    accelerate(np.concatenate([position, np.zeros(3)]), 0.0, field, around, rate)
    return rate


@pytest.mark.parametrize("pole", [POLE, np.array([0.6, 0.0, 0.8])])
def test_zonal_gravity_is_the_gradient_of_its_potential(pole):
    def potential(position):
        r = np.linalg.norm(position)
        series = np.polynomial.legendre.Legendre(
            np.concatenate([[0, 0], EGM96_ZONALS * [(RADIUS / r) ** n for n in range(2, 7)]])
        )
        return MU / r * (1.0 - series(position @ pole / r))

    position = np.array([4.1e6, -3.3e6, 4.9e6])
    rate = _rate(Field(MU, RADIUS, EGM96_ZONALS, pole), position)
    gradient = [(potential(position + d) - potential(position - d)) / 40.0 for d in 20.0 * np.eye(3)]
    np.testing.assert_allclose(rate[3:], gradient, atol=3e-8)


def test_a_year_is_flown_within_metres_of_finer_steps():
    field = Field(MU, RADIUS, EGM96_ZONALS[:3], POLE)
    coarse = coast(_low_orbit(), 400 * 86400.0, field)
    fine = coast(_low_orbit(), 400 * 86400.0, field, 30.0)
    assert np.linalg.norm(coarse.position - fine.position) < 6.0


def test_two_rules_of_integration_agree():
    """Cowell's steps of 45 s and extrapolated ones of 600 s: a metre after a hundred days."""
    field = Field(MU, RADIUS, FULLER_ZONALS, POLE)
    start = _low_orbit()
    marched = coast(start, 100 * 86400.0, field)
    extrapolated = fly(start.days, np.concatenate([start.position, start.velocity]), 100 * 86400.0, 600.0, field)
    assert np.linalg.norm(marched.position - extrapolated[:3]) < 2.0
    assert np.linalg.norm(marched.velocity - extrapolated[3:]) < 2e-3


def test_a_flight_goes_back_to_where_it_came_from():
    sky = sky_between(9190.0, 9300.0)
    field = Field(MU, RADIUS, EGM96_ZONALS[:3], POLE, sky=sky, mu_sun=MU_SUN, mu_moon=MU_MOON, love=0.3)
    start = Point(9200.0, _low_orbit().position, _low_orbit().velocity)
    back = coast(coast(start, 60 * 86400.0, field), -60 * 86400.0, field)
    assert np.linalg.norm(back.position - start.position) < 1.0


def test_kepler_motion_closes_after_a_period():
    field = Field(MU, RADIUS, np.empty(0), POLE)
    start = _low_orbit()
    period = 2 * np.pi * np.sqrt(np.linalg.norm(start.position) ** 3 / MU)
    assert np.linalg.norm(coast(start, 100 * period, field).position - start.position) < 0.02


def test_teme_is_reached_by_two_different_ways():
    """The verifier goes through the Earth's rotation, the planner through nutation: 0.1 arcseconds apart."""
    epoch = Time("2025-06-01")
    difference = teme_rotation(epoch) @ teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2).T
    angle = np.arccos(np.clip((np.trace(difference) - 1) / 2, -1, 1))
    assert np.degrees(angle) * 3600 < 0.1
    np.testing.assert_allclose(pole_of_date(epoch), teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2)[:, 2], atol=1e-9)


def test_sun_moon_and_pole_are_where_erfa_has_them_between_samples():
    sky, row = sky_between(8500.0, 9500.0), np.empty(9)
    for days in np.random.default_rng(1).uniform(8500.0, 9500.0, 50):
        sky_at(days, sky, row)
        terrestrial = days + 32.184 / 86400.0
        heliocentric, _ = erfa.epv00(2451545.0, terrestrial)
        truths = (
            -np.array(heliocentric["p"]) * erfa.DAU,
            np.array(erfa.moon98(2451545.0, terrestrial)["p"]) * erfa.DAU,
            erfa.c2i06a(2451545.0, terrestrial)[2],
        )
        for k, truth in enumerate(truths):
            assert np.linalg.norm(row[3 * k : 3 * k + 3] - truth) < 1e-8 * np.linalg.norm(truth)


def test_tides_are_the_gradient_of_their_potential():
    """k2 mu R^5 / (2 r^3 d^3) (3 c^2 - 1) for Sun and Moon (Montenbruck and Gill, Satellite Orbits, section 3.7.2)."""
    sky, row = sky_between(8990.0, 9010.0), np.empty(9)
    sky_at(9000.0, sky, row)

    def potential(position):
        total = 0.0
        for mu, body in ((MU_SUN, row[:3]), (MU_MOON, row[3:6])):
            r, d = np.linalg.norm(position), np.linalg.norm(body)
            total += 0.3 * mu * RADIUS**5 / (2 * r**3 * d**3) * (3 * (position @ body / r / d) ** 2 - 1)
        return total

    position = np.array([4.1e6, -3.3e6, 4.9e6])
    gradient = [(potential(position + d) - potential(position - d)) / 2e4 for d in 1e4 * np.eye(3)]
    field = Field(MU, RADIUS, EGM96_ZONALS, POLE, sky=sky, mu_sun=MU_SUN, mu_moon=MU_MOON)
    tide = _rate(field._replace(love=0.3), position)[3:] - _rate(field, position)[3:]
    np.testing.assert_allclose(tide, gradient, rtol=1e-4, atol=1e-13)


@pytest.mark.parametrize(("altitude", "published"), [(500e3, 2.4), (600e3, 10.8), (700e3, 41.8), (800e3, 138.0)])
def test_decay_agrees_with_nrlmsise_over_a_solar_cycle(altitude, published):
    """Years at A/m 0.01, Cd 2.2, cycle-mean activity (risk.md section 4): a static atmosphere within 1.4."""
    field = Field(MU, RADIUS, EGM96_ZONALS[:3], POLE)
    assert decay_years(_low_orbit(altitude), 2.2 * 0.01, field) == pytest.approx(published, rel=0.4)
