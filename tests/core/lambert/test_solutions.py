"""Lambert's problem, the orbit's own way round."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from adr_planner.core.constants import EGM96
from adr_planner.core.kepler import elements_from_state, state_from_elements
from adr_planner.core.lambert.perigee import arc_lowest_radius, perigee_radius
from adr_planner.core.lambert.solutions import lambert, lambert_batch

MU, R = EGM96.mu, EGM96.radius
FLOOR = R + 200e3
PERIOD = 2 * np.pi * np.sqrt((R + 800e3) ** 3 / MU)


def _coast(position, velocity, time):
    a, ecc, inc, raan, argp, anomaly = elements_from_state(position, velocity, MU)
    return state_from_elements(a, ecc, inc, raan, argp, anomaly + np.sqrt(MU / a**3) * time, MU)


def _rendezvous(count, seed=0, inclinations=(97.5, 99.5), longest=3.5):
    """Servicer and target states at departure and arrival: near planes, any phase."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        inc, raan = np.radians(rng.uniform(*inclinations)), rng.uniform(0, 2 * np.pi)
        ours = (R + rng.uniform(600e3, 900e3), rng.uniform(0, 0.01), inc, raan, *rng.uniform(0, 2 * np.pi, 2))
        theirs = (
            *(R + rng.uniform(600e3, 900e3), rng.uniform(0, 0.01), inc + rng.normal(0, 1e-3)),
            *(raan + rng.normal(0, 2e-3), *rng.uniform(0, 2 * np.pi, 2)),
        )
        yield (
            state_from_elements(*ours, MU),
            state_from_elements(*theirs, MU),
            rng.uniform(0.1, longest) * PERIOD,
        )


def _arcs(start, end, time, momentum, revs=5):
    count, v1, v2, turns = lambert(start, end, time, MU, momentum, revs)
    return list(zip(v1[:count], v2[:count], turns[:count], strict=True))


def test_a_thousand_sun_synchronous_rendezvous_go_the_orbits_own_way_round():
    """Every arc turns with the target; with a floor required, the cheapest arc above it really is above."""
    rendezvous = list(_rendezvous(1000))
    above, cheapest = 0, []
    for (r1, v1), (r2, v2), time in rendezvous:
        momentum = np.cross(r2, v2)
        arcs = _arcs(r1, r2, time, momentum)
        assert arcs
        for departure, arrival, _ in arcs:
            assert np.dot(np.cross(r1, departure), momentum) > 0.0
            assert np.dot(np.cross(r2, arrival), momentum) > 0.0
        kept = [arc for arc in arcs if arc_lowest_radius(r1, arc[0], r2, time, MU) >= FLOOR]
        if not kept:
            continue
        above += 1
        departure, arrival, _ = min(kept, key=lambda arc: np.linalg.norm(arc[0] - v1) + np.linalg.norm(v2 - arc[1]))
        cheapest.append(np.linalg.norm(departure - v1) + np.linalg.norm(v2 - arrival))
        flown = [_coast(r1, departure, t)[0] for t in np.linspace(0, time, 100)]
        assert min(np.linalg.norm(position) for position in flown) >= FLOOR - 1.0
    assert above > 700
    # A prograde flag would cost a turn-around, 2 x 7.5 km/s or more; the right way round it is far below.
    assert np.median(cheapest) < 2500.0


def test_the_other_way_round_is_found_only_when_asked_for():
    (r1, v1), (r2, v2), time = next(_rendezvous(1))
    for sign in (1.0, -1.0):
        for departure, _, _ in _arcs(r1, r2, time, sign * np.cross(r2, v2)):
            assert sign * np.dot(np.cross(r1, departure), np.cross(r1, v1)) > 0.0


@pytest.mark.parametrize(("longest", "revs", "least"), [(1.2, 0, 350), (15.0, 15, 6000)])
def test_arcs_arrive_within_a_millimetre(longest, revs, least):
    """Kepler propagation of every arc that clears the Earth's centre by 100 km; matches both ends."""
    solutions, worst_position, worst_velocity = 0, 0.0, 0.0
    for (r1, _), (r2, v2), time in _rendezvous(400, 3, (60.0, 100.0), longest):
        for departure, arrival, _ in _arcs(r1, r2, time, np.cross(r2, v2), revs):
            if departure @ departure > 2 * MU / np.linalg.norm(r1) or perigee_radius(r1, departure, MU) < 1e5:
                continue
            position, velocity = _coast(r1, departure, time)
            solutions += 1
            worst_position = max(worst_position, np.linalg.norm(position - r2))
            worst_velocity = max(worst_velocity, np.linalg.norm(velocity - arrival))
    assert solutions > least
    assert worst_position < 1e-3
    assert worst_velocity < 1e-6


