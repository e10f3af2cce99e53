"""Remnants of break-ups: objects with many pieces of their own on orbit, whose mass nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.risk.collisions.breakup import fragments_of_breakup

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["FLAGGED_FROM", "UNKNOWN_FROM", "pieces_share", "remnant_words"]

FLAGGED_FROM = 20
"""Catalogued pieces from which an object is flagged: it has lost mass."""
UNKNOWN_FROM = 0.1
"""Share of what the breakup model makes of its mass from which its mass is unknown. It parts remnants (CZ-6A 54236
20 %, Iridium 33 20 %, Cosmos 2251 84 %) from stages that only shed (SL-16 22285 4 %, 22566 1 %)."""


def pieces_share(target: SpaceObject) -> float:
    """Return its catalogued pieces over what the breakup model makes of its mass; 0 if either is not known."""
    if target.mass_kg is None:
        return 0.0
    return target.n_pieces / float(fragments_of_breakup(target.mass_kg))


def remnant_words(target: SpaceObject) -> str:
    """Say why nobody knows the mass of an object that broke up, or nothing if it did not.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> print(remnant_words(Catalog.example().get(54236)))
    broke up: 684 catalogued pieces of its own are 20 % of what its 6,000 kg would make, so what is left is not known
    >>> remnant_words(Catalog.example().get(27386))
    ''
    """
    share = pieces_share(target)
    if target.n_pieces < FLAGGED_FROM or share < UNKNOWN_FROM:
        return ""
    return (
        f"broke up: {target.n_pieces:,} catalogued pieces of its own are {100.0 * share:.0f} % of what its "
        f"{target.mass_kg:,.0f} kg would make, so what is left is not known"
    )
