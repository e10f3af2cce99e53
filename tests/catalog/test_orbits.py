"""Orbits in and out: SGP4's mean elements on our side, osculating states in GCRF on the other."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from astropy import units as u
from astropy.coordinates import GCRS, TEME, CartesianDifferential, CartesianRepresentation
from astropy.time import Time
from astropy.utils import iers
from hypothesis import example, given
from hypothesis import strategies as st

from adr_planner.catalog import Catalog, MeanElements, SpaceObject
from adr_planner.catalog.orbits import gcrf_state
from adr_planner.errors import CatalogError, PropagationError

EPOCH = Time("2025-01-01", scale="utc")


def orbit_of(r_km, v_km_s, body="Earth"):
    return SimpleNamespace(r=r_km * u.km, v=v_km_s * u.km / u.s, epoch=EPOCH, attractor=SimpleNamespace(name=body))


def state(perigee_km, ecc, inc, raan, argp, nu):
    """Position and velocity by the textbook, with the rotations written out as matrices."""
    semi_latus = (6378.137 + perigee_km) * (1.0 + ecc)
    flat = semi_latus / (1.0 + ecc * math.cos(nu)) * np.array([math.cos(nu), math.sin(nu), 0.0])
    speed = math.sqrt(398600.4418 / semi_latus) * np.array([-math.sin(nu), ecc + math.cos(nu), 0.0])

    def about(axis, angle):
        c, s = math.cos(angle), math.sin(angle)
        return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]] if axis == "z" else [[1, 0, 0], [0, c, -s], [0, s, c]])

    turn = about("z", raan) @ about("x", inc) @ about("z", argp)
    return turn @ flat, turn @ speed


ANGLE = st.floats(0.0, 2.0 * math.pi)


@given(st.floats(250, 1900), st.floats(0, 0.2), st.floats(0, math.radians(179)), ANGLE, ANGLE, ANGLE)
@example(700.0, 0.0, 0.0, 0.0, 0.0, 0.0)
@example(840.0, 0.0, math.radians(63.4349), 0.0, 0.0, 1.0)
@example(765.0, 1e-4, math.radians(98.5), 6.0, 3.0, 3.1415)
def test_any_low_orbit_becomes_mean_elements_that_give_it_back(perigee, ecc, inc, raan, argp, nu):
    r, v = state(perigee, ecc, inc, raan, argp, nu)
    item = SpaceObject.from_orbit(orbit_of(r, v), norad_cat_id=1, name="any")
    position, velocity = gcrf_state(item, EPOCH)
    assert np.linalg.norm(position - r) < 1e-3  # one metre
    assert np.linalg.norm(velocity - v) < 1e-6  # one millimetre a second


def test_real_derelicts_keep_their_mean_elements():
    for item in Catalog.example()[::40]:
        again = SpaceObject.from_orbit(item.orbit(), norad_cat_id=1, name="again").elements
        assert again.mean_motion_rev_day == pytest.approx(item.elements.mean_motion_rev_day, abs=2e-6)
        assert again.eccentricity == pytest.approx(item.elements.eccentricity, abs=2e-7)
        assert again.inclination_deg == pytest.approx(item.elements.inclination_deg, abs=1e-5)


def test_states_leave_in_gcrf_as_astropy_turns_them():
    """Astropy goes from TEME through the Earth-fixed frame, needing UT1; the polar motion in between cancels."""
    item = Catalog.example().get(27386)
    code, r, v = item.elements.satrec().sgp4(item.elements.epoch.jd1, item.elements.epoch.jd2)
    assert code == 0
    teme = TEME(
        CartesianRepresentation(r * u.km, differentials=CartesianDifferential(v * u.km / u.s)),
        obstime=item.elements.epoch,
    )
    with iers.conf.set_temp("auto_download", False):  # the tables that came with astropy reach this epoch
        theirs = teme.transform_to(GCRS(obstime=item.elements.epoch)).cartesian.xyz.to_value(u.km)
    ours, _ = gcrf_state(item, item.elements.epoch)
    assert np.linalg.norm(ours - theirs) < 0.005  # measured: 1.9 m; not turned at all, it is 36 km off
    assert np.linalg.norm(np.array(r) - theirs) > 20.0


@pytest.mark.parametrize(
    ("orbit", "message"),
    [
        (orbit_of([7000.0, 0, 0], [0, 0, 12.0]), "not closed"),
        (orbit_of([7000.0, 0, 0], [0, 0, math.sqrt(2 * 398600.8 / 7000.0)]), "not closed"),
        (orbit_of([7000.0, 0, 0], [0, 0, 5.0]), "km below the surface"),
        (orbit_of([7000.0, 0, 0], [1.0, 0, 0]), "km below the surface"),
        (orbit_of([7000.0, 0, 0], [0, 0, 7.5], body="Mars"), "about Mars"),
        (orbit_of([7000.0, float("nan"), 0], [0, 0, 7.5]), "three finite components"),
        (SimpleNamespace(r=1, v=2), "lacks epoch, attractor"),
    ],
)
def test_orbits_that_do_not_last_are_refused(orbit, message):
    with pytest.raises(ValueError, match=message):
        SpaceObject.from_orbit(orbit, norad_cat_id=1, name="no")


def test_an_orbit_at_exactly_180_degrees_is_refused():
    from adr_planner.frames import teme_to_gcrf

    turn = teme_to_gcrf(EPOCH.tt.jd1, EPOCH.tt.jd2)
    orbit = orbit_of(turn @ [7000.0, 0, 0], turn @ [0, -7.5, 0])
    with pytest.raises(CatalogError, match="inclination is 180 deg"):
        SpaceObject.from_orbit(orbit, norad_cat_id=1, name="no")


def test_an_object_below_the_surface_has_no_orbit():
    low = MeanElements("2024-10-31T00:00:00Z", 14.38, 0.2, 98.2, 0.0, 0.0, 180.0)
    with pytest.raises(PropagationError, match=r"LOW \(9\) has decayed: its perigee lies .* km below the surface"):
        SpaceObject(9, "LOW", low).orbit()


def test_an_epoch_must_be_a_time():
    with pytest.raises(TypeError, match="epoch needs an astropy Time"):
        Catalog.example()[0].orbit("2025-01-01")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status": "derlict"}, "status is 'derlict'; it must be one of derelict"),
        ({"object_type": "R/B"}, "object_type is 'R/B'"),
        ({"mass_kg": 900.0, "mass_max_kg": 800.0}, "outside its own range"),
        ({"area_m2": 0.0}, "area_m2 is 0; it must be above zero"),
    ],
)
def test_facts_that_cannot_be_are_refused(changes, message):
    with pytest.raises(CatalogError, match=message):
        SpaceObject(5, "X", Catalog.example()[0].elements, **changes)
