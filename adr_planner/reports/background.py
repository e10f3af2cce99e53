"""What a plan assumes, and where all that is in it comes from."""

from __future__ import annotations

from adr_planner.plan import MissionPlan, rest_sha256
from adr_planner.records import facts_of
from adr_planner.reports.page import Part, bullets, facts, words

__all__ = ["assumptions_part", "provenance_part"]


def assumptions_part(plan: MissionPlan) -> Part:
    """Return the mission as asked for, the servicer, the margins, and the forces it is flown in."""
    forces = plan.conventions
    bodies = ", ".join(f"{body.name.title()} ({body.ephemeris})" for body in forces.third_bodies or ())
    flown = [
        ("frame and time", f"{forces.ref_frame}, {forces.time_system}"),
        ("gravity", forces.gravity.source),
        ("third bodies", bodies or "none"),
        ("air", forces.atmosphere.source if forces.atmosphere else "none"),
        ("solid tides", f"k2 = {forces.solid_tide_k2:g}" if forces.solid_tide_k2 else "none"),
        ("altitudes", forces.altitude),
    ]
    return Part(
        "Assumptions",
        "<h3>The mission as asked for</h3>"
        + facts(facts_of(plan.mission))
        + "<h3>The servicer</h3>"
        + facts(facts_of(plan.servicer, "initial_state"))
        + "<h3>Forces</h3>"
        + facts(flown)
        + words(plan.compliance.note),
    )


def provenance_part(plan: MissionPlan) -> Part:
    """Return catalogue, ranking, search and the document's own marks."""
    source = plan.provenance
    left_out = source.left_out or ()
    return Part(
        "Provenance",
        facts(
            [
                ("document", f"{plan.document_type} {plan.schema_version}, {plan.plan_id}"),
                ("SHA-256, verdict left out", rest_sha256(plan)),
                ("written by", f"{plan.generator.name} {plan.generator.version}"),
            ]
        )
        + "<h3>Catalogue</h3>"
        + facts(facts_of(source.catalogue))
        + "<h3>Ranking</h3>"
        + facts(facts_of(source.risk))
        + "<h3>Search</h3>"
        + facts(facts_of(source.solver))
        + (f"<h3>Left out</h3>{bullets(item.reason for item in left_out)}" if left_out else ""),
    )
