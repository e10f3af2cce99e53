"""Secular rates and periodic terms of zonal gravity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from sgp4.api import WGS72, Satrec

from adr_planner.core.constants import EGM96, GTOC9, Gravity
from adr_planner.core.dynamics import propagate, zonal_acceleration
from adr_planner.core.j2 import mean_to_osculating, osculating_to_mean, secular_rates
from adr_planner.core.kepler import elements_from_state, state_from_elements, wrap_pi
from adr_planner.core.periodic import mean_energy, zonal_energy

DAY = 86400.0
R = EGM96.radius
SGP4 = Gravity(3.986008e14, 6378135.0, 1.082616e-3, -2.53881e-6, -1.65597e-6, 1.0)
J2_ONLY = EGM96._replace(j3=0.0, j4=0.0)
angles = st.floats(0.0, 6.28)
altitudes = st.floats(500e3, 1400e3)
eccentricities = st.one_of(st.floats(0.0, 0.03), st.floats(0.0, 1e-4))
inclinations = st.one_of(st.floats(0.0, np.pi), st.sampled_from([0.0, 1e-9, np.radians(63.4349), np.pi / 2, np.pi]))


def _debris(count, seed=1):
    """Mean elements of derelicts as catalogues hold them, evenly over all mean anomalies."""
    rng = np.random.default_rng(seed)
    for k in range(count):
        ecc = rng.uniform(0.0, 0.02) if k % 2 else 10 ** rng.uniform(-5, -3)
        inc = np.radians(rng.choice([65.8, 71.0, 74.0, 82.9, 98.5]))
        angle = rng.uniform(0.0, 2 * np.pi, 2)
        yield np.array([R + rng.uniform(600e3, 1200e3), ecc, inc, *angle, 2 * np.pi * k / count])


def _state(elements, gravity=EGM96):
    return state_from_elements(*elements, gravity.mu)


def _later(mean, time, gravity=EGM96):
    moved = np.array(mean)
    moved[3:] += np.array(secular_rates(*mean[:3], gravity)) * time
    return moved


@pytest.mark.parametrize(
    ("altitude_km", "inclination", "rate"),
    [
        (840, 71.0, -2.10386),
        (800, 98.6, 0.98529),
        (600, 98.6, 1.08772),
        (500, 98.6, 1.14409),
        (300, 98.6, 1.26857),
        (780, 86.4, -0.41779),
        (1200, 87.9, -0.19971),
        (350, 87.9, -0.30285),
        (980, 82.9, -0.74679),
        (700, 82.9, -0.85540),
    ],
)
def test_first_order_node_rates_are_the_published_ones(altitude_km, inclination, rate):
    """Closed-form anchors: published node rates for J2 1.08262668e-3, radius 6378.137 km [deg/day]."""
    node, _, _ = secular_rates(R + altitude_km * 1e3, 0.0, np.radians(inclination), GTOC9)
    assert np.degrees(node) * DAY == pytest.approx(rate, rel=1e-5, abs=5e-6)


def test_first_order_leaves_the_mean_motion_unperturbed():
    """GTOC9's rule (ESA ACT, 2017); perigee turns at 0.75 J2 (R/p)^2 n (5 cos^2 i - 1)."""
    a, ecc, inc = 7.2e6, 0.01, np.radians(99.0)
    _, perigee, anomaly = secular_rates(a, ecc, inc, GTOC9)
    n = np.sqrt(GTOC9.mu / a**3)
    assert anomaly == pytest.approx(n, rel=1e-15)
    factor = 0.75 * GTOC9.j2 * (R / (a * (1 - ecc**2))) ** 2
    assert perigee == pytest.approx(factor * n * (5 * np.cos(inc) ** 2 - 1))


@pytest.mark.parametrize("inclination", [0.0, 30.0, 63.4, 71.0, 90.0, 98.6, 144.0])
def test_second_order_rates_are_those_of_sgp4(inclination):
    """The sgp4 library's own rates: equal but for its neglect of the eccentricity in the J2^2 terms."""
    satellite = Satrec()
    elements = (0.001, 0.3, np.radians(inclination), 0.5, 14.2 * 2 * np.pi / 1440, 0.7)
    satellite.sgp4init(WGS72, "i", 1, 27000.0, 0.0, 0.0, 0.0, *elements)
    ours = secular_rates(satellite.a * 6378135.0, 0.001, np.radians(inclination), SGP4)
    theirs = np.array([satellite.nodedot, satellite.argpdot, satellite.mdot]) / 60.0
    # sgp4 keeps its mu as a rounded 1/min rate and drops J4 in the mean anomaly: parts in 1e9 of n.
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=3e-9 * theirs[2])


