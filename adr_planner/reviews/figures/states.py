"""States and operators: who has to agree, who is to be told, what stands in registers; and the plan's own proof."""

from __future__ import annotations

from adr_planner.plan import rest_sha256
from adr_planner.reviews.facts import Facts
from adr_planner.reviews.figures.figure import Figure, Missing

__all__ = ["consents_lacking", "owners_to_tell", "targets_without_registry", "verified"]

_NEAR_M = 10e3
"""Whose working satellites come nearer is told: states to inform and to consult (Outer Space Treaty IX and XI) [m]."""


def consents_lacking(facts: Facts) -> Figure | Missing:
    """Count states of registry that have not agreed."""
    if facts.stated.consents is None:
        return Missing("consents: owner codes of the states that have agreed")
    lacking = [code for code in facts.plan.compliance.consent_needed_from if code not in facts.stated.consents]
    return Figure(len(lacking), "owner codes of the targets, less the consents that are stated", ", ".join(lacking))


def owners_to_tell(facts: Facts) -> Figure | Missing:
    """Count owners of working satellites that pass near and have not been told."""
    if facts.screening is None or not facts.screening.approaches:
        return Missing("a screening: adr.screen(plan, catalogue), with elements of the date")
    near = {
        item.owner or item.name.replace("-", " ").split(" ")[0]
        for item in facts.screening.approaches
        if item.operational and item.miss_m < _NEAR_M
    }
    left = sorted(near - set(facts.stated.notified or ()))
    how = f"owners, or families, of working satellites named below {_NEAR_M / 1e3:g} km, less those stated as notified"
    return Figure(len(left), how, ", ".join(left))


def targets_without_registry(facts: Facts) -> Figure:
    """Count targets whose state of registry, or designator, the catalogue does not know."""
    unknown = [item.name for item in facts.plan.targets if not item.owner or not item.object_id]
    return Figure(len(unknown), "targets without owner code or international designator", ", ".join(unknown))


def verified(facts: Facts) -> Figure:
    """Count failed checks of the plan's verification; one where there is none of this document."""
    verdict = facts.plan.verification
    if verdict is None:
        return Figure(1.0, "the plan carries no verdict", "run adr-planner verify")
    if verdict.sha256 != rest_sha256(facts.plan):
        return Figure(1.0, "the verdict is of another document", "run adr-planner verify")
    failed = [check.kind for check in verdict.checks if check.n_failures]
    return Figure(len(failed), "failed kinds of checks of the plan's own verification", ", ".join(failed))
