"""Frames, time and forces a plan was flown in, as the document says them."""

from __future__ import annotations

from adr_planner.core.atmosphere.drag import BY_ACTIVITY, BY_ACTIVITY_SQUARED, HALF_WIDTH, LOG_DENSITY, MIDDLE, SPIN
from adr_planner.core.constants import Gravity
from adr_planner.core.sky import MU_MOON, MU_SUN
from adr_planner.environment import LOVE, Environment
from adr_planner.plan.sources import Atmosphere, Conventions, GravityField, SolarActivity, ThirdBody
from adr_planner.spec.servicer import Servicer
from adr_planner.units import utc_text

__all__ = ["conventions"]


def conventions(environment: Environment, servicer: Servicer) -> Conventions:
    """State frames, time and forces."""
    return Conventions(
        time_system="UTC",
        center_name="EARTH",
        ref_frame="GCRF",
        element_frame="TEME",
        j2_axis="true pole of date",
        plan_epoch_utc=utc_text(environment.epoch),
        gravity=_gravity(environment.gravity),
        atmosphere=None if servicer.propulsion == "electric" else _atmosphere(environment),
        third_bodies=(
            ThirdBody(name="SUN", mu_km3_s2=MU_SUN / 1e9, ephemeris="VSOP2000 (ERFA epv00)"),
            ThirdBody(name="MOON", mu_km3_s2=MU_MOON / 1e9, ephemeris="Meeus 1998 (ERFA moon98)"),
        ),
        solid_tide_k2=LOVE,
        altitude="above the equatorial radius",
    )


def _gravity(gravity: Gravity) -> GravityField:
    return GravityField(
        mu_km3_s2=gravity.mu / 1e9,
        equatorial_radius_km=gravity.radius / 1e3,
        j2=gravity.j2,
        j3=gravity.j3,
        j4=gravity.j4,
        even_from_j6=tuple(map(float, gravity.higher)),
        source="WGS-84 mu and radius, EGM96 zonals to degree 4, EGM2008 even zonals to degree 20",
    )


def _atmosphere(environment: Environment) -> Atmosphere:
    activity = environment.activity
    assert activity is not None
    return Atmosphere(
        middle_altitude_km=MIDDLE / 1e3,
        half_width_km=HALF_WIDTH / 1e3,
        ln_density=LOG_DENSITY,
        ln_density_by_activity=BY_ACTIVITY,
        ln_density_by_activity_squared=BY_ACTIVITY_SQUARED,
        activity=tuple(
            SolarActivity(epoch_utc=utc_text(epoch), mean=mean, weak=weak, strong=strong)
            for epoch, mean, weak, strong in zip(
                activity.epochs, activity.mean, activity.weak, activity.strong, strict=True
            )
        ),
        rotation_rad_s=SPIN,
        source=f"NRLMSISE-00, mean over the sphere and the year; {environment.weather.name}",
    )