@given(altitudes, st.floats(0.05, 0.4), st.floats(0.1, 3.0))
def test_rates_are_the_slopes_of_the_mean_energy(altitude, ecc, inc):
    """Hamilton's equations: the rate of each angle is the slope of the energy by its momentum."""
    a = (R + altitude) / (1 - ecc)
    big_l = np.sqrt(EGM96.mu * a)
    big_g = big_l * np.sqrt(1 - ecc**2)
    momenta = np.array([big_l, big_g, big_g * np.cos(inc)])

    def energy(momenta):
        eccentricity = np.sqrt(1 - (momenta[1] / momenta[0]) ** 2)
        return mean_energy(
            momenta[0] ** 2 / EGM96.mu, eccentricity, (momenta[2] / momenta[1]) ** 2, EGM96
        ) + EGM96.mu**2 / (2 * momenta[0] ** 2)

    step = 1e-4
    slopes = []
    for axis in np.eye(3) * step * big_l:
        near = energy(momenta + axis) - energy(momenta - axis)
        far = energy(momenta + 2 * axis) - energy(momenta - 2 * axis)
        slopes.append((8 * near - far) / (12 * step * big_l))
    n = np.sqrt(EGM96.mu / a**3)
    node, perigee, anomaly = secular_rates(a, ecc, inc, EGM96)
    np.testing.assert_allclose([anomaly - n, perigee, node], slopes, rtol=0, atol=1e-9 * n)


def test_rates_of_arrays_are_those_of_their_members():
    a, ecc, inc = np.linspace(6.9e6, 7.6e6, 5), np.linspace(0.0, 0.1, 5), np.linspace(1.0, 1.8, 5)
    together = secular_rates(a, ecc, inc, EGM96)
    for k in range(5):
        assert [rate[k] for rate in together] == pytest.approx(secular_rates(a[k], ecc[k], inc[k], EGM96))


@given(altitudes, eccentricities, inclinations, angles, angles, angles)
def test_osculating_to_mean_undoes_mean_to_osculating(altitude, ecc, inc, raan, argp, anomaly):
    mean = ((R + altitude) / (1 - ecc), ecc, inc, raan, argp, anomaly)
    back = osculating_to_mean(mean_to_osculating(mean, EGM96), EGM96)
    position, velocity = _state(mean)
    again, speed = _state(back)
    # Eccentricities below 1e-12 come back as zero.
    assert np.linalg.norm(again - position) < 3e-12 * mean[0]
    assert np.linalg.norm(speed - velocity) < 3e-12 * np.linalg.norm(velocity)


@given(altitudes, st.floats(1e-3, 0.03), st.floats(0.05, 3.1), angles, angles)
def test_all_elements_stay_on_the_turn_of_the_mean_ones(altitude, ecc, inc, argp, anomaly):
    """brahe 1.8 takes f and M on different turns for M > 180 deg; ours may not jump."""
    mean = ((R + altitude) / (1 - ecc), ecc, inc, 1.0, argp, anomaly)
    osculating = mean_to_osculating(mean, EGM96)
    assert abs(wrap_pi(osculating[3] - 1.0)) < 2e-3 / np.sin(inc)
    latitude = wrap_pi(osculating[4] + osculating[5] + (osculating[3] - 1.0) * np.cos(inc) - argp - anomaly)
    assert abs(latitude) < 6e-3


def test_a_state_keeps_its_mean_elements_over_a_flown_revolution():
    """Zonal field to J4, scipy DOP853. a'' to a centimetre; the other elements, in metres, to 50 m."""
    for mean in _debris(8):
        position, velocity = _state(mean_to_osculating(mean, EGM96))
        period = 2 * np.pi * np.sqrt(mean[0] ** 3 / EGM96.mu)

        def fall(_, state):
            return np.concatenate([state[3:], zonal_acceleration(state[:3], EGM96)])

        times = np.linspace(0.0, period, 25)
        start = np.concatenate([position, velocity])
        flown = solve_ivp(fall, (0.0, period), start, "DOP853", times, rtol=1e-12, atol=1e-6).y.T
        for time, state in zip(times, flown, strict=True):
            osculating = elements_from_state(state[:3], state[3:], EGM96.mu)
            found = osculating_to_mean(osculating, EGM96)
            assert found[0] == pytest.approx(mean[0], abs=0.02)
            assert np.linalg.norm(_state(found)[0] - _state(_later(mean, time))[0]) < 60.0


