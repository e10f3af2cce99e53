"""A plan as HTML for notebooks: static, escaped, at home in light and dark themes."""

from __future__ import annotations

from adr_planner.border.characters import html_text
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.plan.content import PlanContent
from adr_planner.plan.views.benefit import benefit_lines, worth_text
from adr_planner.plan.views.consents import consent_lines
from adr_planner.plan.views.summary import (
    burn_lines,
    decay_lines,
    injection_lines,
    lasting_lines,
    left_out_lines,
    proof_sentence,
    refinement_lines,
    thrust_lines,
)
from adr_planner.plan.views.suns import sun_lines

__all__ = ["plan_html"]


def plan_html(plan: PlanContent) -> str:
    """Return tour, budget and proof as HTML."""
    totals = plan.totals
    tour = []
    for leg in plan.legs:
        target = plan.target(leg.to_norad_cat_id)
        tour.append(
            (
                leg.index,
                target.name,
                target.norad_cat_id,
                target.owner,
                f"{target.mass_kg:,.0f}",
                f"{leg.duration_days:.0f}",
                leg.depart_utc[:10],
                leg.arrive_utc[:10],
                f"{leg.raan_gap_deg:.2f}",
                f"{leg.estimate_delta_v_m_s:.1f}",
                f"{leg.delta_v_m_s:.1f}",
                f"{target.risk.risk_kg_per_yr:.2f}",
                worth_text(target),
                "" if target.lasts_to_utc is None else target.lasts_to_utc[:7],
            )
        )
    budget: list[tuple[object, ...]] = [
        (
            line.line, line.margin_class, f"{line.delta_v_m_s:.1f}", f"{line.margin_fraction:.0%}",
            f"{line.delta_v_with_margin_m_s:.1f}", f"{line.propellant_kg:.1f}",
        )
        for line in plan.budget
    ]  # fmt: skip
    budget.append(
        ("total", "", f"{totals.delta_v_m_s:.1f}", "", f"{totals.delta_v_with_margins_m_s:.1f}",
         f"{totals.propellant_kg:.1f}")
    )  # fmt: skip
    limit = plan.mission.max_delta_v_m_s
    limit_text = "" if limit is None else f" of {limit:.0f}"
    return html_panel(
        f"<p><strong>Mission plan {html_text(plan.plan_id)}</strong>: {totals.n_targets} targets, "
        f"{totals.delta_v_with_margins_m_s:.0f}{limit_text} m/s with margins, {totals.propellant_kg:.0f} of "
        f"{plan.servicer.propellant_kg:.0f} kg, {totals.duration_days:.0f} days</p>",
        html_table(
            (
                "leg",
                "target",
                "NORAD",
                "owner",
                "mass kg",
                "days",
                "depart",
                "arrive",
                "node gap deg",
                "estimate m/s",
                "flown m/s",
                "risk kg/yr",
                _worth_head(plan),
                "lasts to",
            ),
            tour,
        ),
        _arcs(plan),
        html_paragraphs(_legs(plan)),
        html_table(("budget", "class", "m/s", "margin", "with margin m/s", "propellant kg"), budget),
        html_paragraphs([_sums(plan), *_about(plan)]),
        html_paragraphs([_verdict(plan)]),
        *(f"<p><strong>Warning</strong>: {html_text(text)}</p>" for text in plan.compliance.warnings or ()),
    )


def _worth_head(plan: PlanContent) -> str:
    """Return the heading of what each target is worth."""
    value = plan.mission.value
    return "" if value is None else f"value {value.unit}".removesuffix(" 1")


def _sums(plan: PlanContent) -> str:
    """Say what is launched, what it removes, and whose consent that needs."""
    totals = plan.totals
    return (
        f"launch mass {totals.launch_mass_kg:.0f} kg with {plan.servicer.name} ({plan.servicer.concept}); removed: "
        f"{totals.mass_removed_kg / 1e3:.1f} t and {totals.risk_removed_kg_per_yr:.2f} kg/yr of risk; consent needed "
        f"from {', '.join(plan.compliance.consent_needed_from)}"
    )


def _verdict(plan: PlanContent) -> str:
    """Say what the verdict the document carries comes to."""
    found = plan.verification
    if found is None:
        return "not verified: see adr_planner.verify"
    count = sum(kind.n_checks for kind in found.checks)
    return f"{'✓ verified' if found.passed else '✗ failed verification'}: {count} checks, {found.method}"


def _legs(plan: PlanContent) -> list[str]:
    """Say where the servicer is injected, how long it burns, what decays, and what the Sun may do."""
    return [*injection_lines(plan), *burn_lines(plan), *decay_lines(plan), *sun_lines(plan)]


def _about(plan: PlanContent) -> list[str]:
    """Say how good the tour is, how old its elements, and what it was not chosen from."""
    benefit = benefit_lines(plan.benefit, plan.mission.value)
    lines = [*benefit, proof_sentence(plan), *consent_lines(plan), *refinement_lines(plan)]
    return [*lines, *lasting_lines(plan), *left_out_lines(plan)]


def _arcs(plan: PlanContent) -> str:
    """Return the thrust arcs of an electric servicer as a table; nothing for one that burns."""
    rows = [
        (
            arc.id, arc.kind, arc.start_utc[:16], f"{arc.days:.1f}", f"{arc.delta_v_m_s:.1f}",
            f"{arc.propellant_kg:.1f}", f"{arc.orbit_after.sma_km:.1f}", f"{arc.orbit_after.inclination_deg:.3f}",
        )
        for arc in plan.arcs
    ]  # fmt: skip
    if not rows:
        return ""
    head = ("thrust arc", "kind", "start", "days", "m/s", "kg", "a after km", "inclination after deg")
    return html_paragraphs(thrust_lines(plan)) + html_table(head, rows)
