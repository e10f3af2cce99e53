"""A burn exists or it does not: none below the smallest an engine makes, and no two at once."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.kepler import state_from_elements
from adr_planner.transfer.impulsive.burn_schedule import BurnSchedule
from adr_planner.transfer.impulsive.targeting import fly_leg, fly_within
from adr_planner.transfer.state import State

DAY = 86400.0
LOWEST = EGM96.radius + 400e3
MINIMUM = 0.01
"""A centimetre a second [m/s]."""


def _orbit(altitude_km, ecc, inclination_deg, raan, argp, anomaly):
    elements = EGM96.radius + altitude_km * 1e3, ecc, np.radians(inclination_deg), raan, argp, anomaly
    position, velocity = state_from_elements(*elements, EGM96.mu)
    return State(0.0, np.asarray(position), np.asarray(velocity))


def _clean(flight, minimum):
    times = [burn.before.time for burn in flight.burns]
    return all(burn.size >= minimum for burn in flight.burns) and all(b - a > 1.0 for a, b in pairwise(times))


def _miss(flight, departure, target):
    """Fly the burns on their own, and return how far from the target they end [m], [m/s]."""
    state = departure
    for burn in flight.burns:
        state = state.at(burn.before.time, EGM96).after_impulse(burn.delta_v)
    state = state.at(target.time, EGM96)
    return np.linalg.norm(state.position - target.position), np.linalg.norm(state.velocity - target.velocity)


@st.composite
def legs(draw):
    """Two orbits of a family up to 30 km, 0.1 deg of plane and any phase apart, and a time between."""
    inclination = draw(st.sampled_from([71.0, 74.0, 82.9, 98.4]))
    angle = st.floats(0.0, 2.0 * np.pi)
    near = _orbit(800.0, draw(st.floats(1e-4, 5e-3)), inclination, 1.0, draw(angle), draw(angle))
    far = _orbit(
        800.0 + draw(st.floats(-30.0, 30.0)), draw(st.floats(1e-4, 5e-3)), inclination + draw(st.floats(-0.05, 0.05)),
        1.0 + np.radians(draw(st.floats(-0.1, 0.1))), draw(angle), draw(angle),
    )  # fmt: skip
    return near, far.at(draw(st.floats(5.0, 40.0)) * DAY, EGM96)


@settings(max_examples=25)
@given(legs(), st.sampled_from([MINIMUM, 0.05]))
def test_legs_close_without_small_burns_at_the_cost_they_had(leg, minimum):
    departure, target = leg
    free = fly_leg(departure, target, EGM96, lowest=LOWEST, minimum=0.0)
    flight = fly_leg(departure, target, EGM96, lowest=LOWEST, minimum=minimum)
    assert _clean(flight, minimum)
    miss, slip = _miss(flight, departure, target)
    assert miss < 1.0
    assert slip < 1e-3
    # What is left out costs the others a little; a burn that nothing replaces is made as a pair: at most 3 minima each.
    small = sum(burn.size < 1.1 * minimum for burn in free.burns)
    assert flight.delta_v <= free.delta_v + 1e-3 + 4.0 * minimum * small


@pytest.mark.parametrize(("along", "days"), [(100.0, 3.0), (1e3, 3.0), (5.0, 0.5), (100.0, 20.0)])
def test_a_leg_of_millimetres_a_second_closes_by_burns_that_can_be_made(along, days):
    departure = _orbit(780.0, 1e-3, 98.4, 1.0, 0.3, 1.0)
    coasted = departure.at(days * DAY, EGM96)
    aside = np.array([0.3, -0.5, 0.8])
    target = State(coasted.time, coasted.position + along * aside, coasted.velocity)
    flight = fly_leg(departure, target, EGM96, lowest=LOWEST)
    assert flight.burns
    assert _clean(flight, MINIMUM)
    assert _miss(flight, departure, target)[0] < 0.1
    free = fly_leg(departure, target, EGM96, lowest=LOWEST, minimum=0.0).delta_v
    assert flight.delta_v < free + 0.1


@pytest.mark.parametrize("thrust", [100.0, 22.0])
def test_the_parts_of_a_weak_engine_are_clean_too(thrust):
    departure, target = _orbit(800.0, 2e-3, 82.9, 1.0, 0.2, 0.4), _orbit(812.0, 1e-3, 82.93, 1.004, 2.0, 3.0)
    limit = BurnLimit(thrust, 300.0, np.radians(30.0))
    target = target.at(30.0 * DAY, EGM96)
    flight = fly_within(limit, 6600.0, departure, target, EGM96, lowest=LOWEST, minimum=MINIMUM)
    assert _clean(flight, MINIMUM)
    assert _miss(flight, departure, target)[0] < 1.0


def test_the_burns_of_a_pair_add_up_to_what_they_replace():
    schedule = BurnSchedule(
        np.array([0.0, 50.0]), np.array([[1.0, 0.0, 0.0], [0.002, 0.001, 0.003]]), np.array([True, False])
    )
    paired = schedule.paired(np.array([False, True]), MINIMUM, 20.0)
    assert paired.times.tolist() == [0.0, 30.0, 50.0]
    assert paired.ahead.tolist() == [True, False, False]
    assert paired.impulses[1:].sum(axis=0) == pytest.approx([0.002, 0.001, 0.003])
    assert (paired.sizes >= MINIMUM).all()


def test_burns_within_a_second_are_one_and_stand_at_the_ends():
    times = np.array([0.0, 0.4, 500.0, 500.8, 999.9999999])
    single = BurnSchedule(times, np.tile([0.0, 1.0, 0.0], (5, 1)), times < 400.0).apart(0.0, 1000.0)
    assert single.times == pytest.approx([0.0, 500.4, 1000.0], abs=1e-9)
    assert single.times[[0, -1]].tolist() == [0.0, 1000.0]
    assert single.impulses[:, 1].tolist() == [2.0, 2.0, 1.0]
