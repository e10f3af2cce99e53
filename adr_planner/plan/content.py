"""What a mission plan says: its fields, and what follows from them at a glance."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.account import BudgetLine, Compliance, Totals
from adr_planner.plan.base import Many
from adr_planner.plan.benefit import Benefit
from adr_planner.plan.disposal import PlannedDisposal
from adr_planner.plan.leg import Leg
from adr_planner.plan.request import MissionEcho, ServicerEcho
from adr_planner.plan.sources import Conventions, Generator, Provenance
from adr_planner.plan.stored import Document
from adr_planner.plan.target import PlannedTarget
from adr_planner.plan.thrust import ThrustArc
from adr_planner.plan.verdict import Verdict

__all__ = ["PlanContent"]


class PlanContent(Document):
    """Fields of a mission plan: all that summary, tables, sums and limits need to know of one.

    Units are in the names, states and impulses are in GCRF, epochs in UTC. `MissionPlan` adds the methods.
    """

    schema_version: str = Field(pattern=r"^1\.\d+\.\d+$")
    document_type: Literal["adr_mission_plan"]
    plan_id: str = Field(pattern=r"^adr-[0-9a-f]{12}$", description="hash of everything below but the verification")
    generator: Generator
    provenance: Provenance
    conventions: Conventions
    mission: MissionEcho
    servicer: ServicerEcho
    targets: Many[PlannedTarget] = Field(min_length=1, max_length=200)
    legs: Many[Leg] = Field(min_length=1, max_length=200)
    disposals: Many[PlannedDisposal]
    budget: Many[BudgetLine]
    totals: Totals
    benefit: Benefit | None = None
    compliance: Compliance
    verification: Verdict | None = Field(default=None, description="of this document; outside its id")

    @property
    def bound(self) -> float:
        """No tour on the search's grid, at its prices, has a better objective than this."""
        return self.provenance.solver.best_bound

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound; 0 when proven optimal."""
        return self.provenance.solver.gap

    @property
    def arcs(self) -> tuple[ThrustArc, ...]:
        """Every thrust arc of an electric servicer, in order of legs, its own end last."""
        legs = [arc for leg in self.legs for arc in leg.arcs or ()]
        return (*legs, *(arc for disposal in self.disposals for arc in disposal.arcs or ()))

    def target(self, norad_cat_id: int) -> PlannedTarget:
        """Return the target with this catalogue number.

        Parameters
        ----------
        norad_cat_id : int
            Catalogue number.

        Returns
        -------
        PlannedTarget
            What it is, and its elements.
        """
        return next(item for item in self.targets if item.norad_cat_id == norad_cat_id)
