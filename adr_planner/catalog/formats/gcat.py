"""Jonathan McDowell's General Catalog of Artificial Space Objects: satcat.tsv and psatcat.tsv (CC-BY)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adr_planner.catalog.facts import Facts, cospar, cylinder_m2, iso_date, positive
from adr_planner.catalog.formats.fields import text, word
from adr_planner.catalog.formats.gcat_states import owner_code, registry_of
from adr_planner.catalog.formats.problems import RowLog
from adr_planner.catalog.formats.records import from_tsv
from adr_planner.catalog.formats.text import TextFile
from adr_planner.catalog.space_object import ObjectType, Status
from adr_planner.errors import CatalogError

__all__ = ["read"]

_TYPES: dict[str, ObjectType] = {"P": "PAYLOAD", "R": "ROCKET BODY", "C": "DEBRIS", "D": "DEBRIS"}
_DOWN = {"R", "D", "L"}  # re-entered, deorbited, landed
_UNSURE = 2.0
"""Factor on a mass flagged ``?``: CZ-4B is 1000 kg ``?`` there and 2020 kg in the MCMA table."""
_CYLINDER = 1.5
"""Nine in ten cylinders of stages lie within this factor of DISCOS (studies/missing_data.py)."""


def read(file: TextFile, log: RowLog) -> Iterator[tuple[int, Facts]]:
    """Yield the facts of a GCAT table: the satellite catalogue, or the payload catalogue with ends of operations.

    Parameters
    ----------
    file : TextFile
        Tab-separated, first line ``#JCAT ...``.
    log : RowLog
        Takes the rows that cannot be used.

    Raises
    ------
    CatalogError
        If it is another table.
    """
    for line, record in from_tsv(file, log, ("JCAT", "Piece", "Name"), "a GCAT table"):
        try:
            yield line, _payload(record) if "TOp" in record else _object(record)
        except CatalogError as error:
            log.add(line, error)


def _number(record: Mapping[str, Any]) -> int | None:
    """Return the catalogue number; objects of the auxiliary catalogues (A00001) have none."""
    for key, digits in (("Satcat", text(record, "Satcat", "")), ("JCAT", text(record, "JCAT").removeprefix("S"))):
        if digits.isascii() and digits.isdigit():
            if not 0 < len(digits.lstrip("0")) <= 9:
                raise CatalogError(f"{key} is {digits[:40]!r}: it must have one to nine digits.", field=key)
            return int(digits)
    return None


def _payload(record: Mapping[str, Any]) -> Facts:
    """Read a row of psatcat.tsv: what matters is the date its operations ended, ``*`` for not yet."""
    ended = text(record, "TOp", "")
    state, document = registry_of(text(record, "UNState", ""), text(record, "UNReg", ""))
    status: Status | None = "operational" if ended == "*" else "derelict" if ended[:4].isdigit() else None
    return Facts(
        norad_cat_id=_number(record),
        object_id=cospar(word(record, "Piece")),
        name=word(record, "Name"),
        launch_date=iso_date(text(record, "LDate", "")),
        object_type="PAYLOAD",
        status=status,
        registered_by=state,
        registry=document,
    )


def _object(record: Mapping[str, Any]) -> Facts:
    kind = _TYPES.get(text(record, "Type", " ")[:1])
    down = text(record, "Status", "") in _DOWN
    loaded, dry = positive(record, "Mass"), positive(record, "DryMass")
    mass = dry or loaded
    unsure = _UNSURE if "?" in (text(record, "DryFlag", ""), text(record, "MassFlag", "")) else 1.0
    # A spent stage is dry; a dead satellite may still hold what it was launched with.
    heaviest = max(mass, loaded) if mass and loaded and kind == "PAYLOAD" else mass
    length, diameter = positive(record, "Length"), positive(record, "Diameter")
    area = cylinder_m2(length, diameter) if kind == "ROCKET BODY" and length and diameter else None
    return Facts(
        norad_cat_id=_number(record),
        object_id=cospar(word(record, "Piece")),
        name=word(record, "Name"),
        owner=owner_code(text(record, "State", "")),
        launch_date=iso_date(text(record, "LDate", "")),
        object_type=kind,
        status="decayed" if down else None,
        mass_kg=mass,
        mass_min_kg=mass / unsure if mass else None,
        mass_max_kg=heaviest * unsure if heaviest else None,
        mass_source=f"GCAT {'dry mass' if dry else 'mass'}{', flagged uncertain' if unsure > 1.0 else ''}",
        area_m2=area,
        area_min_m2=area / _CYLINDER if area else None,
        area_max_m2=area * _CYLINDER if area else None,
        area_source="GCAT cylinder, surface/4",
    )
