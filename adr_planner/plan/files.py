"""Plans on disk: canonical text, schema, and a reader that says what is wrong and where."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from adr_planner.errors import SchemaError
from adr_planner.files import read_text
from adr_planner.plan.document import SCHEMA_VERSION, MissionPlan
from adr_planner.plan.sums import first_disagreement

__all__ = [
    "canonical_text",
    "content_of",
    "document_schema",
    "document_type_of",
    "plan_hash",
    "read_plan",
    "schema_text",
    "validated",
]

_Document = TypeVar("_Document", bound=BaseModel)


def canonical_text(plan: BaseModel) -> str:
    """Return a document as JSON in schema order, shortest numbers, unknown things left out."""
    content = plan.model_dump(mode="json", exclude_none=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plan_hash(content: dict[str, Any]) -> str:
    """Return the plan_id that belongs to a document's content, whatever id and verdict it carries.

    Examples
    --------
    >>> plan_hash({"plan_id": "adr-000000000000", "x": 1}) == plan_hash({"x": 1})
    True
    """
    rest = {key: value for key, value in content.items() if key not in ("plan_id", "verification")}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return "adr-" + hashlib.sha256(text.encode()).hexdigest()[:12]


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
    return plan


def content_of(source: str | Path, document_type: str, what: str, version: str) -> tuple[dict[str, Any], str]:
    """Read a document's JSON, of a type and a major version; return it with the name of its source.

    Raises
    ------
    SchemaError
        If it cannot be read, or is something else.
    """
    text, name = _text_of(source)
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SchemaError(f"{name} is not complete JSON ({error}): was it cut short?") from error
    if not isinstance(content, dict) or content.get("document_type") != document_type:
        raise SchemaError(
            f"{name} is not a {what}: its document_type is not '{document_type}'.",
            json_pointer="/document_type",
        )
    _check_version(content.get("schema_version"), name, version)
    return content, name


def document_type_of(source: str | Path) -> str:
    """Return what kind of document a file says it is, ``""`` if it says nothing that can be read."""
    try:
        content = json.loads(_text_of(source)[0])
    except (json.JSONDecodeError, RecursionError):
        return ""
    return str(content.get("document_type", "")) if isinstance(content, dict) else ""


def validated(kind: type[_Document], content: dict[str, Any], name: str, what: str) -> _Document:
    """Return a document's content as its model, or say where it does not follow the schema."""
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        pointer = "".join(f"/{part}" for part in first["loc"])
        raise SchemaError(
            f"{name} does not follow the {what} schema at {pointer}: {first['msg']}.", json_pointer=pointer
        ) from error


def _check_version(found: object, name: str, known: str) -> None:
    parts = str(found).split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        raise SchemaError(f"{name} has no usable schema_version: {found!r}.", json_pointer="/schema_version")
    if parts[0] != known.split(".", 1)[0]:
        raise SchemaError(
            f"{name} follows plan schema {found}; this version of adr_planner reads {known} and "
            "others of its major version: upgrade adr_planner.",
            json_pointer="/schema_version",
        )


def _text_of(source: str | Path) -> tuple[str, str]:
    if isinstance(source, str) and (text := source.removeprefix("\ufeff").lstrip()).startswith("{"):
        return text, "The text"
    try:
        return read_text(source), str(source)
    except OSError as error:
        raise SchemaError(f"Cannot read {source}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"{source} is not UTF-8 text (byte {error.start}).") from error
