"""Verification report: checks, each with its value and its limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from adr_planner.border.characters import html_text, visible
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.records import Shown, html_folded

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Check", "VerificationReport"]


_GREEN, _RED = "#1a7f37", "#cf222e"
"""Told apart by words and marks too."""


@dataclass(frozen=True, slots=True)
class Check(Shown):
    """One check.

    Parameters
    ----------
    id : str
        Kind of check, e.g. ``"rendezvous"``.
    where : str
        Burn, leg, target or field it is about.
    statement : str
        What must hold.
    value, limit : float
        What was found, and what is allowed.
    unit : str
        Unit of both.
    passed : bool
        Whether it holds.
    """

    id: str
    where: str
    statement: str
    value: float
    limit: float
    unit: str
    passed: bool

    def __post_init__(self) -> None:
        # numpy's scalars come in from the flights; programs that read the report expect plain ones.
        object.__setattr__(self, "value", float(self.value))
        object.__setattr__(self, "limit", float(self.limit))
        object.__setattr__(self, "passed", bool(self.passed))

    @classmethod
    def holds(cls, kind: str, where: str, statement: str, passed: bool) -> Check:  # noqa: FBT001 - a verdict is one
        """Return the check of something that is so or is not.

        Examples
        --------
        >>> print(Check.holds("concept", "servicer", "kits for a kit servicer", True))
        ok   concept      servicer                           kits for a kit servicer: 1 (limit 1)
        """
        return cls(kind, where, statement, float(passed), 1.0, "", passed)

    @classmethod
    def at_most(cls, kind: str, where: str, statement: str, value: float, limit: float, unit: str) -> Check:
        """Return the check of a value that may be as low as it likes.

        Examples
        --------
        >>> Check.at_most("order", "leg1-burn1", "no burn after the stated arrival", -60.0, 1e-3, "s").passed
        True
        """
        return cls(kind, where, statement, value, limit, unit, value <= limit)

    @classmethod
    def within(cls, kind: str, where: str, statement: str, off: float, limit: float, unit: str) -> Check:
        """Return the check of a difference against the most it may be.

        Examples
        --------
        >>> Check.within("sums", "totals", "stated sum against its parts", 2e-3, 1e-6, "kg").passed
        False
        """
        return cls(kind, where, statement, off, limit, unit, abs(off) <= limit)

    def __str__(self) -> str:
        mark = "ok  " if self.passed else "FAIL"
        found = f"{self.value:.6g} (limit {self.limit:.6g}) {self.unit}"
        return visible(f"{mark} {self.id:<12} {self.where:<34} {self.statement}: {found}".rstrip())


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The verdict on one plan.

    Parameters
    ----------
    plan_id : str
        Plan that was judged.
    method : str
        How.
    checks : tuple of Check
        In the order they were made.
    left_out : tuple of str
        Kinds of checks that were not asked for.
    not_judged : tuple of str
        What the verdict does not cover, and what would let it.

    See Also
    --------
    verify : makes one, with an example.
    """

    plan_id: str
    method: str
    checks: tuple[Check, ...]
    left_out: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every check made holds; where some were `left_out`, that is no verdict on the plan."""
        return all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[Check, ...]:
        """Checks that do not hold."""
        return tuple(check for check in self.checks if not check.passed)

    def joined(self, checks: Iterable[Check], not_judged: Iterable[str]) -> VerificationReport:
        """Return the report with further checks, and another list of what is not judged.

        Parameters
        ----------
        checks : iterable of Check
            To follow those there are.
        not_judged : iterable of str
            In the place of `not_judged`.

        Returns
        -------
        VerificationReport
            A copy.
        """
        return replace(self, checks=(*self.checks, *checks), not_judged=tuple(not_judged))

    def worst(self, kind: str) -> Check:
        """Return the check of a kind that is nearest to its limit, or furthest beyond it.

        Parameters
        ----------
        kind : str
            ``id`` of checks, such as ``"rendezvous"``.

        Returns
        -------
        Check
            Failed ones before those that hold.

        Raises
        ------
        ValueError
            If none of the kind was made.
        """
        return max((c for c in self.checks if c.id == kind), key=lambda c: (not c.passed, c.value / (c.limit or 1.0)))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON-able facts.

        Returns
        -------
        dict
            What ``adr-planner verify --json`` prints.
        """
        return {
            "plan_id": self.plan_id,
            "passed": self.passed,
            "method": self.method,
            "left_out": list(self.left_out),
            "n_checks": len(self.checks),
            "n_failures": len(self.failures),
            "checks": [asdict(check) for check in self.checks],
            "not_judged": list(self.not_judged),
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per check.

        Returns
        -------
        pandas.DataFrame
            ``id, where, statement, value, limit, unit, passed``.
        """
        import pandas as pd

        return pd.DataFrame([asdict(check) for check in self.checks])

    def _groups(self) -> Sequence[tuple[str, int, int, Check]]:
        kinds = dict.fromkeys(check.id for check in self.checks)
        groups = []
        for kind in kinds:
            members = [check for check in self.checks if check.id == kind]
            groups.append((kind, len(members), sum(not c.passed for c in members), self.worst(kind)))
        return groups

    def __repr__(self) -> str:
        verdict = "PASSED" if self.passed else f"FAILED {len(self.failures)} of"
        lines = [f"Verification of {self.plan_id}: {verdict} {len(self.checks)} checks ({self.method})"]
        for kind, count, failed, worst in self._groups():
            lines.append(
                f"  {'FAIL' if failed else 'ok  '} {kind:<12} {count - failed:>3}/{count:<3} nearest its limit: "
                f"{worst.where}, {worst.value:.4g} of {worst.limit:.4g} {worst.unit}"
            )
        if self.left_out:
            lines.append(f"  not asked for: {', '.join(self.left_out)}")
        lines += [f"  {check}" for check in self.failures[:20]]
        lines += [f"  not judged: {text}" for text in self.not_judged]
        return "\n".join(visible(line).rstrip() for line in lines)

    def _unfolded(self, kind: str, count: int, failed: int) -> str:
        """Return all checks of a kind, folded unless some failed."""
        rows = [
            (
                "✓" if one.passed else "✗ failed",
                one.where,
                one.statement,
                f"{one.value:.6g}",
                f"{one.limit:.6g}",
                one.unit,
            )
            for one in self.checks
            if one.id == kind
        ]
        table = html_table(("", "where", "what must hold", "value", "limit", "unit"), rows)
        return html_folded(f"{kind}: {count - failed} of {count}", table, unfolded=failed > 0)

    def _repr_html_(self) -> str:
        rows = [
            (
                "✗ failed" if failed else "✓ passed", kind, f"{count - failed} of {count}", worst.where,
                worst.statement, f"{worst.value:.4g}", f"{worst.limit:.4g}", worst.unit,
            )
            for kind, count, failed, worst in self._groups()
        ]  # fmt: skip
        every = "".join(self._unfolded(kind, count, failed) for kind, count, failed, _ in self._groups())
        failures = "".join(f"<li>{html_text(str(check))}</li>" for check in self.failures[:20])
        rest = "".join(f"<li>{html_text(text)}</li>" for text in self.not_judged)
        verdict = "✓ passed" if self.passed else f"✗ failed {len(self.failures)} of"
        colour = _GREEN if self.passed else _RED
        return html_panel(
            f'<p><strong style="color:{colour}">Verification of {html_text(self.plan_id)}: {verdict} '
            f"{len(self.checks)} checks</strong> ({html_text(self.method)})</p>",
            html_table(("", "check", "hold", "nearest its limit", "", "value", "limit", "unit"), rows),
            html_paragraphs([f"not asked for: {', '.join(self.left_out)}"] if self.left_out else ()),
            f"<ul>{failures}</ul>" if failures else "",
            html_folded("Every check, by kind", every),
            f"<p>Not judged:</p><ul>{rest}</ul>" if rest else "",
        )
