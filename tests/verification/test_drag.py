"""Plans with drag, flown again by physics that share nothing with the planner's."""

import json
from pathlib import Path

import numpy as np
import pytest

from adr_planner.core.atmosphere.drag import HALF_WIDTH, LOG_DENSITY, MIDDLE, air_density
from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import propagate
from adr_planner.plan import MissionPlan
from adr_planner.verification import verify
from adr_planner.verification.physics.air import Air, air_at, log_density, own_air
from adr_planner.verification.physics.air import air_density as density
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, coast

AIR = Air(MIDDLE, HALF_WIDTH, np.vstack([LOG_DENSITY, np.zeros((2, len(LOG_DENSITY)))]), np.empty((0, 2)), 7.2921159e-5)
BEFORE_DRAG = Path(__file__).parent / "plans" / "plan-1.2.0.json"


@pytest.mark.parametrize("altitude", [100e3, 200e3, 415e3, 840e3, 1499e3, 3000e3])
def test_the_declared_density_is_the_one_flown(altitude):
    row = np.empty(len(LOG_DENSITY))
    air_at(9000.0, AIR, row)
    assert density(altitude, AIR, row) == pytest.approx(air_density(altitude), rel=1e-13)


def test_activity_runs_in_straight_lines_between_its_dates():
    air, row = Air(0.0, 1.0, np.array([[1.0], [2.0], [3.0]]), np.array([[10.0, 0.5], [20.0, 1.0]]), 0.0), np.empty(1)
    for days, activity in ((0.0, 0.5), (10.0, 0.5), (14.0, 0.7), (20.0, 1.0), (99.0, 1.0)):
        air_at(days, air, row)
        assert row[0] == pytest.approx(1.0 + 2.0 * activity + 3.0 * activity**2)


@pytest.mark.parametrize(("activity", "altitude", "published"), [
    (-1.0, 400e3, 9.298e-13), (-1.0, 600e3, 2.329e-14), (-1.0, 800e3, 3.452e-15),
    (0.0, 400e3, 3.816e-12), (0.0, 600e3, 1.748e-13), (0.0, 800e3, 1.586e-14),
    (1.0, 400e3, 8.533e-12), (1.0, 600e3, 5.777e-13), (1.0, 800e3, 6.063e-14),
])  # fmt: skip
def test_the_verifiers_own_air_swells_and_sinks_with_the_sun(activity, altitude, published):
    """Against NRLMSISE-00, mean over sphere, day and year, F10.7 of 70, 140, 210, Ap 15 (pymsis 0.13): within 27 %."""
    found = float(np.exp(log_density(np.array([altitude]), activity)[0]))
    assert found == pytest.approx(published, rel=0.27)
    air, row = own_air(np.array([[9000.0, activity]])), np.empty(9)
    air_at(9000.0, air, row)
    assert density(altitude, air, row) == pytest.approx(found, rel=0.12)


@pytest.mark.parametrize(("altitude", "within"), [(500e3, 10.0), (600e3, 4.0), (840e3, 2.0)])
def test_two_integrators_fall_alike_for_two_months(altitude, within):
    """Metres apart, where drag moves the place by 60 to 15,000 km."""
    inc, radius = np.radians(71.0), EGM96.radius + altitude
    position, speed = np.array([radius, 0.0, 0.0]), np.sqrt(EGM96.mu / radius)
    velocity = speed * np.array([0.0, np.cos(inc), np.sin(inc)])
    body = EGM96._replace(drag=0.022)
    field = Field(EGM96.mu, EGM96.radius, np.array([EGM96.j2, EGM96.j3, EGM96.j4]), np.array([0.0, 0.0, 1.0]))
    flown, _ = propagate(position, velocity, 0.0, 60 * 86400.0, body)
    judged = coast(Point(9000.0, position, velocity), 60 * 86400.0, field.dragging(body.drag, AIR))
    assert np.linalg.norm(flown - judged.position) < within
    vacuum = coast(Point(9000.0, position, velocity), 60 * 86400.0, field)
    assert np.linalg.norm(vacuum.position - judged.position) > 1e4


def test_a_plan_says_what_drag_it_was_flown_with(example_plan):
    assert example_plan.conventions.atmosphere.ln_density == LOG_DENSITY
    assert example_plan.servicer.drag_m2_kg == pytest.approx(0.022)
    for target in example_plan.targets:
        assert target.drag_m2_kg == pytest.approx(2.2 * target.area_m2 / target.mass_kg)


def test_a_plan_from_before_drag_is_judged_as_it_was():
    """Two targets in 120 days, written by the last version that flew without: it passes, and declares no air."""
    plan = MissionPlan.from_json(BEFORE_DRAG)
    assert plan.schema_version == "1.2.0"
    assert plan.conventions.atmosphere is None
    report = verify(plan)
    assert report.passed, report
    assert report.worst("continuity").value < 10.0


def test_thrust_is_flown_without_drag(electric_plan):
    content = json.loads(electric_plan.json_text())
    assert "atmosphere" not in content["conventions"]
    assert "drag_m2_kg" not in content["servicer"]
