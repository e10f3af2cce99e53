"""Who can be ranked, and why the rest cannot.

Only derelicts are ranked: an operational satellite is no debris, and one whose status nobody knows might be
working. Nothing is guessed: without mass or cross-section an object is left out, and counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from adr_planner.errors import InvalidInputError
from adr_planner.risk.flux import Targets
from adr_planner.risk.shells import EDGES

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["count_reasons", "reason_left_out", "sort_out", "targets_of"]

_REENTERED_KM = 100.0


def reason_left_out(candidate: SpaceObject) -> str:
    """Say why an object cannot be ranked, ``""`` if it can.

    Parameters
    ----------
    candidate : SpaceObject
        Any object of a catalogue.
    """
    if candidate.status != "derelict":
        return "status unknown" if candidate.status == "unknown" else candidate.status
    if candidate.mass_kg is None:
        return "no mass"
    if candidate.area_m2 is None:
        return "no cross-section"
    perigee_km = candidate.elements.perigee_km
    if perigee_km < _REENTERED_KM:
        return "decayed"
    return "never below 2,000 km" if perigee_km >= EDGES[-1] / 1e3 else ""


def count_reasons(reasons: Mapping[int, str]) -> str:
    """Put the reasons into one line, the most frequent first.

    Examples
    --------
    >>> count_reasons({1: "no mass", 2: "operational", 3: "operational"})
    '2 operational, 1 no mass'
    """
    counts = sorted(Counter(reasons.values()).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number:,} {reason}" for reason, number in counts)


def sort_out(catalog: Iterable[SpaceObject]) -> tuple[list[SpaceObject], dict[int, str]]:
    """Return the objects that can be ranked, by catalogue number, and the reasons for the others.

    Parameters
    ----------
    catalog : iterable of SpaceObject
        Objects in any order.

    Raises
    ------
    InvalidInputError
        If the catalogue is empty, holds a number twice, or nothing in it can be ranked.
    """
    objects = sorted(catalog, key=lambda candidate: candidate.norad_cat_id)
    if not objects:
        raise InvalidInputError("The catalogue is empty: there is nothing to rank.", parameter="catalog")
    for before, after in pairwise(objects):
        if before.norad_cat_id == after.norad_cat_id:
            raise InvalidInputError(
                f"Object {after.norad_cat_id} is in the catalogue twice: keep one of its element sets.",
                parameter="catalog",
            )
    reasons = {candidate.norad_cat_id: reason_left_out(candidate) for candidate in objects}
    ranked = [candidate for candidate in objects if not reasons[candidate.norad_cat_id]]
    left_out = {number: reason for number, reason in reasons.items() if reason}
    if not ranked:
        raise InvalidInputError(
            f"Nothing to rank among {len(objects):,} objects ({count_reasons(left_out)}): "
            "a ranking needs derelicts of known mass and cross-section below 2,000 km.",
            parameter="catalog",
        )
    return ranked, left_out


def targets_of(objects: Sequence[SpaceObject]) -> Targets:
    """Return what the flux needs to know of rankable objects.

    Parameters
    ----------
    objects : sequence of SpaceObject
        One or more for which `reason_left_out` has nothing to say.
    """
    rows = [
        (
            one.elements.sma_m,
            one.elements.eccentricity,
            one.elements.inclination_deg,
            one.mass_kg,
            math.sqrt((one.area_m2 or 0.0) / math.pi),
        )
        for one in objects
    ]
    sma, ecc, inc_deg, mass, radius = np.array(rows, dtype=float).T
    numbers = np.array([one.norad_cat_id for one in objects], dtype=np.int64)
    return Targets(sma, ecc, inc_deg, mass, radius, numbers)
