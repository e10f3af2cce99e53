"""Whose consent an object needs, whether a mission has it, and from when on."""

from __future__ import annotations

from adr_planner.catalog import SpaceObject
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.players import UNREGISTERED, Players
from adr_planner.units import DAY, utc_text

__all__ = ["consent_days", "consents_of", "registered_words", "without_consent"]


def consents_of(target: SpaceObject, players: Players) -> tuple[str, ...] | None:
    """Return the players who must all consent to a removal, see `Players.must_agree`."""
    return players.must_agree(target.owner, target.registered_by, target.registry)


def without_consent(target: SpaceObject, mission: MissionSpec) -> str:
    """Say why a mission may not touch an object, or nothing."""
    consents = mission.consents
    if consents is None:
        return ""
    needed = consents_of(target, consents.given)
    if needed is None:
        return f"{registered_words(target)}: {', '.join(consents.names)} cannot consent to its removal"
    since = consents.holds_from(needed)
    if since is not None and consent_days(target, mission) > mission.duration_days - mission.stay_days:
        return f"{registered_words(target)}: consent holds from {utc_text(since)[:10]} on, after the last arrival"
    return ""


def consent_days(target: SpaceObject, mission: MissionSpec) -> float:
    """Return from which day of the window on an object may be reached by its consents [days]."""
    if mission.consents is None:
        return 0.0
    since = mission.consents.holds_from(consents_of(target, mission.consents.given) or ())
    return 0.0 if since is None else max(float((since - mission.start).to_value("s")) / DAY, 0.0)


def registered_words(target: SpaceObject) -> str:
    """Say who registered an object, as far as it is known, with its owner beside it.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> registered_words(Catalog.example().get(27386))
    'is registered by ESA (ST/...), owner code ESA'
    """
    owner = f"owner code {target.owner}" if target.owner else "owner unknown"
    if target.registry == UNREGISTERED:
        return f"is registered by nobody ({target.registered_by} would have to), {owner}"
    if not target.registered_by:
        return f"has {owner}, its state of registry is not known"
    document = f" ({target.registry})" if target.registry else ""
    return f"is registered by {target.registered_by}{document}, {owner}"
