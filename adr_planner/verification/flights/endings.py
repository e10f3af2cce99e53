"""The end of every target: does it come down as the rule says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import erfa
import numpy as np

from adr_planner.plan import Maneuver, PlannedDisposal
from adr_planner.verification.flights.trajectory import allowed
from adr_planner.verification.flights.weather import SERVICER_DRAG
from adr_planner.verification.physics.air import density
from adr_planner.verification.physics.constants import DAY, DRAG_COEFFICIENT
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.integrator import Point, coast, lowest_altitude
from adr_planner.verification.physics.thrust import fly_arc
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import enters_with_last

__all__ = ["decay_years", "disposals"]

_PERIGEE = 5.0
"""How far a flown perigee may be from the one stated [km]."""
_BESIDE = 100.0
_CONTROLLED_TOP = 120.0
"""Above this perigee a re-entry is not controlled [km]."""
_DECAY_FACTOR = 3.0
"""By how much a static atmosphere may disagree with the planner's mean one: solar activity alone is 5-25."""
_LONG_DECAY = 100.0
"""Decays longer than that are all alike [yr]."""
_SPENT = 2e-4
"""Relative slack on the delta-v of a spiral between its dates."""
_OWN_YEARS = 5.0
"""Longest decay of the servicer itself [yr]: the five-year rule (FCC 2022, ESA 2023)."""


def disposals(scene: Scene) -> Iterator[Check]:
    """Fly every disposal burn to the perigee after it."""
    rule = scene.plan.mission.disposal
    arrivals = {leg.to_norad_cat_id: scene.seconds(leg.arrive_utc) for leg in scene.plan.legs}
    for item in scene.plan.disposals:
        number = item.norad_cat_id
        where = "servicer" if number is None else scene.name(number)
        if item.arcs and number is None and scene.plan.servicer.propulsion == "electric":
            yield from _spiral_down(scene, item)
            continue
        lowering = [burn for burn in item.maneuvers if burn.kind == "disposal"]
        if not lowering:
            yield Check.holds("disposal", where, "has a burn", passed=False)
            continue
        burn = lowering[0]
        if number is not None and item.method == "kit":
            when = scene.seconds(burn.epoch_utc)
            late = when - arrivals[number] - scene.plan.mission.stay_days * DAY
            yield Check("disposal", where, "kit burns after the stay", -late, 0.0, "s", late >= 0.0)
            try:
                beside = float(
                    erfa.pm(scene.target(scene.plan.target(number), when).position - scene.before(burn).position)
                )
            except ValueError:
                beside = math.inf
            far, _ = allowed(scene.days(when) - scene.elements_days(number))
            yield Check.at_most("disposal", burn.id, "kit's position on its target", beside, far, "m")
        if item.method == "kit":
            yield from _passes(scene, lowering, scene.field if number is None else scene.target_field(number))
        burn = lowering[-1]
        after = scene.after(burn)
        period = 2.0 * math.pi * math.sqrt(float(erfa.pm(after.position)) ** 3 / scene.field.mu)
        low = lowest_altitude(after, 0.7 * period, scene.field) / 1e3
        off = abs(low - item.perigee_altitude_km)
        yield Check.at_most("disposal", burn.id, "flown perigee against the one stated", off, _PERIGEE, "km")
        if rule.rule == "controlled" or number is None:
            asked = rule.perigee_altitude_km if number is not None and rule.perigee_altitude_km else _CONTROLLED_TOP
            yield Check.at_most("disposal", burn.id, "perigee of the rule", low, asked + _PERIGEE, "km")
        else:
            yield from _decays(scene, item, after, where)
    planned = {item.norad_cat_id for item in scene.plan.disposals}
    for number in arrivals:
        if number not in planned:
            yield Check.holds("disposal", scene.name(number), "target has a disposal", passed=False)
    mission = scene.plan.mission
    if mission.dispose_servicer and mission.servicer_end != "none" and not enters_with_last(scene.plan):
        yield Check.holds("disposal", "servicer", "has a disposal", None in planned)


def _passes(scene: Scene, lowering: list[Maneuver], field: Field) -> Iterator[Check]:
    """Fly a kit from burn to burn: the servicer's own burns are followed by `continuity`."""
    for burn, following in pairwise(lowering):
        wait = scene.seconds(following.epoch_utc) - scene.seconds(burn.epoch_utc)
        there = coast(scene.after(burn), wait, field).position
        miss = float(erfa.pm(there - scene.before(following).position))
        passed = wait > 0.0 and miss <= _BESIDE
        yield Check("disposal", following.id, "flown on from the burn before", miss, _BESIDE, "m", passed)


