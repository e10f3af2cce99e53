"""The plans of a campaign beside each other: one mission, one catalogue, servicers of one name alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adr_planner.plan import Campaign, MissionPlan
from adr_planner.verification.report import Check

__all__ = ["fleet"]

_OWN = {"servicer": {"initial_state", "propellant_kg"}, "mission": {"targets"}}
"""What differs between the servicers of one campaign: where and when they start, what the launcher leaves room for,
and how many targets are left."""

_TOGETHER = {4: 2, 5: 3}
"""Minor versions of the schemas of plans, and of campaigns that came with them."""


def fleet(campaign: Campaign) -> Iterator[Check]:
    """Hold the plans of a campaign, and what it says of itself, against each other."""
    first = campaign.plans[0]
    for k, plan in enumerate(campaign.plans, start=1):
        where = f"servicer {k}"
        for name in ("mission", "conventions", "generator", "schema_version"):
            yield _alike(f"{where}: {name}", _part(plan, name), _part(first, name), "as in the other plans")
        for name in ("catalogue", "risk", "seed"):
            pair = (getattr(plan.provenance, name), getattr(first.provenance, name))
            yield _alike(f"{where}: provenance.{name}", *pair, "as in the other plans")
        same_name = next(other for other in campaign.plans if other.servicer.name == plan.servicer.name)
        for key, value in _part(same_name, "servicer").items():
            what = f"as of every servicer called {plan.servicer.name}"
            yield _alike(f"{where}: servicer.{key}", _part(plan, "servicer").get(key), value, what)
    yield from _own_statements(campaign)


def _own_statements(campaign: Campaign) -> Iterator[Check]:
    first, solver = campaign.plans[0], campaign.solver
    newest = max(_minor(plan) for plan in campaign.plans)
    for plans, since in _TOGETHER.items():
        if newest >= plans and _minor(campaign) < since:
            yield Check.holds("campaign", "schema_version", f"plans of 1.{plans} came with 1.{since}", passed=False)
    yield _alike("one_of", campaign.one_of, first.mission.one_of, "the mission's groups")
    yield _alike("generator", campaign.generator, first.generator, "as of the plans")
    yield _alike("solver.seed", solver.seed, first.provenance.seed, "as of the plans")
    objective = {plan.mission.objective for plan in campaign.plans}
    yield Check.holds("campaign", "solver.objective", "the plans' objective", objective == {solver.objective})
    most = max(plan.provenance.solver.n_candidates for plan in campaign.plans)
    enough = most <= solver.n_candidates <= first.provenance.catalogue.n_objects
    yield Check.holds("campaign", "solver.n_candidates", "from those of the plans to the catalogue", enough)
    counted = solver.rounds >= 0 and solver.n_columns >= len(campaign.plans)
    yield Check.holds("campaign", "solver.n_columns", "a tour for every plan, at least", counted)
    for k, (line, plan) in enumerate(zip(campaign.schedule, campaign.plans, strict=False), start=1):
        right = line.index == k and line.servicer == plan.servicer.name
        yield Check.holds("campaign", f"schedule {k}", "counted from 1, names its servicer", right)
    dates = [plan.servicer.initial_state.epoch_utc for plan in campaign.plans]
    yield Check.holds("campaign", "plans", "in order of launch", dates == sorted(dates))
    priced = campaign.costs is not None
    costs = [campaign.totals.cost_meur, campaign.totals.risk_removed_kg_per_yr_per_meur]
    stated = [value is not None for value in (*costs, *(line.cost_meur for line in campaign.schedule))]
    right = all(stated) if priced else not any(stated)
    yield Check.holds("campaign", "costs", "costs where prices are given, and only there", right)


def _minor(document: Campaign | MissionPlan) -> int:
    return int(document.schema_version.split(".")[1])


def _part(plan: MissionPlan, name: str) -> Any:
    part = getattr(plan, name)
    return part.model_dump(exclude=_OWN[name]) if name in _OWN else part


def _alike(where: str, stated: object, other: object, what: str) -> Check:
    return Check.holds("campaign", where, what, stated == other)
