"""From plans to the campaign document: schedule, sums, costs and proof."""

from __future__ import annotations

from dataclasses import asdict

from adr_planner.plan import (
    CAMPAIGN_VERSION,
    NO_ID,
    Campaign,
    CampaignSolver,
    CostsEcho,
    Generator,
    MissionPlan,
    campaign_hash,
)
from adr_planner.plan.io.campaign_sums import schedule_of, totals_of
from adr_planner.planner.writing.provenance import effort_echo
from adr_planner.risk import RankedObject
from adr_planner.sequence import CampaignTours
from adr_planner.spec.costs import Costs
from adr_planner.spec.effort import Effort
from adr_planner.spec.mission import MissionSpec
from adr_planner.version import __version__

__all__ = ["write_campaign"]


def write_campaign(
    plans: list[MissionPlan],
    chosen: CampaignTours,
    ranked: list[RankedObject],
    mission: MissionSpec,
    costs: Costs | None,
    seed: int,
    effort: Effort | None,
) -> Campaign:
    """Write the document of plans that were chosen together, in order of launch."""
    totals = totals_of(plans, costs)
    removed = totals.risk_removed_kg_per_yr
    bound = max(chosen.best_bound, removed)
    solver = CampaignSolver(
        name="column generation over label setting, CP-SAT master",
        objective="risk",
        objective_unit="kg/yr",
        objective_value=removed,
        best_bound=bound,
        gap=(bound - removed) / bound if bound > 0.0 else 0.0,
        rounds=chosen.rounds,
        n_columns=chosen.n_columns,
        n_candidates=len(ranked),
        seed=seed,
        effort=None if effort is None else effort_echo(effort, chosen.work),
        stop_reason=chosen.stop_reason,
    )
    draft = Campaign(
        schema_version=CAMPAIGN_VERSION,
        document_type="adr_campaign",
        campaign_id=NO_ID,
        generator=Generator(name="adr_planner", version=__version__),
        solver=solver,
        one_of=mission.one_of,
        costs=None if costs is None else CostsEcho(**asdict(costs)),
        schedule=schedule_of(plans, costs),
        totals=totals,
        plans=tuple(plans),
    ).rounded()
    return draft.model_copy(update={"campaign_id": campaign_hash(draft)})
