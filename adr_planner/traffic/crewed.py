"""Which objects carry people, or may: stations, what is docked to them, and spacecraft that bring crews."""

from __future__ import annotations

import re

from adr_planner.catalog import SpaceObject

__all__ = ["BOX_KM", "STATION_HEIGHTS_KM", "is_crewed"]

BOX_KM = (2.0, 25.0, 25.0)
"""Half-sizes of the box kept around a station: radial, in-track, cross-track [km]. A box of 4 x 50 x 50 km is the
International Space Station's (NASA's conjunction handbook; recalled, not read)."""
STATION_HEIGHTS_KM = {"ISS": (400.0, 430.0), "Tiangong": (375.0, 400.0)}
"""Heights the stations keep to [km above the equatorial radius]; recalled."""
_NUMBERS = frozenset({25544, 48274, 49044, 53239, 54216})
"""ISS (Zarya and Nauka), Tianhe, Wentian, Mengtian."""
_NAMES = re.compile(
    r"^(ISS \(|CSS \(|TIANGONG|CREW DRAGON|SOYUZ[- ]MS|SHENZHOU|SZ-\d+$|STARLINER|GAGANYAAN)", re.IGNORECASE
)
_PIECES = re.compile(r"\b(DEB|R/B|TRUNK|MODULE)\b", re.IGNORECASE)


def is_crewed(item: SpaceObject) -> bool:
    """Say whether an object carries people, or may.

    Parameters
    ----------
    item : SpaceObject
        By its number, or by the name of a craft that is none of its pieces.

    Examples
    --------
    >>> from adr_planner.catalog import MeanElements
    >>> elements = MeanElements("2024-10-31T12:00:00Z", 15.5, 0.0006, 51.64, 300.0, 90.0, 270.0)
    >>> names = ("ISS (ZARYA)", "CREW DRAGON 9", "CREW DRAGON 8 DEB [TRUNK]")
    >>> [is_crewed(SpaceObject(norad_cat_id=900000 + k, name=name, elements=elements)) for k, name in enumerate(names)]
    [True, True, False]
    """
    named = _NAMES.search(item.name) is not None and _PIECES.search(item.name) is None
    return item.norad_cat_id in _NUMBERS or named
