"""Where the Sun is, and what the shadow leaves of a revolution."""

import numpy as np
import pytest
from astropy.coordinates import PrecessedGeocentric, get_sun
from astropy.time import Time
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96
from adr_planner.core.kepler import state_from_elements
from adr_planner.core.sunlight import (
    eccentricity_aim,
    eccentricity_effect,
    light_margin,
    lit_share,
    shadow_arc,
    sun_direction,
    sun_overhead,
)
from adr_planner.environment import Environment
from adr_planner.verification.physics.sky import sky_at, sky_between

R = EGM96.radius
angles = st.floats(0.0, 2.0 * np.pi)


@pytest.mark.parametrize("epoch", ["2025-01-01", "2027-06-21", "2026-10-05T13:00"])
def test_the_sun_is_where_the_ephemeris_has_it(epoch):
    """Against astropy's ephemeris (ERFA's Earth), turned to the equator of date."""
    time = Time(epoch)
    days = time.tt.jd - 2451545.0
    place = get_sun(time).transform_to(PrecessedGeocentric(equinox=time, obstime=time)).cartesian.xyz.value
    place /= np.linalg.norm(place)
    off = np.degrees(np.arccos(np.clip(place @ np.array(sun_direction(days)), -1.0, 1.0)))
    assert off < 0.03


def test_the_sun_over_a_plan_is_the_one_of_the_verifier():
    """Of its sky, which is sampled from ERFA by other code; the formulas are up to 0.03 deg off, 2e-4 of an arc."""
    environment = Environment.between(Time("2026-01-01"), Time("2027-06-01"))
    theirs = sky_between(environment.days, environment.days + 520.0)
    row, off, low = np.empty(9), [], []
    for day in range(0, 500, 7):
        # Its days are of TAI.
        sky_at(environment.days - 32.184 / 86400.0 + day, theirs, row)
        sun = environment.to_gcrf.T @ row[:3] / np.linalg.norm(row[:3])
        off.append(np.linalg.norm(sun - sun_overhead(environment.days + day, environment.gravity.sky)))
        low.append(np.linalg.norm(sun - sun_direction(environment.days + day)))
    assert max(off) < 1e-5
    assert np.radians(0.01) < max(low) < np.radians(0.05)


@given(altitude=st.floats(300e3, 1500e3), inc=st.floats(0.0, np.pi), raan=angles, days=st.floats(8000, 12000))
def test_the_arc_of_the_shadow_is_the_one_the_positions_see(altitude, inc, raan, days):
    """Counted point by point round the orbit."""
    a, points = R + altitude, 720
    half, middle = shadow_arc(a, inc, raan, days, R)
    duty, _, _ = lit_share(half, middle, 0.0)
    lit = 0
    for k in range(points):
        u = (k + 0.5) * 2.0 * np.pi / points
        position, _ = state_from_elements(a, 0.0, inc, raan, 0.0, u, EGM96.mu)
        lit += light_margin(position, sun_direction(days), R) > 0.0
    assert duty == pytest.approx(lit / points, abs=8.0 / points)


@given(half=st.floats(0.0, 1.3), middle=angles, centre=angles)
def test_the_lit_share_is_its_quadrature(half, middle, centre):
    t = middle + half + (np.arange(4000) + 0.5) * (np.pi - 2.0 * half) / 4000
    cosine, sine = np.cos(t - centre), np.sin(t - centre)
    duty, efficiency, side_effect = lit_share(half, middle, centre)
    assert duty == pytest.approx(1.0 - 2.0 * half / np.pi)
    assert efficiency == pytest.approx(np.mean(np.abs(cosine)), abs=2e-3)
    assert side_effect == pytest.approx(np.mean(np.sign(cosine) * sine), abs=2e-3)


def test_a_shadow_with_the_sun_in_the_plane_is_as_long_as_geometry_says():
    """The cylinder covers asin(R / a) on either side: 37.4 % of a revolution at 600 km."""
    day = 9209.8757  # March equinox 2025: the Sun on the node of an equatorial orbit
    half, middle = shadow_arc(R + 600e3, 0.0, 0.0, day, R)
    assert half == pytest.approx(np.arcsin(R / (R + 600e3)), abs=1e-6)
    assert abs(middle) == pytest.approx(np.pi, abs=1e-3)


@given(half=st.floats(0.0, 1.2), middle=angles, bearing=angles)
def test_an_aimed_eccentricity_arc_moves_the_vector_where_it_is_wanted(half, middle, bearing):
    centre, effect = eccentricity_aim(half, middle, bearing)
    towards, aside = eccentricity_effect(half, middle, centre)
    moved = centre + np.arctan2(aside, towards)
    assert abs((moved - bearing + np.pi) % (2.0 * np.pi) - np.pi) < 0.02
    assert effect == pytest.approx(np.hypot(towards, aside), rel=1e-6)
    assert eccentricity_aim(half, middle, bearing, 18)[1] == pytest.approx(effect, rel=0.02)


@given(half=st.floats(0.0, 1.3), middle=angles, centre=angles)
def test_eccentricity_changes_at_least_at_the_rate_of_radial_thrust(half, middle, centre):
    """Gauss: 1/V for radial, 2/V for tangential thrust at the best place."""
    towards, aside = eccentricity_effect(half, middle, centre)
    assert 1.0 - 1e-9 <= towards <= 2.0 + 1e-9
    assert abs(aside) <= 1.0