def _spiral_down(scene: Scene, item: PlannedDisposal) -> Iterator[Check]:
    """Fly an electric servicer's own spiral from beside its last target to where drag takes over."""
    (arc,) = item.arcs or ()
    last = scene.plan.legs[-1]
    when = scene.seconds(arc.start_utc)
    here = scene.start_of(arc)
    late = when - scene.seconds(last.arrive_utc) - scene.plan.mission.stay_days * DAY
    yield Check("disposal", arc.id, "servicer leaves after the last stay", -late, 0.0, "s", late >= -1e-3)
    beside = float(erfa.pm(scene.target(scene.plan.target(last.to_norad_cat_id), when).position - here.position))
    far, _ = allowed(scene.days(when) - scene.elements_days(last.to_norad_cat_id))
    yield Check.at_most("disposal", arc.id, "servicer's position beside its target", beside, far, "m")
    duration = scene.seconds(arc.stop_utc) - when
    end, spent = fly_arc(here, arc, max(duration, 0.0), scene.plan.servicer.isp_s, scene.field, scene.sky)
    wrong = abs(spent / arc.delta_v_m_s - 1.0) if arc.delta_v_m_s > 0.0 else math.inf
    yield Check.at_most("disposal", arc.id, "delta-v between its dates", wrong, _SPENT, "relative")
    altitude = (scene.shape(end).a - scene.field.radius) / 1e3
    off = abs(altitude - item.perigee_altitude_km)
    yield Check.at_most("disposal", arc.id, "flown altitude against the one stated", off, _PERIGEE, "km")
    found, limit = decay_years(end, SERVICER_DRAG, scene.field), _DECAY_FACTOR * _OWN_YEARS
    yield Check.at_most("disposal", arc.id, "servicer's decay in a static atmosphere", found, limit, "yr")


def _decays(scene: Scene, item: PlannedDisposal, after: Point, where: str) -> Iterator[Check]:
    """Hold what was released against the rule, and its decay against the one stated, in the verifier's own air."""
    rule = scene.plan.mission.disposal
    if rule.rule == "release":
        off = abs(item.perigee_altitude_km - (rule.perigee_altitude_km or math.inf))
        yield Check.at_most("disposal", where, "perigee of the release as asked for", off, 1e-6, "km")
    target = scene.plan.target(item.norad_cat_id or 0)
    mass = target.mass_kg + (item.kit.dry_mass_kg if item.kit else 0.0)
    found = decay_years(after, DRAG_COEFFICIENT * (target.area_m2 or 0.0) / mass, scene.field)
    if rule.rule == "decay":
        limit = _DECAY_FACTOR * (rule.decay_years or 25.0)
        yield Check.at_most("disposal", where, "decay in a static atmosphere", found, limit, "yr")
    if item.decay_years is not None:
        stated, other = (min(years, _LONG_DECAY) for years in (item.decay_years, found))
        ratio = max(stated / other, other / stated)
        yield Check.at_most(
            "disposal",
            where,
            f"stated decay of {item.decay_years:.3g} years against a static atmosphere",
            ratio,
            _DECAY_FACTOR,
            "times",
        )


def decay_years(start: Point, drag: float, field: Field) -> float:
    """Return how long an orbit takes to decay in the verifier's static atmosphere [yr].

    The drag work of one revolution is summed along the osculating ellipse and taken off perigee and apogee.
    """
    if drag <= 0.0:
        return math.inf
    energy = 0.5 * float(erfa.pdp(start.velocity, start.velocity)) - field.mu / float(erfa.pm(start.position))
    a = -0.5 * field.mu / energy
    period = 2.0 * math.pi * math.sqrt(a**3 / field.mu)
    radii = [float(erfa.pm(coast(start, k * period / 90.0, field).position)) for k in range(91)]
    perigee, apogee = min(radii), max(radii)
    anomalies = np.linspace(0.0, 2.0 * math.pi, 181)[:-1]
    elapsed = 0.0
    for _ in range(20_000):
        a, ecc = 0.5 * (perigee + apogee), (apogee - perigee) / (apogee + perigee)
        if perigee - field.radius < 120e3:
            break
        radius = a * (1.0 - ecc * np.cos(anomalies))
        air = np.array([density(r - field.radius) for r in radius])
        # King-Hele 1987: changes of a and of a e in one revolution, per radian of eccentric anomaly.
        up, down = 1.0 + ecc * np.cos(anomalies), 1.0 - ecc * np.cos(anomalies)
        da = -drag * a * a * float(np.mean(air * up**1.5 / np.sqrt(down))) * 2.0 * math.pi
        dx = -drag * a * a * float(
            np.mean(air * np.sqrt(up / down) * (np.cos(anomalies) + ecc)) * 2.0 * math.pi
        )  # fmt: skip
        period = 2.0 * math.pi * math.sqrt(a**3 / field.mu)
        count = max(1.0, 2e3 / max(abs(da), 1e-9))
        perigee += count * (da - dx)
        apogee = max(apogee + count * (da + dx), perigee)
        elapsed += count * period
        if elapsed > 500.0 * 31557600.0:
            return 500.0
    return elapsed / 31557600.0
