"""The review sheet: one finding a clause, as text, table, JSON and HTML."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from adr_planner.files import write_text
from adr_planner.notebook import html_panel, html_paragraphs, html_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Finding", "Review", "Verdict"]

Verdict = Literal["pass", "fail", "not ours to show", "input missing"]
NOTE = (
    "Rules are put in our words, and none of this is a legal finding. What is marked as recalled was not read: check "
    "its source. A figure that passes is computed from the plan alone, and as good as its forces and population."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a plan says to one clause.

    Parameters
    ----------
    profile, id, rule, clause, says : str
        Which clause.
    limit : str
        What it asks, with its unit.
    value : str
        What the plan has.
    verdict : {"pass", "fail", "not ours to show", "input missing"}
        Whether it meets it.
    how : str
        How the value was computed, or what would show it.
    detail : str
        What is behind it.
    source : str
        Where the clause is from.
    basis : {"read", "recalled"}
        Whether its text was read.
    """

    profile: str
    id: str
    rule: str
    clause: str
    says: str
    limit: str
    value: str
    verdict: Verdict
    how: str
    detail: str
    source: str
    basis: str

    def __str__(self) -> str:
        asked = f" ({self.limit})" if self.limit else ""
        found = f": {self.value}" if self.value else ""
        behind = f" - {self.detail}" if self.detail else ""
        mark = "" if self.basis == "read" else " [recalled]"
        return f"{self.verdict:16} {self.rule} {self.clause}{mark}: {self.says}{asked}{found}{behind}"


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """A review of a plan.

    Parameters
    ----------
    plan_id : str
        The plan.
    profiles : tuple of str
        What it was held against.
    findings : tuple of Finding
        One a clause.

    Examples
    --------
    >>> review = adr.review(plan, profile="ESA-2023")  # doctest: +SKIP
    >>> review.passed, [finding.id for finding in review.failed]  # doctest: +SKIP
    (True, [])
    """

    plan_id: str
    profiles: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """Clauses that are not met."""
        return tuple(item for item in self.findings if item.verdict == "fail")

    @property
    def passed(self) -> bool:
        """Whether no clause fails; others may not be ours to show."""
        return not self.failed

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each verdict."""
        found = Counter(item.verdict for item in self.findings)
        return {verdict: found[verdict] for verdict in ("pass", "fail", "not ours to show", "input missing")}

    def __len__(self) -> int:
        return len(self.findings)

    def get(self, clause_id: str) -> Finding:
        """Return the finding of a clause.

        Parameters
        ----------
        clause_id : str
            Its id.

        Returns
        -------
        Finding
            The first of that id.

        Raises
        ------
        KeyError
            If there is none.
        """
        for item in self.findings:
            if item.id == clause_id:
                return item
        raise KeyError(f"no clause {clause_id!r} in {', '.join(self.profiles)}")

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values.

        Returns
        -------
        dict
            As `to_json` writes it.
        """
        return {"document_type": "adr_review", **asdict(self), "counts": self.counts, "note": NOTE}

    def to_json(self, path: str | Path) -> None:
        """Write the sheet as JSON.

        Parameters
        ----------
        path : str or Path
            The file; it is replaced only once the new one is complete.
        """
        write_text(path, self.json_text())

    def json_text(self) -> str:
        """Return the sheet as JSON text.

        Returns
        -------
        str
            Ends with a newline.
        """
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a clause.

        Returns
        -------
        pandas.DataFrame
            Clause, limit, value, verdict, how, source.
        """
        import pandas as pd

        return pd.DataFrame([asdict(item) for item in self.findings])

    def to_html(self) -> str:
        """Return the sheet as HTML, to print or to put in a report.

        Returns
        -------
        str
            One table; every text escaped.
        """
        rows = [
            (
                f"{item.rule} {item.clause}", item.says, item.limit, item.value, item.verdict,
                f"{item.how}{f': {item.detail}' if item.detail else ''}", f"{item.source} ({item.basis})",
            )
            for item in self.findings
        ]  # fmt: skip
        heads = ("clause", "asks", "limit", "plan", "verdict", "how", "source")
        table = html_table(heads, rows, caption=repr(self)[1:-1], texts=set(range(7)))
        return html_panel(table, html_paragraphs([NOTE]))

    def __repr__(self) -> str:
        told = ", ".join(f"{count} {verdict}" for verdict, count in self.counts.items() if count)
        return f"<Review of {self.plan_id} by {', '.join(self.profiles)}: {len(self)} clauses: {told}>"

    def __str__(self) -> str:
        return "\n".join([repr(self)[1:-1], "", *map(str, self.findings), "", NOTE])

    def _repr_html_(self) -> str:
        return self.to_html()


def number_text(value: float, unit: str) -> str:
    """Return a number with its unit, as short as it can be read.

    Examples
    --------
    >>> number_text(0.00123456, ""), number_text(4.9999, "yr"), number_text(float("inf"), "yr")
    ('0.00123', '5 yr', 'without end')
    """
    if math.isinf(value):
        return "none" if value < 0.0 else "without end"
    return f"{value:.3g} {unit}".rstrip()
