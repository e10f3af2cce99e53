"""Bringing targets down."""

from itertools import pairwise

import numpy as np
import pytest
from astropy import units as u
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.core.constants import EGM96, G0
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.kepler import state_from_elements
from adr_planner.errors import ConvergenceError
from adr_planner.spec.servicer import Kit
from adr_planner.transfer.deorbit import disposal_burn
from adr_planner.transfer.deorbit.disposal_burn import (
    lower_in_passes,
    lower_perigee,
    perigee_delta_v,
    perigee_steps,
    size_kit,
)
from adr_planner.transfer.deorbit.lowest_point import lowest_radius
from adr_planner.transfer.deorbit.parting import Parting, least_distance, part
from adr_planner.transfer.deorbit.tug import Tug, carry_down
from adr_planner.transfer.drift_floor import DriftFloor
from adr_planner.transfer.state import State

R = EGM96.radius


def _state(altitude_km, ecc=0.001, inclination_deg=98.5, anomaly=1.0):
    elements = (R + altitude_km * 1e3, ecc, np.radians(inclination_deg), 0.3, 1.1, anomaly)
    position, velocity = state_from_elements(*elements, EGM96.mu)
    return State(0.0, np.asarray(position), np.asarray(velocity))


def test_envisat_costs_the_published_196_7_m_s():
    """Published-cases.md section 8: Envisat, 766 x 768 km, perigee to 60 km."""
    a, ecc = R + 767e3, 1e3 / (R + 767e3)
    assert perigee_delta_v(a, ecc, R + 60e3, EGM96) == pytest.approx(196.7, rel=0.001)


@pytest.mark.parametrize(
    ("perigee", "apogee", "published"),
    [(561, 681, 142.6), (664, 801, 169.6), (558, 617, 142.2), (980, 980, 249.6), (840, 840, 215.3)],
)
def test_perigee_lowering_to_60_km_matches_the_published_table(perigee, apogee, published):
    """Published-cases.md section 8: PROBA-1, VESPA, H-2A stage, SL-8, SL-16."""
    a = R + 0.5e3 * (perigee + apogee)
    ecc = (apogee - perigee) * 1e3 / 2 / a
    assert perigee_delta_v(a, ecc, R + 60e3, EGM96) == pytest.approx(published, rel=0.001)


@given(st.floats(500, 1200), st.floats(0, 0.02), st.floats(0, 2 * np.pi), st.floats(60, 110))
def test_the_flown_perigee_is_the_one_asked_for(altitude, ecc, anomaly, inclination):
    burn = lower_perigee(_state(altitude, ecc, inclination, anomaly), R + 60e3, EGM96)
    after = burn.before.after_impulse(burn.delta_v)
    lowest = lowest_radius(after.position, after.velocity, after.time, 4000.0, EGM96)
    assert lowest - R == pytest.approx(60e3, abs=100.0)
    assert burn.delta_v @ burn.before.velocity < 0.0


def test_an_orbit_below_the_disposal_perigee_is_refused():
    with pytest.raises(ConvergenceError, match="perigee of 300 km is below the disposal perigee of 400 km"):
        lower_perigee(_state(300.0, ecc=0.0), R + 400e3, EGM96)


@given(st.floats(500, 9000), st.floats(20, 350), st.floats(200, 330))
def test_a_kit_carries_its_structure_and_margin(mass, delta_v, isp):
    kit = Kit(isp=isp * u.s)
    design = size_kit(kit, mass, delta_v)
    stack = mass + design.wet_mass
    assert stack * (1 - np.exp(-delta_v / (G0 * isp))) == pytest.approx(design.needed, rel=1e-9)
    assert design.propellant == pytest.approx(1.05 * design.needed)
    assert design.dry_mass == pytest.approx(90.0 + 0.12 * design.propellant)


def test_a_hopeless_kit_is_refused():
    with pytest.raises(ConvergenceError, match="No kit can give its target 9000 m/s"):
        size_kit(Kit(), 1000.0, 9000.0)


def _sum(burns):
    return sum(burn.size for burn in burns)


def _parted(altitude, inclination, perigee, goal, tug):
    """Carry a stage down and part from it, up to a perigee."""
    down = carry_down(_state(altitude, inclination_deg=inclination), R + perigee, EGM96, tug)
    return down, part(down, R + goal, tug, EGM96)


