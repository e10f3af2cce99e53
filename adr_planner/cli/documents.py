"""How commands read a document that is a plan or a campaign."""

from __future__ import annotations

import sys
from pathlib import Path

from adr_planner.cli.output import STDIN
from adr_planner.errors import SchemaError
from adr_planner.files import decoded
from adr_planner.plan import Campaign, MissionPlan, document_type_of
from adr_planner.plan.io.reading import LARGEST_FILE

__all__ = ["read_document"]


def read_document(path: Path, *, check_sums: bool = True) -> MissionPlan | Campaign:
    """Read a plan or a campaign, whichever the file says it is; ``-`` is standard input.

    Raises
    ------
    SchemaError
        If there is no such file, or it is neither.
    """
    if path != STDIN and not path.is_file():
        raise SchemaError(f"There is no plan {path}.")
    source = _standard_input() if path == STDIN else path
    kind = Campaign if document_type_of(source) == "adr_campaign" else MissionPlan
    return kind.from_json(source, check_sums=check_sums)


def _standard_input() -> str:
    try:
        text = decoded(sys.stdin.buffer.read(LARGEST_FILE + 1))
    except UnicodeDecodeError as error:
        raise SchemaError(f"Standard input is not UTF-8 text (byte {error.start}).") from None
    if not text.lstrip().startswith("{"):
        raise SchemaError("Standard input holds no plan: a JSON document begins with {.")
    return text
