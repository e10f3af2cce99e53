"""What removing one object is worth, at one date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adr_planner.border.words import rounded_signed

__all__ = ["Worth"]


@dataclass(frozen=True, slots=True)
class Worth:
    """What removing one object is worth, at one date.

    Parameters
    ----------
    norad_cat_id : int
        Catalogue number.
    name : str
        Name in the catalogue, ``""`` if unknown.
    debris_years, n_catastrophic_collisions, n_encounters_fragments, n_hits_fragments : float
        Avoided until the horizon, all expected values [yr], [1], [1], [1].
    own_debris_years, partners_debris_years : float
        Of the debris-years [yr]: those of its own fragments, and those of the fragments of what it would hit, and of
        what these would hit in turn.
    intact_years : float
        Years it would itself have been up as a derelict in one piece; not part of the debris-years [yr].
    """

    norad_cat_id: int
    name: str
    debris_years: float
    n_catastrophic_collisions: float
    n_encounters_fragments: float
    n_hits_fragments: float
    own_debris_years: float
    partners_debris_years: float
    intact_years: float

    def to_dict(self) -> dict[str, Any]:
        """Return all figures by name, units in the names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def cells(self) -> tuple[str, ...]:
        """Return the object and its figures as text: debris-years, own, partners'; collisions, encounters, hits."""
        told = (
            self.debris_years, self.own_debris_years, self.partners_debris_years,
            self.n_catastrophic_collisions, self.n_encounters_fragments, self.n_hits_fragments,
        )  # fmt: skip
        return (f"{self.name:.26} {self.norad_cat_id}".strip(), *map(rounded_signed, told))
