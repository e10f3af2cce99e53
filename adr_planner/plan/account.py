"""The sums of a plan: budget lines, totals, and what rules it touches."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, MarginClass, Record, amount, count, unit

__all__ = ["BudgetLine", "Compliance", "ExposedParty", "Totals"]


class BudgetLine(Record):
    """One line of the servicer's delta-v budget."""

    line: str
    margin_class: MarginClass
    delta_v_m_s: float = amount("m/s")
    margin_fraction: float = amount("1")
    delta_v_with_margin_m_s: float = amount("m/s")
    propellant_kg: float = amount("kg", "margin included")


class Totals(Record):
    """Sums over the whole plan."""

    n_targets: int = count(least=1)
    delta_v_m_s: float = amount("m/s", "servicer, as flown, without allowances and margins")
    delta_v_with_margins_m_s: float = amount("m/s")
    propellant_kg: float = amount("kg", "servicer, margins included")
    residual_propellant_kg: float = unit("kg")
    launch_mass_kg: float = amount("kg")
    duration_days: float = amount("day", "from injection to the end of the last stay")
    risk_removed_kg_per_yr: float = amount("kg/yr")
    mass_removed_kg: float = amount("kg")


class ExposedParty(Record):
    """Whose working satellites the targets of a plan threaten if they stay."""

    party: str
    hits_per_yr: float = amount("1/yr", "by fragments of the targets, expected")


class Compliance(Record):
    """What the plan means for re-entry rules and for other states."""

    reentry: Literal["controlled", "uncontrolled"]
    casualty_risk_needs_control: Many[int]
    decays_within_5_years: Many[int] | None = Field(
        default=None, description="of the targets left to decay, at mean solar activity"
    )
    decays_within_25_years: Many[int] | None = Field(default=None, description="likewise")
    consent_needed_from: Many[str]
    note: str
    law: Many[str] | None = Field(
        default=None, description="what treaties and guidelines say of such a mission; no finding"
    )
    exposed: Many[ExposedParty] | None = Field(
        default=None, description="whose working satellites the targets threaten"
    )
    warnings: Many[str] | None = Field(default=None, description="what the operator has to settle before flying")
