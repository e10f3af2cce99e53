"""The game of consents, as the document has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from adr_planner.cooperation.coalitions import members
from adr_planner.cooperation.signatures import leave_one_out, shapley, smallest_coalitions, unlocks
from adr_planner.plan.cooperation_content import Coalition, ConsentGame, Reach, Signature, Unlock
from adr_planner.planner.games.priced import Priced
from adr_planner.sequence.coalitions.coalition_value import CoalitionValue
from adr_planner.sequence.coalitions.consents import consent_values
from adr_planner.spec.effort import Effort
from adr_planner.spec.players import Players

__all__ = ["coalition_records", "play_consents"]

_SHARES = (0.90, 0.95, 0.99)
"""Shares of the value of all whose smallest coalitions are named."""


def play_consents(
    priced: Priced, players: Players, effort: Effort, *, seed: int, tell: Callable[[str], None]
) -> ConsentGame:
    """Play the game of consents: one servicer, and every coalition of those who consent.

    Parameters
    ----------
    priced : Priced
        Candidates and legs.
    players : Players
        Who plays, at most eight.
    effort : Effort
        Of each coalition's search.
    seed : int
        Of the search.
    tell : callable
        Called with a line of text before every search.

    Returns
    -------
    ConsentGame
        Every coalition, what signatures are worth, and the shortest way to all.
    """
    if priced.problem is None:
        found = {coalition: CoalitionValue(0.0, 0.0) for coalition in range(1 << len(players))}
    else:
        found = consent_values(priced.problem, priced.needs, len(players), effort, seed=seed, tell=tell)
    values = [found[coalition].worth for coalition in range(1 << len(players))]
    names = players.names
    lost, worth = leave_one_out(values), shapley(values)
    signatures = tuple(
        Signature(player=name, alone=values[1 << k], shapley=worth[k], without=max(lost[k], 0.0))
        for k, name in enumerate(names)
    )
    reach = tuple(
        Reach(share=share, coalitions=tuple(_named(c, names) for c in smallest_coalitions(values, share)))
        for share in _SHARES
    )
    return ConsentGame(
        n_candidates=len(priced.entries),
        coalitions=coalition_records(found, priced, names),
        signatures=signatures,
        reach=reach,
        unlocks=tuple(_unlocks(values, names)),
    )


def _unlocks(values: list[float], names: tuple[str, ...]) -> list[Unlock]:
    """Return the agreements in the order in which each adds most."""
    steps, signed = [], 0
    while (step := unlocks(values, signed)) is not None:
        player, adds = step
        steps.append(Unlock(signed=_named(signed, names), player=names[player], adds=max(adds, 0.0)))
        signed |= 1 << player
    return steps


def coalition_records(
    found: Mapping[int, CoalitionValue], priced: Priced, names: tuple[str, ...]
) -> tuple[Coalition, ...]:
    """Return the coalitions for the document: by size, then in the order of the players."""
    order = sorted((coalition for coalition in found if coalition), key=lambda c: (c.bit_count(), members(c)))
    return tuple(
        Coalition(
            players=_named(coalition, names),
            value=found[coalition].worth,
            bound=found[coalition].bound,
            gap=found[coalition].gap,
            norad_cat_ids=priced.numbers([stop for _, tour in found[coalition].tours for stop in tour.stops]),
            stop_reason=found[coalition].stop_reason,
        )
        for coalition in order
    )


def _named(coalition: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(names[k] for k in members(coalition))
