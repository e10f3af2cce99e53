"""Half a leg: what impulses do to its end, by the theory and in flight."""

import numpy as np
import pytest

from adr_planner.core.constants import EGM96, GTOC9
from adr_planner.core.dynamics import propagate
from adr_planner.core.kepler import state_from_elements, wrap_pi
from adr_planner.transfer.impulsive.half_leg import fly_half, shoot_half
from adr_planner.transfer.mean_elements import coasted, lowest_perigee, mean_of, osculating_of

DAY = 86400.0
FIELDS = [EGM96, GTOC9._replace(second_order=1.0), EGM96._replace(drag=0.022)]
ENDS = [20 * DAY, -20 * DAY]


def _start():
    return state_from_elements(EGM96.radius + 840e3, 0.01, np.radians(71.0), 1.0, 0.4, 0.3, EGM96.mu)


def _difference(later, earlier):
    difference = later - earlier
    difference[4:] = wrap_pi(difference[4:])
    return difference


@pytest.mark.parametrize("gravity", FIELDS)
@pytest.mark.parametrize("end", ENDS)
def test_the_theory_follows_the_flight(gravity, end):
    """Burns of 100 m/s, 20 days: the theory is metres off in altitude and kilometres along the track."""
    position, velocity = _start()
    times = np.array([0.0, 3000.0, 5000.0]) * np.sign(end)
    impulses = np.array([[5.0, -60.0, 80.0], [0.0, 0.0, 0.0], [0.0, 40.0, -70.0]])
    mean, _, _ = shoot_half(mean_of(position, velocity, gravity), 0.0, times, impulses, end, gravity)
    flown = mean_of(*fly_half(position, velocity, 0.0, times, impulses, end, gravity)[:2], gravity)
    assert np.all(np.abs(_difference(mean, flown)) < [5.0, 5e-5, 5e-5, 1e-5, 5e-5, 5e-3])


@pytest.mark.parametrize("gravity", FIELDS)
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("column", range(6))
def test_the_answer_to_impulses_is_what_flights_differ_by(gravity, end, column):
    position, velocity = _start()
    times = np.array([600.0, 4000.0]) * np.sign(end)
    impulses = np.array([[0.0, -60.0, 80.0], [0.0, 40.0, -70.0]])
    _, matrix, _ = shoot_half(mean_of(position, velocity, gravity), 0.0, times, impulses, end, gravity)
    ends = []
    for sign in (1.0, -1.0):
        changed = impulses.copy()
        changed.flat[column] += 0.05 * sign
        ends.append(mean_of(*fly_half(position, velocity, 0.0, times, changed, end, gravity)[:2], gravity))
    flown = _difference(*ends) / 0.1
    # The answer leaves out the periodic terms' own: some J2, and more where an element answers little.
    scale = np.abs(matrix).max(axis=1)
    np.testing.assert_allclose(flown / scale, matrix[:, column] / scale, atol=0.03)


@pytest.mark.parametrize(("altitude", "inclination"), [(450e3, 74.0), (600e3, 98.0), (840e3, 71.0)])
def test_a_falling_orbit_is_followed_for_months(altitude, inclination):
    """Sixty days in which drag takes off 9.5, 1.1 and 0.07 km and brings the place forward by up to a turn."""
    body = EGM96._replace(drag=0.022)
    elements = (EGM96.radius + altitude, 0.001, np.radians(inclination), 1.0, 0.4, 0.3)
    position, velocity = osculating_of(np.array([elements[0], 4e-4, 9e-4, *elements[2:4], 0.7]), EGM96)
    start = mean_of(position, velocity, EGM96)
    flown = mean_of(*propagate(position, velocity, 0.0, 60 * DAY, body), EGM96)
    theory, vacuum = coasted(start, 0.0, 60 * DAY, body), coasted(start, 0.0, 60 * DAY, EGM96)
    fallen = start[0] - flown[0]
    assert fallen > 60.0
    assert abs(theory[0] - flown[0]) < 0.01 * fallen
    off, missed = _difference(theory, flown), theory[5] - vacuum[5]
    assert abs(off[5]) < 0.01 * missed + 1e-3
    assert abs(off[4]) < 1e-3


def test_an_orbit_that_would_fall_out_of_the_air_is_held():
    """At 250 km ninety days are too many: three scale heights down the theory stops, and stays a number."""
    low = np.array([EGM96.radius + 250e3, 0.0, 0.0, 1.2, 0.0, 0.0])
    body = EGM96._replace(drag=0.022)
    after = coasted(low, 0.0, 90 * DAY, body)
    assert np.all(np.isfinite(after))
    assert EGM96.radius + 100e3 < after[0] < low[0]
    assert coasted(low, 0.0, 180 * DAY, body)[0] == after[0]


def test_impulses_come_back_in_the_planning_frame():
    position, velocity = _start()
    burns = fly_half(position, velocity, 0.0, np.array([0.0]), np.array([[1.0, 2.0, 3.0]]), 10.0, EGM96)[2]
    radial = position / np.linalg.norm(position)
    normal = np.cross(position, velocity) / np.linalg.norm(np.cross(position, velocity))
    np.testing.assert_allclose(burns[0], radial + 2.0 * np.cross(normal, radial) + 3.0 * normal)


def test_a_coast_there_and_back_ends_where_it_began():
    mean = mean_of(*_start(), EGM96)
    np.testing.assert_allclose(coasted(coasted(mean, 0.0, DAY, EGM96), DAY, -DAY, EGM96), mean, rtol=1e-14)


def test_the_lowest_perigee_is_that_of_a_flown_revolution():
    position, velocity = _start()
    mean = mean_of(position, velocity, EGM96)
    flown = []
    for time in np.arange(0.0, 6100.0, 20.0):
        r, v = osculating_of(coasted(mean, 0.0, time, EGM96), EGM96)
        binding = 2.0 / np.linalg.norm(r) - v @ v / EGM96.mu
        ecc = np.sqrt(1.0 - np.sum(np.cross(r, v) ** 2) * binding / EGM96.mu)
        flown.append((1.0 - ecc) / binding)
    assert lowest_perigee(mean, EGM96) == pytest.approx(min(flown), abs=100.0)
