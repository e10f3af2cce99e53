"""Two plans side by side: what changed from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adr_planner.border.characters import html_text, visible
from adr_planner.notebook import html_panel, html_table
from adr_planner.plan.content import PlanContent
from adr_planner.records import humane

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Difference", "PlanDiff", "plan_diff"]

_TOTALS = {
    "n_targets": ("targets", ""),
    "risk_removed_kg_per_yr": ("risk removed", "kg/yr"),
    "mass_removed_kg": ("mass removed", "kg"),
    "delta_v_m_s": ("delta-v as flown", "m/s"),
    "delta_v_with_margins_m_s": ("delta-v with margins", "m/s"),
    "propellant_kg": ("propellant", "kg"),
    "launch_mass_kg": ("launch mass", "kg"),
    "duration_days": ("duration", "day"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two plans differ.

    Parameters
    ----------
    what : str
        What it is.
    before, after : object
        In the one plan and in the other; None where it has none.
    unit : str
        Of both.
    """

    what: str
    before: Any
    after: Any
    unit: str = ""

    @property
    def change(self) -> float | None:
        """How much more the other has; None for what is no number."""
        numbers = (int, float)
        if isinstance(self.before, numbers) and isinstance(self.after, numbers):
            return float(self.after) - float(self.before)
        return None


@dataclass(frozen=True, slots=True, repr=False)
class PlanDiff:
    """What changed from one plan to another: targets, dates, delta-v, sums, and what was asked for.

    Parameters
    ----------
    before, after : str
        Their ids.
    differences : tuple of Difference
        Nothing that is the same in both.

    See Also
    --------
    MissionPlan.diff : makes one.
    """

    before: str
    after: str
    differences: tuple[Difference, ...]

    def __len__(self) -> int:
        return len(self.differences)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a difference.

        Returns
        -------
        pandas.DataFrame
            ``what, before, after, change, unit``.
        """
        import pandas as pd

        rows = [(one.what, one.before, one.after, one.change, one.unit) for one in self.differences]
        return pd.DataFrame(rows, columns=["what", "before", "after", "change", "unit"])

    def _rows(self) -> list[tuple[str, str, str, str]]:
        return [
            (
                one.what,
                "-" if one.before is None else humane(one.before, one.unit),
                "-" if one.after is None else humane(one.after, one.unit),
                "" if one.change is None else f"{one.change:+.4g} {one.unit}".rstrip(),
            )
            for one in self.differences
        ]

    def __repr__(self) -> str:
        head = f"{self.before} -> {self.after}: " + (f"{len(self)} differences" if len(self) else "the same")
        lines = [
            f"  {what}: {old} -> {new}{f' ({change})' if change else ''}" for what, old, new, change in self._rows()
        ]
        return "\n".join(visible(line) for line in [head, *lines])

    def _repr_html_(self) -> str:
        title = f"<p><strong>{html_text(self.before)} → {html_text(self.after)}</strong></p>"
        return html_panel(title, html_table(("", "before", "after", "change"), self._rows(), texts={0}))


def plan_diff(before: PlanContent, after: PlanContent) -> PlanDiff:
    """Compare two plans.

    Parameters
    ----------
    before, after : MissionPlan
        The plans.
    """
    found = [*_asked(before, after), *_targets(before, after)]
    for name, (words, unit) in _TOTALS.items():
        old, new = getattr(before.totals, name), getattr(after.totals, name)
        if old != new:
            found.append(Difference(words, old, new, unit))
    consents = tuple(", ".join(plan.compliance.consent_needed_from) for plan in (before, after))
    if consents[0] != consents[1]:
        found.append(Difference("consent needed from", *consents))
    return PlanDiff(before.plan_id, after.plan_id, tuple(found))


def _asked(before: PlanContent, after: PlanContent) -> list[Difference]:
    """Compare what was asked for, field by field, as documents name it."""
    found = []
    for part in ("mission", "servicer"):
        old, new = (_flat(getattr(plan, part).model_dump(exclude={"initial_state"})) for plan in (before, after))
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                found.append(Difference(f"{part}.{name}", old.get(name), new.get(name)))
    return found


def _flat(content: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in content.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{name}.")
        elif value is not None:
            found[f"{above}{name}"] = value
    return found


def _targets(before: PlanContent, after: PlanContent) -> list[Difference]:
    """Compare the visits: who, in which place, when, and for how much."""
    old, new = ({leg.to_norad_cat_id: leg for leg in plan.legs} for plan in (before, after))
    found = []
    for number in dict.fromkeys([*old, *new]):
        plan = before if number in old else after
        label = f"{plan.target(number).name} ({number})"
        one, other = old.get(number), new.get(number)
        if one is None or other is None:
            was, is_now = (None if leg is None else f"visit of {leg.arrive_utc[:10]}" for leg in (one, other))
            found.append(Difference(label, was, is_now))
            continue
        if one.index != other.index:
            found.append(Difference(f"{label}: place in the tour", one.index + 1, other.index + 1))
        if one.arrive_utc != other.arrive_utc:
            found.append(Difference(f"{label}: arrival", one.arrive_utc[:16], other.arrive_utc[:16]))
        if one.delta_v_m_s != other.delta_v_m_s:
            found.append(Difference(f"{label}: delta-v of its leg", one.delta_v_m_s, other.delta_v_m_s, "m/s"))
    return found
