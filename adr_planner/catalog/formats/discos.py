"""ESA DISCOSweb objects, as its JSON:API serves them page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adr_planner.catalog.facts import Facts, cospar, positive
from adr_planner.catalog.formats.fields import catalogue_number, word
from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import from_json
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.space_object import ObjectType, Status
from adr_planner.errors import CatalogError

__all__ = ["read"]

_TYPES: dict[str, ObjectType] = {"Payload": "PAYLOAD", "Rocket Body": "ROCKET BODY"}


def read(file: TextFile, log: RowLog) -> Iterator[tuple[int, Facts]]:
    """Yield the facts of one or more pages of objects.

    Parameters
    ----------
    file : TextFile
        A page (``{"data": [...]}``), an array of pages, or an array of objects.
    log : RowLog
        Takes the objects that cannot be used.
    """
    for line, page in from_json(file, log):
        objects = page.get("data", page)
        for item in objects if isinstance(objects, list) else [objects]:
            try:
                yield line, _facts(item)
            except CatalogError as error:
                log.add(line, error)


def _facts(item: Any) -> Facts:
    fields = item.get("attributes") if isinstance(item, dict) else None
    if not isinstance(fields, dict):
        raise CatalogError("an object without attributes.", field="attributes")
    kind = word(fields, "objectClass")
    return Facts(
        norad_cat_id=catalogue_number(fields, "satno") if fields.get("satno") is not None else None,
        object_id=cospar(word(fields, "cosparId")),
        name=word(fields, "name"),
        object_type=_TYPES.get(kind, "DEBRIS" if "Debris" in kind or "Mission Related" in kind else None),
        status=_status(fields, kind),
        mass_kg=positive(fields, "mass"),
        mass_source="DISCOS",
        area_m2=positive(fields, "xSectAvg"),
        area_source="DISCOS mean cross-section",
    )


def _status(fields: Mapping[str, Any], kind: str) -> Status | None:
    active = fields.get("active")
    if active is True:
        return "operational"
    return "derelict" if active is False and kind == "Payload" else None