def test_mean_elements_are_the_average_of_a_flown_revolution():
    """One revolution in equal times of a flight in J2 alone: a, i, node and the eccentricity vector."""
    for mean in _debris(12):
        position, velocity = _state(mean_to_osculating(mean, J2_ONLY))
        rates = secular_rates(*mean[:3], J2_ONLY)
        draconic = 2 * np.pi / (rates[1] + rates[2])
        count, total = 96, np.zeros(5)
        for _ in range(count):
            a, ecc, inc, raan, argp, _anomaly = elements_from_state(position, velocity, J2_ONLY.mu)
            total += [a, ecc * np.cos(argp), ecc * np.sin(argp), inc, wrap_pi(raan - mean[3])]
            position, velocity = propagate(position, velocity, 0.0, draconic / count, J2_ONLY)
        a, e_cos, e_sin, inc, raan = total / count
        middle = _later(mean, draconic * (count - 1) / count / 2)
        # Brouwer's generating function leaves an average of the order of J2 e^2, or J2^2: 30 m together.
        assert a == pytest.approx(mean[0], abs=12.0)
        found = np.array([e_cos, e_sin]) - mean[1] * np.array([np.cos(middle[4]), np.sin(middle[4])])
        assert np.linalg.norm(found) * mean[0] < 30.0
        assert abs(inc - mean[2]) * mean[0] < 30.0
        assert abs(wrap_pi(raan - wrap_pi(middle[3] - mean[3]))) * mean[0] * np.sin(inc) < 30.0


@pytest.mark.parametrize(("days", "median", "worst"), [(0.07, 25.0, 60.0), (10.0, 40.0, 120.0)])
def test_a_mean_orbit_moved_by_its_rates_meets_the_flown_state(days, median, worst):
    """Position after a revolution, and after ten days, flown in the zonal field to J4 [m]."""
    misses = []
    for mean in _debris(40):
        position, velocity = _state(mean_to_osculating(mean, EGM96))
        flown, _ = propagate(position, velocity, 0.0, days * DAY, EGM96)
        planned, _ = _state(mean_to_osculating(_later(mean, days * DAY), EGM96))
        misses.append(np.linalg.norm(flown - planned))
    assert np.median(misses) < median
    assert max(misses) < worst


def test_reading_mean_elements_as_osculating_would_cost_a_thousand_kilometres_a_day():
    """So the conversion is not a refinement: published trap, 577-1244 km/day along track."""
    mean = np.array([7145e3, 0.001, np.radians(98.5), 1.0, 2.0, 3.0])
    position, velocity = _state(mean)
    flown, _ = propagate(position, velocity, 0.0, DAY, EGM96)
    planned, _ = _state(mean_to_osculating(_later(mean, DAY), EGM96))
    assert np.linalg.norm(flown - planned) > 500e3


def test_the_energy_of_a_state_is_kept_by_a_flight():
    position, velocity = _state((7.2e6, 0.01, 1.7, 0.1, 0.2, 0.3))
    before = zonal_energy(position, velocity, EGM96)
    later = propagate(position, velocity, 0.0, DAY, EGM96)
    assert zonal_energy(*later, EGM96) == pytest.approx(before, rel=1e-12)


@given(angles, angles)
def test_a_frozen_orbit_keeps_its_eccentricity(argp, anomaly):
    """J3 holds a near-circular orbit about a perigee at 90 deg: the mean circle osculates to e ~ 1e-3."""
    inc = np.radians(98.6)
    mean = (7.1e6, 0.0, inc, 0.0, argp, anomaly)
    with_j3 = np.array(_state(mean_to_osculating(mean, EGM96._replace(j4=0.0)))[0])
    without = np.array(_state(mean_to_osculating(mean, J2_ONLY))[0])
    frozen = -0.5 * EGM96.j3 / EGM96.j2 * EGM96.radius * np.sin(inc)  # Rosborough and Ocampo, 1991
    radial = np.linalg.norm(with_j3) - np.linalg.norm(without)
    assert radial == pytest.approx(-frozen * np.sin(argp + anomaly), abs=25.0)


def test_a_round_earth_has_no_periodic_terms():
    sphere = EGM96._replace(j2=0.0, j3=0.0, j4=0.0)
    mean = (7.2e6, 0.01, 1.7, 0.1, 0.2, 0.3)
    assert mean_to_osculating(mean, sphere) == pytest.approx(mean)
    assert secular_rates(7.2e6, 0.01, 1.7, sphere) == pytest.approx((0.0, 0.0, np.sqrt(EGM96.mu / 7.2e6**3)))


@pytest.mark.parametrize("convert", [mean_to_osculating, osculating_to_mean])
def test_hyperbolas_have_no_mean_elements(convert):
    with pytest.raises(ValueError, match="Eccentricity must be in"):
        convert((7.2e6, 1.2, 1.7, 0.1, 0.2, 0.3), EGM96)
