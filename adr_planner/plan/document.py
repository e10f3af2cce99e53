"""The mission plan: one versioned document with everything needed to re-fly it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from adr_planner.plan.account import BudgetLine, Compliance, Totals
from adr_planner.plan.base import Document, Many
from adr_planner.plan.disposal import PlannedDisposal
from adr_planner.plan.leg import Leg
from adr_planner.plan.request import MissionEcho, ServicerEcho
from adr_planner.plan.sources import Conventions, Generator, Provenance
from adr_planner.plan.target import PlannedTarget
from adr_planner.plan.thrust import ThrustArc
from adr_planner.plan.verdict import Verdict

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SCHEMA_VERSION", "MissionPlan"]

SCHEMA_VERSION = "1.4.0"


class MissionPlan(Document):
    """Hold a mission plan.

    Read one with `MissionPlan.from_json`; `adr_planner.plan_mission` writes them. Units are in the names,
    states and impulses are in GCRF, epochs in UTC.

    Examples
    --------
    >>> plan = MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> plan.gap  # doctest: +SKIP
    0.0
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

    def with_verdict(self, verdict: Verdict | None) -> MissionPlan:
        """Return the same plan, of the same id, with another verdict beside it, or with none.

        Parameters
        ----------
        verdict : Verdict or None
            Of `adr_planner.verification.verdict_of`.

        Returns
        -------
        MissionPlan
            A copy.
        """
        return self.model_copy(update={"verification": verdict})

    @classmethod
    def from_json(cls, source: str | Path) -> MissionPlan:
        """Read a plan from a path, or from JSON text.

        Parameters
        ----------
        source : str or Path
            A file, or the text of one.

        Returns
        -------
        MissionPlan
            With its hash and its sums checked.

        Raises
        ------
        SchemaError
            If the text is no plan of a version this reader knows, or its sums do not add up: says where.
        """
        from adr_planner.plan.files import read_plan

        return read_plan(source)

    def json_text(self) -> str:
        """Return the document as canonical JSON text: same plan, same bytes.

        Returns
        -------
        str
            Keys and units as in the schema, ends with a newline.
        """
        from adr_planner.plan.files import canonical_text

        return canonical_text(self)

    def to_json(self, path: str | Path) -> None:
        """Write the document; a file of that name is replaced only once the new one is complete.

        Parameters
        ----------
        path : str or Path
            File to write.

        Raises
        ------
        OSError
            If it cannot be written; nothing is left beside it.
        """
        from adr_planner.files import write_text

        write_text(path, self.json_text())

    def summary(self) -> str:
        """Return tour and budget as text.

        Returns
        -------
        str
            A table of lines, one a leg, then the budget.
        """
        from adr_planner.plan.summary import plan_summary

        return plan_summary(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row per leg, units in the column names.

        Returns
        -------
        pandas.DataFrame
            Dates in UTC, delta-v [m/s], node gaps [deg], masses [kg].
        """
        import pandas as pd

        rows = []
        for leg in self.legs:
            target = self.target(leg.to_norad_cat_id)
            rows.append(
                {
                    "leg": leg.index,
                    "norad_cat_id": target.norad_cat_id,
                    "name": target.name,
                    "depart_utc": leg.depart_utc,
                    "arrive_utc": leg.arrive_utc,
                    "duration_days": leg.duration_days,
                    "raan_gap_deg": leg.raan_gap_deg,
                    "estimate_delta_v_m_s": leg.estimate_delta_v_m_s,
                    "delta_v_m_s": leg.delta_v_m_s,
                    "mass_end_kg": leg.mass_end_kg,
                    "risk_kg_per_yr": target.risk.risk_kg_per_yr,
                }
            )
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        names = ", ".join(str(leg.to_norad_cat_id) for leg in self.legs)
        return (
            f"<MissionPlan {self.plan_id}: {len(self.legs)} targets ({names}), "
            f"{self.totals.delta_v_m_s:.0f} m/s, {self.totals.duration_days:.0f} days, gap {self.gap:.1%}>"
        )

    def _repr_html_(self) -> str:
        from adr_planner.plan.html import plan_html

        return plan_html(self)
