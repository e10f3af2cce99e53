"""What the plan says of re-entry rules and consents, against what it does and whose targets it takes."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.errors import InvalidInputError
from adr_planner.spec.players import Player, Players
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["compliance"]

_CASUALTY_MASS = 1000.0
"""Above it an uncontrolled re-entry usually exceeds a casualty risk of 1e-4 [kg]."""
_SAME_MOMENT = 1e-3
"""Dates are written to the microsecond [s]."""
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
        yield Check.holds("compliance", where, "disposal as the rule says", held)
        heavy = target.mass_max_kg > _CASUALTY_MASS
        named = number in stated.casualty_risk_needs_control
        what = "named as a casualty risk" if heavy else "not named as a casualty risk"
        yield Check.holds("compliance", where, what, named == heavy)
        if not heavy:
            continue
        if not controlled.get(number, False):
            warned = any(f"({number}," in text for text in stated.warnings or ())
            yield Check.holds("compliance", where, "uncontrolled, and warned of", warned)
    yield from _decay_rules(scene)
    yield from _decay_ranges(scene)
    yield from _lists(scene)
    yield from _consents(scene)


def _decay_ranges(scene: Scene) -> Iterator[Check]:
    """Check that a decay lies in its range, shortest under the strongest Sun, and that nothing controlled decays."""
    for item in scene.plan.disposals:
        where = "servicer" if item.norad_cat_id is None else scene.name(item.norad_cat_id)
        years = (item.decay_years_low, item.decay_years, item.decay_years_high)
        told = [value for value in years if value is not None]
        yield Check.holds("decay", where, "no decay of what is controlled", not (item.controlled and told))
        if told:
            yield Check.holds(
                "decay", where, "years in their own range, from the strongest Sun to the weakest",
                item.decay_years is not None and told == sorted(told) and told[0] > 0.0,
            )  # fmt: skip


def _lists(scene: Scene) -> Iterator[Check]:
    """Check that consents are the owners', each once, and that lists name this plan's targets alone."""
    plan, stated = scene.plan, scene.plan.compliance
    owners = {item.registered_by or item.owner or "unknown" for item in plan.targets}
    for owner in sorted(owners | set(stated.consent_needed_from)):
        asked = stated.consent_needed_from.count(owner)
        right = asked == (owner in owners)
        what = "consent asked for" if owner in owners else "no consent of who owns none of the targets"
        yield Check("consent", owner, what, asked, float(owner in owners), "", right)
    visited = {item.norad_cat_id for item in plan.targets}
    controlled = plan.mission.disposal.rule == "controlled"
    for name in ("casualty_risk_needs_control", "decays_within_5_years", "decays_within_25_years"):
        numbers = getattr(stated, name) or ()
        right = set(numbers) <= visited and len(set(numbers)) == len(numbers)
        yield Check.holds("compliance", name, "targets of this plan, each once", right)
        if name.startswith("decays") and controlled:
            yield Check.holds(
                "compliance", name, "left out where the rule is controlled", getattr(stated, name) is None
            )


def _consents(scene: Scene) -> Iterator[Check]:
    """Check that all whom a target needs have consented by the time it is reached, where the mission names them."""
    given = scene.plan.mission.consents
    if given is None:
        return
    try:
        players = Players(tuple(Player(item.player, item.codes) for item in given))
    except InvalidInputError as error:
        yield Check.holds("consent", "mission.consents", f"players and owner codes: {error}", passed=False)
        return
    since = {item.player: item.since_utc for item in given}
    for leg in scene.plan.legs:
        target = scene.plan.target(leg.to_norad_cat_id)
        where = scene.name(target.norad_cat_id)
        needed = players.must_agree(target.owner, target.registered_by or "", target.registry or "")
        told = "nobody here can consent" if needed is None else f"consent of {', '.join(needed)}"
        yield Check.holds("consent", where, f"{told}, as the mission has it", needed is not None)
        for name in needed or ():
            date = since[name]
            if date is not None:
                early = scene.seconds(date) - scene.seconds(leg.arrive_utc)
                yield Check.at_most("consent", where, f"reached once {name} consents", early, _SAME_MOMENT, "s")


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
            yield Check.holds("compliance", where, f"keeps the {rule}-year rule as stated", right)
            if rule == 25 and not kept:
                warned = any(f"({item.norad_cat_id}) " in text for text in stated.warnings or ())
                yield Check.holds("compliance", where, "stays up, and warned of", warned)
