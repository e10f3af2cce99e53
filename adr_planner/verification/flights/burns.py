"""How long every burn takes with the thrust given, and what that loses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from adr_planner.plan import Allowance, Maneuver, PlannedDisposal, ThrustArc
from adr_planner.verification.flights.trajectory import servicer_burns
from adr_planner.verification.physics.constants import G0
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["burns"]

_RELATIVE = 1e-6
_SLACK = 1e-6


def burns(scene: Scene) -> Iterator[Check]:
    """Recompute burn times, arcs and losses, and hold what is set aside for them against their sum."""
    plan = scene.plan
    servicer, margin = plan.servicer, plan.mission.allowances.deterministic_margin
    thrust = servicer.thrust_n if servicer.propulsion is None else None
    for leg in plan.legs:
        yield from _each(scene, leg.maneuvers, thrust, servicer.isp_s)
        where = scene.name(leg.to_norad_cat_id)
        yield from _set_aside(where, leg.flown, leg.allowances, "transfer", thrust, servicer.isp_s, margin, scene)
    for item in plan.disposals:
        where = "servicer" if item.norad_cat_id is None else scene.name(item.norad_cat_id)
        push, isp, more = thrust, servicer.isp_s, margin
        if item.kit is not None:
            push, isp, more = item.kit.thrust_n, item.kit.isp_s, 0.0
            same = push == servicer.kit.thrust_n
            yield Check(
                "burns", where, "thrust of the kit as given", push or 0.0, servicer.kit.thrust_n or 0.0, "N", same
            )
        yield from _each(scene, item.maneuvers, push, isp)
        for kind in ("disposal", "return"):
            made = [burn for burn in item.maneuvers if burn.kind == kind]
            line = "servicer disposal" if item.method == "self" else kind
            if made:
                yield from _set_aside(where, made, item.allowances, line, push, isp, more, scene)
        if item.arcs:
            yield from _margin_on_arcs(where, item, margin)
    if thrust is not None:
        yield from _overlaps(scene, thrust)


def _overlaps(scene: Scene, thrust: float) -> Iterator[Check]:
    """Check that no burn of the servicer starts before the last one ends, or that it is warned of."""
    warnings = scene.plan.compliance.warnings or ()
    made = sorted(servicer_burns(scene), key=lambda burn: scene.seconds(burn.epoch_utc))
    for first, second in pairwise(made):
        half = [0.5 * _length(scene, burn, thrust, scene.plan.servicer.isp_s)[0] for burn in (first, second)]
        early = math.fsum(half) - (scene.seconds(second.epoch_utc) - scene.seconds(first.epoch_utc))
        passed = early <= 0.0 or any(text.startswith(f"{second.id} starts ") for text in warnings)
        yield Check("burns", second.id, "starts after the burn before it, or is warned of", early, 0.0, "s", passed)


def _each(scene: Scene, made: Iterable[Maneuver], thrust: float | None, isp: float) -> Iterator[Check]:
    longest, warnings = scene.plan.servicer.longest_arc_deg, scene.plan.compliance.warnings or ()
    least = scene.plan.servicer.minimum_impulse_m_s
    for burn in made:
        if least is not None:
            large = burn.size_m_s >= least * (1.0 - _RELATIVE)
            yield Check("burns", burn.id, "no smaller than the smallest burn made", burn.size_m_s, least, "m/s", large)
        stated = (burn.burn_time_s, burn.arc_deg, burn.gravity_loss_m_s)
        if thrust is None:
            none = all(value is None for value in stated)
            yield Check("burns", burn.id, "no length without a thrust", float(not none), 0.0, "", none)
            continue
        time, arc, loss = _length(scene, burn, thrust, isp)
        for what, value, found, unit in (
            ("burn time", stated[0], time, "s"),
            ("arc", stated[1], math.degrees(arc), "deg"),
            ("gravity loss", stated[2], loss, "m/s"),
        ):
            off = math.inf if value is None else abs(value - found)
            limit = _RELATIVE * max(found, 1.0)
            yield Check.at_most("burns", burn.id, f"{what} by thrust and mass", off, limit, unit)
        if longest is None or math.degrees(arc) > longest + 1e-9:
            warned = longest is not None and any(text.startswith(f"{burn.id} ") for text in warnings)
            yield Check.holds("burns", burn.id, "longer than the longest arc, and warned of", warned)


def _length(scene: Scene, burn: Maneuver, thrust: float, isp: float) -> tuple[float, float, float]:
    """Return time [s], arc [rad] and loss [m/s]: mass flow of the engine, angular rate at the burn's radius."""
    spent = burn.mass_before_kg * (1.0 - math.exp(-burn.size_m_s / (G0 * isp)))
    time = spent * G0 * isp / thrust
    radius = math.hypot(*burn.position_km) * 1e3
    arc = time * math.sqrt(scene.field.mu / radius) / radius
    return time, arc, burn.size_m_s * arc * arc / 24.0


def _set_aside(
    where: str, made: Iterable[Maneuver | ThrustArc], held: Iterable[Allowance], line: str, thrust: float | None,
    isp: float, margin: float, scene: Scene,
) -> Iterator[Check]:  # fmt: skip
    made = list(made)
    impulses = [item for item in made if isinstance(item, Maneuver)]
    loss = 0.0 if thrust is None else math.fsum(_length(scene, burn, thrust, isp)[2] for burn in impulses)
    size = math.fsum(burn.size_m_s for burn in made)
    for name, wanted in (
        (f"margin on {line}", margin * size),
        (f"gravity loss on {line}", loss),
        (f"margin on gravity loss on {line}", margin * loss),
    ):
        off = abs(math.fsum(item.delta_v_m_s for item in held if item.line == name) - wanted)
        limit = max(_SLACK, _RELATIVE * wanted)
        yield Check.at_most("burns", f"{where}: {name}", "set aside as it should be", off, limit, "m/s")


def _margin_on_arcs(where: str, item: PlannedDisposal, margin: float) -> Iterator[Check]:
    wanted = margin * math.fsum(arc.delta_v_m_s for arc in item.arcs or ())
    off = abs(math.fsum(line.delta_v_m_s for line in item.allowances) - wanted)
    yield Check.at_most("burns", f"{where}: margin on its spiral", "set aside as it should be", off, _SLACK, "m/s")
