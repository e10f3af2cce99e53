"""How commands read a document that is a plan or a campaign."""

from __future__ import annotations

from pathlib import Path

from adr_planner.errors import SchemaError
from adr_planner.plan import Campaign, MissionPlan, document_type_of, read_campaign, read_plan

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
    if document_type_of(path) == "adr_campaign":
        return read_campaign(path, check_sums=check_sums)
    return read_plan(path, check_sums=check_sums)
