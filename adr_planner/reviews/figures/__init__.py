"""Figures of a plan, by the name clauses know them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from adr_planner.reviews.facts import Facts
from adr_planner.reviews.figures import collisions, descents, operations, states
from adr_planner.reviews.figures.figure import Figure, Missing

__all__ = ["FIGURES", "Figure", "Missing"]

FIGURES: Mapping[str, Callable[[Facts], Figure | Missing]] = {
    "left_in_orbit": descents.left_in_orbit,
    "debris_decay_years": descents.debris_decay_years,
    "servicer_decay_years": descents.servicer_decay_years,
    "failed_servicer_years": descents.failed_servicer_years,
    "share_above_lifetime_limit": descents.share_above_lifetime_limit,
    "heavy_uncontrolled": descents.heavy_uncontrolled,
    "casualty_screening": descents.casualty_screening,
    "entry_angle_deg": descents.entry_angle_deg,
    "disposal_propellant_kg": operations.disposal_propellant_kg,
    "first_capture_apogee_km": operations.first_capture_apogee_km,
    "days_to_first_maneuver": operations.days_to_first_maneuver,
    "disposal_reliability": operations.disposal_reliability,
    "collision_above_1_cm": collisions.collision_above_1_cm,
    "collision_above_10_cm": collisions.collision_above_10_cm,
    "failed_collision_above_1_cm": collisions.failed_collision_above_1_cm,
    "injected_orbit_miss_km": collisions.injected_orbit_miss_km,
    "injected_orbit_crewed": collisions.injected_orbit_crewed,
    "crewed_boxes_entered": collisions.crewed_boxes_entered,
    "consents_lacking": states.consents_lacking,
    "owners_to_tell": states.owners_to_tell,
    "targets_without_registry": states.targets_without_registry,
    "verified": states.verified,
}
"""Every figure."""
