"""The report: one HTML file that holds all it shows."""

from __future__ import annotations

from pathlib import Path

from adr_planner.errors import InvalidInputError
from adr_planner.files import write_text
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.reports.campaign_page import campaign_parts
from adr_planner.reports.page import page
from adr_planner.reports.plan_page import plan_parts

__all__ = ["report", "report_text"]


def report(document: MissionPlan | Campaign, path: str | Path) -> None:
    """Write a plan or a campaign as one HTML file that needs nothing else: no network, no Python.

    The answer comes first, then tour and budget, the charts, the verdict, what was assumed and where it all comes from.
    Charts say names, dates and figures under the pointer; the page prints, and is at home in light and dark.

    Parameters
    ----------
    document : MissionPlan or Campaign
        What to tell; the verdict it carries is told with it, and whether it was written for this document.
    path : str or Path
        The file; it is replaced only once the new one is complete.

    Raises
    ------
    InvalidInputError
        If it is neither a plan nor a campaign.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> adr.report(plan, "report.html")  # doctest: +SKIP
    >>> adr.report("plan.json", "report.html")
    Traceback (most recent call last):
        ...
    adr_planner.errors.InvalidInputError: A report is of a plan or a campaign, not of a str: read one from its JSON.
    """
    write_text(path, report_text(document))


def report_text(document: MissionPlan | Campaign) -> str:
    """Return what `report` writes."""
    if isinstance(document, Campaign):
        return page(f"Campaign {document.campaign_id}", campaign_parts(document))
    if isinstance(document, MissionPlan):
        return page(f"Mission plan {document.plan_id}", plan_parts(document))
    raise InvalidInputError(
        f"A report is of a plan or a campaign, not of a {type(document).__name__}: read one from its JSON.",
        parameter="document",
    )
