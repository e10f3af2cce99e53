"""What the plan says of re-entry rules, against what it does."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["compliance"]

_CASUALTY_MASS = 1000.0
"""Above it an uncontrolled re-entry usually exceeds a casualty risk of 1e-4 [kg]."""
_SAME = 1.001
"""A decay asked for to the year may be a thousandth longer."""


def compliance(scene: Scene) -> Iterator[Check]:
    """Check that heavy objects are named, and warned of where nothing controls their re-entry."""
    stated = scene.plan.compliance
    controlled = {item.norad_cat_id: item.controlled for item in scene.plan.disposals}
    asked = scene.plan.mission.disposal.rule == "controlled"
    said = stated.reentry == "controlled"
    yield Check("compliance", "reentry", "as the rule says", float(said), float(asked), "", said == asked)
    for target in scene.plan.targets:
        number, where = target.norad_cat_id, scene.name(target.norad_cat_id)
        held = controlled.get(number, False) == asked
        yield Check("compliance", where, "disposal as the rule says", float(held), 1.0, "", held)
        if target.mass_max_kg <= _CASUALTY_MASS:
            continue
        named = number in stated.casualty_risk_needs_control
        yield Check("compliance", where, "named as a casualty risk", float(named), 1.0, "", named)
        if not controlled.get(number, False):
            warned = any(f"({number}," in text for text in stated.warnings or ())
            yield Check("compliance", where, "uncontrolled, and warned of", float(warned), 1.0, "", warned)
    yield from _decay_rules(scene)


def _decay_rules(scene: Scene) -> Iterator[Check]:
    """Check which targets the plan says keep the 5- and 25-year rules, by the decays it states itself."""
    stated = scene.plan.compliance
    for rule, named in ((5, stated.decays_within_5_years), (25, stated.decays_within_25_years)):
        if named is None:
            continue
        for item in scene.plan.disposals:
            if item.norad_cat_id is None:
                continue
            where, years = scene.name(item.norad_cat_id), item.decay_years
            kept = years is not None and years <= rule * _SAME
            right = (item.norad_cat_id in named) == kept
            yield Check("compliance", where, f"keeps the {rule}-year rule as stated", float(right), 1.0, "", right)
            if rule == 25 and not kept:
                warned = any(f"({item.norad_cat_id}) " in text for text in stated.warnings or ())
                yield Check("compliance", where, "stays up, and warned of", float(warned), 1.0, "", warned)
