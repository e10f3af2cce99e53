"""The forces a plan declares, against the Earth's, the Sun's activity of the dates, and what its bodies are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from adr_planner.plan.sources import Atmosphere
from adr_planner.space_weather import SpaceWeather
from adr_planner.verification.physics.air import EARTH_SPIN, air_at, air_density, log_density
from adr_planner.verification.physics.constants import EARTH_RADIUS_KM
from adr_planner.verification.physics.declared import SUNS, Sun, declared_activity, declared_air
from adr_planner.verification.physics.forces import EGM96_ZONALS, FULLER_ZONALS, LOVE
from adr_planner.verification.physics.frames import days_of, time_of_text
from adr_planner.verification.physics.sky import MU_MOON, MU_SUN
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["declared_atmosphere", "declared_bodies", "declared_gravity", "declared_sun", "own_forecast"]

Array = NDArray[np.float64]

_MU_KM = 398600.4418
_LOOSE, _LOOSER = 1e-6, 1e-2
"""Relative slack: mu and radius differ between published sets by parts in 1e7, zonals by parts in 1e3."""
_TIDES = 0.05
"""Published Love numbers of degree 2 lie between 0.29 and 0.315."""
_ALTITUDES = np.arange(400e3, 901e3, 100e3)
_THICKER = 2.0
"""Factor between models of the air under the same Sun; the Sun alone makes it five either way at 600 km."""
_SAME_TABLE = 1e-6
"""Slack on activity that is said to be of that table."""
_MORE_ACTIVE = 0.75
"""By how much the activity may differ from the table: half the density at 600 km, or twice it; later forecasts do."""
_COEFFICIENT, _SHAPES = 2.2, 0.15
"""Drag coefficient of a tumbling body, and what shapes change of it (King-Hele 1987)."""


def declared_gravity(scene: Scene) -> Iterator[Check]:
    """Hold the declared constants against the verifier's own."""
    gravity = scene.plan.conventions.gravity
    for name, stated, known, slack in (
        ("mu_km3_s2", gravity.mu_km3_s2, _MU_KM, _LOOSE),
        ("equatorial_radius_km", gravity.equatorial_radius_km, EARTH_RADIUS_KM, _LOOSE),
        ("j2", gravity.j2, EGM96_ZONALS[0], 1e-4),
        ("j3", gravity.j3, EGM96_ZONALS[1], _LOOSER),
        ("j4", gravity.j4, EGM96_ZONALS[2], _LOOSER),
    ):
        off = abs(stated / known - 1.0)
        yield Check.at_most("forces", f"conventions.gravity.{name}", "as published", off, slack, "relative")
    for n, stated in enumerate(gravity.even_from_j6 or ()):
        degree = 6 + 2 * n
        known = FULLER_ZONALS[degree - 2] if degree - 2 < len(FULLER_ZONALS) else 0.0
        off = abs(stated - known) / FULLER_ZONALS[4]
        where = f"conventions.gravity.even_from_j6[{n}]"
        yield Check.at_most("forces", where, f"J{degree} as published", off, _LOOSER, "J6")


def declared_bodies(scene: Scene) -> Iterator[Check]:
    """Hold declared bodies and tides against the verifier's own; older plans declare none."""
    conventions = scene.plan.conventions
    known = {"SUN": MU_SUN / 1e9, "MOON": MU_MOON / 1e9}
    for body in conventions.third_bodies or ():
        off = abs(body.mu_km3_s2 / known[body.name] - 1.0)
        where = f"conventions.third_bodies.{body.name}"
        yield Check.at_most("forces", where, "pulls as published", off, _LOOSE, "relative")
    names = [body.name for body in conventions.third_bodies or ()]
    once = len(set(names)) == len(names)
    yield Check.holds("forces", "conventions.third_bodies", "each named once", once)
    if conventions.solid_tide_k2 is not None:
        off = abs(conventions.solid_tide_k2 / LOVE - 1.0)
        yield Check.at_most("forces", "conventions.solid_tide_k2", "as published", off, _TIDES, "relative")


def declared_atmosphere(scene: Scene) -> Iterator[Check]:
    """Hold a declared atmosphere against the verifier's own, and the drag of targets against their area and mass."""
    declared = scene.plan.conventions.atmosphere
    if declared is None:
        return
    where = "conventions.atmosphere"
    for sun in scene.suns:
        thicker = _thicker(declared, sun)
        yield Check.at_most(
            "forces",
            where,
            f"density from 400 to 900 km under a {sun} Sun, against CIRA-72",
            thicker,
            _THICKER,
            "factor",
        )
    off = abs(declared.rotation_rad_s / EARTH_SPIN - 1.0)
    yield Check.at_most("forces", where, "turns with the Earth", off, _LOOSE, "relative")
    for target in scene.plan.targets:
        if target.drag_m2_kg is None or target.area_m2 is None:
            continue
        off = abs(target.drag_m2_kg / (_COEFFICIENT * target.area_m2 / target.mass_kg) - 1.0)
        yield Check.at_most(
            "forces", scene.name(target.norad_cat_id), "drag of its area and mass", off, _SHAPES, "relative"
        )


def declared_sun(scene: Scene) -> Iterator[Check]:
    """Hold the declared activity of the Sun against the table that comes with the package, month by month.

    What says it is that table has to be it; a forecast of the user's own may be another one.
    """
    air = scene.plan.conventions.atmosphere
    if air is None or not air.activity:
        return
    limit = _MORE_ACTIVE if own_forecast(air) else _SAME_TABLE
    days, *levels = _months(scene)
    found = [np.interp(days, *declared_activity(air, sun).T) for sun in SUNS]
    for kind, stated, known in zip(SUNS, found, levels, strict=True):
        off = float(np.max(np.abs(stated - known)))
        yield Check.at_most(
            "forces",
            "conventions.atmosphere.activity",
            f"{kind} Sun as measured or forecast",
            off,
            limit,
            "activity",
        )
    mean, weak, strong = found
    wrong = float(np.max(np.maximum(weak - mean, mean - strong)))
    yield Check.at_most(
        "forces", "conventions.atmosphere.activity", "mean between weak and strong", wrong, 0.0, "activity"
    )


def own_forecast(air: Atmosphere) -> bool:
    """Return whether a document names another source of the Sun's activity than the table that comes with us."""
    return bool(air.activity) and not air.source.endswith(SpaceWeather.bundled().name)


def _months(scene: Scene) -> tuple[Array, Array, Array, Array]:
    """Return days since J2000 (TAI) over the time of a plan, and mean, weak and strong activity there."""
    plan = scene.plan
    epochs = [time_of_text(item.omm.EPOCH) for item in plan.targets]
    known = SpaceWeather.bundled().between(min(epochs), time_of_text(plan.mission.end_utc))
    days = np.array([days_of(epoch) for epoch in known.epochs])
    inside = np.linspace(days[1], days[-2], 2 * len(days))
    mean, weak, strong = (np.interp(inside, days, level) for level in (known.mean, known.weak, known.strong))
    return inside, mean, weak, strong


def _thicker(declared: Atmosphere, sun: Sun) -> float:
    """Return the greatest factor between two densities, over the altitudes and the dates of the declared activity."""
    air = declared_air(declared, sun)
    row = np.empty(air.powers.shape[1])
    worst = 0.0
    for days, activity in air.activity if air.activity.size else np.zeros((1, 2)):
        air_at(days, air, row)
        stated = np.log([air_density(altitude, air, row) for altitude in _ALTITUDES])
        worst = max(worst, float(np.max(np.abs(stated - log_density(_ALTITUDES, float(activity))))))
    return float(np.exp(worst))
