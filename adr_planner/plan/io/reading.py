"""Documents on the way in: bounded before anything is made of them, every refusal one sentence with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from adr_planner.border.bounds import first_fault, pointer_text
from adr_planner.border.characters import visible
from adr_planner.border.parsing import Unreadable, bounded_bytes, json_content
from adr_planner.errors import SchemaError
from adr_planner.files import decoded
from adr_planner.plan.canonical import canonical

__all__ = ["content_of", "document_type_of", "refuse", "validated"]

LARGEST_FILE = 32_000_000
"""Bytes: a campaign of a hundred servicers has five million."""
_Document = TypeVar("_Document", bound=BaseModel)


def content_of(source: str | Path, document_type: str, what: str, version: str) -> tuple[dict[str, Any], str]:
    """Read a document's JSON, of a type and a major version; return it with the name of its source.

    Raises
    ------
    SchemaError
        If it cannot be read, holds what no document holds, or is something else.
    """
    text, name = _text_of(source)
    try:
        content = json_content(text)
    except Unreadable as error:
        raise SchemaError(f"{name} {visible(error, 300)}.", json_pointer=error.pointer) from None
    refuse(first_fault(content), name)
    if not isinstance(content, dict) or content.get("document_type") != document_type:
        raise SchemaError(
            f"{name} is not a {what}: its document_type is not '{document_type}'.",
            json_pointer="/document_type",
        )
    _check_version(content.get("schema_version"), name, version)
    return canonical(content), name


def document_type_of(source: str | Path) -> str:
    """Return what kind of document a file says it is, ``""`` if it says nothing that can be read."""
    try:
        content = json_content(_text_of(source)[0])
    except Unreadable:
        return ""
    return str(content.get("document_type", "")) if isinstance(content, dict) else ""


def validated(kind: type[_Document], content: dict[str, Any], name: str, what: str) -> _Document:
    """Return a document's content as its model, or say where it does not follow the schema.

    Nothing is converted: a number written as text is a text.
    """
    try:
        return kind.model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        pointer, why = pointer_text(first["loc"]), first["msg"].removeprefix("Value error, ")
        raise SchemaError(
            f"{name} does not follow the {what} schema at {pointer}: {visible(why, 300)}.",
            json_pointer=pointer,
        ) from None


def refuse(fault: tuple[str, str] | None, name: str) -> None:
    """Raise what was found in a document, if anything was.

    Parameters
    ----------
    fault : (str, str), optional
        JSON pointer, and what is wrong there.
    name : str
        Where the document comes from.

    Raises
    ------
    SchemaError
        If there is a fault.
    """
    if fault is not None:
        pointer, why = fault
        raise SchemaError(f"{name} cannot be used: {pointer or 'the document'} {why}.", json_pointer=pointer)


def _check_version(found: object, name: str, known: str) -> None:
    parts = str(found).split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise SchemaError(
            f"{name} has no usable schema_version: {visible(repr(found), 40)}.", json_pointer="/schema_version"
        )
    if parts[0] != known.split(".", 1)[0]:
        raise SchemaError(
            f"{name} follows plan schema {found}; this version of adr_planner reads {known} and "
            "others of its major version: upgrade adr_planner.",
            json_pointer="/schema_version",
        )


def _text_of(source: str | Path) -> tuple[str, str]:
    if isinstance(source, str) and (text := source.removeprefix("\ufeff").lstrip()).startswith("{"):
        if len(text) > LARGEST_FILE:
            raise SchemaError(f"The text has more than {LARGEST_FILE / 1e6:g} MB: no document is so large.")
        return text, "The text"
    name = visible(source, 200)
    try:
        content = bounded_bytes(source, LARGEST_FILE)
    except Unreadable as error:
        raise SchemaError(f"Cannot read {name}: {error}.") from error
    try:
        return decoded(content), name
    except UnicodeDecodeError as error:
        raise SchemaError(f"{name} is not UTF-8 text (byte {error.start}).") from None
