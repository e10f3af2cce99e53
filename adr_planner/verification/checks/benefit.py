"""What a plan says it is good for, as far as arithmetic can tell: the values themselves are not judged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adr_planner.plan import PlannedTarget
from adr_planner.plan.benefit import Benefit
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["benefit", "benefit_sums", "value_removed"]

_SUMMED = {
    "value": "",
    "debris_years": "yr",
    "n_catastrophic_collisions": "1",
    "n_encounters_fragments": "1",
    "n_hits_fragments": "1",
}
_UNITS = {"debris_years": "yr", "collisions": "1", "encounters": "1", "exposure": "1", "kg_per_yr": "kg/yr"}
_SAME = 1e-9
_MORE = 0.05
"""By how much more may be avoided together than in sum: the sums are linear, and of shorter steps."""


def value_removed(targets: Sequence[PlannedTarget]) -> float:
    """Return the value of some targets; of documents before 1.5.0 their risk [kg/yr]."""
    return math.fsum(item.risk.risk_kg_per_yr if item.worth is None else item.worth.value for item in targets)


def benefit(scene: Scene) -> Iterator[Check]:
    """Check the value of the mission, what each target says it is worth, and the sums of it."""
    plan = scene.plan
    value, stated = plan.mission.value, plan.benefit
    told = [value is not None, stated is not None, *(item.worth is not None for item in plan.targets)]
    named = all(told) if plan.schema_version.split(".")[1] not in ("0", "1", "2", "3", "4") else len(set(told)) == 1
    yield Check.holds("benefit", "benefit", "value, worth of every target and benefit are told, from 1.5 on", named)
    if value is None or stated is None:
        return
    unit = value.unit == _UNITS.get(value.measure, value.unit)
    yield Check.holds("benefit", "mission.value.unit", f"of {value.measure}", unit)
    if value.measure == "kg_per_yr":
        for item in plan.targets:
            off = 0.0 if item.worth is None else item.worth.value - item.risk.risk_kg_per_yr
            slack = _SAME * item.risk.risk_kg_per_yr
            name = scene.name(item.norad_cat_id)
            yield Check.within("benefit", name, "its value is its risk", off, slack, "kg/yr")
    yield from benefit_sums("benefit", stated, plan.targets)


def benefit_sums(where: str, stated: Benefit, targets: Sequence[PlannedTarget]) -> Iterator[Check]:
    """Add up what each removal is worth, and hold what all avoid together against it."""
    for name, unit in _SUMMED.items():
        parts = [None if item.worth is None else getattr(item.worth, name) for item in targets]
        known = [part for part in parts if part is not None]
        said = getattr(stated, name)
        if said is None:
            continue
        off = said - math.fsum(known) if len(known) == len(parts) else math.inf
        slack = _SAME * max(abs(said), 1e-6)
        yield Check.within("benefit", f"{where}.{name}", "sum over the targets", off, slack, unit)
    flown = {item.norad_cat_id for item in targets}
    for other in stated.others or ():
        right = other.n_common == len(flown & set(other.norad_cat_ids))
        yield Check.holds("benefit", f"{where}.others", f"{other.n_common} of {other.measure} are targets", right)
    yield from _together(where, stated)


def _together(where: str, stated: Benefit) -> Iterator[Check]:
    """Check that what is avoided grows with the horizon, and is no more than the sum at its horizon."""
    rows = stated.together or ()
    for before, after in pairwise(rows):
        rising = before.years < after.years and before.n_catastrophic_collisions <= after.n_catastrophic_collisions
        yield Check.holds("benefit", f"{where}.together", f"more after {after.years:g} years", rising)
    for row in rows:
        if row.years != stated.years:
            continue
        for name in ("debris_years", "n_catastrophic_collisions"):
            total = getattr(stated, name)
            if total is not None:
                over, slack, at = getattr(row, name) - total, _MORE * abs(total), f"{where}.together.{name}"
                yield Check.at_most("benefit", at, "together no more than in sum", over, slack, _SUMMED[name])
