"""The free rider's game: each pays for the removals it launches, and all gain by what is removed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Provision", "provision"]


@dataclass(frozen=True, slots=True)
class Provision:
    """Who provides which common goods.

    Parameters
    ----------
    paid_by : tuple of int or None
        For each good the player who pays where each replies best to the others; None where nobody does.
    worthwhile : tuple of bool
        Whether a good is worth its price to all together.
    optimum, nash : float
        Net worth to all of the worthwhile goods, and of those that are paid for.
    rounds : int
        Rounds of best replies until nobody moved.
    """

    paid_by: tuple[int | None, ...]
    worthwhile: tuple[bool, ...]
    optimum: float
    nash: float
    rounds: int


def provision(worths: Sequence[float], gains: Sequence[Sequence[float]], price: float) -> Provision:
    """Play the game by best replies, and compare it with what is best for all.

    Parameters
    ----------
    worths : sequence of float
        Worth of each good to all, players or not.
    gains : sequence of sequence of float
        Of each good to each player.
    price : float
        What one good costs whoever provides it, in the unit of the worths.

    Returns
    -------
    Provision
        The equilibrium that is reached from nobody paying, players moving in order, and the optimum.

    Notes
    -----
    Goods add up, so a player's best reply is to pay for each that nobody else pays for and that is worth its price to
    the player alone, and for no other. All equilibria provide the same goods; who pays may differ.

    Examples
    --------
    Two goods of worth 10 to all; the first is worth 6 to one player, the second 3 to each of two:

    >>> game = provision([10.0, 10.0], [[6.0, 0.0], [3.0, 3.0]], price=4.0)
    >>> game.paid_by, game.optimum, game.nash
    ((0, None), 12.0, 6.0)
    """
    players = len(gains[0]) if gains else 0
    paying: list[set[int]] = [set() for _ in worths]
    rounds, moved = 0, True
    while moved:
        rounds, moved = rounds + 1, False
        for player in range(players):
            for good, payers in enumerate(paying):
                pays = gains[good][player] > price and not payers - {player}
                if pays != (player in payers):
                    moved = True
                    payers ^= {player}
    paid_by = tuple(min(payers) if payers else None for payers in paying)
    worthwhile = tuple(worth > price for worth in worths)
    optimum = math.fsum(worth - price for worth, good in zip(worths, worthwhile, strict=True) if good)
    nash = math.fsum(worth - price for worth, payer in zip(worths, paid_by, strict=True) if payer is not None)
    return Provision(paid_by, worthwhile, optimum, nash, rounds)
