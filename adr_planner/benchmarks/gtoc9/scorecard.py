"""What the scorer found: the price of a campaign, and every rule with the case closest to its limit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Finding", "Scorecard"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One measurement against a rule.

    Parameters
    ----------
    rule : str
        The rule.
    where : str
        Mission, event or debris.
    value, limit : float
        What was found, and what is allowed.
    unit : str
        Of both.
    kept : bool
        Whether the rule is kept.
    """

    rule: str
    where: str
    value: float
    limit: float
    unit: str
    kept: bool

    def __str__(self) -> str:
        sign = "" if self.kept else "BROKEN "
        return f"{sign}{self.rule}: {self.where}: {self.value:.9g} {self.unit}, limit {self.limit:.9g}"


@dataclass(frozen=True, slots=True, repr=False)
class Scorecard:
    """The score of a campaign.

    Parameters
    ----------
    cost : float
        J [million euro], debris left over included.
    launch_masses : tuple of float
        Of every mission [kg].
    delta_v : float
        Sum of all impulses [m/s].
    removed : int
        Debris removed.
    findings : tuple of Finding
        Every broken rule, and of the kept ones the case closest to its limit.
    """

    cost: float
    launch_masses: tuple[float, ...]
    delta_v: float
    removed: int
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Rules that are not kept."""
        return tuple(finding for finding in self.findings if not finding.kept)

    @property
    def valid(self) -> bool:
        """Whether every rule is kept."""
        return not self.broken

    def __repr__(self) -> str:
        return f"<Scorecard: {self._headline()}>"

    def _headline(self) -> str:
        state = "valid" if self.valid else f"NOT VALID, {len(self.broken)} rules broken"
        return (
            f"J {self.cost:.2f} MEUR, {len(self.launch_masses)} missions, {self.removed} debris removed, "
            f"{self.delta_v:.1f} m/s, {state}"
        )

    def summary(self) -> str:
        """Return the score and the findings as text, broken rules first."""
        ordered = sorted(self.findings, key=lambda finding: finding.kept)
        return "\n".join([self._headline(), *(f"  {finding}" for finding in ordered)])

    def to_pandas(self) -> pd.DataFrame:
        """Return the findings as a table."""
        import pandas as pd

        return pd.DataFrame(
            [(f.rule, f.where, f.value, f.limit, f.unit, f.kept) for f in self.findings],
            columns=["rule", "where", "value", "limit", "unit", "kept"],
        )

    def _repr_html_(self) -> str:
        head = "<tr><th>rule</th><th>where</th><th>value</th><th>limit</th><th>kept</th></tr>"
        rows = "".join(
            f"<tr><td>{escape(f.rule)}</td><td>{escape(f.where)}</td><td>{f.value:.9g} {f.unit}</td>"
            f"<td>{f.limit:.9g}</td><td>{'yes' if f.kept else '<b>no</b>'}</td></tr>"
            for f in sorted(self.findings, key=lambda finding: finding.kept)
        )
        return f"<p>{escape(self._headline())}</p><table>{head}{rows}</table>"
