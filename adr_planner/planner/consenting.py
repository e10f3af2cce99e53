"""Whose consent an object needs: of its state of registry, and of all who own it jointly."""

from __future__ import annotations

from adr_planner.catalog import SpaceObject
from adr_planner.catalog.formats.gcat_states import UNREGISTERED
from adr_planner.spec.owner_codes import owner_codes
from adr_planner.spec.players import Players

__all__ = ["consents_of", "registered_words"]


def consents_of(target: SpaceObject, players: Players) -> tuple[str, ...] | None:
    """Return the players who must all consent to a removal.

    Parameters
    ----------
    target : SpaceObject
        Consent is its state of registry's; its owner code stands in where no source tells that state, and asks for more
        where it is a joint one.
    players : Players
        Who speaks for whom.

    Returns
    -------
    tuple of str or None
        Names of players; None where nobody can consent: unregistered, unknown, or of somebody who is no player.
    """
    if target.registry == UNREGISTERED:
        return None
    owner = owner_codes().get(target.owner)
    asked = [target.registered_by] if target.registered_by else []
    if not asked or (owner is not None and owner.needs):
        asked.append(target.owner)
    names: list[str] = []
    for code in asked:
        needed = players.needed_for(code)
        if needed is None:
            return None
        names += needed
    return tuple(dict.fromkeys(names))


def registered_words(target: SpaceObject) -> str:
    """Say who registered an object, as far as it is known, with its owner beside it.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> registered_words(Catalog.example().get(27386))
    'registered by ESA (A/AC.105/INF.409), owner code ESA'
    """
    owner = f"owner code {target.owner}" if target.owner else "owner unknown"
    if target.registry == UNREGISTERED:
        return f"registered by nobody ({target.registered_by} would have to), {owner}"
    if not target.registered_by:
        return f"{owner}, its state of registry not known"
    document = f" ({target.registry})" if target.registry else ""
    return f"registered by {target.registered_by}{document}, {owner}"
