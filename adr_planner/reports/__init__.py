"""A plan or a campaign as one page for people who have no Python: a single file, opened from disk."""

from adr_planner.reports.report import report, report_text

__all__ = ["report", "report_text"]
