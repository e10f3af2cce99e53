"""Who consents to a plan, and whose working satellites its targets threaten."""

from __future__ import annotations

import math

from adr_planner.plan.content import PlanContent

__all__ = ["consent_lines"]

_NAMED = 3
"""Parties named, those most exposed first."""


def consent_lines(plan: PlanContent) -> list[str]:
    """Say who consents from when on, and who is spared hits; nothing where no consents are named."""
    given, exposed = plan.mission.consents, plan.compliance.exposed
    lines = []
    if given is not None:
        told = [
            item.player if item.since_utc is None else f"{item.player} (from {item.since_utc[:10]} on)"
            for item in given
        ]
        lines.append(f"consents are given by {', '.join(told)}; others' objects are no candidates")
    whole = math.fsum(item.hits_per_yr for item in exposed or ())
    if exposed and whole > 0.0:
        most = sorted(exposed, key=lambda item: -item.hits_per_yr)[:_NAMED]
        told = [f"{item.party} ({item.hits_per_yr / whole:.0%})" for item in most]
        lines.append(f"left alone, the targets threaten most the working satellites of {', '.join(told)}")
    return lines
