"""The answer of a plan: what is removed, when, at what cost, for what, and with whose consent."""

from __future__ import annotations

from collections.abc import Iterable

from adr_planner.border.characters import html_text
from adr_planner.plan import MissionPlan, rest_sha256
from adr_planner.records import facts_of
from adr_planner.reports.page import Part, bullets, table

__all__ = ["RISK", "answer_of", "cards", "fate", "verdict_card"]

Card = tuple[str, str, str, str]
"""Name, figure, what is to be added, and class: good, bad or none."""
RISK = "of mass expected in catastrophic collisions, removed"
"""What the risk figure counts."""
_CONCEPTS = {"kit": "de-orbit kits", "tug": "a tug", "shuttle": "an electric shuttle"}


def answer_of(plan: MissionPlan) -> Part:
    """Return the first thing a reader sees."""
    totals = plan.totals
    count = "1 derelict" if totals.n_targets == 1 else f"{totals.n_targets} derelicts"
    how = _CONCEPTS.get(plan.servicer.concept, plan.servicer.concept)
    return Part(
        f"Remove {count} by {how} in {totals.duration_days:.0f} days",
        cards(_facts_first(plan)) + _order(plan) + bullets(plan.compliance.warnings or ()),
    )


def _facts_first(plan: MissionPlan) -> list[Card]:
    totals, limit = plan.totals, plan.mission.max_delta_v_m_s
    names = [f"{plan.target(leg.to_norad_cat_id).name} ({leg.to_norad_cat_id})" for leg in plan.legs]
    of_limit = "" if limit is None else f" of {limit:.0f}"
    first, last = plan.servicer.initial_state.epoch_utc[:10], plan.legs[-1].arrive_utc[:10]
    benefit = getattr(plan, "benefit", None)
    found = [
        ("What", f"{totals.mass_removed_kg / 1e3:.1f} t", ", ".join(names), ""),
        ("When", f"{first} to {last}", f"launch to last arrival; {totals.duration_days:.0f} days with its stay", ""),
        (
            "Cost",
            f"{totals.delta_v_with_margins_m_s:.0f}{of_limit} m/s",
            f"margins in it; {totals.propellant_kg:.0f} of {plan.servicer.propellant_kg:.0f} kg of propellant, "
            f"{totals.launch_mass_kg:.0f} kg at launch",
            "",
        ),
        (
            "Benefit",
            f"{totals.risk_removed_kg_per_yr:.2f} kg/yr",
            "; ".join([RISK, *(f"{name}: {value}" for name, value in facts_of(benefit)[:3])]),
            "",
        ),
        ("Consent", ", ".join(plan.compliance.consent_needed_from) or "nobody's", "states whose consent it needs", ""),
    ]  # fmt: skip
    return [*found, verdict_card(plan)]


def verdict_card(document: object) -> Card:
    """Say what a document's verdict comes to, and whether it was written for this document."""
    verdict = getattr(document, "verification", None)
    if verdict is None:
        return ("Proof", "not verified", "say: adr-planner verify, or adr.verify(plan)", "bad")
    if verdict.sha256 != rest_sha256(document):  # type: ignore[arg-type]
        return ("Proof", "stale", "the verdict was written for another document: verify it again", "bad")
    checks = sum(kind.n_checks for kind in verdict.checks)
    failed = sum(kind.n_failures for kind in verdict.checks)
    if verdict.passed:
        return ("Proof", "passed", f"{checks} checks, {verdict.method}", "good")
    return ("Proof", "failed", f"{failed} of {checks} checks", "bad")


def cards(items: Iterable[Card]) -> str:
    """Return figures with their names."""
    shown = "".join(
        f'<li class="{kind}"><span class="name">{html_text(name)}</span><b>{html_text(figure)}</b>'
        f'<span class="more">{html_text(more)}</span></li>'
        for name, figure, more, kind in items
    )
    return f'<ul class="cards">{shown}</ul>'


def _order(plan: MissionPlan) -> str:
    rows = []
    for leg in plan.legs:
        target = plan.target(leg.to_norad_cat_id)
        rows.append(
            (
                leg.index + 1, f"{target.name} ({target.norad_cat_id})", target.owner, f"{target.mass_kg:,.0f}",
                leg.arrive_utc[:10], f"{leg.delta_v_m_s:.1f}", f"{target.risk.risk_kg_per_yr:.2f}",
                fate(plan, target.norad_cat_id),
            )
        )  # fmt: skip
    head = ("", "target", "owner", "mass kg", "arrival", "delta-v m/s", "risk kg/yr", "then")
    return table("Targets in the order of the visits", head, rows, texts=(1, 2, 7))


def fate(plan: MissionPlan, norad_cat_id: int) -> str:
    """Say how a target comes down."""
    for item in plan.disposals:
        if item.norad_cat_id == norad_cat_id:
            if item.controlled:
                return f"controlled re-entry, perigee {item.perigee_altitude_km:.0f} km"
            years = "" if item.decay_years is None else f", decays in about {item.decay_years:.0f} years"
            return f"left with its perigee at {item.perigee_altitude_km:.0f} km{years}"
    return "visited"
