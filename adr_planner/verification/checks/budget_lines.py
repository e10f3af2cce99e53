"""The budget line by line: what is spent on what, in which class, with which margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from adr_planner.plan import Allowance, PlannedDisposal
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import SERVICES

__all__ = ["budget_lines"]

_SLACK = 1e-6
_RESERVE = "weather reserve"
"""Line that is a margin itself, and has none on it."""
_STOCHASTIC = ("phasing", "proximity", _RESERVE)
"""Lines whose need is a matter of chance; all others follow from the trajectory."""
_MARGIN, _LOSS = "margin on ", "gravity loss on "


class _Spent(NamedTuple):
    line: str
    delta_v: float
    propellant: float


def budget_lines(scene: Scene) -> Iterator[Check]:
    """Sum what the servicer spends by line, and hold every line of the budget and every class against it."""
    plan = scene.plan
    margins = plan.mission.allowances
    fractions = {"deterministic": margins.deterministic_margin, "stochastic": margins.stochastic_margin}
    bare: dict[str, float] = defaultdict(float)
    full: dict[str, float] = defaultdict(float)
    propellant: dict[str, float] = defaultdict(float)
    for item in _spending(scene):
        line = item.line.removeprefix(_MARGIN)
        bare[line] += item.delta_v if line == item.line else 0.0
        full[line] += item.delta_v
        propellant[line] += item.propellant
    stated = {line.line: line for line in plan.budget}
    once = len(stated) == len(plan.budget)
    yield Check.holds("budget", "budget", "every line once, no other", once and set(stated) == set(bare))
    for name, entry in stated.items():
        where, kind = f"budget: {name}", _class_of(name)
        yield Check.holds("budget", where, f"is {kind}", entry.margin_class == kind)
        for what, value, found, unit in (
            ("delta-v", entry.delta_v_m_s, bare[name], "m/s"),
            ("margin", entry.margin_fraction, 0.0 if name == _RESERVE else fractions[kind], "1"),
            ("delta-v with margin", entry.delta_v_with_margin_m_s, full[name], "m/s"),
            ("propellant", entry.propellant_kg, propellant[name], "kg"),
        ):
            yield Check.within("budget", where, f"{what} against what is spent", value - found, _SLACK, unit)
    yield from _classes(scene)


def _class_of(line: str) -> str:
    return "stochastic" if line.removeprefix(_MARGIN) in _STOCHASTIC else "deterministic"


def _spending(scene: Scene) -> Iterator[_Spent]:
    """Yield what the servicer spends, each with the line it belongs to."""
    own = {item.norad_cat_id: item for item in scene.plan.disposals if SERVICES[item.method].own}
    for leg in scene.plan.legs:
        for flown in leg.flown:
            yield _Spent("transfer", flown.size_m_s, flown.propellant_kg)
        yield from _held(leg.allowances)
        if leg.to_norad_cat_id in own:
            yield from _of_disposal(own[leg.to_norad_cat_id])
    if None in own:
        yield from _of_disposal(own[None])


def _of_disposal(item: PlannedDisposal) -> Iterator[_Spent]:
    for flown in item.flown:
        line = "servicer disposal" if item.norad_cat_id is None else flown.kind
        yield _Spent(line, flown.size_m_s, flown.propellant_kg)
    yield from _held(item.allowances)


def _held(allowances: tuple[Allowance, ...]) -> Iterator[_Spent]:
    for item in allowances:
        yield _Spent(item.line, item.delta_v_m_s, item.propellant_kg)


def _classes(scene: Scene) -> Iterator[Check]:
    """Check the class of everything set aside, and that a disposal sets nothing aside but its losses and margins."""
    for leg in scene.plan.legs:
        for item in leg.allowances:
            where = f"{scene.name(leg.to_norad_cat_id)}: {item.line}"
            yield Check.holds("budget", where, "its class", item.margin_class == _class_of(item.line))
    for disposal in scene.plan.disposals:
        number = disposal.norad_cat_id
        whose = "servicer" if number is None else scene.name(number)
        ways = ("servicer disposal",) if number is None else ("disposal", "return")
        known = {f"{part}{way}" for way in ways for part in (_MARGIN, _LOSS, _MARGIN + _LOSS)}
        if disposal.method == "kit":
            known = {f"{_LOSS}disposal"}
        for item in disposal.allowances:
            right = item.margin_class == _class_of(item.line) and item.line in known
            yield Check.holds("budget", f"{whose}: {item.line}", "one of its losses and margins", right)
