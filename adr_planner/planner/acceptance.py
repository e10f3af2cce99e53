"""Acceptance of a plan by the verifier before it is handed out, and the leg a failed check belongs to."""

from __future__ import annotations

import re

from adr_planner.errors import UnverifiedPlanError
from adr_planner.plan import MissionPlan
from adr_planner.planner.progress import Step, Tell
from adr_planner.verification import BESIDE, KINDS, VerificationReport, verdict_of, verify
from adr_planner.verification.report import Check

__all__ = ["ask_verifier", "place_of", "unverified", "with_verdict"]


def ask_verifier(plan: MissionPlan, tell: Tell) -> VerificationReport:
    """Re-fly a plan by the verifier's own physics, from its document alone.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    tell : callable
        Called with a `Step` before each part of the work.
    """
    alone = [kind for kind in KINDS if kind not in BESIDE]
    return verify(plan, checks=alone, progress=lambda text: tell(Step(f"verifying: {text}", phase="verifying")))


def with_verdict(plan: MissionPlan, report: VerificationReport) -> MissionPlan:
    """Return the plan with the verdict in its document, outside its id."""
    return plan.with_verdict(verdict_of(report, plan))


def place_of(check: Check, plan: MissionPlan) -> int | None:
    """Return the leg of the tour a failed check is about, counted from 0; None if it is about no one leg.

    Parameters
    ----------
    check : Check
        Names a leg's target, or a burn or an arc of it. What the servicer does at the end belongs to the last leg.
    plan : MissionPlan
        What was judged.
    """
    where = check.where.rsplit(" -> ", 1)[-1]
    named = re.match(r"leg(\d+)-", where)
    if named:
        indices = [leg.index for leg in plan.legs]
        return indices.index(int(named.group(1))) if int(named.group(1)) in indices else None
    if where.startswith("servicer") and check.id in ("burns", "continuity", "disposal", "order", "thrust"):
        return len(plan.legs) - 1
    if where.startswith("injection"):
        return 0
    numbers = {int(number) for number in re.findall(r"\d+", where)}
    places = [k for k, leg in enumerate(plan.legs) if leg.to_norad_cat_id in numbers]
    if places:
        return places[0]
    return len(plan.legs) - 1 if where.endswith(("-servicer", "servicer")) or "-servicer-" in where else None


def unverified(check: Check, tried: str = "") -> UnverifiedPlanError:
    """Return the refusal of a document that does not pass one of its checks.

    Parameters
    ----------
    check : Check
        The one that fails.
    tried : str
        What was tried to mend it, as the beginning of a sentence.
    """
    return UnverifiedPlanError(
        f"{tried}No plan is handed out: it does not pass the check {check.id!r} at {check.where} ({check.statement}): "
        f"{check.value:.6g} {check.unit} found, {check.limit:.6g} allowed.",
        binding=check.id,
        where=check.where,
        required=check.value,
        available=check.limit,
        unit=check.unit,
    )
