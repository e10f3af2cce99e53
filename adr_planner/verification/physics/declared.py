"""The forces a document declares, as the verifier flies them."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import MissionPlan
from adr_planner.plan.sources import Atmosphere, GravityField
from adr_planner.verification.physics.air import Air
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.frames import days_of, pole_of_date, time_of_text
from adr_planner.verification.physics.sky import NO_SKY, Sky, sky_between

__all__ = [
    "MOVING_POLE",
    "SUNS",
    "Sun",
    "declared_activity",
    "declared_air",
    "declared_field",
    "declared_zonals",
    "sky_of",
]

Array = NDArray[np.float64]
Sun = Literal["mean", "weak", "strong"]
SUNS: tuple[Sun, ...] = ("mean", "weak", "strong")
"""Suns a document may tell of."""

MOVING_POLE = "true pole of date"
"""What `conventions.j2_axis` says where the pole of the zonal field moves during the flight."""
_DAYS_AROUND = 40.0
"""What is sampled beyond the dates of a document [day]: coasts there and back."""


def sky_of(plan: MissionPlan) -> Sky:
    """Return Sun, Moon and pole from the oldest elements of a plan to its last date."""
    last = max(leg.arrive_utc for leg in plan.legs)
    texts = [item.omm.EPOCH for item in plan.targets]
    texts += [plan.conventions.plan_epoch_utc, plan.servicer.initial_state.epoch_utc, plan.mission.end_utc, last]
    days = [days_of(time_of_text(text)) for text in texts]
    return sky_between(min(days) - _DAYS_AROUND, max(days) + plan.mission.stay_days + _DAYS_AROUND)


def declared_field(plan: MissionPlan, sky: Sky) -> Field:
    """Return the field without drag that a plan says it was flown in.

    Parameters
    ----------
    plan : MissionPlan
        Its conventions are read, nothing else.
    sky : Sky
        Sun, Moon and pole over its time.
    """
    conventions = plan.conventions
    gravity, pole = conventions.gravity, pole_of_date(time_of_text(conventions.plan_epoch_utc))
    moving, bodies = conventions.j2_axis == MOVING_POLE, conventions.third_bodies or ()
    pulls = {body.name: body.mu_km3_s2 * 1e9 for body in bodies}
    if not moving:
        sky = sky.about(pole) if bodies else NO_SKY
    return Field(
        mu=gravity.mu_km3_s2 * 1e9,
        radius=gravity.equatorial_radius_km * 1e3,
        zonals=declared_zonals(gravity),
        pole=pole,
        sky=sky,
        mu_sun=pulls.get("SUN", 0.0),
        mu_moon=pulls.get("MOON", 0.0),
        love=conventions.solid_tide_k2 or 0.0,
    )


def declared_zonals(gravity: GravityField) -> Array:
    """Return J2, J3, ... as declared: odd ones from J5 on are none."""
    even = gravity.even_from_j6 or ()
    higher = np.zeros(2 * len(even))
    higher[1::2] = even
    return np.concatenate([[gravity.j2, gravity.j3, gravity.j4], higher])


def declared_activity(air: Atmosphere | None, sun: Sun = "mean") -> Array:
    """Return days since J2000 (TAI) and the activity a document states for them, shape (k, 2)."""
    stated = [(days_of(time_of_text(item.epoch_utc)), getattr(item, sun)) for item in (air and air.activity) or ()]
    return np.array(stated).reshape(-1, 2)


def declared_air(air: Atmosphere, sun: Sun = "mean") -> Air:
    """Return an atmosphere as declared, under the mean Sun or one as weak or strong as one in twenty."""
    rows = [air.ln_density, air.ln_density_by_activity or (), air.ln_density_by_activity_squared or ()]
    powers = np.zeros((3, max(map(len, rows))))
    for row, coefficients in zip(powers, rows, strict=True):
        row[: len(coefficients)] = coefficients
    return Air(
        air.middle_altitude_km * 1e3,
        air.half_width_km * 1e3,
        powers,
        declared_activity(air, sun),
        air.rotation_rad_s,
    )
