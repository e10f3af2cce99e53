"""What every document in a file of its own has, plan and campaign alike: reading, writing, schema, hash and verdict."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from adr_planner.errors import SchemaError
from adr_planner.files import write_text
from adr_planner.plan.base import Record, front_door
from adr_planner.plan.canonical import canonical, hashed_text
from adr_planner.plan.io.reading import content_of, refuse, validated
from adr_planner.plan.verdict import Verdict

__all__ = ["NO_ID", "Document", "DocumentKind", "Fault", "plan_hash"]

Fault = tuple[str, str]
"""JSON pointer, and what is wrong there."""
NO_ID = "adr-000000000000"
"""Stands where the id will be, while the document it belongs to is hashed."""


class DocumentKind(NamedTuple):
    """What one kind of document calls itself."""

    document_type: str
    version: str
    noun: str
    schema: str
    title: str


def plan_hash(content: dict[str, Any]) -> str:
    """Return the plan_id that belongs to a document's content, whatever id and verdict it carries.

    Examples
    --------
    >>> plan_hash({"plan_id": "adr-000000000000", "x": 1}) == plan_hash({"x": 1})
    True
    """
    rest = {key: value for key, value in content.items() if key not in ("plan_id", "verification")}
    return "adr-" + hashlib.sha256(hashed_text(rest).encode()).hexdigest()[:12]


class Document(Record):
    """Base of what stands in a file of its own: its numbers are rounded as they come in, see `canonical`."""

    kind: ClassVar[DocumentKind]

    @classmethod
    def model_validate(cls, obj: Any, **how: Any) -> Self:
        """Return a tree of values as a document.

        Parameters
        ----------
        obj : mapping
            Keys and values as JSON gives them.
        **how
            Options of pydantic's own `model_validate`.

        Returns
        -------
        Document
            Its numbers rounded to 12 digits.

        Raises
        ------
        pydantic.ValidationError
            If it does not follow the schema; `from_json` says so in one sentence.
        """
        return super().model_validate(canonical(obj), **how)

    @classmethod
    def from_json(cls, source: str | Path, *, check_sums: bool = True) -> Self:
        """Read a document from a path, or from JSON text.

        Parameters
        ----------
        source : str or Path
            A file, or the text of one.
        check_sums : bool
            False for a judge, which says itself what is wrong with them.

        Returns
        -------
        MissionPlan or Campaign
            The document, of a length and number of years that can be flown.

        Raises
        ------
        SchemaError
            If the text is no document of this kind, of a version this reader knows, or its sums do not add up: says
            where.
        """
        content, name = content_of(source, cls.kind.document_type, cls.kind.noun, cls.kind.version)
        document = validated(cls, content, name, cls.kind.noun.split()[-1])
        wrong = document._disagreement() if check_sums else None
        if wrong is not None:
            pointer, message = wrong
            raise SchemaError(f"{name} contradicts itself at {pointer}: {message}.", json_pointer=pointer)
        refuse(document._excess(), name)
        return document

    @abstractmethod
    def _disagreement(self) -> Fault | None:
        """Return the first sum that its parts contradict, and the story; None if all agree."""

    @abstractmethod
    def _excess(self) -> Fault | None:
        """Return the first part that asks for more flight than a judge can do, and why; None if all can be flown."""

    @classmethod
    def schema_text(cls) -> str:
        """Return the JSON Schema (2020-12) of this kind of document.

        Returns
        -------
        str
            JSON, ends with a newline.
        """
        schema = cls.model_json_schema(mode="serialization")
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:adr-planner:schema:{cls.kind.schema}:{cls.kind.version}",
            "title": cls.kind.title,
        }
        return json.dumps({**head, **{k: v for k, v in schema.items() if k != "title"}}, indent=2) + "\n"

    def json_text(self) -> str:
        """Return the document as canonical JSON text: same content, same bytes.

        Returns
        -------
        str
            Schema order, shortest numbers, unknown things left out, ends with a newline.
        """
        content = canonical(self.model_dump(mode="json", exclude_none=True))
        return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

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
        write_text(path, self.json_text())

    def report(self, path: str | Path) -> None:
        """Write the document as one HTML page for people: this is `adr_planner.report`.

        Parameters
        ----------
        path : str or Path
            File to write.
        """
        front_door("report")(self, path)

    def plot(self, kind: str = "timeline", **options: Any) -> Any:
        """Draw the document: this is the function of that name in `adr_planner.plots`.

        Parameters
        ----------
        kind : {"timeline", "raan", "altitude", "delta_v", "mass", "orbits"}
            What to draw; of a campaign, its timeline.
        **options
            ``ax`` and ``backend``.

        Returns
        -------
        Axes or plotly Figure
            What was drawn on.
        """
        return front_door("plots").drawn(self, kind, **options)

    def rounded(self) -> Self:
        """Return the document with its numbers rounded as they are when one is read.

        Returns
        -------
        MissionPlan or Campaign
            A copy.
        """
        return self.model_validate(self.model_dump())

    def with_verdict(self, verdict: Verdict | None) -> Self:
        """Return the same document, of the same id, with another verdict beside it, or with none.

        Parameters
        ----------
        verdict : Verdict or None
            Of `adr_planner.verification.verdict_of`.

        Returns
        -------
        MissionPlan or Campaign
            A copy.
        """
        return self.model_copy(update={"verification": verdict})
