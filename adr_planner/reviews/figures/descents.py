"""How everything comes down: what is left, for how long, over whom."""

from __future__ import annotations

import math

import numpy as np

from adr_planner.plan import PlannedDisposal
from adr_planner.reviews.facts import Facts
from adr_planner.reviews.figures.figure import Figure, Missing
from adr_planner.reviews.figures.people import expected_casualties
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT, lifetime_years
from adr_planner.risk.gates import CONTROLLED_ABOVE_KG
from adr_planner.traffic.whole_life import Orbit, orbits_flown, stops
from adr_planner.trajectory.route import map_of

__all__ = [
    "casualty_screening", "debris_decay_years", "entry_angle_deg", "failed_servicer_years", "heavy_uncontrolled",
    "left_in_orbit", "servicer_decay_years", "share_above_lifetime_limit",
]  # fmt: skip

_EARTH_KM = 6378.137
_SURVIVES = (0.10, 0.40)
"""Share of a heavy object's mass that reaches the ground (ESA; read)."""


def left_in_orbit(facts: Facts) -> Figure:
    """Count what stays in orbit: targets and servicer without a disposal, or whose decay is not known."""
    plan = facts.plan
    disposed = {item.norad_cat_id for item in plan.disposals if item.controlled or item.decay_years is not None}
    stay = [target.name for target in plan.targets if target.norad_cat_id not in disposed]
    if None not in disposed:
        stay.append("the servicer")
    return Figure(len(stay), "targets and servicer without a re-entry in the plan's disposals", ", ".join(stay))


def debris_decay_years(facts: Facts) -> Figure:
    """Return the longest decay of a target, strong and weak Sun beside it."""
    worst = max(_of_targets(facts), key=_years, default=None)
    if worst is None or worst.controlled:
        return Figure(0.0, "all targets re-enter under control", "")
    name = facts.plan.target(worst.norad_cat_id or 0).name
    return Figure(_years(worst), "longest decay of the plan's disposals, mean Sun", f"{name}{_suns(worst)}")


def servicer_decay_years(facts: Facts) -> Figure:
    """Return how long the servicer stays after its last burn."""
    own = next((item for item in facts.plan.disposals if item.norad_cat_id is None), None)
    if own is None:
        last = stops(facts.plan)[-1]
        return Figure(_lifetime(facts, last), "no disposal is planned: decay from the last stop, mean Sun", last.name)
    how = "controlled re-entry" if own.controlled else "decay of the plan's disposal, mean Sun"
    return Figure(0.0 if own.controlled else _years(own), how, _suns(own))


def failed_servicer_years(facts: Facts) -> Figure:
    """Return how long the servicer stays if it fails at the stop where that is longest."""
    places = stops(facts.plan)
    years = [_lifetime(facts, place) for place in places]
    k = int(np.argmax(years))
    each = ", ".join(f"{place.name} {value:,.0f} yr" for place, value in zip(places, years, strict=True))
    how = "drag from the orbit of every stop, C_D A / m of the plan, mean Sun; counted from the failure"
    return Figure(years[k], how, each)


def share_above_lifetime_limit(facts: Facts) -> Figure:
    """Return the share of the mission in which a failure would leave the servicer up for longer than is allowed."""
    limit, flown = facts.lifetime_limit, orbits_flown(facts.plan)
    above = math.fsum(orbit.days for orbit in flown if _lifetime(facts, orbit) > limit)
    total = math.fsum(orbit.days for orbit in flown)
    how = f"days on orbits that last longer than {limit:.1f} yr, over all days; drag at the mean Sun"
    return Figure(above / total, how, f"{above:.0f} of {total:.0f} days")


def heavy_uncontrolled(facts: Facts) -> Figure:
    """Count heavy objects that re-enter without control."""
    heavy = [
        facts.plan.target(item.norad_cat_id).name
        for item in facts.plan.disposals
        if item.norad_cat_id is not None and not item.controlled
        and facts.plan.target(item.norad_cat_id).mass_max_kg > CONTROLLED_ABOVE_KG
    ]  # fmt: skip
    how = f"targets that may weigh more than {CONTROLLED_ABOVE_KG:g} kg and decay uncontrolled"
    return Figure(len(heavy), how, ", ".join(heavy))


def casualty_screening(facts: Facts) -> Figure:
    """Return the most casualties to expect of one uncontrolled re-entry; a screening, no analysis of survival."""
    worst, name = 0.0, ""
    for item in facts.plan.disposals:
        if item.controlled:
            continue
        if item.norad_cat_id is None:
            mass, inclination, who = facts.plan.servicer.dry_mass_kg, stops(facts.plan)[-1].inc_deg, "servicer"
        else:
            target = facts.plan.target(item.norad_cat_id)
            mass, inclination, who = target.mass_max_kg or target.mass_kg, target.omm.INCLINATION, target.name
        casualties = expected_casualties(mass * _SURVIVES[1], inclination)
        if casualties > worst:
            worst = casualties
            name = f"{who}: {casualties * _SURVIVES[0] / _SURVIVES[1]:.0e} to {casualties:.0e}"
    how = "screening only: 10 to 40 % of the mass survives, 0.03 m2 a kg, people by latitude; survival needs the design"
    return Figure(worst, how, name or "nothing re-enters without control")


def entry_angle_deg(facts: Facts) -> Figure | Missing:
    """Return the shallowest path of a controlled re-entry at 120 km, below the horizontal."""
    chart = map_of(facts.plan)
    angles = {}
    for item in facts.plan.disposals:
        if not item.controlled:
            continue
        number = item.norad_cat_id
        last = (chart.servicer if number is None or item.method == "tug" else chart.target(number))[-1]
        if last.kind != "descent":
            continue
        state = last.end
        speed = math.sqrt(math.fsum(v * v for v in state.velocity))
        sine = -math.fsum(r * v for r, v in zip(state.position, state.velocity, strict=True)) / (state.radius * speed)
        angles["servicer" if number is None else facts.plan.target(number).name] = math.degrees(math.asin(sine))
    if not angles:
        return Missing("a controlled re-entry: none is planned")
    who = min(angles, key=lambda name: angles[name])
    return Figure(angles[who], "angle of the flown descent below the horizontal at 120 km, the shallowest", who)


def _of_targets(facts: Facts) -> list[PlannedDisposal]:
    return [item for item in facts.plan.disposals if item.norad_cat_id is not None]


def _years(item: PlannedDisposal) -> float:
    if item.controlled:
        return 0.0
    return math.inf if item.decay_years is None else item.decay_years


def _suns(item: PlannedDisposal) -> str:
    if item.decay_years_low is None or item.decay_years_high is None:
        return ""
    return f" ({item.decay_years_low:.1f} to {item.decay_years_high:.1f} yr by the Sun)"


def _lifetime(facts: Facts, orbit: Orbit) -> float:
    """Return how long a dead servicer stays on an orbit [yr]."""
    drag = facts.plan.servicer.drag_m2_kg
    if not drag:
        return math.inf
    low, high = (orbit.sma / 1e3 * (1.0 + sign * orbit.ecc) - _EARTH_KM for sign in (-1.0, 1.0))
    return lifetime_years(low, high, drag / DRAG_COEFFICIENT).years
