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
from adr_planner.planner.request import Request
from adr_planner.planner.worths import worths_of
from adr_planner.planner.writing.benefit import benefit_of, figures_of
from adr_planner.planner.writing.provenance import effort_echo
from adr_planner.sequence import CampaignTours
from adr_planner.spec.costs import Costs
from adr_planner.spec.effort import Effort
from adr_planner.spec.value import KG_PER_YR, Value
from adr_planner.version import __version__

__all__ = ["write_campaign"]


def write_campaign(
    plans: list[MissionPlan],
    chosen: CampaignTours,
    request: Request,
    costs: Costs | None,
    effort: Effort | None,
    *,
    together: bool = False,
) -> Campaign:
    """Write the document of plans that were chosen together, in order of launch."""
    totals, ranking = totals_of(plans, costs), request.ranking
    worths = request.worths or worths_of(ranking, Value(KG_PER_YR), request.tell)
    targets = [target for plan in plans for target in plan.targets]
    legs = [(leg.to_norad_cat_id, leg.arrive_utc) for plan in plans for leg in plan.legs]
    benefit = benefit_of(
        targets, ranking, worths, figures_of(ranking, worths), legs if together else None, request.tell
    )
    removed = benefit.value
    bound = max(chosen.best_bound, removed)
    solver = CampaignSolver(
        name="column generation over label setting, CP-SAT master",
        objective="value",
        objective_unit=worths.unit,
        objective_value=removed,
        best_bound=bound,
        gap=(bound - removed) / bound if bound > 0.0 else 0.0,
        rounds=chosen.rounds,
        n_columns=chosen.n_columns,
        n_candidates=len(ranking),
        seed=request.effort.seed,
        effort=None if effort is None else effort_echo(effort, chosen.work),
        stop_reason=chosen.stop_reason,
    )
    draft = Campaign(
        schema_version=CAMPAIGN_VERSION,
        document_type="adr_campaign",
        campaign_id=NO_ID,
        generator=Generator(name="adr_planner", version=__version__),
        solver=solver,
        one_of=request.mission.one_of,
        costs=None if costs is None else CostsEcho(**asdict(costs)),
        schedule=schedule_of(plans, costs),
        totals=totals,
        benefit=benefit,
        plans=tuple(plans),
    ).rounded()
    return draft.model_copy(update={"campaign_id": campaign_hash(draft)})
