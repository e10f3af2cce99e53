"""What either Sun does to a drift, and whose plane a servicer leaves in."""

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

from adr_planner import Catalog, Injection, MissionSpec, Servicer
from adr_planner.environment import Environment
from adr_planner.planner.flying.sun_effects import NO_ROOM, Room, Traveller, Weather
from adr_planner.planner.pricing.force_fields import drag_of
from adr_planner.transfer.motion import target_state
from adr_planner.transfer.state import Flight, State

DAY = 86400.0
START = Time("2026-02-15")
SERVICER = Servicer(dry_mass=1000 * u.kg, propellant=800 * u.kg, isp=310 * u.s, kits=1)


@pytest.fixture(scope="module")
def launch():
    """Return a stage, the environment, and a coast of forty days 300 km below it: no more than `Weather` looks at."""
    return _launch(300e3, 40.0)


@pytest.fixture(scope="module")
def low_launch():
    """Return the same for ninety days 350 km below, where either Sun moves the meeting of the nodes by days."""
    return _launch(350e3, 90.0)


def _launch(below, days):
    stage = Catalog.example().get(25400)
    environment = Environment.between(START, START + (days + 20.0) * u.day, since=stage.elements.epoch)
    goal = Traveller(target_state(stage, environment), drag_of(stage))
    drift = goal.mean_at(0.0, environment) - np.array([below, 0.0, 0.0, 0.0, 0.0, 0.0])
    arrival = goal.state.at(days * DAY, environment.dragging(goal.drag))
    flight = Flight(State(0.0, arrival.position, arrival.velocity), (), arrival, drift, 0.0, 0.0)
    return stage, environment, goal, flight


def _effects(launch, injection):
    reserve = _reserve(launch, injection, NO_ROOM)
    return {effect.sun: effect for effect in reserve.suns}, reserve.delta_v


def _reserve(launch, injection, room):
    stage, environment, _, flight = launch
    mission = MissionSpec(start=START, duration=60 * u.day, targets=1, injection=injection)
    return Weather([stage], SERVICER, mission, environment).bear(flight, None, 0, room)


def _injection(node):
    return Injection(altitude=550 * u.km, inclination=98.6 * u.deg, raan=node, date=START)


@pytest.mark.parametrize("sun", ["weak", "strong"])
def test_an_injection_into_a_given_node_does_not_follow_its_target(launch, sun):
    """What the air since the elements has done to the target's node by then is missed, as the verifier has it."""
    _, environment, goal, _ = launch
    moved = goal.mean_at(0.0, environment.under(sun))[4] - goal.mean_at(0.0, environment)[4]
    given, aimed = (_effects(launch, _injection(node))[0][sun] for node in (100 * u.deg, None))
    assert abs(moved) > 1e-6
    assert given.raan - aimed.raan == pytest.approx(-moved, rel=0.05)


def test_a_given_node_is_dearer_and_reserved_for(launch):
    given, aimed = (_effects(launch, _injection(node)) for node in (100 * u.deg, None))
    assert max(effect.delta_v for effect in given[0].values()) > max(effect.delta_v for effect in aimed[0].values())
    assert given[1] >= aimed[1]


def test_either_sun_parts_the_nodes_the_other_way(launch):
    effects, _ = _effects(launch, None)
    assert effects["weak"].raan * effects["strong"].raan < 0.0


def test_days_are_set_aside_where_they_save_delta_v(low_launch):
    """Held to its day the drift is aimed anew; with days to spare it ends when the nodes meet, under either Sun."""
    held, moved = (_reserve(low_launch, _injection(100 * u.deg), room) for room in (NO_ROOM, Room(30.0 * DAY, 0.0)))
    waits = {effect.sun: effect.wait for effect in moved.suns}
    assert waits["strong"] < 0.0 < waits["weak"] < moved.slack
    assert held.slack == 0.0
    assert moved.delta_v <= held.delta_v - 10.0
    assert moved.delta_v >= max(effect.dated for effect in moved.suns) - 10.0


@pytest.mark.parametrize("room", [Room(0.1 * DAY, 0.0), Room(30.0 * DAY, 100.0 / DAY)])
def test_no_days_are_set_aside_that_are_not_there_or_cost_the_next_leg_more(low_launch, room):
    kept = _reserve(low_launch, _injection(100 * u.deg), room)
    assert kept == _reserve(low_launch, _injection(100 * u.deg), NO_ROOM)
