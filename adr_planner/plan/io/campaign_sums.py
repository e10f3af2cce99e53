"""The schedule and the sums of a campaign, from its plans and prices alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from adr_planner.plan.base import Record
from adr_planner.plan.campaign_content import CampaignContent, CampaignTotals, Launch
from adr_planner.plan.content import PlanContent
from adr_planner.spec.costs import Costs

__all__ = ["campaign_disagreement", "schedule_of", "totals_of", "value_of"]

_RELATIVE, _ABSOLUTE = 1e-9, 1e-6


def schedule_of(plans: Sequence[PlanContent], costs: Costs | None) -> tuple[Launch, ...]:
    """Return one line of the schedule for every plan."""
    return tuple(
        Launch(
            index=k,
            plan_id=plan.plan_id,
            servicer=plan.servicer.name,
            launch_utc=plan.servicer.initial_state.epoch_utc,
            last_arrival_utc=plan.legs[-1].arrive_utc,
            norad_cat_ids=tuple(leg.to_norad_cat_id for leg in plan.legs),
            risk_removed_kg_per_yr=plan.totals.risk_removed_kg_per_yr,
            delta_v_with_margins_m_s=plan.totals.delta_v_with_margins_m_s,
            propellant_kg=plan.totals.propellant_kg,
            launch_mass_kg=plan.totals.launch_mass_kg,
            cost_meur=None if costs is None else _cost(plan, costs),
        )
        for k, plan in enumerate(plans, start=1)
    )


def _cost(plan: PlanContent, costs: Costs) -> float:
    kits = sum(item.kit is not None for item in plan.disposals)
    return costs.of(kits=kits, propellant_kg=plan.servicer.propellant_kg)


def totals_of(plans: Sequence[PlanContent], costs: Costs | None) -> CampaignTotals:
    """Return the sums over all plans."""
    totals = [plan.totals for plan in plans]
    removed = math.fsum(part.risk_removed_kg_per_yr for part in totals)
    cost = None if costs is None else math.fsum(_cost(plan, costs) for plan in plans)
    debris_years, collisions = (_avoided(plans, name) for name in ("debris_years", "n_catastrophic_collisions"))
    return CampaignTotals(
        n_servicers=len(plans),
        n_targets=sum(part.n_targets for part in totals),
        risk_removed_kg_per_yr=removed,
        mass_removed_kg=math.fsum(part.mass_removed_kg for part in totals),
        delta_v_with_margins_m_s=math.fsum(part.delta_v_with_margins_m_s for part in totals),
        propellant_kg=math.fsum(part.propellant_kg for part in totals),
        launch_mass_kg=math.fsum(part.launch_mass_kg for part in totals),
        cost_meur=cost,
        risk_removed_kg_per_yr_per_meur=removed / cost if cost else None,
        cost_eur_per_debris_year=1e6 * cost / debris_years if cost and debris_years else None,
        cost_meur_per_collision=cost / collisions if cost and collisions else None,
    )


def _avoided(plans: Sequence[PlanContent], name: str) -> float | None:
    """Return what the removals of all plans avoid, each by itself; None where one does not say or it is nothing."""
    worths = [target.worth for plan in plans for target in plan.targets]
    told = [getattr(worth, name) for worth in worths if worth is not None and getattr(worth, name) is not None]
    return max(math.fsum(told), 0.0) or None if len(told) == len(worths) else None


def value_of(plans: Sequence[PlanContent]) -> float:
    """Return the value of all targets of some plans; of documents before 1.5.0 their risk [kg/yr]."""
    return math.fsum(
        target.risk.risk_kg_per_yr if target.worth is None else target.worth.value
        for plan in plans
        for target in plan.targets
    )


def campaign_disagreement(campaign: CampaignContent) -> tuple[str, str] | None:
    """Return the pointer and the story of the first figure its own plans contradict; None if all agree."""
    costs = None if campaign.costs is None else Costs(**campaign.costs.model_dump())
    lines = schedule_of(campaign.plans, costs)
    if len(lines) != len(campaign.schedule):
        return "/schedule", f"it has {len(campaign.schedule)} launches for {len(lines)} plans"
    where = [*(f"/schedule/{k}" for k in range(len(lines))), "/totals"]
    parts = [*campaign.schedule, campaign.totals]
    for pointer, part, summed in zip(where, parts, [*lines, totals_of(campaign.plans, costs)], strict=True):
        for name, stated, value in _differences(part, summed):
            return f"{pointer}/{name}", f"it says {stated} but its plans say {value}"
    solver, removed = campaign.solver, value_of(campaign.plans)
    if not _same(solver.objective_value, removed):
        return "/solver/objective_value", f"it says {solver.objective_value} but its plans say {removed}"
    visited = [number for launch in campaign.schedule for number in launch.norad_cat_ids]
    if len(set(visited)) < len(visited):
        return "/schedule", "a target is visited twice"
    return None


def _differences(stated: Record, summed: Record) -> Iterator[tuple[str, Any, Any]]:
    """Yield name and both values of every field that differs."""
    for (name, said), (_, value) in zip(stated, summed, strict=True):
        if not _same(said, value):
            yield name, said, value


def _same(stated: Any, summed: Any) -> bool:
    if isinstance(stated, float) and isinstance(summed, float):
        return math.isclose(stated, summed, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE)
    return bool(stated == summed)
