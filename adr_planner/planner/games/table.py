"""The table the games are played at: who plays, whose consent each object needs, and what each object is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adr_planner.catalog import SpaceObject
from adr_planner.cooperation.coalitions import coalition_of
from adr_planner.errors import InvalidInputError
from adr_planner.plan.cooperation_content import PlayerRecord, Unspoken
from adr_planner.planner.consenting import consents_of
from adr_planner.planner.worths import Worths
from adr_planner.risk import RankedObject
from adr_planner.spec.owner_codes import owner_codes
from adr_planner.spec.players import UNREGISTERED, Players

__all__ = ["Table", "most_valuable", "players_of", "table_of", "values_of"]

BY_DEFAULT = 6
"""Players unless told otherwise: the owner codes whose objects are worth most."""


@dataclass(frozen=True, slots=True)
class Table:
    """Players, and the objects of each.

    Parameters
    ----------
    players : Players
        Who plays.
    entries : tuple of RankedObject
        Objects some coalition can consent to, by falling value.
    needs : tuple of int
        For each of them the coalition that must agree.
    others : tuple of RankedObject
        Objects no coalition can consent to.
    values : mapping of int to float
        What removing each object is worth, by its number.
    """

    players: Players
    entries: tuple[RankedObject, ...]
    needs: tuple[int, ...]
    others: tuple[RankedObject, ...]
    values: Mapping[int, float]

    def value_of(self, entry: RankedObject) -> float:
        """Return what removing an object is worth."""
        return self.values[entry.object.norad_cat_id]

    def own_value(self, player: int) -> float:
        """Return the value of all objects of a player, joint ones in equal parts."""
        return math.fsum(
            self.value_of(entry) / need.bit_count()
            for entry, need in zip(self.entries, self.needs, strict=True)
            if need >> player & 1
        )

    def records(self, candidates: Sequence[int], servicers: Sequence[int] | None) -> tuple[PlayerRecord, ...]:
        """Describe the players for the document."""
        return tuple(
            PlayerRecord(
                name=player.name,
                codes=player.codes,
                label=player.label,
                n_objects=sum(need >> k & 1 == 1 for need in self.needs),
                value=self.own_value(k),
                n_candidates=candidates[k],
                servicers=None if servicers is None else servicers[k],
            )
            for k, player in enumerate(self.players)
        )

    def unspoken(self) -> tuple[Unspoken, ...]:
        """Describe the objects nobody at the table can consent to, by owner, those of most value first."""
        groups: dict[tuple[str, str], list[RankedObject]] = {}
        for entry in self.others:
            groups.setdefault(_unspoken(entry.object), []).append(entry)
        rows = [(math.fsum(map(self.value_of, members)), *key, members) for key, members in groups.items()]
        return tuple(
            Unspoken(owner=owner or "unknown", label=label, n_objects=len(members), value=value)
            for value, owner, label, members in sorted(rows, key=lambda row: (-row[0], row[1], row[2]))
        )


def _unspoken(target: SpaceObject) -> tuple[str, str]:
    """Return the owner code that stands for whom nobody speaks, and what is known of it."""
    owner = owner_codes().get(target.owner)
    if target.registry == UNREGISTERED:
        return target.owner, f"registered by nobody, {target.registered_by} would have to; owner code {target.owner}"
    code = target.owner if owner is not None and owner.needs else target.registered_by or target.owner
    item = owner_codes().get(code)
    if item is None:
        return code, f"owner code {code}, of which nothing is known" if code else "of an owner nobody knows"
    return code, f"{item.label}; not all of them play" if item.needs else f"{item.label}; does not play"


def values_of(ranking: Sequence[RankedObject], worths: Worths) -> dict[int, float]:
    """Return what removing each object is worth at once: the one place where the games take it from."""
    worth = worths.at(ranking).tolist()
    return {entry.object.norad_cat_id: value for entry, value in zip(ranking, worth, strict=True)}


def players_of(given: Players | Sequence[str] | str | Path) -> Players:
    """Return the players as a table: one given, one read from a file, or owner codes.

    Raises
    ------
    InvalidInputError
        If no such table can be made of it; names the nearest code.
    """
    if isinstance(given, Players):
        return given
    return Players.from_file(given) if isinstance(given, (str, Path)) else Players.codes(*given)


def most_valuable(ranking: Sequence[RankedObject], worth: Mapping[int, float]) -> Players:
    """Return the owner codes whose objects are worth most, as players.

    Raises
    ------
    InvalidInputError
        If no object has an owner who could consent.
    """
    values: dict[str, float] = {}
    for entry in ranking:
        code = entry.object.registered_by or entry.object.owner
        item = owner_codes().get(code)
        if item is not None and item.kind not in ("joint", "none"):
            values[code] = values.get(code, 0.0) + worth[entry.object.norad_cat_id]
    if not values:
        raise InvalidInputError(
            "No object here has a known owner: give players, or a catalogue with owners.", parameter="players"
        )
    return Players.codes(*sorted(values, key=lambda code: (-values[code], code))[:BY_DEFAULT])


def table_of(ranking: Sequence[RankedObject], players: Players, values: Mapping[int, float]) -> Table:
    """Sort the objects of a ranking by whose consent they need."""
    mine: list[tuple[RankedObject, int]] = []
    others: list[RankedObject] = []
    for entry in ranking:
        names = consents_of(entry.object, players)
        if names is None:
            others.append(entry)
        else:
            mine.append((entry, coalition_of(players.names.index(name) for name in names)))
    mine.sort(key=lambda pair: (-values[pair[0].object.norad_cat_id], pair[0].object.norad_cat_id))
    entries, needs = tuple(entry for entry, _ in mine), tuple(need for _, need in mine)
    return Table(players, entries, needs, tuple(others), values)
