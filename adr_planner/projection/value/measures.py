"""What a removal can be valued by, and under which words."""

from __future__ import annotations

from typing import Literal, get_args

from adr_planner.errors import InvalidInputError

__all__ = ["MEASURES", "Measure", "measure_named"]

Measure = Literal["debris_years", "n_catastrophic_collisions", "n_encounters_fragments", "n_hits_fragments"]

MEASURES: dict[Measure, str] = {
    "debris_years": "debris-years of new fragments avoided",
    "n_catastrophic_collisions": "catastrophic collisions avoided",
    "n_encounters_fragments": "encounters (< 1 km) of new fragments with working satellites avoided",
    "n_hits_fragments": "hits of new fragments above 1 cm on working satellites avoided",
}
"""What a removal is valued by, and in which words."""

_SHORT: dict[str, Measure] = {
    "collisions": "n_catastrophic_collisions",
    "encounters": "n_encounters_fragments",
    "exposure": "n_hits_fragments",
}


def measure_named(word: str) -> Measure:
    """Return a measure by its own name, or by its short one.

    Parameters
    ----------
    word : str
        ``"debris_years"``, ``"collisions"``, ``"encounters"``, ``"exposure"``, or the name of the column.

    Raises
    ------
    InvalidInputError
        If there is no such measure; lists those there are.

    Examples
    --------
    >>> measure_named("exposure"), measure_named("debris_years")
    ('n_hits_fragments', 'debris_years')
    """
    for name in get_args(Measure):
        if word in (name, next((short for short, full in _SHORT.items() if full == name), name)):
            found: Measure = name
            return found
    known = ", ".join(["debris_years", *_SHORT])
    raise InvalidInputError(f"A removal is valued by {known}, not {word!r}.", parameter="measure")
