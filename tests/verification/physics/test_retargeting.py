"""Prices of putting a drift right, against the formulas they stand for, and legs under three Suns."""

import math
from dataclasses import replace

import numpy as np
import pytest

from adr_planner.verification import verify
from adr_planner.verification.physics.forces import EGM96_ZONALS, Field
from adr_planner.verification.physics.mean_orbits import MeanShape
from adr_planner.verification.physics.retargeting import Drift, Missed, node_rate, retargeting

FIELD = Field(3.986004418e14, 6378137.0, EGM96_ZONALS[:3], np.array([0.0, 0.0, 1.0]))
DAY = 86400.0
NOTHING = Missed(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _shape(a, inc):
    normal = np.array([0.0, -math.sin(math.radians(inc)), math.cos(math.radians(inc))])
    return MeanShape(a, normal, np.zeros(3), inc, 0.0)


def _drift(days=100.0, below=100e3, inc=71.0, slack=0.0):
    target = _shape(7218e3, inc)
    return Drift(_shape(target.a - below, inc), target, days * DAY, 6878e3, slack * DAY)


def test_nothing_wrong_costs_nothing():
    assert retargeting(NOTHING, _drift(), FIELD) == (0.0, 0.0)


def test_sun_synchronous_nodes_turn_with_the_sun():
    """A degree a day but for 0.0144: 360 deg in a year (Vallado, section 11.4.1)."""
    assert math.degrees(node_rate(_shape(7158e3, 98.5), FIELD)) * DAY == pytest.approx(0.9856, rel=0.01)


def test_inclination_is_burnt():
    cost, _ = retargeting(Missed(0, 0, 0, math.radians(0.01), 0, 0), _drift(), FIELD)
    assert cost == pytest.approx(math.sqrt(FIELD.mu / 7218e3) * math.radians(0.01))


def test_a_node_known_on_departure_is_drifted_away():
    """0.5 deg at the end of 100 days: a drift orbit other by x changes the node by 7/2 x/a of its rate."""
    node, drift = math.radians(0.5), _drift()
    later, _ = retargeting(Missed(node, 0, 0, 0, 0, 0), drift, FIELD)
    burnt = math.sqrt(FIELD.mu / 7218e3) * math.sin(math.radians(71.0)) * node
    step = node * drift.servicer.a / (3.5 * abs(node_rate(drift.servicer, FIELD)) * drift.duration)
    dearest = step * math.sqrt(FIELD.mu / drift.servicer.a) / drift.servicer.a
    assert later <= dearest * 1.000001 < burnt


def test_polar_orbits_can_only_burn():
    node = math.radians(0.1)
    cost, _ = retargeting(Missed(node, 0, 0, 0, 0, 0), _drift(inc=90.0), FIELD)
    assert cost == pytest.approx(math.sqrt(FIELD.mu / 7218e3) * node, rel=1e-3)


@pytest.mark.parametrize(("slack", "waits"), [(0.0, False), (30.0, True)])
def test_a_node_that_closes_later_is_waited_for_where_there_is_slack(slack, waits):
    drift = _drift(slack=slack)
    closing = node_rate(drift.servicer, FIELD) - node_rate(drift.target, FIELD)
    missed = Missed(-closing * 10.0 * DAY, 0, 0, 0, 0, 0)
    cost, wait = retargeting(missed, drift, FIELD)
    assert (wait == pytest.approx(10.0 * DAY)) == waits
    assert (cost == 0.0) == waits


def test_weather_seen_half_way_is_cheaper_than_weather_of_the_last_days():
    """As the square of time it is foreseen half-way; all of it in the second half it is burnt."""
    node = math.radians(0.2)
    steady, _ = retargeting(Missed(0, node / 4, node, 0, 0, 0), _drift(), FIELD)
    sudden, _ = retargeting(Missed(0, 0, node, 0, 0, 0), _drift(days=2.0), FIELD)
    assert steady < 0.5 * sudden


def test_half_a_turn_of_phase_costs_what_a_phasing_orbit_does():
    """In 20 days there are no other ways that are cheaper."""
    cost, _ = retargeting(Missed(0, 0, 0, 0, math.pi, 0), _drift(days=20.0, below=0.0), FIELD)
    assert cost == pytest.approx(2.0 * 7218e3 * math.pi / (3.0 * 20.0 * DAY))


def test_a_node_is_burnt_in_quadrature_with_the_burns_at_the_end():
    """Half a turn closed by an earlier end leaves 7/3 of the node's turn in half a revolution, across the climb."""
    drift = replace(_drift(inc=90.0 - 1e-9), along=100.0)
    cost, _ = retargeting(Missed(0, 0, 0, math.radians(0.1), math.pi, 0), drift, FIELD)
    plane = math.sqrt(FIELD.mu / 7218e3) * math.radians(0.1)
    assert cost == pytest.approx(math.hypot(100.0, plane) - 100.0, rel=1e-6)
    across = replace(drift, along=0.0, across=100.0)
    assert retargeting(Missed(0, 0, 0, math.radians(0.1), math.pi, 0), across, FIELD)[0] == pytest.approx(plane)


def test_closing_the_phase_turns_the_node_by_7_3_of_its_rate():
    """A drift lower by x gains 3/2 x/a of a turn a turn, and 7/2 x/a of the node's rate."""
    drift = _drift(below=100e3)
    motion = math.sqrt(FIELD.mu / drift.servicer.a**3)
    node = 7.0 / 3.0 * node_rate(drift.servicer, FIELD) / motion * math.pi
    assert retargeting(Missed(node, 0, 0, 0, math.pi, 0), drift, FIELD)[0] == pytest.approx(0.0, abs=1e-9)


def test_every_leg_is_flown_under_three_suns(example_plan):
    report = verify(example_plan, checks=["robustness"])
    assert report.passed, report
    assert len(report.checks) == 15
    for sun in ("mean", "weak", "strong"):
        assert sum(f"a {sun} Sun" in check.statement for check in report.checks) == 5


def test_what_a_leg_keeps_in_reserve_counts(example_plan):
    leg = example_plan.legs[0].model_copy(update={"reserve_m_s": 7.0})
    more = verify(example_plan.model_copy(update={"legs": (leg, *example_plan.legs[1:])}), checks=["robustness"])
    less = verify(example_plan, checks=["robustness"])
    assert more.checks[0].limit == less.checks[0].limit + 7.0
