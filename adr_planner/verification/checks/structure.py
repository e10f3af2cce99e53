"""Whether the parts of a document fit together: every name used once, every reference to something that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from adr_planner.plan import MissionPlan
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["dangling", "structure"]

_SINCE = {
    "servicer.propulsion": 1,
    "provenance.refinement": 3,
    "conventions.atmosphere": 3,
    "conventions.atmosphere.activity": 4,
    "conventions.gravity.even_from_j6": 4,
    "conventions.third_bodies": 4,
    "conventions.solid_tide_k2": 4,
    "provenance.left_out": 4,
    "provenance.solver.effort": 4,
    "servicer.minimum_impulse_m_s": 4,
    "mission.consents": 5,
    "compliance.law": 5,
    "compliance.exposed": 5,
    "verification": 4,
    "mission.servicer_end": 5,
    "mission.max_leg_delta_v_m_s": 5,
}
"""Minor version of the schema since which a document may hold a field."""
_REGISTRY_SINCE = 5
"""The same of the registry of targets."""


def dangling(plan: MissionPlan) -> list[Check]:
    """Return a failed check for every reference to a target that is not there: such a plan cannot be flown at all."""
    known, visited = {item.norad_cat_id for item in plan.targets}, {leg.to_norad_cat_id for leg in plan.legs}
    lost = [(f"leg {leg.index}", leg.to_norad_cat_id, "goes to one of the targets", known) for leg in plan.legs]
    lost += [
        (f"leg {leg.index}", leg.from_norad_cat_id, "comes from one of the targets", known)
        for leg in plan.legs
        if leg.from_norad_cat_id is not None
    ]
    lost += [
        (f"disposal of {item.norad_cat_id}", item.norad_cat_id, "ends a target that is visited", visited & known)
        for item in plan.disposals
        if item.norad_cat_id is not None
    ]
    failed = [
        Check.holds("structure", f"{where} ({number})", what, passed=False)
        for where, number, what, there in lost
        if number not in there
    ]
    several = [item for item in plan.disposals if len(item.arcs or ()) > 1]
    return failed + [
        Check.holds("structure", f"disposal of {item.norad_cat_id or 'the servicer'}", "one arc", passed=False)
        for item in several
    ]


def structure(scene: Scene) -> Iterator[Check]:
    """Check that legs follow each other, and that targets, disposals, burns and arcs are named once."""
    plan = scene.plan
    before: int | None = None
    for k, leg in enumerate(plan.legs):
        where = scene.name(leg.to_norad_cat_id)
        yield Check.holds("structure", where, "legs are counted from 0", leg.index == k)
        yield Check.holds("structure", where, "leaves from where the last leg led", leg.from_norad_cat_id == before)
        before = leg.to_norad_cat_id
    ends = [item.norad_cat_id for item in plan.disposals]
    yield from _once("the target", [str(item.norad_cat_id) for item in plan.targets])
    yield from _once("the disposal of", [str(number or "the servicer") for number in ends])
    in_order = [leg.to_norad_cat_id for leg in plan.legs if leg.to_norad_cat_id in ends]
    yield Check.holds(
        "structure", "disposals", "in the order of the legs, the servicer's last",
        [number for number in ends if number is not None] == in_order and None not in ends[:-1],
    )  # fmt: skip
    flown = [item.id for leg in plan.legs for item in leg.flown]
    flown += [item.id for disposal in plan.disposals for item in disposal.flown]
    yield from _once("the burn or arc", flown)
    yield from _version(plan)
    yield from _left_out(scene)


def _version(plan: MissionPlan) -> Iterator[Check]:
    """Check that a document of an older schema, which less is asked of, holds nothing that came later."""
    minor = int(plan.schema_version.split(".")[1])
    for path, since in _SINCE.items():
        part: object = plan
        for name in path.split("."):
            part = getattr(part, name, None)
        if since > minor and part is not None:
            yield Check.holds("structure", "schema_version", f"{path} came with 1.{since}.0", passed=False)
    if minor < _REGISTRY_SINCE and any(item.registered_by or item.registry for item in plan.targets):
        what = f"registered_by came with 1.{_REGISTRY_SINCE}.0"
        yield Check.holds("structure", "schema_version", what, passed=False)


def _left_out(scene: Scene) -> Iterator[Check]:
    """Check that candidates left out are named once, and no targets."""
    left_out = [item.norad_cat_id for item in scene.plan.provenance.left_out or ()]
    targets = {item.norad_cat_id for item in scene.plan.targets}
    for number, count in Counter(left_out).items():
        free = count == 1 and number not in targets
        yield Check.holds("structure", f"left_out {number}", "left out once, and no target", free)


def _once(what: str, names: list[str]) -> Iterator[Check]:
    for name, count in Counter(names).items():
        yield Check("structure", name, f"{what} {name} is there once", count, 1.0, "", count == 1)
