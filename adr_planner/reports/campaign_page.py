"""The parts of a campaign's report: its schedule and sums, then every plan of it."""

from __future__ import annotations

from adr_planner.plan import Campaign, rest_sha256
from adr_planner.plan.views.campaign_summary import campaign_proof
from adr_planner.plots.interactive.nodes import raan_figure
from adr_planner.plots.interactive.timeline import campaign_figure, timeline_figure
from adr_planner.records import facts_of
from adr_planner.reports.answer import RISK, cards, verdict_card
from adr_planner.reports.background import assumptions_part, provenance_part
from adr_planner.reports.page import Part, chart, facts, folded, table, words
from adr_planner.reports.plan_page import tour_part
from adr_planner.reports.verdict import verdict_part

__all__ = ["campaign_parts"]


def campaign_parts(campaign: Campaign) -> list[Part]:
    """Return all parts, the answer first."""
    timeline = Part("Timeline", chart(campaign_figure(campaign), "Timeline of the campaign"))
    verdict = verdict_part(campaign)
    return [
        _answer(campaign),
        timeline,
        *_plans(campaign),
        verdict,
        assumptions_part(campaign.plans[0]),
        _source(campaign),
    ]


def _answer(campaign: Campaign) -> Part:
    totals = campaign.totals
    states = sorted({state for plan in campaign.plans for state in plan.compliance.consent_needed_from})
    first, last = (
        campaign.schedule[0].launch_utc[:10],
        max(launch.last_arrival_utc for launch in campaign.schedule)[:10],
    )
    cost = f"{totals.launch_mass_kg / 1e3:.1f} t launched"
    more = (
        f"{totals.propellant_kg:.0f} kg of propellant, {totals.delta_v_with_margins_m_s:.0f} m/s with margins, over all"
    )
    if totals.cost_meur is not None:
        cost, more = f"{totals.cost_meur:.1f} MEUR", f"{cost}, {more}"
    benefit = facts_of(getattr(campaign, "benefit", None))[:3]
    worth = "; ".join([RISK, *(f"{name}: {value}" for name, value in benefit)])
    shown = cards(
        [
            (
                "What",
                f"{totals.mass_removed_kg / 1e3:.1f} t",
                f"{totals.n_targets} targets by {totals.n_servicers} servicers",
                "",
            ),
            ("When", f"{first} to {last}", "from the first launch to the last arrival", ""),
            ("Cost", cost, more, ""),
            ("Benefit", f"{totals.risk_removed_kg_per_yr:.2f} kg/yr", worth, ""),
            ("Consent", ", ".join(states) or "nobody's", "states whose consent it needs", ""),
            verdict_card(campaign),
        ]
    )
    rows = [
        (
            launch.index, launch.servicer, launch.launch_utc[:10], launch.last_arrival_utc[:10],
            ", ".join(f"{plan.target(n).name} ({n})" for n in launch.norad_cat_ids),
            f"{launch.delta_v_with_margins_m_s:.0f}", f"{launch.propellant_kg:.0f}",
            f"{launch.risk_removed_kg_per_yr:.2f}", "" if launch.cost_meur is None else f"{launch.cost_meur:.1f}",
        )
        for launch, plan in zip(campaign.schedule, campaign.plans, strict=True)
    ]  # fmt: skip
    head = ("", "servicer", "launch", "last arrival", "targets", "m/s", "propellant kg", "risk kg/yr", "MEUR")
    count = f"{totals.n_targets} derelicts with {totals.n_servicers} servicers"
    schedule = table("Schedule", head, rows, texts=(1, 4))
    return Part(f"Remove {count}", shown + schedule + words(campaign_proof(campaign)))


def _plans(campaign: Campaign) -> list[Part]:
    parts = []
    for launch, plan in zip(campaign.schedule, campaign.plans, strict=True):
        nodes = chart(raan_figure(plan), f"Nodes of servicer {launch.index}")
        times = chart(timeline_figure(plan), f"Timeline of servicer {launch.index}")
        parts.append(Part(f"Servicer {launch.index}: {plan.plan_id}", tour_part(plan).html + nodes + times))
    return parts


def _source(campaign: Campaign) -> Part:
    own = facts(
        [
            ("document", f"{campaign.document_type} {campaign.schema_version}, {campaign.campaign_id}"),
            ("SHA-256, verdict left out", rest_sha256(campaign)),
            *facts_of(campaign.solver),
            *facts_of(campaign.costs),
        ]
    )
    every = [folded(f"Plan {plan.plan_id}", provenance_part(plan).html) for plan in campaign.plans]
    return Part("Provenance", own + "".join(every))
