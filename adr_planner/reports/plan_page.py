"""The parts of a plan's report, in the order they are read."""

from __future__ import annotations

from adr_planner.plan import MissionPlan
from adr_planner.plan.views.summary import (
    burn_lines,
    decay_lines,
    injection_lines,
    lasting_lines,
    proof_sentence,
    refinement_lines,
    thrust_lines,
)
from adr_planner.plan.views.suns import sun_lines
from adr_planner.plan.views.tables import rows_of
from adr_planner.plots.interactive.budget import delta_v_figure, mass_figure
from adr_planner.plots.interactive.flight import altitude_figure, orbits_figure
from adr_planner.plots.interactive.nodes import raan_figure
from adr_planner.plots.interactive.timeline import timeline_figure
from adr_planner.records import facts_of
from adr_planner.reports.answer import answer_of
from adr_planner.reports.background import assumptions_part, provenance_part
from adr_planner.reports.page import Part, bullets, chart, facts, folded, table, words
from adr_planner.reports.verdict import verdict_part
from adr_planner.trajectory import ephemeris

__all__ = ["budget_table", "charts", "plan_parts", "tour_part"]


def plan_parts(plan: MissionPlan) -> list[Part]:
    """Return all parts, the answer first."""
    return [
        answer_of(plan),
        tour_part(plan),
        *_benefit(plan),
        *charts(plan),
        verdict_part(plan),
        assumptions_part(plan),
        provenance_part(plan),
    ]


def tour_part(plan: MissionPlan) -> Part:
    """Return the legs, the budget, and what a weak and a strong Sun would change."""
    rows = [
        (
            leg.index, f"{plan.target(leg.to_norad_cat_id).name} ({leg.to_norad_cat_id})",
            leg.depart_utc[:16].replace("T", " "), leg.arrive_utc[:16].replace("T", " "),
            f"{leg.duration_days:.0f}", f"{leg.raan_gap_deg:.2f}",
            f"{leg.estimate_delta_v_m_s:.1f}", f"{leg.delta_v_m_s:.1f}", f"{leg.mass_end_kg:.0f}",
        )
        for leg in plan.legs
    ]  # fmt: skip
    head = (
        "leg",
        "to",
        "departs UTC",
        "arrives UTC",
        "days",
        "node gap °",
        "estimate m/s",
        "flown m/s",
        "mass after kg",
    )
    lines = [*injection_lines(plan), *thrust_lines(plan), *burn_lines(plan), *decay_lines(plan), *sun_lines(plan)]
    good = [proof_sentence(plan), *refinement_lines(plan), *lasting_lines(plan)]
    return Part(
        "Tour and budget",
        table("Legs as flown", head, rows, texts=(1,))
        + bullets(lines)
        + budget_table(plan)
        + bullets(good)
        + _burns(plan),
    )


def budget_table(plan: MissionPlan) -> str:
    """Return the delta-v budget with its sum."""
    totals = plan.totals
    rows: list[tuple[str, ...]] = [
        (
            line.line, line.margin_class, f"{line.delta_v_m_s:.1f}", f"{line.margin_fraction:.0%}",
            f"{line.delta_v_with_margin_m_s:.1f}", f"{line.propellant_kg:.1f}",
        )
        for line in plan.budget
    ]  # fmt: skip
    rows.append(
        (
            "total",
            "",
            f"{totals.delta_v_m_s:.1f}",
            "",
            f"{totals.delta_v_with_margins_m_s:.1f}",
            f"{totals.propellant_kg:.1f}",
        )
    )
    head = ("budget", "class", "m/s", "margin", "with margin m/s", "propellant kg")
    return table("Delta-v budget of the servicer", head, rows, texts=(0, 1))


def charts(plan: MissionPlan) -> list[Part]:
    """Return the charts of a plan, each a part."""
    flown = ephemeris(plan)
    return [
        Part("Nodes: how planes meet", chart(raan_figure(plan), "Nodes")),
        Part("Timeline", chart(timeline_figure(plan), "Timeline")),
        Part("Altitude and inclination", chart(altitude_figure(plan, flown), "Altitude and inclination")),
        Part(
            "Delta-v and mass",
            chart(delta_v_figure(plan), "Delta-v waterfall") + chart(mass_figure(plan), "Mass waterfall"),
        ),
        Part("In space", chart(orbits_figure(plan, flown), "Orbits")),
    ]


def _benefit(plan: MissionPlan) -> list[Part]:
    """Return what the removals are worth, where the document says so."""
    told = facts_of(getattr(plan, "benefit", None))
    return [Part("Benefit", facts(told))] if told else []


def _burns(plan: MissionPlan) -> str:
    rows = rows_of(plan, "burns")
    if not rows:
        return words("The servicer burns no impulse: see the thrust arcs in the document.")
    told = [
        (
            row["id"], row["where"], row["epoch_utc"][:19].replace("T", " "), f"{row['delta_v_m_s']:.3f}",
            f"{row['mass_before_kg']:.1f}", f"{row['propellant_kg']:.2f}",
        )
        for row in rows
    ]  # fmt: skip
    head = ("burn", "of", "UTC", "m/s", "mass before kg", "propellant kg")
    return folded(f"All {len(told)} burns", table("Burns", head, told, texts=(0, 1)))
