"""Orbit mean-elements messages (CCSDS 502.0) as CSV, JSON, KVN and XML, as CelesTrak and Space-Track serve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adr_planner.catalog.elements import MeanElements, epoch_text
from adr_planner.catalog.formats.fields import TYPE_BY_NAME, catalogue_number, text, type_of, word
from adr_planner.catalog.formats.kvn import from_kvn, is_kvn
from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import Record, from_csv, from_json
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.formats.theory import check_theory, check_type
from adr_planner.catalog.formats.unit_brackets import measured
from adr_planner.catalog.formats.xml import from_xml
from adr_planner.catalog.space_object import SpaceObject
from adr_planner.errors import AdrPlannerError, CatalogError

__all__ = ["read"]

_NUMBERS = {
    "MEAN_MOTION": "mean_motion_rev_day",
    "ECCENTRICITY": "eccentricity",
    "INCLINATION": "inclination_deg",
    "RA_OF_ASC_NODE": "raan_deg",
    "ARG_OF_PERICENTER": "argp_deg",
    "MEAN_ANOMALY": "mean_anomaly_deg",
}
_OPTIONAL = {
    "BSTAR": "bstar",
    "MEAN_MOTION_DOT": "mean_motion_dot",
    "MEAN_MOTION_DDOT": "mean_motion_ddot",
}
_FIXED = {"CENTER_NAME": "EARTH", "REF_FRAME": "TEME", "TIME_SYSTEM": "UTC"}
"""What SGP4 elements are in; CSV and JSON leave it out."""


def read(file: TextFile, log: RowLog) -> Iterator[tuple[int, SpaceObject]]:
    """Yield the objects of an OMM text.

    Parameters
    ----------
    file : TextFile
        CSV with a header line, a JSON array (or one object), KVN or XML.
    log : RowLog
        Takes the records that cannot be used.

    Raises
    ------
    CatalogError
        If it is no OMM at all.
    """
    for line, record in _records(file, log):
        try:
            yield line, _object(record)
        except AdrPlannerError as error:
            log.add(line, error)


def _records(file: TextFile, log: RowLog) -> Iterator[Record]:
    head = file.head.lstrip()
    if head[0] == "<":
        return from_xml(file, log)
    if head[0] in "[{":
        return from_json(file, log)
    if is_kvn(head):
        return from_kvn(file, log)
    return from_csv(file, log, ("NORAD_CAT_ID", "EPOCH", *_NUMBERS), "an OMM table")


def _object(record: Mapping[str, Any]) -> SpaceObject:
    norad = catalogue_number(record)
    for key, usual in _FIXED.items():
        if key in record and text(record, key, usual).upper() != usual:
            raise CatalogError(f"{key} is {text(record, key)[:40]!r}: only {usual} can be read.", field=key)
    check_theory(text(record, "MEAN_ELEMENT_THEORY", "SGP4"))
    check_type(text(record, "EPHEMERIS_TYPE", "0"))
    numbers = {ours: measured(record, theirs) for theirs, ours in _NUMBERS.items()}
    numbers |= {ours: measured(record, theirs, 0.0) for theirs, ours in _OPTIONAL.items()}
    elements = MeanElements(
        text(record, "EPOCH"), **numbers, created_utc=_created(record), set_number=_set_number(record)
    )
    name, stated = word(record, "OBJECT_NAME"), word(record, "OBJECT_TYPE")
    return SpaceObject(
        norad_cat_id=norad,
        name=name or f"OBJECT {norad}",
        elements=elements,
        object_id=word(record, "OBJECT_ID"),
        object_type=type_of(stated, name),
        sources={} if stated else TYPE_BY_NAME,
        owner=word(record, "COUNTRY_CODE"),
        status="decayed" if text(record, "DECAY_DATE", "") else "unknown",
        launch_date=word(record, "LAUNCH_DATE"),
    )


def _created(record: Mapping[str, Any]) -> str:
    """Return when a set was made, ``""`` if the record does not say, or not in words that can be read."""
    said = text(record, "CREATION_DATE", "")
    try:
        return epoch_text(said, name="CREATION_DATE") if said else ""
    except CatalogError:
        return ""


def _set_number(record: Mapping[str, Any]) -> int:
    said = text(record, "ELEMENT_SET_NO", "").removesuffix(".0")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 9 else 0
