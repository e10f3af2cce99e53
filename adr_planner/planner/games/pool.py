"""The pool of a game: so many objects of every player that twice as many would change nothing.

A pool that is cut off fakes the game: with its twelve riskiest objects one player alone seemed to be worth two thirds
of what it is with twenty-four, of which more lie in reach of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from adr_planner.plan.cooperation_content import PoolStep
from adr_planner.planner.games.priced import Priced, Pricing
from adr_planner.sequence.coalitions.coalition_value import CoalitionValue
from adr_planner.sequence.coalitions.consents import consent_values
from adr_planner.spec.effort import Effort

__all__ = ["Pool", "gather"]

FEWEST, MOST_EACH, MOST = 12, 96, 300
"""Objects of each player at first, at most, and of all together at most: legs among 300 take a minute and 0.9 GB."""
_STILL = 0.01
"""Values that move less have come to rest."""


@dataclass(slots=True)
class Pool:
    """The candidates of a game, and how their number was found.

    Parameters
    ----------
    priced : Priced
        The candidates with their legs.
    objects : list of int
        Objects of each player alone.
    steps : list of PoolStep
        What each doubling changed.
    """

    priced: Priced
    objects: list[int]
    steps: list[PoolStep] = field(default_factory=list)


def gather(pricing: Pricing, effort: Effort, seed: int, tell: Callable[[str], None]) -> Pool:
    """Gather candidates: of every player twice as many until its value comes to rest, then of all.

    Parameters
    ----------
    pricing : Pricing
        The table, and what legs cost.
    effort : Effort
        Of each search.
    seed : int
        Of the search.
    tell : callable
        Called with a line of text at each doubling.

    Returns
    -------
    Pool
        With the steps that were taken.
    """
    players = len(pricing.table.players)
    counts, steps = [FEWEST] * players, []
    alone = [_alone(pricing, player, FEWEST, effort, seed) for player in range(players)]
    steps.append(_step(counts, alone, None, None))
    rising = list(range(players))
    while rising:
        tell(f"pool: twice {max(counts[player] for player in rising)} objects of {len(rising)} players")
        more = {player: _alone(pricing, player, 2 * counts[player], effort, seed) for player in rising}
        moved = {player: _moved(alone[player], value) for player, value in more.items()}
        rising = [player for player in rising if moved[player] >= _STILL and 4 * counts[player] <= MOST_EACH]
        for player, value in more.items():
            if moved[player] >= _STILL:
                counts[player], alone[player] = 2 * counts[player], value
        steps.append(_step(counts, alone, None, max(moved.values())))
    return _of_all(pricing, counts, alone, steps, effort, seed, tell)


def _of_all(
    pricing: Pricing, counts: list[int], alone: list[float], steps: list[PoolStep], effort: Effort, seed: int,
    tell: Callable[[str], None],
) -> Pool:  # fmt: skip
    """Price all players' objects together, twice as many as each needs alone, and keep the half if it does as well."""
    twice = [min(2 * count, MOST_EACH) for count in counts]
    while len(_places(pricing, twice)) > MOST:
        largest = max(range(len(twice)), key=lambda player: (twice[player] - counts[player], -player))
        if twice[largest] == counts[largest]:
            break
        twice[largest] = counts[largest]
    few, many = _places(pricing, counts), sorted(_places(pricing, twice))
    tell(f"pool: pricing legs between {len(many)} objects of all players")
    whole = pricing.price(many)
    half = whole.part([row for row, place in enumerate(many) if place in few])
    values = [_together(part, len(counts), effort, seed).worth for part in (half, whole)]
    moved = _moved(values[0], values[1])
    steps += [_step(counts, alone, values[0], None), _step(twice, alone, values[1], moved)]
    still = moved < _STILL
    return Pool(half if still else whole, counts if still else twice, steps)


def _places(pricing: Pricing, counts: Sequence[int]) -> set[int]:
    """Return the places of so many objects of each player, and of as many joint ones as the largest of them has."""
    needs = dict.fromkeys(pricing.table.needs)
    return {
        place
        for need in needs
        for place in pricing.best(need, max(count for k, count in enumerate(counts) if need >> k & 1))
    }


def _alone(pricing: Pricing, player: int, number: int, effort: Effort, seed: int) -> float:
    priced = pricing.price(pricing.best(1 << player, number))
    return _together(priced, len(pricing.table.players), effort, seed).worth


def _together(priced: Priced, players: int, effort: Effort, seed: int) -> CoalitionValue:
    if priced.problem is None:
        return CoalitionValue(0.0, 0.0)
    everyone = (1 << players) - 1
    return consent_values(priced.problem, priced.needs, players, effort, seed=seed, coalitions=[everyone])[everyone]


def _moved(before: float, after: float) -> float:
    largest = max(before, after)
    return abs(after - before) / largest if largest > 0.0 else 0.0


def _step(counts: list[int], alone: list[float], together: float | None, moved: float | None) -> PoolStep:
    return PoolStep(objects=tuple(counts), alone=tuple(alone), together=together, moved=moved)
