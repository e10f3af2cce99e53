"""Campaigns on disk: the same canonical text, schema and care as plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from adr_planner.errors import SchemaError
from adr_planner.plan.campaign import CAMPAIGN_VERSION, Campaign
from adr_planner.plan.campaign_sums import campaign_disagreement
from adr_planner.plan.files import document_schema, plan_hash
from adr_planner.plan.limits import first_excess_of_campaign
from adr_planner.plan.reading import content_of, refuse, validated

__all__ = ["campaign_hash", "campaign_schema_text", "read_campaign"]


def campaign_hash(campaign: Campaign) -> str:
    """Return the campaign_id that belongs to a campaign's content, whatever id and verdicts it carries."""
    outside: dict[str, Any] = {"campaign_id": True, "plans": {"__all__": {"verification": True}}}
    return plan_hash(campaign.model_dump(mode="json", exclude_none=True, exclude=outside))


def campaign_schema_text() -> str:
    """Return the JSON Schema (2020-12) of the document."""
    schema = document_schema(Campaign, f"campaign:{CAMPAIGN_VERSION}", "Active debris removal campaign")
    return json.dumps(schema, indent=2) + "\n"


def read_campaign(source: str | Path, *, check_sums: bool = True) -> Campaign:
    """Read a campaign from a path or from JSON text. See `Campaign.from_json`."""
    content, name = content_of(source, "adr_campaign", "campaign", CAMPAIGN_VERSION)
    campaign = validated(Campaign, content, name, "campaign")
    wrong = campaign_disagreement(campaign) if check_sums else None
    if wrong is not None:
        pointer, message = wrong
        raise SchemaError(f"{name} contradicts itself at {pointer}: {message}.", json_pointer=pointer)
    refuse(first_excess_of_campaign(campaign), name)
    return campaign
