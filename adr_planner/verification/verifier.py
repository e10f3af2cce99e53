"""`verify`: every check on a plan, from its document and what is given beside it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from adr_planner.catalog import Catalog
from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan, document_type_of
from adr_planner.progress import Progress, telling, telling_function
from adr_planner.spec.mission_file import MissionFile
from adr_planner.units import quiet_clock
from adr_planner.verification.attempt import attempt
from adr_planner.verification.campaign import CAMPAIGN_KINDS, verify_campaign
from adr_planner.verification.checks.benefit import benefit
from adr_planner.verification.checks.budget_lines import budget_lines
from adr_planner.verification.checks.budgets import budgets, limits
from adr_planner.verification.checks.catalogue import catalogue, catalogue_of
from adr_planner.verification.checks.compliance import compliance
from adr_planner.verification.checks.concept import concept
from adr_planner.verification.checks.gravity import declared_atmosphere, declared_bodies, declared_gravity, declared_sun
from adr_planner.verification.checks.kits import kits
from adr_planner.verification.checks.launch import launch
from adr_planner.verification.checks.masses import mass_chain
from adr_planner.verification.checks.proof import proof
from adr_planner.verification.checks.request import request, request_of
from adr_planner.verification.checks.roles import roles
from adr_planner.verification.checks.structure import dangling, structure
from adr_planner.verification.checks.targets import targets
from adr_planner.verification.checks.uptime import uptime
from adr_planner.verification.flights.burns import burns
from adr_planner.verification.flights.endings import disposals
from adr_planner.verification.flights.parting import parting
from adr_planner.verification.flights.phases import phases
from adr_planner.verification.flights.robustness import robustness
from adr_planner.verification.flights.thrust_arcs import legs_under_thrust
from adr_planner.verification.flights.thrust_robustness import thrust_robustness
from adr_planner.verification.flights.trajectory import continuity, rendezvous, stays
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.verification.scene import Scene
from adr_planner.verification.unjudged import unjudged
from adr_planner.verification.verdict import BESIDE, VERDICT, with_stored

__all__ = ["KINDS", "verify"]

METHOD = "re-flown from the document alone; own integrators, own gravity, own frames"


class _Part(NamedTuple):
    """A part of the work: what it is called while it runs, and the kinds of checks it makes."""

    what: str
    kinds: frozenset[str]
    checks: Callable[[Scene], Iterator[Check]]


def _part(what: str, kinds: str, checks: Callable[[Scene], Iterator[Check]]) -> _Part:
    return _Part(what, frozenset(kinds.split(", ")), checks)


_PARTS = (
    _part("checking how its parts fit together", "structure", structure),
    _part("checking the concept", "concept", concept),
    _part("checking what burns are for", "roles", roles),
    _part("checking sums", "sums", budgets),
    _part("checking the budget", "budget", budget_lines),
    _part("checking limits", "limits, identity", limits),
    _part("checking dates", "window, stay", stays),
    _part("checking that targets are still up", "uptime", uptime),
    _part("checking the targets", "target", targets),
    _part("checking the proof", "proof", proof),
    _part("checking what it is good for", "benefit", benefit),
    _part("checking re-entry rules and consents", "compliance, decay, consent", compliance),
    _part("checking the injection", "launch", launch),
    _part("following the mass", "mass chain, propellant, kit", mass_chain),
    _part("sizing the kits", "kit", kits),
    _part("checking the length of burns", "burns", burns),
    _part("checking the declared gravity", "forces", declared_gravity),
    _part("checking the declared bodies", "forces", declared_bodies),
    _part("checking the declared air", "forces", declared_atmosphere),
    _part("checking the declared Sun", "forces", declared_sun),
    _part("flying the servicer", "order, continuity", continuity),
    _part("flying the targets", "rendezvous", rendezvous),
    _part("flying the drifts", "phase, node gap, estimate", phases),
    _part("flying the thrust arcs", "propulsion, order, continuity, thrust, orbit, rendezvous", legs_under_thrust),
    _part("flying the disposals", "disposal", disposals),
    _part("flying tugs away from what they let go", "parting", parting),
    _part("flying in fuller forces", "robustness", robustness),
    _part("flying the thrust arcs in fuller forces", "robustness", thrust_robustness),
)
KINDS = tuple(sorted(frozenset[str]().union(*(part.kinds for part in _PARTS)) | CAMPAIGN_KINDS | BESIDE | {VERDICT}))
"""Kinds of checks `verify` can be asked for."""


@telling
@quiet_clock()
def verify(
    plan: MissionPlan | Campaign | str | Path,
    *,
    mission: MissionFile | str | Path | None = None,
    catalog: Catalog | None = None,
    checks: Collection[str] | None = None,
    progress: Progress = None,
) -> VerificationReport:
    """Re-fly a finished plan, or every plan of a campaign, and judge it.

    Parameters
    ----------
    plan : MissionPlan, Campaign or path
        The document. A file whose sums do not add up is judged, not refused.
    mission : MissionFile or path, optional
        What was asked for: the document's echo is held against it.
    catalog : Catalog, optional
        What the targets are said to be taken from; the bundled catalogue is used without asking where the document
        names it and its checksum.
    checks : collection of str, optional
        Kinds of checks to make, as their ``id`` says, e.g. ``["rendezvous"]``; what only others need is not computed.
        By default all of them, and only then is it a verdict.
    progress : callable or bool, optional
        Called with one line of text before each part of the work; False is silence, left out a line is shown in
        notebooks and terminals.

    Returns
    -------
    VerificationReport
        ``.passed``, ``.checks``, ``.failures``, and in ``.not_judged`` what the verdict does not cover.

    Raises
    ------
    SchemaError
        If the file is no plan at all, or of a schema this version does not know.
    InvalidInputError
        If there is no such kind of check, naming those that are close; or if the mission file cannot be read.

    Notes
    -----
    The trajectory is flown in the gravity field and the atmosphere the document declares, by an integrator, a
    force model and frame rotations the planner never used, with targets started from their published elements.
    The last parts fly every leg again with J2 to J20, Sun, Moon, tides and drag, under a mean, a weak and a strong Sun
    where the document tells of them, and price the correction.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example())
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> budget = 600 * u.m / u.s
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=120 * u.day, targets=1, max_delta_v=budget)
    >>> plan = adr.plan_mission(ranking.top(8), servicer, mission)
    >>> report = adr.verify(plan, checks=["sums", "rendezvous"])
    >>> report.passed, report.worst("rendezvous").limit
    (True, 100.0)
    """
    wanted, asked = _wanted(checks), request_of(mission)
    if not isinstance(plan, MissionPlan | Campaign):
        kind = Campaign if document_type_of(plan) == "adr_campaign" else MissionPlan
        plan = kind.from_json(plan, check_sums=False)
    if isinstance(plan, Campaign):
        verifier = partial(_verify, asked=asked, catalog=catalog, shared=True)
        return verify_campaign(plan, verifier, wanted, telling_function(progress))
    return _verify(plan, checks=wanted, progress=telling_function(progress), asked=asked, catalog=catalog)


def _verify(
    plan: MissionPlan,
    *,
    checks: frozenset[str],
    progress: Callable[[str], None] | None = None,
    asked: MissionFile | None = None,
    catalog: Catalog | None = None,
    shared: bool = False,
) -> VerificationReport:
    """Judge one plan; `shared` says that it is one of a campaign."""
    lost = dangling(plan)
    if lost:
        broken = "everything else: the document names targets that are not there, and cannot be flown"
        return VerificationReport(plan.plan_id, METHOD, tuple(lost), _left_out(checks), (broken,))
    scene = Scene(plan)
    known = catalogue_of(plan, catalog)
    beside = (
        _part("holding it against the mission", "request", partial(request, asked=asked, shared=shared)),
        _part("holding it against the catalogue", "catalogue", partial(catalogue, known=known)),
    )
    made: list[Check] = []
    for part in (*beside, *_PARTS):
        if part.kinds.isdisjoint(checks):
            continue
        if progress:
            progress(part.what)
        kind = min(part.kinds & checks)
        made += [check for check in attempt(part.what, kind, part.checks, scene) if check.id in checks]
    not_judged = tuple(unjudged(plan, asked, catalog))
    report = VerificationReport(plan.plan_id, METHOD, tuple(made), _left_out(checks), not_judged)
    return report if plan.verification is None else with_stored(report, plan)


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


def _left_out(wanted: Collection[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind not in wanted)