def test_hyperbolic_arcs_arrive_too():
    """Against scipy's DOP853: a third of a turn in a tenth of the time it takes."""
    r1, r2 = np.array([7.2e6, 0.0, 0.0]), np.array([-3.6e6, 1e6, 6.2e6])
    time = 300.0
    count, v1, v2, _ = lambert(r1, r2, time, MU, np.cross(r1, r2), 3)
    assert count == 1

    def newton(_, state):
        return np.concatenate([state[3:], -MU * state[:3] / np.linalg.norm(state[:3]) ** 3])

    start = np.concatenate([r1, v1[0]])
    end = solve_ivp(newton, (0, time), start, "DOP853", rtol=1e-13, atol=1e-7).y[:, -1]
    np.testing.assert_allclose(end[:3], r2, rtol=0, atol=1e-3)
    np.testing.assert_allclose(end[3:], v2[0], rtol=0, atol=1e-6)


def test_prograde_cases_agree_with_boinor():
    """boinor 0.20's Izzo solver, in the one case its prograde flag is right: i < 90 deg."""
    izzo = pytest.importorskip("boinor.core.iod")
    for (r1, _), (r2, v2), time in _rendezvous(60, 5, (60.0, 85.0), 6.0):
        for departure, arrival, revs in _arcs(r1, r2, time, np.cross(r2, v2), 4):
            theirs = [izzo.izzo(MU, r1, r2, time, int(revs), True, low, 35, 1e-10) for low in (True, False)]
            misses = [np.linalg.norm(a - departure) + np.linalg.norm(b - arrival) for a, b in theirs]
            assert min(misses) < 1e-4


