"""Burns of real length."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96, G0
from adr_planner.core.finite_burn import finite_burn, largest_burn

MU, R = EGM96.mu, EGM96.radius


def _perigee_after(delta_v, push, radius):
    """Fly a retrograde burn of constant acceleration and inertial direction, centred on the x axis (RK4)."""
    time = delta_v / push
    rate = math.sqrt(MU / radius**3)
    start, speed = -0.5 * rate * time, math.sqrt(MU / radius)
    state = np.array([math.cos(start), math.sin(start), 0.0, 0.0]) * radius
    state[2:] = -math.sin(start) * speed, math.cos(start) * speed
    thrust = np.array([0.0, -push])

    def slope(y):
        return np.concatenate([y[2:], thrust - MU * y[:2] / np.hypot(*y[:2]) ** 3])

    step = time / 400
    for _ in range(400):
        k1 = slope(state)
        k2 = slope(state + 0.5 * step * k1)
        k3 = slope(state + 0.5 * step * k2)
        k4 = slope(state + step * k3)
        state = state + step * (k1 + 2 * k2 + 2 * k3 + k4) / 6
    x, y, vx, vy = state
    a = 1.0 / (2.0 / math.hypot(x, y) - (vx * vx + vy * vy) / MU)
    momentum = x * vy - y * vx
    return a * (1.0 - math.sqrt(1.0 - momentum**2 / (MU * a)))


@pytest.mark.parametrize(("arc_deg", "left_out"), [(15, 0.01), (30, 0.03), (60, 0.12), (90, 0.26)])
def test_the_loss_is_that_of_a_burn_flown_numerically(arc_deg, left_out):
    """Lowering a perigee from 840 km to 600: the burn is longer by the loss and what the formula leaves out of it."""
    radius = R + 840e3
    time = math.radians(arc_deg) / math.sqrt(MU / radius**3)
    goal = R + 600e3
    impulse = math.sqrt(MU / radius) - math.sqrt(MU * (2 / radius - 2 / (radius + goal)))
    low, high = impulse, 1.3 * impulse
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _perigee_after(middle, impulse / time, radius) > goal else (low, middle)
    mass, isp = 1000.0, 1e9  # so high that the mass stays
    burn = finite_burn(impulse, mass, radius, mass * impulse / time, isp, MU)
    assert burn.time == pytest.approx(time, rel=1e-4)
    assert math.degrees(burn.arc) == pytest.approx(arc_deg, rel=1e-4)
    assert (1.0 - left_out) * (low - impulse) < burn.loss < low - impulse


@given(st.floats(1, 400), st.floats(100, 12000), st.floats(300, 1500), st.floats(10, 5000), st.floats(200, 340))
def test_burn_time_obeys_the_mass_flow_and_largest_burn_is_its_inverse(delta_v, mass, altitude, thrust, isp):
    radius = R + altitude * 1e3
    burn = finite_burn(delta_v, mass, radius, thrust, isp, MU)
    spent = mass * (1 - math.exp(-delta_v / (G0 * isp)))
    assert burn.time == pytest.approx(spent * G0 * isp / thrust, rel=1e-9)
    assert burn.loss == pytest.approx(delta_v * burn.arc**2 / 24, rel=1e-12)
    assert largest_burn(burn.arc, mass, radius, thrust, isp, MU) == pytest.approx(delta_v, rel=1e-6)


def test_an_engine_that_empties_its_tank_first_has_no_largest_burn():
    assert largest_burn(1.5, 10.0, 7e6, 1e4, 300.0, MU) == math.inf