@pytest.mark.parametrize(("perigee", "goal"), [(60e3, 200e3), (300e3, 450e3), (300e3, 600e3)])
def test_a_tug_parts_to_the_perigee_it_may_drift_at(perigee, goal):
    """The climb of the two-body ellipse (vis-viva) is what it takes; the flown perigee is the one asked for."""
    down, up = _parted(840.0, 71.0, perigee, goal, Tug())
    (burn,) = up
    after = burn.before.after_impulse(burn.delta_v)
    lowest = lowest_radius(after.position, after.velocity, after.time, 5900.0, EGM96)
    assert lowest - R == pytest.approx(goal, abs=6e3)
    assert burn.before.time - down[-1].before.time == pytest.approx(180.0, abs=1.0)
    apogee = R + 840e3
    speeds = [np.sqrt(EGM96.mu * (2.0 / apogee - 2.0 / (apogee + R + height))) for height in (perigee, goal)]
    assert burn.size == pytest.approx(speeds[1] - speeds[0], rel=0.05, abs=2.5)


@pytest.mark.parametrize(("perigee", "goal", "mass"), [(60e3, 700e3, 1500.0), (500e3, 700e3, 4500.0)])
def test_a_tug_of_given_thrust_goes_both_ways_in_burns_it_can_make(perigee, goal, mass):
    limit = BurnLimit(400.0, 300.0, np.radians(30.0))
    down, up = _parted(980.0, 83.0, perigee, goal, Tug(limit, mass, 1500.0))
    assert len(down) > 1
    assert len(up) > 1
    mass, ends = mass + 1500.0, []
    for burn in (*down, *up):
        if burn is up[0]:
            mass -= 1500.0
        length = limit.burn(burn.size, mass, burn.before.radius, EGM96.mu)
        assert length.arc <= limit.longest_arc
        ends.append((burn.before.time - 0.5 * length.time, burn.before.time + 0.5 * length.time))
        mass = limit.mass_after(burn.size, mass)
    apart = [after[0] - before[1] for before, after in pairwise(ends)]
    # Three minutes after it let go the tug burns, out of the atmosphere if it has to; a burn that is found
    # smaller on the second look starts later.
    assert 170.0 < apart[len(down) - 1] < 240.0
    assert min(apart) > 170.0
    lifted = up[0].before.after_impulse(up[0].delta_v)
    assert lowest_radius(lifted.position, lifted.velocity, lifted.time, 4000.0, EGM96) - R > 199e3


def test_a_tug_that_comes_back_parts_first_and_climbs_at_the_next_apogee():
    down, up = _parted(840.0, 71.0, 300e3, 825e3, Tug())
    assert up[0].size == pytest.approx(1.0, abs=2.5)
    assert _sum(up) == pytest.approx(_sum(down), rel=0.05)
    after = up[-1].before.after_impulse(up[-1].delta_v)
    assert lowest_radius(after.position, after.velocity, after.time, 5900.0, EGM96) - R == pytest.approx(
        825e3, abs=100.0
    )


def test_a_tug_that_burns_a_metre_a_second_is_never_near_what_it_let_go():
    """Clohessy and Wiltshire: a burn of dv along the flight falls back 6 pi dv / n a turn, 18 km for 1 m/s."""
    down, up = _parted(840.0, 71.0, 300e3, 303.6e3, Tug())
    released = down[-1].before.after_impulse(down[-1].delta_v)
    turn = 2.0 * np.pi * np.sqrt(((released.radius + R + 300e3) / 2.0) ** 3 / EGM96.mu)
    near = least_distance(down, up, up[0].before.time + 3.0 * turn, EGM96)
    expected = 3.0 * up[0].size * turn
    assert near == pytest.approx(expected, rel=0.25)


@pytest.mark.parametrize(("days", "longer"), [(30.0, 90.0), (90.0, 338.0)])
def test_the_floor_of_a_drift_rises_with_the_wait_and_the_drag(days, longer):
    """A longer wait or twice the area asks for a higher perigee."""
    parting, apogee, released = Parting(DriftFloor(0.022, 1.0)), R + 840e3, R + 250e3
    heights = [parting.perigee(apogee, released, wait * 86400.0) for wait in (days, longer)]
    assert R + 250e3 < heights[0] < heights[1]
    assert Parting(DriftFloor(0.011, 1.0)).perigee(apogee, released, longer * 86400.0) < heights[1]


