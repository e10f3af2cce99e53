"""A campaign as a page of text, and as a table in a notebook."""

from __future__ import annotations

from adr_planner.border.characters import html_text, visible
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.plan.campaign_content import CampaignContent, CampaignSolver
from adr_planner.plan.views.benefit import benefit_lines

__all__ = ["campaign_html", "campaign_proof", "campaign_summary"]


def campaign_proof(campaign: CampaignContent) -> str:
    """Say in one sentence how good the campaign is."""
    solver = campaign.solver
    return (
        f"value removed {solver.objective_value:.4g} {solver.objective_unit} as flown, bound {solver.best_bound:.4g}, "
        f"gap {solver.gap:.2%} ({solver.n_columns} tours over {solver.n_candidates} candidates, "
        f"{solver.rounds} rounds of pricing{_early(solver)})"
    )


def _early(solver: CampaignSolver) -> str:
    """Say why the pricing ended before it was done, if it did."""
    return "" if solver.stop_reason in (None, "priced out") else f", {solver.stop_reason}"


def _worth(campaign: CampaignContent) -> str:
    totals = campaign.totals
    text = (
        f"{totals.mass_removed_kg / 1e3:.1f} t and {totals.risk_removed_kg_per_yr:.2f} kg/yr of risk removed with "
        f"{totals.launch_mass_kg / 1e3:.1f} t launched, {totals.propellant_kg:.0f} kg of propellant used"
    )
    if totals.cost_meur is None:
        return text
    prices = []
    if totals.cost_eur_per_debris_year is not None:
        prices.append(f"{totals.cost_eur_per_debris_year:,.4g} euro a debris-year")
    if totals.cost_meur_per_collision is not None:
        prices.append(f"{totals.cost_meur_per_collision:,.4g} MEUR an expected collision avoided")
    if totals.risk_removed_kg_per_yr_per_meur is not None and not prices:
        prices.append(f"{totals.risk_removed_kg_per_yr_per_meur:.4g} kg/yr a million euro")
    return f"{text}, {totals.cost_meur:.1f} MEUR: {', '.join(prices)}".removesuffix(": ")


def campaign_summary(campaign: CampaignContent) -> str:
    """Return schedule, sums and proof as text."""
    totals = campaign.totals
    lines = [
        f"Campaign {campaign.campaign_id}: {totals.n_servicers} servicers, {totals.n_targets} targets",
        "",
        f"{'':>2}  {'plan':<16} {'launch':<10}  {'last':<10} {'m/s':>6} {'kg':>6} {'kg/yr':>6} {'MEUR':>6}  targets",
    ]
    for launch, plan in zip(campaign.schedule, campaign.plans, strict=True):
        names = ", ".join(f"{plan.target(n).name} {n}" for n in launch.norad_cat_ids)
        cost = "-" if launch.cost_meur is None else f"{launch.cost_meur:.1f}"
        lines.append(
            f"{launch.index:>2}  {launch.plan_id:<16} {launch.launch_utc[:10]}  {launch.last_arrival_utc[:10]} "
            f"{launch.delta_v_with_margins_m_s:>6.0f} {launch.propellant_kg:>6.0f} "
            f"{launch.risk_removed_kg_per_yr:>6.2f} {cost:>6}  {names}"
        )
    benefit = benefit_lines(campaign.benefit, campaign.plans[0].mission.value)
    told = [*lines, "", _worth(campaign), *benefit, f"proof: {campaign_proof(campaign)}"]
    return "\n".join(visible(line) for line in told)


def campaign_html(campaign: CampaignContent) -> str:
    """Return schedule, sums and proof as HTML."""
    rows = [
        (
            launch.index, launch.plan_id, launch.servicer, launch.launch_utc[:10], launch.last_arrival_utc[:10],
            ", ".join(f"{plan.target(n).name} {n}" for n in launch.norad_cat_ids),
            f"{launch.delta_v_with_margins_m_s:.0f}", f"{launch.propellant_kg:.0f}",
            f"{launch.risk_removed_kg_per_yr:.2f}", "" if launch.cost_meur is None else f"{launch.cost_meur:.1f}",
        )
        for launch, plan in zip(campaign.schedule, campaign.plans, strict=True)
    ]  # fmt: skip
    head = ("", "plan", "servicer", "launch", "last arrival", "targets", "m/s", "propellant kg", "risk kg/yr", "MEUR")
    return html_panel(
        f"<p><strong>Campaign {html_text(campaign.campaign_id)}</strong>: {html_text(_worth(campaign))}</p>",
        html_table(head, rows),
        html_paragraphs([*benefit_lines(campaign.benefit, campaign.plans[0].mission.value), campaign_proof(campaign)]),
    )
