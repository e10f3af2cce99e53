"""Candidates of a ranking: which objects can be ranked, and why the rest cannot.

Only derelicts are ranked: an operational satellite is no debris, and one whose status nobody knows might be
working. Nothing is guessed here: without mass or cross-section an object is left out, and counted. (Readers estimate
what no source has, and say so in `SpaceObject.estimated`; objects of the user's own making are taken as they are.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.flux import Targets
from adr_planner.risk.collisions.shells import EDGES
from adr_planner.risk.remnants import remnant_words

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["Candidates", "count_reasons", "sort_out"]

_REENTERED = 100e3
"""Perigee altitude below which an object is no longer in orbit [m]."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The objects that can be ranked.

    Parameters
    ----------
    objects : tuple of SpaceObject
        By catalogue number.
    targets : Targets
        What the flux needs to know of them, in the same order.
    left_out : dict of int to str
        Catalogue numbers of the others, and why.
    """

    objects: tuple[SpaceObject, ...]
    targets: Targets
    left_out: dict[int, str]


def count_reasons(reasons: Mapping[int, str]) -> str:
    """Put the reasons into one line, the most frequent first.

    Examples
    --------
    >>> count_reasons({1: "no mass", 2: "operational", 3: "operational"})
    '2 operational, 1 no mass'
    """
    counts = sorted(Counter(reasons.values()).items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number:,} {reason}" for reason, number in counts)


def sort_out(catalog: Iterable[SpaceObject]) -> Candidates:
    """Part the objects that can be ranked from those that cannot.

    Parameters
    ----------
    catalog : iterable of SpaceObject
        Objects in any order, each once.

    Raises
    ------
    InvalidInputError
        If the catalogue is empty, or nothing in it can be ranked.
    """
    objects, left_out = [], {}
    for candidate in sorted(catalog, key=lambda one: one.norad_cat_id):
        why = _why_not(candidate)
        if why:
            left_out[candidate.norad_cat_id] = why
        else:
            objects.append(candidate)
    if not objects and not left_out:
        raise InvalidInputError("The catalogue is empty: there is nothing to rank.", parameter="catalog")
    if not objects:
        raise InvalidInputError(
            f"Nothing to rank among {len(left_out):,} objects ({count_reasons(left_out)}): "
            "a ranking needs derelicts of known mass and cross-section below 2,000 km.",
            parameter="catalog",
        )
    return Candidates(tuple(objects), Targets.of(objects), left_out)


def _why_not(candidate: SpaceObject) -> str:
    """Return why an object cannot be ranked, or nothing."""
    if candidate.status != "derelict":
        return "status unknown" if candidate.status == "unknown" else candidate.status
    if candidate.mass_kg is None:
        return "no mass"
    if candidate.area_m2 is None:
        return "no cross-section"
    if remnant_words(candidate):
        return "broken up: what is left of its mass is not known"
    elements = candidate.elements
    sma = elements.sma_m
    perigee = sma * (1.0 - elements.eccentricity) - EARTH_RADIUS
    if perigee < _REENTERED:
        return "decayed"
    if perigee >= EDGES[-1]:
        return "never below 2,000 km"
    return ""
