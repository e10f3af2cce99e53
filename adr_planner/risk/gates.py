"""What must be settled before an object may be removed, whatever its rank: gates, never scores.

The law is put simply in docs/theory/cooperation.md; nothing here is a legal finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adr_planner.risk.remnants import FLAGGED_FROM

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["CONTROLLED_ABOVE_KG", "Gates", "gates_of", "owner_name"]

CONTROLLED_ABOVE_KG = 1000.0
"""Rule of thumb: above this mass an uncontrolled re-entry exceeds a casualty chance of one in 10,000."""

_NAMES = {
    "CIS": "Russia (or another successor of the Soviet Union)", "US": "the United States", "PRC": "China",
    "JPN": "Japan", "FR": "France", "ESA": "the European Space Agency and its launching states", "IND": "India",
    "UK": "the United Kingdom", "GER": "Germany", "IT": "Italy", "CA": "Canada", "SKOR": "South Korea",
    "BRAZ": "Brazil", "ARGN": "Argentina", "AUS": "Australia", "ISRA": "Israel", "SPN": "Spain", "SWED": "Sweden",
    "UKR": "Ukraine", "EUME": "EUMETSAT", "EUTE": "EUTELSAT", "ITSO": "Intelsat", "GLOB": "Globalstar",
    "ORB": "Orbcomm", "IRID": "Iridium", "CHBZ": "China and Brazil", "FRIT": "France and Italy", "TURK": "Turkey",
    "IRAN": "Iran", "NKOR": "North Korea", "SAUD": "Saudi Arabia", "UAE": "the United Arab Emirates",
}  # fmt: skip
"""Owner codes of the satellite catalogue that stand for somebody to ask."""


def owner_name(code: str) -> str:
    """Return who an owner code stands for.

    Examples
    --------
    >>> owner_name("PRC"), owner_name("XYZ"), owner_name("")
    ('China', 'owner code XYZ', 'an unknown state')
    """
    if not code:
        return "an unknown state"
    return _NAMES.get(code, f"owner code {code}")


@dataclass(frozen=True, slots=True)
class Gates:
    """What must be settled before an object may be removed.

    Parameters
    ----------
    consent_from : str
        Owner code whose state of registry must agree; ``""`` if unknown.
    consent : str
        The same in words.
    status : str
        ``derelict``, or that it might be working.
    reentry : {"controlled", "uncontrolled"}
        Whether its re-entry should be aimed at an empty ocean.
    unknown : tuple of str
        What nobody has measured, or only a law estimates.
    """

    consent_from: str
    consent: str
    status: str
    reentry: str
    unknown: tuple[str, ...]

    def row(self) -> dict[str, str]:
        """Return the gates as one flat row."""
        return {
            "consent_from": self.consent_from or "unknown",
            "reentry": self.reentry,
            "unknown": ", ".join(self.unknown),
        }

    @property
    def words(self) -> str:
        """The gates in one sentence."""
        aim = (
            f"above {CONTROLLED_ABOVE_KG:,.0f} kg: plan a controlled re-entry"
            if self.reentry == "controlled"
            else "light enough for an uncontrolled re-entry, if its materials are"
        )
        return f"Before removal: consent of {self.consent}; {aim}; not known: {', '.join(self.unknown)}."


def gates_of(target: SpaceObject) -> Gates:
    """Return the gates of one object.

    Parameters
    ----------
    target : SpaceObject
        Any object of a catalogue.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> gates = gates_of(Catalog.example().get(27386))
    >>> gates.consent_from, gates.reentry
    ('ESA', 'controlled')
    """
    estimated = {"mass_kg": "mass (estimated)", "area_m2": "size (estimated)"}
    unknown = [words for field, words in estimated.items() if field in target.estimated]
    if target.n_pieces >= FLAGGED_FROM:
        unknown.append(f"mass lost with {target.n_pieces:,} catalogued pieces of its own")
    mass = target.mass_max_kg or target.mass_kg
    heavy = mass is None or mass > CONTROLLED_ABOVE_KG
    return Gates(
        consent_from=target.owner,
        consent=owner_name(target.owner),
        status=target.status,
        reentry="controlled" if heavy else "uncontrolled",
        unknown=(*unknown, "tumbling"),
    )
