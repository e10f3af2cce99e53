"""Orbit mean-elements messages (CCSDS 502.0) as CSV and JSON, the way CelesTrak and Space-Track serve them."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from adr_planner.catalog.elements import MeanElements, epoch_text
from adr_planner.catalog.space_object import ObjectType, SpaceObject
from adr_planner.errors import AdrPlannerError, CatalogError

__all__ = ["kind_of", "read"]

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
_TYPES: dict[str, ObjectType] = {
    "PAYLOAD": "PAYLOAD", "PAY": "PAYLOAD", "ROCKET BODY": "ROCKET BODY", "R/B": "ROCKET BODY",
    "DEBRIS": "DEBRIS", "DEB": "DEBRIS",
}  # fmt: skip


def read(text: str, source: str) -> list[SpaceObject]:
    """Read all records of an OMM text.

    Parameters
    ----------
    text : str
        CSV with a header line, or a JSON array (or one object).
    source : str
        What to call it in errors.

    Raises
    ------
    CatalogError
        If the text is cut short or a record is unusable: names the record and the field.
    """
    records = _from_json(text, source) if text.lstrip()[:1] in ("[", "{") else _from_csv(text, source)
    objects = [_object(record, f"{source}, record {k}", k) for k, record in enumerate(records, start=1)]
    if not objects:
        raise CatalogError(f"{source} is empty: there are no objects in it.", source=source)
    return objects


def _from_json(text: str, source: str) -> list[Mapping[str, Any]]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CatalogError(
            f"{source} is not complete JSON ({error}): was the download cut short?", source=source
        ) from error
    records = [value] if isinstance(value, dict) else value
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise CatalogError(f"{source} must be a JSON array of OMM objects.", source=source)
    return records


def _from_csv(text: str, source: str) -> Iterator[Mapping[str, Any]]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        header = [name.strip() for name in reader.fieldnames or []]
        missing = [name for name in ("NORAD_CAT_ID", "EPOCH", *_NUMBERS) if name not in header]
        if missing:
            raise CatalogError(
                f"{source} is not an OMM table: its first line has no column {', '.join(missing)}.",
                source=source,
            )
        reader.fieldnames = header
        for row, record in enumerate(reader, start=1):
            if None in record or None in record.values():
                raise CatalogError(
                    f"{source}, record {row} (line {reader.line_num}) has not the {len(header)} fields the first line "
                    "names: was the download cut short?",
                    source=source,
                    record=row,
                )
            yield record
    except csv.Error as error:
        raise CatalogError(f"{source}, line {reader.line_num}: {error}.", source=source) from error


def _object(record: Mapping[str, Any], where: str, row: int) -> SpaceObject:
    try:
        number = _integer(record)
        numbers = {ours: _number(record, theirs) for theirs, ours in _NUMBERS.items()}
        numbers |= {ours: _number(record, theirs, 0.0) for theirs, ours in _OPTIONAL.items()}
        elements = MeanElements(epoch_text(_text(record, "EPOCH")), **numbers)
        name = _text(record, "OBJECT_NAME", "")
        kind = _TYPES.get(_text(record, "OBJECT_TYPE", "").upper(), kind_of(name))
        return SpaceObject(
            norad_cat_id=number,
            name=name or f"OBJECT {number}",
            elements=elements,
            object_id=_text(record, "OBJECT_ID", ""),
            object_type=kind,
            owner=_text(record, "COUNTRY_CODE", ""),
            status="decayed" if _text(record, "DECAY_DATE", "") else "unknown",
            launch_date=_text(record, "LAUNCH_DATE", ""),
        )
    except AdrPlannerError as error:
        raise CatalogError(f"{where}: {error}", source=where, record=row) from error


def kind_of(name: str) -> ObjectType:
    """Guess the type from the catalogue's own naming habit."""
    if name.endswith(" DEB") or " DEB " in name:
        return "DEBRIS"
    return "ROCKET BODY" if " R/B" in name else "UNKNOWN"


def _text(record: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = record.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        if default is None:
            raise CatalogError(f"{key} is missing.")
        return default
    return str(value).strip()


def _number(record: Mapping[str, Any], key: str, default: float | None = None) -> float:
    text = _text(record, key, None if default is None else str(default))
    try:
        value = float(text)
    except ValueError:
        raise CatalogError(f"{key} is {text[:40]!r}: not a number.") from None
    if not math.isfinite(value):
        raise CatalogError(f"{key} is {text}: it must be finite.")
    return value


def _integer(record: Mapping[str, Any]) -> int:
    text = _text(record, "NORAD_CAT_ID")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise CatalogError(f"NORAD_CAT_ID is {text[:40]!r}: it must be a whole number of up to nine digits.")
    return int(text)
