"""Plans on disk: canonical text, schema, and a reader that says what is wrong and where."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from adr_planner.errors import SchemaError
from adr_planner.plan.canonical import canonical, hashed_text
from adr_planner.plan.document import SCHEMA_VERSION, MissionPlan
from adr_planner.plan.limits import first_excess
from adr_planner.plan.reading import content_of, refuse, validated
from adr_planner.plan.sums import first_disagreement

__all__ = [
    "canonical_text",
    "document_schema",
    "plan_hash",
    "read_plan",
    "schema_text",
]


def canonical_text(plan: BaseModel) -> str:
    """Return a document as JSON in schema order, shortest numbers, unknown things left out."""
    content = canonical(plan.model_dump(mode="json", exclude_none=True))
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plan_hash(content: dict[str, Any]) -> str:
    """Return the plan_id that belongs to a document's content, whatever id and verdict it carries.

    Examples
    --------
    >>> plan_hash({"plan_id": "adr-000000000000", "x": 1}) == plan_hash({"x": 1})
    True
    """
    rest = {key: value for key, value in content.items() if key not in ("plan_id", "verification")}
    return "adr-" + hashlib.sha256(hashed_text(rest).encode()).hexdigest()[:12]


def schema_text() -> str:
    """Return the JSON Schema (2020-12) of the plan document."""
    schema = document_schema(MissionPlan, f"mission-plan:{SCHEMA_VERSION}", "Active debris removal mission plan")
    return json.dumps(schema, indent=2) + "\n"


def document_schema(kind: type[BaseModel], name: str, title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of document."""
    schema = kind.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:adr-planner:schema:{name}",
        "title": title,
    }
    return {**head, **{k: v for k, v in schema.items() if k != "title"}}


def read_plan(source: str | Path, *, check_sums: bool = True) -> MissionPlan:
    """Read a plan from a path or from JSON text. See `MissionPlan.from_json`.

    A judge reads without checking sums, to say itself what is wrong with them.
    """
    content, name = content_of(source, "adr_mission_plan", "mission plan", SCHEMA_VERSION)
    plan = validated(MissionPlan, content, name, "plan")
    wrong = first_disagreement(plan) if check_sums else None
    if wrong is not None:
        pointer, message = wrong
        raise SchemaError(f"{name} contradicts itself at {pointer}: {message}.", json_pointer=pointer)
    refuse(first_excess(plan), name)
    return plan
