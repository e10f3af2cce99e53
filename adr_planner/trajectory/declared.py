"""The environment a document declares: its frame, clock and forces, set up again for the planner's own flight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from astropy.time import Time

from adr_planner.catalog import MeanElements
from adr_planner.core.atmosphere.drag import BY_ACTIVITY, BY_ACTIVITY_SQUARED, HALF_WIDTH, LOG_DENSITY, MIDDLE, SPIN
from adr_planner.core.constants import Gravity
from adr_planner.core.higher_zonals import NO_HIGHER
from adr_planner.core.sky import MU_MOON, MU_SUN, NO_SKY
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan, PlannedTarget
from adr_planner.plan.sources import Atmosphere, Conventions
from adr_planner.space_weather import Activity
from adr_planner.units import parse_utc, quiet_clock

__all__ = ["declared_environment", "elements_of"]

_SAME = 1e-9
"""Relative slack on a declared constant: documents are rounded to twelve digits."""


@quiet_clock()
def declared_environment(plan: MissionPlan) -> Environment:
    """Return frame, clock and forces of a plan, from the conventions in its document.

    Raises
    ------
    InvalidInputError
        If it declares air or bodies other than those this version flies; says which.
    """
    declared = plan.conventions
    epoch = parse_utc(declared.plan_epoch_utc)
    since = min(elements_of(target).epoch for target in plan.targets)
    end = max(parse_utc(plan.mission.end_utc), parse_utc(plan.legs[-1].arrive_utc))
    environment = Environment.between(epoch, end, since=since)
    activity = None
    if declared.atmosphere is not None:
        _check_air(declared.atmosphere)
        activity = _activity_of(declared.atmosphere)
    environment = replace(environment, activity=activity or environment.activity).under("mean")
    sky = environment.gravity.sky
    if activity is None:
        sky.rows[:, 8] = 0.0
    if declared.third_bodies is None:
        # Documents without Sun and Moon keep the pole of their epoch, and no activity is declared in them.
        sky = NO_SKY
    else:
        _check_bodies(declared)
        sky = sky._replace(love=declared.solid_tide_k2 or 0.0)
    return replace(environment, gravity=_field(declared)._replace(sky=sky))


def elements_of(target: PlannedTarget) -> MeanElements:
    """Return the mean elements a target was planned with."""
    omm = target.omm
    return MeanElements(
        omm.EPOCH, omm.MEAN_MOTION, omm.ECCENTRICITY, omm.INCLINATION, omm.RA_OF_ASC_NODE, omm.ARG_OF_PERICENTER,
        omm.MEAN_ANOMALY, omm.BSTAR, omm.MEAN_MOTION_DOT, omm.MEAN_MOTION_DDOT,
    )  # fmt: skip


def _field(declared: Conventions) -> Gravity:
    given = declared.gravity
    higher = NO_HIGHER if given.even_from_j6 is None else np.array(given.even_from_j6, dtype=np.float64)
    return Gravity(
        given.mu_km3_s2 * 1e9, given.equatorial_radius_km * 1e3, given.j2, given.j3, given.j4, 1.0, higher=higher
    )


def _activity_of(air: Atmosphere) -> Activity | None:
    if not air.activity:
        return None
    epochs = Time([item.epoch_utc.removesuffix("Z") for item in air.activity], scale="utc")
    mean, weak, strong = (np.array([getattr(item, sun) for item in air.activity]) for sun in ("mean", "weak", "strong"))
    return Activity(epochs, mean, weak, strong)


def _check_air(air: Atmosphere) -> None:
    """Refuse air that this version does not fly in."""
    flown: tuple[float, ...] = (MIDDLE / 1e3, HALF_WIDTH / 1e3, SPIN, *LOG_DENSITY)
    said: tuple[float, ...] = (air.middle_altitude_km, air.half_width_km, air.rotation_rad_s, *air.ln_density)
    if air.activity:
        flown = (*flown, *BY_ACTIVITY, *BY_ACTIVITY_SQUARED)
        said = (*said, *(air.ln_density_by_activity or ()), *(air.ln_density_by_activity_squared or ()))
    if not _alike(flown, said):
        raise InvalidInputError(
            f"The plan declares air ({air.source}) that this version of adr_planner does not fly in: sample it with "
            "the version that wrote it, see generator.version.",
            parameter="plan",
        )


def _check_bodies(declared: Conventions) -> None:
    said = {body.name: body.mu_km3_s2 for body in declared.third_bodies or ()}
    if not _alike((MU_SUN / 1e9, MU_MOON / 1e9), (said.get("SUN", 0.0), said.get("MOON", 0.0))):
        raise InvalidInputError(
            f"The plan declares the third bodies {said or 'none'} [km3/s2]; this version of adr_planner flies under "
            f"Sun ({MU_SUN / 1e9:.10g}) and Moon ({MU_MOON / 1e9:.10g}): sample it with the version that wrote it.",
            parameter="plan",
        )


def _alike(flown: Sequence[float], said: Sequence[float]) -> bool:
    pairs = zip(flown, said, strict=False)
    return len(flown) == len(said) and all(math.isclose(a, b, rel_tol=_SAME) for a, b in pairs)