def test_two_arcs_appear_for_each_whole_revolution_that_fits():
    (r1, _), (r2, v2), _ = next(_rendezvous(1, 7))
    counts = [lambert(r1, r2, k * PERIOD, MU, np.cross(r2, v2), 50) for k in (0.2, 2.0, 8.0)]
    assert counts[0][0] == 1
    for count, _, _, revs in counts:
        expected = [0] + [turn for turn in range(1, count // 2 + 1) for _ in range(2)]
        assert revs[:count].tolist() == expected
    assert counts[2][0] > counts[1][0] > 1


def test_at_the_least_time_of_a_revolution_the_two_arcs_are_one():
    """Bisection to the shortest time for which one whole revolution exists; both arcs still arrive."""
    (r1, _), (r2, v2), _ = next(_rendezvous(1, 9))
    low, high = 0.3 * PERIOD, 4.0 * PERIOD
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        enough = lambert(r1, r2, middle, MU, np.cross(r2, v2), 1)[0] == 3
        low, high = (low, middle) if enough else (middle, high)
    arcs = _arcs(r1, r2, high, np.cross(r2, v2), 1)
    assert np.linalg.norm(arcs[1][0] - arcs[2][0]) < 0.1
    for departure, _, _ in arcs[1:]:
        assert np.linalg.norm(_coast(r1, departure, high)[0] - r2) < 1e-3


@given(st.floats(-1e-6, 1e-6), st.sampled_from([0.3, 0.8, 2.6]))
def test_opposite_positions_are_joined_in_the_plane_of_the_angular_momentum(angle, share):
    """A half turn leaves the plane open; in the plane of the target's motion the arc arrives as ever."""
    r1, v1 = state_from_elements(R + 800e3, 0.0, np.radians(98.6), 1.0, 0.0, 0.5, MU)
    out, normal = r1 / np.linalg.norm(r1), np.cross(r1, v1) / np.linalg.norm(np.cross(r1, v1))
    r2 = -(R + 700e3) * (np.cos(angle) * out + np.sin(angle) * np.cross(normal, out))
    for departure, _, _ in _arcs(r1, r2, share * PERIOD, normal, 2):
        assert np.all(np.isfinite(departure))
        assert np.linalg.norm(_coast(r1, departure, share * PERIOD)[0] - r2) < 1e-3
        plane = np.cross(r1, departure)
        assert plane @ normal / np.linalg.norm(plane) > 1 - 1e-9


@given(st.floats(-5.0, 6.0), st.sampled_from([0.3, 1.0, 2.2]))
def test_close_positions_never_give_a_number_that_is_not_one(exponent, share):
    """From hundredths of a millimetre to a thousand kilometres apart, along the motion and across it."""
    r1, v1 = state_from_elements(R + 800e3, 0.001, np.radians(98.6), 1.0, 0.0, 0.5, MU)
    for direction in (v1, -v1, np.cross(r1, v1), r1):
        r2 = r1 + 10.0**exponent * direction / np.linalg.norm(direction)
        for departure, arrival, _ in _arcs(r1, r2, share * PERIOD, np.cross(r1, v1), 3):
            assert np.all(np.isfinite(departure))
            assert np.all(np.isfinite(arrival))


def test_one_position_twice_has_no_isolated_arc():
    r1 = np.array([7.2e6, 0.0, 0.0])
    assert lambert(r1, r1.copy(), PERIOD, MU, np.array([0.0, 0.0, 1.0]), 3)[0] == 0


def test_a_batch_is_its_members():
    cases = list(_rendezvous(20, 11))
    starts = np.array([start[0] for start, _, _ in cases])
    ends = np.array([end[0] for _, end, _ in cases])
    momenta = np.array([np.cross(*end) for _, end, _ in cases])
    times = np.array([time for _, _, time in cases])
    counts, v1, v2, revs = lambert_batch(starts, ends, times, MU, momenta, 3)
    for k in range(20):
        single = lambert(starts[k], ends[k], times[k], MU, momenta[k], 3)
        assert counts[k] == single[0]
        for batched, alone in zip((v1[k], v2[k], revs[k]), single[1:], strict=True):
            np.testing.assert_array_equal(batched, alone)


def test_an_arc_is_as_low_as_its_lowest_sample():
    """Ellipses and hyperbolas, passing their perigee or not, against samples every few seconds."""
    passed = 0
    for (r1, _), (r2, v2), time in _rendezvous(60, 13, longest=2.0):
        for departure, _, _ in _arcs(r1, r2, time, np.cross(r2, v2), 2):
            perigee = perigee_radius(r1, departure, MU)
            if departure @ departure > 1.99 * MU / np.linalg.norm(r1) or perigee < 2e6:
                continue
            samples = [np.linalg.norm(_coast(r1, departure, t)[0]) for t in np.linspace(0, time, 800)]
            lowest = arc_lowest_radius(r1, departure, r2, time, MU)
            assert min(samples) - 2e4 < lowest <= min(samples) + 1e-3
            assert perigee <= lowest + 1e-3
            passed += lowest < min(samples[0], samples[-1]) - 1.0
    assert passed > 10


@pytest.mark.parametrize(("radial", "lowest"), [(-9000.0, "perigee"), (9000.0, "end")])
def test_a_hyperbola_passes_its_perigee_only_when_it_comes_in(radial, lowest):
    r1, v1 = np.array([9e6, 0.0, 0.0]), np.array([radial, 7000.0, 0.0])
    r2 = np.array([5e6, 1e7, 0.0])
    expected = perigee_radius(r1, v1, MU) if lowest == "perigee" else 9e6
    assert arc_lowest_radius(r1, v1, r2, 1800.0, MU) == pytest.approx(expected)


@pytest.mark.parametrize("time", [0.0, -1.0, np.nan, np.inf])
def test_a_time_of_flight_that_is_none_is_refused(time):
    with pytest.raises(ValueError, match="time of flight"):
        lambert(np.array([7e6, 0.0, 0.0]), np.array([0.0, 7e6, 0.0]), time, MU, np.array([0.0, 0.0, 1.0]), 0)


def test_a_plane_that_is_none_is_refused():
    r1 = np.array([7e6, 0.0, 0.0])
    with pytest.raises(ValueError, match="gives no plane"):
        lambert(r1, -r1, 3000.0, MU, r1, 0)
