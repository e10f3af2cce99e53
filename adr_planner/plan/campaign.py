"""The campaign: several mission plans that share no target, with their launches, sums and proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from adr_planner.plan.campaign_content import CampaignContent
from adr_planner.plan.io.campaign_sums import campaign_disagreement
from adr_planner.plan.io.limits import first_excess_of_campaign
from adr_planner.plan.stored import DocumentKind, Fault, plan_hash
from adr_planner.plan.views.campaign_summary import campaign_html, campaign_summary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CAMPAIGN_VERSION", "Campaign", "campaign_hash"]

CAMPAIGN_VERSION = "1.3.0"


class Campaign(CampaignContent):
    """A campaign.

    `adr_planner.plan_campaign` makes one, `Campaign.from_json` reads one, `adr_planner.verify` judges it.

    Examples
    --------
    >>> campaign = Campaign.from_json("campaign.json")  # doctest: +SKIP
    >>> campaign.gap  # doctest: +SKIP
    0.0
    """

    kind: ClassVar[DocumentKind] = DocumentKind(
        "adr_campaign", CAMPAIGN_VERSION, "campaign", "campaign", "Active debris removal campaign"
    )

    def _disagreement(self) -> Fault | None:
        return campaign_disagreement(self)

    def _excess(self) -> Fault | None:
        return first_excess_of_campaign(self.plans)

    def summary(self) -> str:
        """Return schedule, sums and proof as text.

        Returns
        -------
        str
            A table of lines, one a target.
        """
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
        return campaign_html(self)


def campaign_hash(campaign: Campaign) -> str:
    """Return the campaign_id that belongs to a campaign's content, whatever id and verdicts it carries."""
    outside: dict[str, Any] = {"campaign_id": True, "plans": {"__all__": {"verification": True}}}
    return plan_hash(campaign.model_dump(mode="json", exclude_none=True, exclude=outside))
