"""Verification of a campaign: every plan by itself, then what they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from adr_planner.plan import Campaign, CampaignTotals, MissionPlan, PlannedTarget, campaign_hash
from adr_planner.verification.attempt import attempt
from adr_planner.verification.checks.benefit import benefit_sums, value_removed
from adr_planner.verification.fleet import fleet
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.verification.verdict import with_stored

__all__ = ["CAMPAIGN_KINDS", "verify_campaign", "whole_campaign"]

_METHOD = "every plan re-flown from the document alone, then held against the others"
CAMPAIGN_KINDS = frozenset({"benefit", "campaign", "identity", "sums"})
"""Kinds of checks made on a campaign beside those on its plans."""
_SUMS = {
    "risk_removed_kg_per_yr": "kg/yr",
    "mass_removed_kg": "kg",
    "delta_v_with_margins_m_s": "m/s",
    "propellant_kg": "kg",
    "launch_mass_kg": "kg",
}


def verify_campaign(
    campaign: Campaign,
    verifier: Callable[..., VerificationReport],
    wanted: Collection[str],
    progress: Callable[[str], None] | None = None,
) -> VerificationReport:
    """Judge a campaign as a whole.

    Parameters
    ----------
    campaign : Campaign
        The document.
    verifier : callable
        The verifier of a single plan.
    wanted : collection of str
        Kinds of checks to make.
    progress : callable, optional
        Called with one line of text before each part of the work.
    """
    whole = attempt("comparing the plans", "campaign", whole_campaign, campaign)
    checks = [check for check in whole if check.id in wanted]
    left_out: tuple[str, ...] = ()
    not_judged: dict[str, None] = {}
    for k, plan in enumerate(campaign.plans, start=1):
        tell = None if progress is None else (lambda text, k=k: progress(f"servicer {k}: {text}"))
        report = verifier(plan, checks=wanted, progress=tell)
        checks += [replace(check, where=f"servicer {k}: {check.where}") for check in report.checks]
        left_out = report.left_out
        not_judged |= dict.fromkeys(report.not_judged)
    report = VerificationReport(campaign.campaign_id, _METHOD, tuple(checks), left_out, tuple(not_judged))
    return report if campaign.verification is None else with_stored(report, campaign)


def whole_campaign(campaign: Campaign) -> list[Check]:
    """Judge what the plans of a campaign share, and its sums; not the plans themselves."""
    return [*_shared(campaign), *fleet(campaign), *_sums(campaign), *_schedule(campaign)]


def _shared(campaign: Campaign) -> Iterator[Check]:
    """No target twice, at most one of a group, and the document unchanged since it was written."""
    visits = Counter(leg.to_norad_cat_id for plan in campaign.plans for leg in plan.legs)
    for number, count in visits.items():
        yield Check("campaign", str(number), "visited by one servicer", count, 1.0, "", count == 1)
    for group in campaign.one_of:
        count = len(set(group) & set(visits))
        yield Check("campaign", f"one of {group}", "at most one of a group", count, 1.0, "", count <= 1)
    intact = campaign_hash(campaign) == campaign.campaign_id
    yield Check.holds("identity", "campaign_id", "hash of the content", intact)


def _same(where: str, stated: float, summed: float, unit: str) -> Check:
    off, slack = abs(stated - summed), max(1e-6, 1e-9 * abs(summed))
    return Check.at_most("sums", where, "stated against the plans", off, slack, unit)


def _sums(campaign: Campaign) -> Iterator[Check]:
    totals = campaign.totals
    for name, unit in _SUMS.items():
        yield _same(
            f"totals.{name}", getattr(totals, name), math.fsum(getattr(p.totals, name) for p in campaign.plans), unit
        )
    yield _same("totals.n_servicers", totals.n_servicers, len(campaign.plans), "")
    yield _same("totals.n_targets", totals.n_targets, sum(len(plan.legs) for plan in campaign.plans), "")
    targets = [target for plan in campaign.plans for target in plan.targets]
    removed, solver = value_removed(targets), campaign.solver
    unit = solver.objective_unit
    yield _same("solver.objective_value", solver.objective_value, removed, unit)
    gap = (solver.best_bound - removed) / solver.best_bound if solver.best_bound > 0.0 else 0.0
    yield _same("solver.gap", solver.gap, gap, "")
    yield Check("sums", "solver.best_bound", "value removed is within the bound", removed, solver.best_bound, unit,
                removed <= solver.best_bound * (1.0 + 1e-9) + 1e-9)  # fmt: skip
    if campaign.costs is not None:
        cost = math.fsum(_cost(plan, campaign) for plan in campaign.plans)
        yield _same("totals.cost_meur", totals.cost_meur or 0.0, cost, "MEUR")
        per = totals.risk_removed_kg_per_yr_per_meur or 0.0
        risk = totals.risk_removed_kg_per_yr if cost else 0.0
        yield _same("totals.risk_removed_kg_per_yr_per_meur", per * cost, risk, "kg/yr")
        yield from _prices(totals, targets, cost)
    if campaign.benefit is not None:
        yield from benefit_sums("benefit", campaign.benefit, targets)


def _prices(totals: CampaignTotals, targets: list[PlannedTarget], cost: float) -> Iterator[Check]:
    """Hold what a debris-year and a collision avoided cost against the sums of single removals."""
    worths = [target.worth for target in targets if target.worth is not None]
    prices = {
        "cost_eur_per_debris_year": ("debris_years", 1e6 * cost, "EUR"),
        "cost_meur_per_collision": ("n_catastrophic_collisions", cost, "MEUR"),
    }
    for name, (figure, spent, unit) in prices.items():
        price = getattr(totals, name)
        if price is not None:
            avoided = math.fsum(getattr(worth, figure) or 0.0 for worth in worths)
            yield _same(f"totals.{name}", price * avoided, spent, unit)


def _schedule(campaign: Campaign) -> Iterator[Check]:
    yield _same("schedule", len(campaign.schedule), len(campaign.plans), "")
    for line, plan in zip(campaign.schedule, campaign.plans, strict=False):
        where = f"schedule {line.index}"
        named = (line.plan_id, line.launch_utc, line.last_arrival_utc, line.norad_cat_ids) == (
            plan.plan_id,
            plan.servicer.initial_state.epoch_utc,
            plan.legs[-1].arrive_utc,
            tuple(leg.to_norad_cat_id for leg in plan.legs),
        )
        yield Check.holds("campaign", where, "names its plan, dates and targets", named)
        for name, unit in _SUMS.items():
            if hasattr(line, name):
                yield _same(f"{where}: {name}", getattr(line, name), getattr(plan.totals, name), unit)
        if campaign.costs is not None:
            yield _same(f"{where}: cost_meur", line.cost_meur or 0.0, _cost(plan, campaign), "MEUR")


def _cost(plan: MissionPlan, campaign: Campaign) -> float:
    """Price a servicer: launch, itself, its kits, its propellant [MEUR]."""
    prices = campaign.costs
    assert prices is not None
    kits = sum(item.kit is not None for item in plan.disposals)
    loaded = prices.propellant_eur_per_kg * plan.servicer.propellant_kg / 1e6
    return prices.launch_meur + prices.servicer_meur + kits * prices.kit_meur + loaded
