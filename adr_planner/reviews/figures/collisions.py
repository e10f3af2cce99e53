"""Collisions: over the whole life by flux, after injection and with crewed stations by the screening."""

from __future__ import annotations

import math

from adr_planner.reviews.facts import Facts
from adr_planner.reviews.figures.figure import Figure, Missing
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT
from adr_planner.traffic.whole_life import ABOVE_1_CM, descent, hits, orbits_flown, stops

__all__ = [
    "collision_above_1_cm", "collision_above_10_cm", "crewed_boxes_entered", "failed_collision_above_1_cm",
    "injected_orbit_crewed", "injected_orbit_miss_km",
]  # fmt: skip

_SCREEN = "a screening: adr.screen(plan, catalogue), with elements of the date"
_FLUX = (
    "flux of the bundled population x area of the servicer (cross_section_m2, else C_D A / m x mass) x time on the "
    "orbits of the plan, return included"
)


def collision_above_1_cm(facts: Facts) -> Figure:
    """Return the chance of a collision with anything above 1 cm from injection to re-entry."""
    return Figure(_chance(_hits(facts) * ABOVE_1_CM), f"{_FLUX}; {ABOVE_1_CM:g} objects above 1 cm for one above 10 cm")


def collision_above_10_cm(facts: Facts) -> Figure:
    """Return the chance of a collision with a catalogued object from injection to re-entry, if nobody steps aside."""
    return Figure(_chance(_hits(facts)), f"{_FLUX}; nobody steps aside")


def failed_collision_above_1_cm(facts: Facts) -> Figure:
    """Return the chance of a collision above 1 cm if the servicer fails where that is worst, until it is down."""
    drag = facts.plan.servicer.drag_m2_kg
    if not drag:
        return Figure(1.0, "no drag area is given: it never comes down", "")
    worst, name = 0.0, ""
    for stop in stops(facts.plan, facts.stated.cross_section_m2):
        chance = _chance(hits(descent(stop, drag / DRAG_COEFFICIENT)) * ABOVE_1_CM)
        if chance > worst:
            worst, name = chance, stop.name
    return Figure(worst, "the same flux along the decay from each stop, a century at most; the worst stop", name)


def injected_orbit_miss_km(facts: Facts) -> Figure | Missing:
    """Return how near anything comes in the days after injection."""
    if facts.screening is None or not facts.screening.injection.covered:
        return Missing(_SCREEN)
    found, radius = facts.screening.injection.nearest, facts.screening.radius_km
    how = f"nearest named approach in the {facts.screening.injection.days:g} days after injection"
    if found is None:
        return Figure(radius, f"{how}: none within the radius of the screening", "")
    return Figure(found.miss_m / 1e3, how, str(found))


def injected_orbit_crewed(facts: Facts) -> Figure | Missing:
    """Count crewed objects within the radius of the screening in the days after injection."""
    if facts.screening is None or not facts.screening.injection.covered:
        return Missing(_SCREEN)
    found = facts.screening.injection.nearest_crewed
    how = f"named approaches of crewed objects in the {facts.screening.injection.crewed_days:g} days after injection"
    return Figure(float(found is not None), how, "" if found is None else str(found))


def crewed_boxes_entered(facts: Facts) -> Figure | Missing:
    """Count named approaches within the box of a crewed station."""
    if facts.screening is None or not facts.screening.approaches:
        return Missing(_SCREEN)
    entered = [item for item in facts.screening.approaches if item.in_box]
    return Figure(
        len(entered), "named approaches within the 4 x 50 x 50 km of a crewed object", "; ".join(map(str, entered))
    )


def _hits(facts: Facts) -> float:
    """Return catalogued objects expected to hit the servicer."""
    plan, area = facts.plan, facts.stated.cross_section_m2
    orbits = orbits_flown(plan, area)
    own = next((item for item in plan.disposals if item.norad_cat_id is None), None)
    if (own is None or not own.controlled) and plan.servicer.drag_m2_kg:
        last = stops(plan, area)[-1]
        down = last
        if own is not None:
            low, high = own.perigee_altitude_km + 6378.137, last.sma * (1.0 + last.ecc) / 1e3
            down = last._replace(sma=500.0 * (low + high), ecc=max(0.0, (high - low) / (high + low)))
        orbits = [*orbits, *descent(down, plan.servicer.drag_m2_kg / DRAG_COEFFICIENT)]
    return hits(orbits)


def _chance(expected: float) -> float:
    return -math.expm1(-expected)
