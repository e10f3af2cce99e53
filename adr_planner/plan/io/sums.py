"""Do a plan's sums add up? Checked whenever one is read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from adr_planner.plan.benefit import TargetWorth
from adr_planner.plan.content import PlanContent
from adr_planner.plan.disposal import PlannedDisposal
from adr_planner.plan.leg import Allowance, Maneuver
from adr_planner.plan.thrust import ThrustArc

__all__ = ["first_disagreement", "servicer_spending"]

_RELATIVE, _ABSOLUTE = 1e-9, 1e-6


def servicer_spending(plan: PlanContent) -> Iterator[Maneuver | ThrustArc | Allowance]:
    """Yield every burn, thrust arc, allowance and margin the servicer's own propellant pays for, in order."""
    own: dict[int | None, PlannedDisposal] = {
        item.norad_cat_id: item for item in plan.disposals if item.method != "kit"
    }
    for leg in plan.legs:
        yield from leg.flown
        yield from leg.allowances
        if leg.to_norad_cat_id in own:
            yield from own[leg.to_norad_cat_id].flown
            yield from own[leg.to_norad_cat_id].allowances
    if None in own:
        yield from own[None].flown
        yield from own[None].allowances


def first_disagreement(plan: PlanContent) -> tuple[str, str] | None:
    """Return the pointer and the story of the first sum that is wrong; None if all agree."""
    for pointer, stated, summed in _sums(plan):
        if not math.isclose(stated, summed, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE):
            return pointer, f"it says {stated:.6g} but its parts add up to {summed:.6g}"
    numbers = [item.norad_cat_id for item in plan.targets]
    if sorted(numbers) != sorted(leg.to_norad_cat_id for leg in plan.legs):
        return "/targets", "targets and legs do not name the same objects, each once"
    return None


def _sums(plan: PlanContent) -> Iterator[tuple[str, float, float]]:
    totals = plan.totals
    for k, leg in enumerate(plan.legs):
        yield (
            f"/legs/{k}/delta_v_m_s",
            leg.delta_v_m_s,
            math.fsum(item.size_m_s for item in leg.flown),
        )
    spent = list(servicer_spending(plan))
    sizes = [item.size_m_s for item in spent if not isinstance(item, Allowance)]
    yield "/totals/n_targets", totals.n_targets, len(plan.targets)
    yield "/totals/delta_v_m_s", totals.delta_v_m_s, math.fsum(sizes)
    with_margins = math.fsum(item.size_m_s for item in spent)
    yield "/totals/delta_v_with_margins_m_s", totals.delta_v_with_margins_m_s, with_margins
    yield "/totals/propellant_kg", totals.propellant_kg, math.fsum(item.propellant_kg for item in spent)
    yield (
        "/totals/residual_propellant_kg",
        totals.residual_propellant_kg,
        plan.servicer.propellant_kg - totals.propellant_kg,
    )
    yield "/totals/mass_removed_kg", totals.mass_removed_kg, math.fsum(item.mass_kg for item in plan.targets)
    yield (
        "/totals/risk_removed_kg_per_yr",
        totals.risk_removed_kg_per_yr,
        math.fsum(item.risk.risk_kg_per_yr for item in plan.targets),
    )
    yield from _benefit(plan)
    yield "/totals/launch_mass_kg", totals.launch_mass_kg, plan.servicer.initial_state.mass_kg
    for k, line in enumerate(plan.budget):
        yield (
            f"/budget/{k}/delta_v_with_margin_m_s",
            line.delta_v_with_margin_m_s,
            line.delta_v_m_s * (1.0 + line.margin_fraction),
        )
    yield "/budget", math.fsum(line.delta_v_with_margin_m_s for line in plan.budget), with_margins
    yield "/budget", math.fsum(line.propellant_kg for line in plan.budget), totals.propellant_kg


def _benefit(plan: PlanContent) -> Iterator[tuple[str, float, float]]:
    """Yield the sums of what each removal is worth."""
    if plan.benefit is None:
        return
    for name in tuple(TargetWorth.model_fields):
        stated = getattr(plan.benefit, name)
        parts = [None if target.worth is None else getattr(target.worth, name) for target in plan.targets]
        if stated is not None:
            yield f"/benefit/{name}", stated, math.fsum(part or 0.0 for part in parts)
