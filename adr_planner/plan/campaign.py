"""The campaign: several mission plans that share no target, with their launches, sums and proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from adr_planner.plan.base import Document, Many, Record, Utc, amount, count, unit
from adr_planner.plan.document import MissionPlan
from adr_planner.plan.sources import Generator, SearchEffort
from adr_planner.plan.verdict import Verdict

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CAMPAIGN_VERSION", "Campaign", "CampaignSolver", "CampaignTotals", "CostsEcho", "Launch"]

CAMPAIGN_VERSION = "1.2.0"


class CampaignSolver(Record):
    """How the tours were chosen, and how good any choice can be, on the search's grid and at its prices."""

    name: str
    objective: Literal["risk"]
    objective_unit: Literal["kg/yr"]
    objective_value: float = amount("kg/yr", "of the plans as flown")
    best_bound: float = amount("kg/yr", "no campaign of these servicers removes more")
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


class Campaign(Document):
    """Hold a campaign.

    `adr_planner.plan_campaign` makes one, `Campaign.from_json` reads one, `adr_planner.verify` judges it.

    Examples
    --------
    >>> campaign = Campaign.from_json("campaign.json")  # doctest: +SKIP
    >>> campaign.gap  # doctest: +SKIP
    0.0
    """

    schema_version: str = Field(pattern=r"^1\.\d+\.\d+$")
    document_type: Literal["adr_campaign"]
    campaign_id: str = Field(pattern=r"^adr-[0-9a-f]{12}$", description="hash of everything below but verifications")
    generator: Generator
    solver: CampaignSolver
    one_of: Many[Many[int]] = Field(description="groups of which the whole campaign takes at most one")
    costs: CostsEcho | None = None
    schedule: Many[Launch] = Field(min_length=1, max_length=200)
    totals: CampaignTotals
    plans: Many[MissionPlan] = Field(min_length=1, max_length=200)
    verification: Verdict | None = Field(default=None, description="of this document; outside its id")

    @property
    def bound(self) -> float:
        """No campaign of these servicers removes more risk, on the search's grid and at its prices [kg/yr]."""
        return self.solver.best_bound

    @property
    def gap(self) -> float:
        """Distance of the plans as flown to the bound, relative to it."""
        return self.solver.gap

    def with_verdict(self, verdict: Verdict | None) -> Campaign:
        """Return the same campaign, of the same id, with another verdict beside it, or with none.

        Parameters
        ----------
        verdict : Verdict or None
            Of `adr_planner.verification.verdict_of`.

        Returns
        -------
        Campaign
            A copy.
        """
        return self.model_copy(update={"verification": verdict})

    @classmethod
    def from_json(cls, source: str | Path) -> Campaign:
        """Read a campaign from a path, or from JSON text.

        Parameters
        ----------
        source : str or Path
            A file, or the text of one.

        Returns
        -------
        Campaign
            With its hash and its sums checked.

        Raises
        ------
        SchemaError
            If the text is no campaign of a version this reader knows, or its sums do not add up: says where.
        """
        from adr_planner.plan.campaign_files import read_campaign

        return read_campaign(source)

    def json_text(self) -> str:
        """Return the document as canonical JSON text: same campaign, same bytes.

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
        """Return schedule, sums and proof as text.

        Returns
        -------
        str
            A table of lines, one a target.
        """
        from adr_planner.plan.campaign_summary import campaign_summary

        return campaign_summary(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a target, in the order of the visits, units in the column names.

        Returns
        -------
        pandas.DataFrame
            ``servicer`` and the columns of `MissionPlan.to_pandas`.
        """
        import pandas as pd

        tables = []
        for launch, plan in zip(self.schedule, self.plans, strict=True):
            table = plan.to_pandas()
            table.insert(0, "servicer", launch.index)
            tables.append(table)
        return pd.concat(tables, ignore_index=True)

    def __repr__(self) -> str:
        totals = self.totals
        return (
            f"<Campaign {self.campaign_id}: {totals.n_servicers} servicers, {totals.n_targets} targets, "
            f"{totals.risk_removed_kg_per_yr:.2f} kg/yr removed, gap {self.gap:.1%}>"
        )

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from adr_planner.plan.campaign_summary import campaign_html

        return campaign_html(self)
