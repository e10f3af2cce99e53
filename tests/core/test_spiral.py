"""Edelbaum's law: what is published, and what must hold of any spiral."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96, G0
from adr_planner.core.impulses import burnt_mass, edelbaum
from adr_planner.core.j2 import secular_rates
from adr_planner.core.spiral import NO_SHADOW, Thruster, burn_time, direction, spiral, spiral_arc, spiral_to

R, DAY = EGM96.radius, 86400.0
ENGINE = Thruster(thrust=0.2, exhaust=1500.0 * G0, shaded=False)
altitudes = st.floats(300e3, 2000e3)
turns = st.floats(-0.1, 0.1)


def _speed(altitude):
    return float(np.sqrt(EGM96.mu / (R + altitude)))


@pytest.mark.parametrize(
    ("low", "high", "turn", "published"),
    [
        (840, 300, 0.0, 294.61),
        (800, 600, 0.0, 106.03),
        (615, 350, 0.0, 147.24),
        (1000, 300, 0.0, 375.62),
        (350, 629, 0.25, 163.36),
        (400, 800, 1.0, 299.86),
    ],
)
def test_spirals_cost_what_is_published(low, high, turn, published):
    """Closed-form anchors, re-computed in the sources' constants (mu 398600.4418, Re 6378.137), to 0.1 %."""
    size, _ = spiral(_speed(low * 1e3), _speed(high * 1e3), np.radians(turn), NO_SHADOW)
    assert size == pytest.approx(published, rel=1e-3)


@given(altitudes, altitudes, turns)
def test_a_spiral_is_edelbaums_closed_form_both_ways(low, high, turn):
    v0, v1 = _speed(low), _speed(high)
    size, _ = spiral(v0, v1, turn, NO_SHADOW)
    assert size == pytest.approx(edelbaum(R + low, R + high, turn, EGM96.mu), rel=1e-9, abs=1e-9)
    assert size == pytest.approx(spiral(v1, v0, -turn, NO_SHADOW)[0], rel=1e-9, abs=1e-9)
    assert size >= abs(v1 - v0) - 1e-9
    assert size >= v0 * abs(np.sin(turn)) - 1e-9  # never cheaper than the impulse that turns the plane


@given(altitudes, altitudes, turns, st.floats(0.05, 0.95))
def test_a_spiral_can_be_broken_off_and_taken_up_again(low, high, turn, part):
    """Bellman: from any point of the spiral the rest of it is the spiral from there."""
    v0, v1 = _speed(low), _speed(high)
    size, yaw = spiral(v0, v1, turn, NO_SHADOW)
    _, _, middle = direction(v0, yaw, part * size)
    turned = NO_SHADOW * np.arctan2(part * size * np.sin(yaw), v0 - part * size * np.cos(yaw))
    rest, _ = spiral(middle, v1, turn - turned, NO_SHADOW)
    assert part * size + rest == pytest.approx(size, rel=1e-7, abs=1e-6)


@given(altitudes, turns, st.floats(0.0, 1.0))
def test_the_direction_is_the_textbooks_yaw(low, turn, part):
    """Tan yaw = V0 sin yaw0 / (V0 cos yaw0 - s), in unit vectors."""
    v0, v1 = _speed(low), _speed(low + 200e3)
    size, yaw = spiral(v0, v1, turn, NO_SHADOW)
    along, across, _ = direction(v0, yaw, part * size)
    assert np.hypot(along, across) == pytest.approx(1.0, abs=1e-9)
    assert np.arctan2(across, along) == pytest.approx(np.arctan2(v0 * np.sin(yaw), v0 * np.cos(yaw) - part * size))


@given(altitudes, altitudes, turns)
def test_an_averaged_arc_ends_where_its_spiral_was_aimed(low, high, turn):
    v0, v1 = _speed(low), _speed(high)
    size, yaw = spiral(v0, v1, turn, NO_SHADOW)
    time, speed, inc, _ = spiral_arc(v0, 1.2, 0.5, 9000.0, yaw, size, 1000.0, ENGINE, EGM96)
    assert speed == pytest.approx(v1, rel=1e-9)
    assert inc == pytest.approx(1.2 + turn, abs=2e-6)
    assert time == pytest.approx(burn_time(size, ENGINE.thrust / 1000.0, ENGINE.exhaust), rel=1e-4, abs=1e-3)


def test_the_burn_takes_as_long_as_its_propellant_lasts():
    """The rocket equation's propellant over the engine's flow of thrust / exhaust velocity."""
    propellant = burnt_mass(1000.0, 300.0, 1500.0)
    assert burn_time(300.0, ENGINE.thrust / 1000.0, ENGINE.exhaust) == pytest.approx(
        propellant / (ENGINE.thrust / ENGINE.exhaust)
    )


def test_the_node_drifts_by_the_mean_of_the_rates_on_the_way():
    """Against a fine sum of secular rates over a descent at constant acceleration, the mass hardly changing."""
    engine = Thruster(thrust=0.2, exhaust=1e7, shaded=False)
    v0, v1 = _speed(900e3), _speed(500e3)
    size, yaw = spiral(v0, v1, 0.0, NO_SHADOW)
    time, _, _, raan = spiral_arc(v0, 1.72, 0.0, 9000.0, yaw, size, 1000.0, engine, EGM96)
    speeds = np.linspace(v0, v1, 20001)
    rates = secular_rates(EGM96.mu / speeds**2, np.zeros_like(speeds), np.full_like(speeds, 1.72), EGM96)[0]
    assert raan == pytest.approx(float(np.trapezoid(rates, dx=time / 20000)), rel=1e-4)


@pytest.mark.parametrize("raan", [0.5, 2.0, 5.0])
def test_a_shaded_spiral_takes_longer_and_still_ends_in_its_plane(raan):
    v0, v1, shaded = _speed(800e3), _speed(650e3), ENGINE._replace(shaded=True)
    lit = spiral_to(v0, 1.24, raan, 9131.5, v1, 1.246, 1200.0, ENGINE, EGM96)
    dark = spiral_to(v0, 1.24, raan, 9131.5, v1, 1.246, 1200.0, shaded, EGM96)
    assert dark[2] > lit[2]
    _, speed, inc, _ = spiral_arc(v0, 1.24, raan, 9131.5, dark[1], dark[0], 1200.0, shaded, EGM96)
    assert speed == pytest.approx(v1, rel=1e-9)
    assert inc == pytest.approx(1.246, abs=1e-6)
