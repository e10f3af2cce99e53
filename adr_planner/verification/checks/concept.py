"""What kind of servicer a plan says it flies, against what it flies."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.verification.physics.constants import SAME_EPOCH
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import enters_with_last

__all__ = ["concept"]

_LONGEST_ARC = 90.0
"""Beyond it a burn is no impulse [deg]."""


def concept(scene: Scene) -> Iterator[Check]:
    """Check that servicer, disposals and mission tell of the same concept."""
    yield from _servicer(scene)
    yield from _disposals(scene)
    yield from _mission(scene)


def _servicer(scene: Scene) -> Iterator[Check]:
    given = scene.plan.servicer
    yield Check.holds(
        "concept", "servicer.kits", "a servicer with kits leaves kits, one without is a tug",
        (given.kits > 0) == (given.concept == "kit"),
    )  # fmt: skip
    electric = given.propulsion == "electric"
    fits = not electric or (given.thrust_n is not None and given.concept == "kit")
    yield Check.holds("concept", "servicer.propulsion", "an electric servicer has a thrust and kits", fits)
    pushed = given.thrust_n is not None or given.kit.thrust_n is not None
    yield Check.holds(
        "concept", "servicer.longest_arc_deg", "given where a thrust is", (given.longest_arc_deg is not None) == pushed
    )
    if given.longest_arc_deg is not None:
        yield Check.within("concept", "servicer.longest_arc_deg", "longest arc of one burn", given.longest_arc_deg,
                           _LONGEST_ARC, "deg")  # fmt: skip


def _disposals(scene: Scene) -> Iterator[Check]:
    given = scene.plan.servicer
    for item in scene.plan.disposals:
        own = item.norad_cat_id is None
        where = "servicer" if item.norad_cat_id is None else scene.name(item.norad_cat_id)
        wanted = "self" if own else given.concept
        yield Check.holds("concept", where, f"comes down by {wanted}, as the concept is", item.method == wanted)
        yield Check.holds("concept", where, "a kit is there where a kit burns", (item.kit is not None) == (
            wanted == "kit"
        ))  # fmt: skip
        spirals = own and given.propulsion == "electric"
        yield Check.holds("concept", where, "an arc for an electric servicer's own end alone", bool(item.arcs) == (
            spirals
        ))  # fmt: skip
        if own:
            yield Check.holds("concept", where, "controlled unless it spirals down", item.controlled != spirals)
    asked = scene.plan.mission
    if enters_with_last(scene.plan) or asked.servicer_end == "none" or not asked.dispose_servicer:
        ends = any(item.norad_cat_id is None for item in scene.plan.disposals)
        yield Check.holds("concept", "servicer", "no end of its own where none is needed", not ends)


def _mission(scene: Scene) -> Iterator[Check]:
    mission = scene.plan.mission
    rule, tug = mission.disposal, scene.plan.servicer.concept == "tug"
    perigee = (rule.perigee_altitude_km is not None) == (rule.rule != "decay")
    years = (rule.decay_years is not None) == (rule.rule == "decay")
    yield Check.holds("concept", "mission.disposal", "a perigee or years, as the rule needs", perigee and years)
    yield Check.holds("concept", "mission.disposal", "only a tug releases", rule.rule != "release" or tug)
    yield Check.holds(
        "concept", "mission.servicer_end", "only a tug comes back, or enters with its last target",
        tug or mission.servicer_end not in ("with_last_target", "return"),
    )  # fmt: skip
    late = scene.seconds(mission.start_utc)
    yield Check.within("concept", "conventions.plan_epoch_utc", "the mission's start", late, SAME_EPOCH, "s")
    weighted = (mission.weights is not None) == (mission.objective == "weighted")
    yield Check.holds("concept", "mission.weights", "weights for the weighted objective alone", weighted)
