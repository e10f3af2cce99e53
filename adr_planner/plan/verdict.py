"""The verdict of `adr_planner.verify` on a document, kept beside it: told to readers, trusted by no judge."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, Field

from adr_planner.plan.base import Many, Record
from adr_planner.plan.canonical import hashed_text

__all__ = ["KindOfCheck", "Verdict", "rest_sha256"]


class KindOfCheck(Record):
    """What all checks of one kind came to."""

    kind: str
    n_checks: int = Field(ge=1)
    n_failures: int = Field(ge=0)
    nearest: str = Field(description="burn, leg, target or field that is nearest to its limit, or furthest beyond it")
    margin: float | None = Field(
        default=None,
        description="what it leaves of its limit, as a share of it, negative beyond it; left out for yes or no",
    )


class Verdict(Record):
    """A judge's verdict on the rest of the document. Outside its id: the same plan, judged or not, is the same plan."""

    method: str
    version: str = Field(description="of the judge")
    passed: bool
    checks: Many[KindOfCheck] = Field(min_length=1)
    not_judged: Many[str]
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the rest of the document, see `rest_sha256`")


def rest_sha256(document: BaseModel) -> str:
    """Return the SHA-256 of a plan or campaign without its verdict: keys in order, no blanks, nothing that is null."""
    content = document.model_dump(mode="json", exclude_none=True, exclude={"verification"})
    return hashlib.sha256(hashed_text(content).encode()).hexdigest()