@given(st.floats(500, 1200), st.floats(0, 0.02), st.sampled_from([60.0, 250.0]), st.floats(10, 300))
def test_steps_of_a_perigee_add_up_to_the_one_burn(altitude, ecc, perigee, largest):
    """The burns of all steps together cost what one burn costs: they are all made at one apogee."""
    a, goal = R + altitude * 1e3, R + perigee * 1e3
    apogee = a * (1 + ecc)
    steps = perigee_steps(apogee, a * (1 - ecc), goal, largest, EGM96)
    perigees = [a * (1 - ecc), *steps]
    assert steps[-1] == goal
    assert all(step >= R + 200e3 - 1.0 for step in steps[:-1])
    sizes = []
    for before, after in pairwise(perigees):
        middle = 0.5 * (apogee + before)
        sizes.append(perigee_delta_v(middle, apogee / middle - 1, after, EGM96))
    assert sum(sizes) == pytest.approx(perigee_delta_v(a, ecc, goal, EGM96), rel=1e-9)
    allowed = sizes if perigee > 200 else sizes[:-1]
    assert all(size <= largest * (1 + 1e-9) for size in allowed)


def test_a_perigee_lowered_in_passes_costs_no_more_and_ends_where_one_burn_does():
    start = _state(840.0, inclination_deg=71.0)
    once = lower_perigee(start, R + 60e3, EGM96)
    burns = lower_in_passes(start, R + 60e3, EGM96, 60.0)
    last = burns[-1].before.after_impulse(burns[-1].delta_v)
    periods = np.diff([burn.before.time for burn in burns])
    assert len(burns) == 4
    assert sum(burn.size for burn in burns) == pytest.approx(once.size, rel=0.02)
    assert lowest_radius(last.position, last.velocity, last.time, 4000.0, EGM96) - R == pytest.approx(60e3, abs=100.0)
    assert np.all((periods > 5000.0) & (periods < 6200.0))


@pytest.mark.parametrize("perigee", [60.0, 430.0])
@pytest.mark.parametrize("largest", [15.0, 25.0, 60.0])
def test_no_flown_pass_is_larger_than_asked_but_the_last_of_a_re_entry(perigee, largest):
    burns = lower_in_passes(_state(767.0), R + perigee * 1e3, EGM96, largest)
    kept = burns[:-1] if perigee < 200 else burns
    assert len(kept) > 1
    assert max(burn.size for burn in kept) <= largest


def test_parts_are_shares_of_what_is_left_as_flown():
    """The osculating perigee is 13 km below the flown one: six steps laid down before had one of 22.48 m/s."""
    burns = lower_in_passes(_state(781.4, 0.0008, anomaly=3.0), R + 350e3, EGM96, 22.368)
    sizes = [burn.size for burn in burns]
    assert len(burns) == 6
    assert max(sizes) <= 22.368
    assert np.ptp(sizes) < 0.5


def test_an_engine_that_needs_fifty_burns_makes_fifty(monkeypatch):
    """One flight to the next apogee each: they are not laid out anew until all are small enough."""
    asked = []
    monkeypatch.setattr(disposal_burn, "lower_perigee", lambda *given: asked.append(given) or lower_perigee(*given))
    burns = lower_in_passes(_state(960.0, 0.003, 82.9), R + 550e3, EGM96, 2.0)
    assert len(burns) == pytest.approx(perigee_delta_v(R + 960e3, 0.003, R + 550e3, EGM96) / 2.0, abs=3)
    assert len(asked) == len(burns)


@pytest.mark.parametrize("anomaly", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
def test_a_perigee_is_lowered_by_parts_smaller_than_osculating_elements_tell(anomaly):
    """Parts of 3 m/s are steps of 11 km, and the osculating perigee is up to 13 km off the flown one."""
    start = _state(960.0, 0.003, 82.9, anomaly)
    burns = lower_in_passes(start, R + 800e3, EGM96, 3.0)
    last = burns[-1].before.after_impulse(burns[-1].delta_v)
    assert max(burn.size for burn in burns) <= 3.0
    assert lowest_radius(last.position, last.velocity, last.time, 4000.0, EGM96) - R == pytest.approx(800e3, abs=100.0)
