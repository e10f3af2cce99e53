"""What a campaign says: its fields, and what follows from them at a glance."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, Record, Utc, amount, count, unit
from adr_planner.plan.benefit import Benefit
from adr_planner.plan.document import MissionPlan
from adr_planner.plan.sources import Generator, ObjectiveUnit, SearchEffort
from adr_planner.plan.stored import Document
from adr_planner.plan.verdict import Verdict

__all__ = ["CampaignContent", "CampaignSolver", "CampaignTotals", "CostsEcho", "Launch"]


class CampaignSolver(Record):
    """How the tours were chosen, and how good any choice can be, on the search's grid and at its prices."""

    name: str
    objective: Literal["risk", "value"]
    objective_unit: ObjectiveUnit
    objective_value: float = amount("objective_unit", "of the plans as flown")
    best_bound: float = amount("objective_unit", "no campaign of these servicers removes more")
    gap: float = amount("1")
    rounds: int = count()
    n_columns: int = count()
    n_candidates: int = count()
    seed: int
    effort: SearchEffort | None = None
    stop_reason: str | None = None


class CostsEcho(Record):
    """The prices the user set."""

    launch_meur: float = amount("MEUR")
    servicer_meur: float = amount("MEUR")
    kit_meur: float = amount("MEUR")
    propellant_eur_per_kg: float = amount("EUR/kg")


class Launch(Record):
    """One line of the schedule: a servicer from its launch to its last arrival."""

    index: int = count(least=1)
    plan_id: str
    servicer: str
    launch_utc: Utc
    last_arrival_utc: Utc
    norad_cat_ids: Many[int]
    risk_removed_kg_per_yr: float = amount("kg/yr")
    delta_v_with_margins_m_s: float = amount("m/s")
    propellant_kg: float = amount("kg", "used, margins included")
    launch_mass_kg: float = amount("kg")
    cost_meur: float | None = unit("MEUR", ge=0.0, default=None)


class CampaignTotals(Record):
    """Sums over all plans."""

    n_servicers: int = count(least=1)
    n_targets: int = count(least=1)
    risk_removed_kg_per_yr: float = amount("kg/yr")
    mass_removed_kg: float = amount("kg")
    delta_v_with_margins_m_s: float = amount("m/s")
    propellant_kg: float = amount("kg")
    launch_mass_kg: float = amount("kg")
    cost_meur: float | None = unit("MEUR", ge=0.0, default=None)
    risk_removed_kg_per_yr_per_meur: float | None = unit("kg/yr/MEUR", ge=0.0, default=None)
    cost_eur_per_debris_year: float | None = unit("EUR/yr", "by the sum of single removals", ge=0.0, default=None)
    cost_meur_per_collision: float | None = unit("MEUR", "avoided, by the sum of single removals", ge=0.0, default=None)


class CampaignContent(Document):
    """Fields of a campaign: all that summary and sums need to know of one. `Campaign` adds the methods."""

    schema_version: str = Field(pattern=r"^1\.\d+\.\d+$")
    document_type: Literal["adr_campaign"]
    campaign_id: str = Field(pattern=r"^adr-[0-9a-f]{12}$", description="hash of everything below but verifications")
    generator: Generator
    solver: CampaignSolver
    one_of: Many[Many[int]] = Field(description="groups of which the whole campaign takes at most one")
    costs: CostsEcho | None = None
    schedule: Many[Launch] = Field(min_length=1, max_length=200)
    totals: CampaignTotals
    benefit: Benefit | None = None
    plans: Many[MissionPlan] = Field(min_length=1, max_length=200)
    verification: Verdict | None = Field(default=None, description="of this document; outside its id")

    @property
    def bound(self) -> float:
        """No campaign of these servicers removes more value, on the search's grid and at its prices."""
        return self.solver.best_bound

    @property
    def gap(self) -> float:
        """Distance of the plans as flown to the bound, relative to it."""
        return self.solver.gap
