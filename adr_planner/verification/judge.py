"""`verify`: every check on a plan, from nothing but its document."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan, document_type_of, read_campaign, read_plan
from adr_planner.verification.arcs import legs_under_thrust
from adr_planner.verification.attempt import attempt
from adr_planner.verification.budgets import budgets, limits
from adr_planner.verification.burns import burns
from adr_planner.verification.campaign import CAMPAIGN_KINDS, verify_campaign
from adr_planner.verification.compliance import compliance
from adr_planner.verification.endings import disposals
from adr_planner.verification.gravity import declared_atmosphere, declared_bodies, declared_gravity
from adr_planner.verification.launch import launch
from adr_planner.verification.masses import mass_chain
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.verification.robustness import robustness
from adr_planner.verification.scene import Scene
from adr_planner.verification.thrust_robustness import thrust_robustness
from adr_planner.verification.trajectory import continuity, rendezvous, stays
from adr_planner.verification.verdict import VERDICT, with_stored

__all__ = ["KINDS", "verify"]

METHOD = "re-flown from the document alone; extrapolated midpoint rule, own gravity, own frames"


class _Part(NamedTuple):
    """A part of the work: what it is called while it runs, and the kinds of checks it makes."""

    what: str
    kinds: frozenset[str]
    checks: Callable[[Scene], Iterator[Check]]


def _part(what: str, kinds: str, checks: Callable[[Scene], Iterator[Check]]) -> _Part:
    return _Part(what, frozenset(kinds.split(", ")), checks)


_PARTS = (
    _part("checking sums", "sums", budgets),
    _part("checking limits", "limits, identity", limits),
    _part("checking dates", "window, stay", stays),
    _part("checking re-entry rules", "compliance", compliance),
    _part("checking the injection", "launch", launch),
    _part("following the mass", "mass chain, propellant, kit", mass_chain),
    _part("checking the length of burns", "burns", burns),
    _part("checking the declared gravity", "forces", declared_gravity),
    _part("checking the declared bodies", "forces", declared_bodies),
    _part("checking the declared air", "forces", declared_atmosphere),
    _part("flying the servicer", "order, continuity", continuity),
    _part("flying the targets", "rendezvous", rendezvous),
    _part("flying the thrust arcs", "propulsion, order, continuity, thrust, orbit, rendezvous", legs_under_thrust),
    _part("flying the disposals", "disposal", disposals),
    _part("flying in fuller forces", "robustness", robustness),
    _part("flying the thrust arcs in fuller forces", "robustness", thrust_robustness),
)

KINDS = tuple(sorted(frozenset[str]().union(*(part.kinds for part in _PARTS)) | CAMPAIGN_KINDS | {VERDICT}))
"""Kinds of checks `verify` can be asked for."""


def verify(
    plan: MissionPlan | Campaign | str | Path,
    *,
    checks: Collection[str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> VerificationReport:
    """Re-fly a finished plan, or every plan of a campaign, and judge it.

    Parameters
    ----------
    plan : MissionPlan, Campaign or path
        The document; nothing else is used. A file whose sums do not add up is judged, not refused.
    checks : collection of str, optional
        Kinds of checks to make, as their ``id`` says, e.g. ``["rendezvous"]``; what only others need is not computed.
        By default all of them, and only then is it a verdict.
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
    InvalidInputError
        If there is no such kind of check; names those that are close.

    Notes
    -----
    The trajectory is flown in the gravity field, with the Sun, Moon and tides and through the atmosphere that the
    document declares, by an integrator, a force model and frame rotations the planner never used, with targets started
    from their published elements. The last part flies every leg again from the targets' elements in fuller forces,
    under a mean, a weak and a strong Sun, and prices the correction.
    """
    wanted = _wanted(checks)
    if isinstance(plan, Campaign):
        return verify_campaign(plan, verify, wanted, progress)
    if not isinstance(plan, MissionPlan) and document_type_of(plan) == "adr_campaign":
        return verify_campaign(read_campaign(plan, check_sums=False), verify, wanted, progress)
    document = plan if isinstance(plan, MissionPlan) else read_plan(plan, check_sums=False)
    scene = Scene(document)
    made: list[Check] = []
    for part in _PARTS:
        if part.kinds.isdisjoint(wanted):
            continue
        if progress:
            progress(part.what)
        made += [
            check for check in attempt(part.what, min(part.kinds & wanted), part.checks, scene) if check.id in wanted
        ]
    report = VerificationReport(document.plan_id, METHOD, tuple(made), _left_out(wanted))
    return report if document.verification is None else with_stored(report, document)


def _wanted(checks: Collection[str] | None) -> frozenset[str]:
    """Return the kinds asked for, or refuse one that is none."""
    if checks is None:
        return frozenset(KINDS)
    asked = [checks] if isinstance(checks, str) else list(checks)
    for kind in asked:
        if kind not in KINDS:
            close = difflib.get_close_matches(str(kind), KINDS, n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(map(repr, close))}?" if close else f"There are: {', '.join(KINDS)}."
            raise InvalidInputError(f"No check is called {kind!r}. {hint}", parameter="checks")
    if not asked:
        raise InvalidInputError(f"Ask for at least one of the checks: {', '.join(KINDS)}.", parameter="checks")
    return frozenset(asked)


def _left_out(wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind not in wanted)
