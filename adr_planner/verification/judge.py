"""`verify`: every check on a plan, from nothing but its document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from adr_planner.plan import Campaign, MissionPlan, document_type_of, read_campaign, read_plan
from adr_planner.verification.arcs import legs_under_thrust
from adr_planner.verification.budgets import budgets, limits
from adr_planner.verification.burns import burns
from adr_planner.verification.campaign import verify_campaign
from adr_planner.verification.compliance import compliance
from adr_planner.verification.endings import disposals
from adr_planner.verification.gravity import declared_atmosphere, declared_gravity
from adr_planner.verification.launch import launch
from adr_planner.verification.masses import mass_chain
from adr_planner.verification.report import VerificationReport
from adr_planner.verification.robustness import robustness
from adr_planner.verification.scene import Scene
from adr_planner.verification.thrust_robustness import thrust_robustness
from adr_planner.verification.trajectory import continuity, rendezvous, stays

__all__ = ["verify"]

METHOD = "re-flown from the document alone; extrapolated midpoint rule, own gravity, own frames"


def verify(
    plan: MissionPlan | Campaign | str | Path, *, progress: Callable[[str], None] | None = None
) -> VerificationReport:
    """Re-fly a finished plan, or every plan of a campaign, and judge it.

    Parameters
    ----------
    plan : MissionPlan, Campaign or path
        The document; nothing else is used. A file whose sums do not add up is judged, not refused.
    progress : callable, optional
        Called with one line of text before each part of the work.

    Returns
    -------
    VerificationReport
        ``.passed``, ``.checks``, ``.failures``.

    Raises
    ------
    SchemaError
        If the file is no plan at all, or of a schema this version does not know.

    Notes
    -----
    The trajectory is flown in the gravity field and the atmosphere the document declares, by an integrator, a
    force model and frame rotations the planner never used, with targets started from their published elements.
    The last part flies every leg again with J2 to J6, Sun, Moon and drag, and prices the correction.
    """
    if isinstance(plan, Campaign):
        return verify_campaign(plan, verify, progress)
    if not isinstance(plan, MissionPlan) and document_type_of(plan) == "adr_campaign":
        return verify_campaign(read_campaign(plan, check_sums=False), verify, progress)
    document = plan if isinstance(plan, MissionPlan) else read_plan(plan, check_sums=False)
    scene = Scene(document)
    checks = []
    for what, part in (
        ("checking sums", budgets),
        ("checking limits", limits),
        ("checking dates", stays),
        ("checking re-entry rules", compliance),
        ("checking the injection", launch),
        ("following the mass", mass_chain),
        ("checking the length of burns", burns),
        ("checking the declared forces", declared_gravity),
        ("checking the declared air", declared_atmosphere),
        ("flying the servicer", continuity),
        ("flying the targets", rendezvous),
        ("flying the thrust arcs", legs_under_thrust),
        ("flying the disposals", disposals),
        ("flying in fuller forces", robustness),
        ("flying the thrust arcs in fuller forces", thrust_robustness),
    ):
        if progress:
            progress(what)
        checks += list(part(scene))
    return VerificationReport(document.plan_id, METHOD, tuple(checks))
