"""What the judge says of a document: every kind of check, the nearest to its limit first, and what is not judged."""

from __future__ import annotations

from adr_planner.plan import Campaign, MissionPlan
from adr_planner.plan.verdict import KindOfCheck, Verdict
from adr_planner.reports.answer import verdict_card
from adr_planner.reports.page import Part, bullets, folded, table, words

__all__ = ["verdict_part"]

_WORST = 8
"""Kinds of checks shown at once: those with the least left of their limits."""


def verdict_part(document: MissionPlan | Campaign) -> Part:
    """Return the verdict the document carries."""
    verdict = document.verification
    _, state, more, _ = verdict_card(document)
    if verdict is None or state == "stale":
        return Part("Verification", words(f"{state}: {more}."))
    kinds = sorted(verdict.checks, key=lambda kind: (kind.n_failures == 0, _left(kind)))
    return Part(
        f"Verification: {state}",
        words(f"Re-flown by a judge that shares no physics with the planner: {more} (version {verdict.version}).")
        + _kinds("Nearest their limits", kinds[:_WORST])
        + folded(f"All {len(kinds)} kinds of checks", _kinds("All kinds of checks", kinds))
        + _not_judged(verdict),
    )


def _kinds(caption: str, kinds: list[KindOfCheck]) -> str:
    head = ("", "check", "hold", "nearest its limit", "left of the limit")
    return table(caption, head, [_row(kind) for kind in kinds], texts=(0, 1, 3))


def _row(kind: KindOfCheck) -> tuple[str, ...]:
    left = "yes or no" if kind.margin is None else f"{kind.margin:.1%}"
    held = f"{kind.n_checks - kind.n_failures} of {kind.n_checks}"
    return ("failed" if kind.n_failures else "passed", kind.kind, held, kind.nearest, left)


def _left(kind: KindOfCheck) -> float:
    return float("inf") if kind.margin is None else kind.margin


def _not_judged(verdict: Verdict) -> str:
    return words("Not judged:") + bullets(verdict.not_judged)
