"""CelesTrak's satellite catalogue, CSV or JSON: type, owner, status, radar cross-section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adr_planner.catalog.facts import Facts, cospar, positive
from adr_planner.catalog.formats.fields import catalogue_number, text, type_of, word
from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import from_csv, from_json
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.space_object import Status
from adr_planner.errors import CatalogError

__all__ = ["read"]

_STATUSES: dict[str, Status | None] = {
    "+": "operational", "P": "operational", "B": "operational", "S": "operational", "X": "operational",
    "-": "derelict", "D": "decayed", "?": None, "": None,
}  # fmt: skip


def read(file: TextFile, log: RowLog) -> Iterator[tuple[int, Facts]]:
    """Yield the facts of a satellite catalogue.

    Parameters
    ----------
    file : TextFile
        CSV with CelesTrak's header, or its JSON.
    log : RowLog
        Takes the rows that cannot be used.

    Raises
    ------
    CatalogError
        If it is another table.
    """
    if file.head.lstrip()[0] in "[{":
        records = from_json(file, log)
    else:
        records = from_csv(file, log, ("NORAD_CAT_ID", "OBJECT_TYPE", "OPS_STATUS_CODE"), "a SATCAT table")
    for line, record in records:
        try:
            yield line, _facts(record)
        except CatalogError as error:
            log.add(line, error)


def _facts(record: Mapping[str, Any]) -> Facts:
    number = catalogue_number(record)
    name = word(record, "OBJECT_NAME")
    code = text(record, "OPS_STATUS_CODE", "")
    if code not in _STATUSES:
        raise CatalogError(
            f"OPS_STATUS_CODE is {code[:40]!r}: it must be one of + - P B S X D ?.", field="OPS_STATUS_CODE"
        )
    kind = type_of(word(record, "OBJECT_TYPE"), name)
    return Facts(
        norad_cat_id=number,
        object_id=cospar(word(record, "OBJECT_ID")),
        name=name,
        owner=word(record, "OWNER"),
        launch_date=word(record, "LAUNCH_DATE"),
        object_type=None if kind == "UNKNOWN" else kind,
        status="decayed" if text(record, "DECAY_DATE", "") else _STATUSES[code],
        rcs_m2=positive(record, "RCS"),
    )
