"""Declared forces, flown by the verifier and by an engine that is nobody's here."""

from pathlib import Path

import numpy as np
import pytest

from adr_planner.plan import MissionPlan
from adr_planner.plan.sources import Atmosphere, SolarActivity
from adr_planner.verification.physics.air import Air, air_at
from adr_planner.verification.physics.declared import declared_air, declared_field, declared_zonals, sky_of
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, coast
from adr_planner.verification.physics.sky import sky_between

MU, RADIUS = 3.986004418e14, 6378137.0
AIR = Air(
    850e3,
    650e3,
    np.array(
        [
            (-32.2067, -5.4169, 4.88818, -1.29291, -3.02104, 1.32339, 1.84531, -1.12455),
            (1.3409, -1.46522, -0.553056, 4.41217, -0.653808, -4.6519, 0.428418, 1.93968),
            (-0.0879481, 0.687053, -0.943874, -2.07561, 2.00587, 2.29411, -1.06313, -0.93647),
        ]
    ),
    np.array([[9200.0, 0.8], [9258.0, 0.3], [9402.0, 0.6], [9700.0, -0.2]]),
    7.2921159e-5,
)
HEYOKA = {
    (840e3, 71.0, 0.0): (1095520.76912, -2520330.76457, 6659494.34989, 4464.85238445, 5767.59291554, 1454.29660475),
    (780e3, 98.5, 0.0): (3447463.96028, 1235323.80349, 6134657.3322, -5047.50138544, -4122.39291627, 3649.43156586),
    (650e3, 98.0, 0.01): (-3947028.57707, -3694877.86185, 4472649.78168, -4399.98984604, -2231.3515364, -5698.36667384),
    (550e3, 83.0, 0.01): (6250241.31883, -274867.067659, 2929196.53615, -3145.97820675, 1164.64287817, 6817.57919005),
}
"""Position [m], velocity [m/s] 400 days after TAI day 9210, by heyoka 7.13 (``studies/verifier_against_heyoka.py``),
for altitude [m], inclination [deg], Cd A / m [m2/kg]."""


@pytest.mark.parametrize("case", HEYOKA, ids=lambda case: f"{case[0] / 1e3:.0f} km, {case[1]} deg")
def test_a_year_under_sun_moon_tides_and_drag_ends_where_heyoka_ends_it(case):
    """Within a metre, where Sun and Moon move it by hundreds of kilometres."""
    altitude, inclination, drag = case
    inc, radius = np.radians(inclination), RADIUS + altitude
    start = Point(
        9210.0, np.array([radius, 0.0, 0.0]), np.sqrt(MU / radius) * np.array([0.0, np.cos(inc), np.sin(inc)])
    )
    zonals = np.array([1.08262668355e-3, -2.53265648533e-6, -1.61962159137e-6])
    sky = sky_between(9200.0, 9620.0)
    field = Field(MU, RADIUS, zonals, np.zeros(3), drag, AIR, sky, 1.32712440018e20, 4.902800066e12, 0.3)
    end = coast(start, 400 * 86400.0, field)
    assert np.linalg.norm(end.position - HEYOKA[case][:3]) < 1.0
    assert np.linalg.norm(end.velocity - HEYOKA[case][3:]) < 1e-3
    alone = coast(start, 400 * 86400.0, field._replace(mu_sun=0.0, mu_moon=0.0))
    assert np.linalg.norm(alone.position - end.position) > 1e4


def test_older_plans_are_flown_as_they_declare():
    plan = MissionPlan.from_json(Path(__file__).parents[1] / "plans" / "plan-1.2.0.json")
    field = declared_field(plan, sky_of(plan))
    assert (field.mu_sun, field.mu_moon, field.love, len(field.sky.rows)) == (0.0, 0.0, 0.0, 0)
    assert np.linalg.norm(field.pole) == pytest.approx(1.0)


def test_even_zonals_stand_at_their_degrees(example_plan):
    gravity = example_plan.conventions.gravity.model_copy(update={"even_from_j6": (5e-7, -2e-7)})
    assert declared_zonals(gravity).tolist() == [gravity.j2, gravity.j3, gravity.j4, 0.0, 5e-7, 0.0, -2e-7]


def test_a_pole_may_stand_still_under_sun_and_moon(example_plan):
    conventions = example_plan.conventions.model_copy(update={"j2_axis": "true pole of date at plan_epoch, frozen"})
    plan = example_plan.model_copy(update={"conventions": conventions})
    field = declared_field(plan, sky_of(plan))
    assert field.mu_moon > 0.0
    assert np.ptp(field.sky.rows[:, 6:], axis=0).max() == 0.0
    moving = declared_field(example_plan, sky_of(example_plan))
    assert np.ptp(moving.sky.rows[:, 6:], axis=0).max() > 1e-5


def test_a_weak_and_a_strong_sun_are_read_from_the_document():
    activity = tuple(
        SolarActivity(epoch_utc=f"2025-0{month}-15T12:00:00.000000Z", mean=0.5, weak=0.25 * month, strong=1.0)
        for month in (1, 2)
    )
    air = Atmosphere(
        middle_altitude_km=850.0, half_width_km=650.0, ln_density=(1.0, 2.0), ln_density_by_activity=(1.0,),
        activity=activity, rotation_rad_s=7.2921159e-5, source="",
    )  # fmt: skip
    row = np.empty(2)
    for sun, expected in (("mean", 0.5), ("weak", 0.375), ("strong", 1.0)):
        air_at(0.5 * (9146.0 + 9177.0), declared_air(air, sun), row)
        assert row[0] == pytest.approx(1.0 + expected, abs=1e-3)
        assert row[1] == 2.0
