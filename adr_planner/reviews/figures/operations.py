"""What the servicer does: when it first burns, where it first captures, what it keeps for its own end."""

from __future__ import annotations

import math

from adr_planner.reviews.facts import Facts
from adr_planner.reviews.figures.figure import Figure, Missing
from adr_planner.traffic.whole_life import stops

__all__ = ["days_to_first_maneuver", "disposal_propellant_kg", "disposal_reliability", "first_capture_apogee_km"]


def days_to_first_maneuver(facts: Facts) -> Figure:
    """Return the time from injection to the first burn: so early the servicer can step aside."""
    leg = facts.plan.legs[0]
    first = [facts.days_since_injection(burn.epoch_utc) for burn in leg.maneuvers[:1]]
    first += [facts.days_since_injection(arc.start_utc) for arc in (leg.arcs or ())[:1]]
    return Figure(min(first, default=math.inf), "from injection to the first burn of the plan", "")


def first_capture_apogee_km(facts: Facts) -> Figure:
    """Return how high the first capture is; 0 where the concept has been proven before."""
    first = stops(facts.plan)[0]
    apogee = first.sma * (1.0 + first.ecc) / 1e3 - 6378.137
    if facts.stated.capture_proven:
        return Figure(0.0, "capture_proven is stated: no height is asked of it", f"{first.name} at {apogee:.0f} km")
    return Figure(apogee, "apogee of the first target; capture_proven is not stated", first.name)


def disposal_propellant_kg(facts: Facts) -> Figure:
    """Return what is left in the tanks when all is done, the servicer's own disposal and all margins paid."""
    plan = facts.plan
    if not any(item.norad_cat_id is None for item in plan.disposals):
        return Figure(-math.inf, "no disposal of the servicer is planned", "")
    left = plan.totals.residual_propellant_kg
    return Figure(left, "residual propellant after the servicer's own disposal, margins paid", "")


def disposal_reliability(facts: Facts) -> Figure | Missing:
    """Return the chance that every disposal is done: stated reliabilities multiplied."""
    stated = facts.stated
    if stated.disposal_reliability is None or stated.servicer_reliability is None:
        return Missing("disposal_reliability (of one disposal) and servicer_reliability (over a year)")
    count = len(facts.plan.disposals)
    chance = stated.disposal_reliability**count * stated.servicer_reliability**facts.operations_years
    words = f"{stated.disposal_reliability:g}^{count} x {stated.servicer_reliability:g}^{facts.operations_years:.2f}"
    return Figure(
        chance, "product of stated reliabilities: of every disposal, and of the servicer until the last", words
    )
