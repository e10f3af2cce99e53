"""Plans with drag, flown again by physics that share nothing with the planner's."""

import json
from pathlib import Path

import numpy as np
import pytest

from adr_planner.core.constants import EGM96
from adr_planner.core.drag import HALF_WIDTH, LOG_DENSITY, MIDDLE, air_density
from adr_planner.core.dynamics import propagate
from adr_planner.plan import MissionPlan
from adr_planner.verification import verify
from adr_planner.verification.forces import declared_density
from adr_planner.verification.integrator import Field, Point, coast

AIR = np.array([MIDDLE, HALF_WIDTH, *LOG_DENSITY])
BEFORE_DRAG = Path(__file__).parent / "plans" / "plan-1.2.0.json"


@pytest.mark.parametrize("altitude", [100e3, 200e3, 415e3, 840e3, 1499e3, 3000e3])
def test_the_declared_density_is_the_one_flown(altitude):
    assert declared_density(altitude, AIR) == pytest.approx(air_density(altitude), rel=1e-13)


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
