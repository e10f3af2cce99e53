"""NASA's standard breakup model against its published formulas."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.breakup import (
    CATASTROPHIC_ENERGY,
    catastrophic_speed,
    energy_to_mass,
    fragment_area,
    fragments_of_breakup,
    fragments_of_collision,
    fragments_of_explosion,
)

masses = st.floats(0.01, 2e4)


def test_formulas_are_those_of_johnson_2001():
    assert fragments_of_collision(900, 560, 11.7e3) == pytest.approx(0.1 * 1460**0.75 * 0.1**-1.71, rel=1e-12)
    assert fragments_of_collision(900, 0.01, 7e3, 0.05) == pytest.approx(
        0.1 * (0.01 * 49) ** 0.75 * 0.05**-1.71, rel=1e-12
    )
    assert fragments_of_explosion(0.05, 0.5) == pytest.approx(3 * 0.05**-1.6, rel=1e-12)
    assert fragment_area(0.2) == pytest.approx(0.556945 * 0.2**2.0047077, rel=1e-12)
    assert fragment_area(0.001) == pytest.approx(0.540424e-6, rel=1e-12)


@pytest.mark.parametrize(
    ("mass", "counted"),
    [(560, 590), (900, 843), (950, 878), (1750, 1388), (9000, 4700)],
    ids=["Iridium 33", "Cosmos 2251", "Fengyun 1C", "Cosmos 1408", "SL-16"],
)
def test_fragment_counts_are_the_published_ones(mass, counted):
    # risk.md section 3: model counts above 10 cm set against the catalogue.
    assert fragments_of_breakup(mass) == pytest.approx(counted, rel=0.01)


@pytest.mark.parametrize(("mass", "partner_kg"), [(1434, 1.15), (8900, 7.1)])
def test_at_ten_kilometres_a_second_these_partners_just_destroy(mass, partner_kg):
    # risk.md section 2: m_p >= 8e4 M / v^2.
    assert catastrophic_speed(mass, partner_kg) == pytest.approx(10e3, rel=0.005)


@given(masses, masses)
def test_the_threshold_speed_has_the_threshold_energy(mass, other):
    speed = catastrophic_speed(mass, other)
    assert energy_to_mass(mass, other, speed) == pytest.approx(CATASTROPHIC_ENERGY)
    assert catastrophic_speed(other, mass) == speed


@pytest.mark.parametrize("size", [0.0, -0.1, math.nan])
@pytest.mark.parametrize("formula", [fragment_area, fragments_of_explosion, lambda s: fragments_of_breakup(1.0, s)])
def test_a_size_must_be_above_zero(formula, size):
    with pytest.raises(InvalidInputError, match="size"):
        formula(size)
