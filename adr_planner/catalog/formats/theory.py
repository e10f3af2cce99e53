"""Which theory a set of elements belongs to: SGP4 reads its own only, whatever format carries it."""

from __future__ import annotations

from adr_planner.errors import CatalogError

__all__ = ["check_theory", "check_type"]

_READ = ("SGP4", "SGP/SGP4")
"""Names of the theory that can be read; SGP alone is the older one, whose mean elements are others."""
_TYPES = {
    "1": "SGP", "3": "PPT3 or SDP4", "4": "SGP4-XP (or SGP8)", "5": "SDP8", "6": "special perturbations",
}  # fmt: skip
"""Other theories by their EPHEMERIS_TYPE, as CCSDS 502.0-B-3 and Spacetrack Report 3 number them; 0 and 2 are SGP4."""
_OURS = ("0", "2")


def check_theory(name: str) -> None:
    """Refuse elements of another theory, by its name.

    Raises
    ------
    CatalogError
        Names the theory.

    Examples
    --------
    >>> check_theory("SGP4-XP")
    Traceback (most recent call last):
    ...
    adr_planner.errors.CatalogError: MEAN_ELEMENT_THEORY is 'SGP4-XP': only SGP4 elements can be read.
    """
    if name.upper() not in _READ:
        raise CatalogError(
            f"MEAN_ELEMENT_THEORY is {name[:40]!r}: only SGP4 elements can be read.", field="MEAN_ELEMENT_THEORY"
        )


def check_type(number: str) -> None:
    """Refuse elements of another theory, by the number of its ephemeris type.

    Raises
    ------
    CatalogError
        Names the theory.

    Examples
    --------
    >>> check_type("4")
    Traceback (most recent call last):
    ...
    adr_planner.errors.CatalogError: EPHEMERIS_TYPE is 4, SGP4-XP (or SGP8): only SGP4 elements can be read.
    """
    number = number.removesuffix(".0")  # as tables of numbers write it
    if number not in _OURS:
        theory = _TYPES.get(number, "no type that is known")
        raise CatalogError(
            f"EPHEMERIS_TYPE is {number[:40]}, {theory}: only SGP4 elements can be read.", field="EPHEMERIS_TYPE"
        )
