"""How commands read a document that is a plan or a campaign."""

from __future__ import annotations

from pathlib import Path

from adr_planner.errors import SchemaError
from adr_planner.plan import Campaign, MissionPlan, document_type_of

__all__ = ["read_document"]


def read_document(path: Path, *, check_sums: bool = True) -> MissionPlan | Campaign:
    """Read a plan or a campaign, whichever the file says it is.

    Raises
    ------
    SchemaError
        If there is no such file, or it is neither.
    """
    if not path.is_file():
        raise SchemaError(f"There is no plan {path}.")
    kind = Campaign if document_type_of(path) == "adr_campaign" else MissionPlan
    return kind.from_json(path, check_sums=check_sums)
