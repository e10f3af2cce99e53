"""The review sheet in a plan's report: what passes and fails, and what has to be stated or shown elsewhere."""

from __future__ import annotations

from adr_planner.plan import MissionPlan
from adr_planner.reports.page import Part, bullets, folded, table, words
from adr_planner.reviews import review
from adr_planner.reviews.sheet import NOTE

__all__ = ["review_part"]


def review_part(plan: MissionPlan) -> Part:
    """Return the sheet of all profiles that come with the package; nothing is stated, and nothing screened."""
    sheet = review(plan)
    judged = [item for item in sheet.findings if item.verdict in ("pass", "fail")]
    rows = [
        (
            f"{item.rule} {item.clause}{'' if item.basis == 'read' else ' (recalled)'}", item.says, item.limit,
            item.value, item.verdict,
        )
        for item in sorted(judged, key=lambda one: one.verdict)
    ]  # fmt: skip
    others = [f"{item.rule} {item.clause}: {item.says} - {item.how}" for item in sheet.findings if item not in judged]
    told = ", ".join(f"{count} {verdict}" for verdict, count in sheet.counts.items() if count)
    head = ("clause", "asks", "limit", "plan", "verdict")
    return Part(
        "Review sheet",
        words(f"{len(sheet)} clauses of {', '.join(sheet.profiles)}: {told}.")
        + table("What the plan itself says to clauses", head, rows, texts=range(5))
        + folded(f"{len(others)} clauses that ask for a statement, a screening or another document", bullets(others))
        + words(NOTE),
    )
