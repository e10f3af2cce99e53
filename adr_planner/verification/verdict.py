"""A report as the verdict a document carries, and a carried verdict held against a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adr_planner.plan import Campaign, KindOfCheck, MissionPlan, Verdict, rest_sha256
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.version import __version__

__all__ = ["BESIDE", "NOT_JUDGED", "VERDICT", "verdict_of", "with_stored"]

VERDICT = "verdict"
"""Kind of the checks on a verdict that a document carries."""
BESIDE = frozenset({"catalogue", "request"})
"""Kinds of checks against what is given beside a document: no part of the verdict it carries."""
_UNTOLD = BESIDE | {VERDICT}
NOT_JUDGED = (
    "whether the risk figures and the values of removals are right",
    "where on the ground a burn or a re-entry happens",
    "navigation and the last hundred metres of an approach",
    "whether a target can be captured",
)
"""What no check looks at."""
_ALIKE = 0.01
"""By how much margins may differ between two machines, as a share of the limit."""


def verdict_of(report: VerificationReport, plan: MissionPlan | Campaign) -> Verdict:
    """Return a report as the verdict that the document it is about may carry.

    Parameters
    ----------
    report : VerificationReport
        What `verify` found in the plan.
    plan : MissionPlan or Campaign
        The document; a verdict it carries already is no part of what was judged.

    Examples
    --------
    >>> plan = plan.with_verdict(verdict_of(verify(plan), plan))  # doctest: +SKIP
    """
    kinds = dict.fromkeys(check.id for check in report.checks if check.id not in _UNTOLD)
    return Verdict(
        method=report.method,
        version=__version__,
        passed=all(check.passed for check in report.checks if check.id not in _UNTOLD),
        checks=tuple(_kind(kind, report) for kind in kinds),
        not_judged=(*NOT_JUDGED, *(f"checks of {kind}" for kind in report.left_out if kind not in _UNTOLD)),
        sha256=rest_sha256(plan),
    )


def _kind(kind: str, report: VerificationReport) -> KindOfCheck:
    members = [check for check in report.checks if check.id == kind]
    worst = min(members, key=lambda check: (check.passed, _margin(check)))
    margin = _margin(worst)
    return KindOfCheck(
        kind=kind,
        n_checks=len(members),
        n_failures=sum(not check.passed for check in members),
        nearest=worst.where,
        margin=None if abs(margin) == float("inf") else float(f"{margin:.3g}"),
    )


def _margin(check: Check) -> float:
    """Return what a check leaves of its limit, as a share; infinite for a yes or no, or a limit of nothing."""
    if check.unit == "" or check.limit == 0.0 or not abs(check.value) < float("inf"):
        return float("inf") if check.passed else -float("inf")
    left = min(abs(check.limit - check.value) / abs(check.limit), 1.0 if check.passed else float("inf"))
    return left if check.passed else -left


def with_stored(report: VerificationReport, plan: MissionPlan | Campaign) -> VerificationReport:
    """Return a report with what it has to say on the verdict the document carries, if that was asked for."""
    stored = plan.verification
    if stored is None or VERDICT in report.left_out:
        return report
    return replace(report, checks=(*report.checks, *_stored(stored, report, plan)))


def _stored(stored: Verdict, report: VerificationReport, plan: MissionPlan | Campaign) -> Iterator[Check]:
    fresh = stored.sha256 == rest_sha256(plan)
    yield Check.holds(VERDICT, "verification.sha256", "written for this document", fresh)
    found = verdict_of(report, plan)
    complete = set(report.left_out) <= _UNTOLD
    if complete:
        same = stored.passed == found.passed
        yield Check(VERDICT, "verification.passed", "as found now", float(stored.passed), float(found.passed), "", same)
    if stored.version != found.version:
        return  # another version may make other checks
    said = {item.kind: item for item in stored.checks}
    for item in found.checks:
        same = item.kind in said and _alike(said[item.kind], item)
        where = f"verification.checks.{item.kind}"
        yield Check.holds(VERDICT, where, "as found now", same)
    if complete:
        more = sorted(set(said) - {item.kind for item in found.checks})
        statement = f"no checks that were not made{': ' * bool(more)}{', '.join(more)}"
        yield Check(VERDICT, "verification.checks", statement, len(more), 0.0, "", not more)


def _alike(said: KindOfCheck, found: KindOfCheck) -> bool:
    counts = (said.n_checks, said.n_failures) == (found.n_checks, found.n_failures)
    if said.margin is None or found.margin is None:
        return counts and said.margin == found.margin
    return counts and abs(said.margin - found.margin) <= _ALIKE * max(1.0, abs(found.margin))
