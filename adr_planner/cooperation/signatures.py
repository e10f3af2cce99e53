"""What one agreement is worth in a game: Shapley's value, leaving one out, smallest coalitions, the next to sign."""

from __future__ import annotations

import math
from collections.abc import Sequence

from adr_planner.cooperation.coalitions import members, players_of

__all__ = ["leave_one_out", "shapley", "smallest_coalitions", "unlocks"]


def shapley(values: Sequence[float]) -> list[float]:
    """Return Shapley's value of every player: what it adds, averaged over all orders in which players may sign.

    Parameters
    ----------
    values : sequence of float
        One a coalition, see `coalitions`.

    Returns
    -------
    list of float
        One a player, in the unit of the values; they sum to the value of all.

    Notes
    -----
    Shapley (1953), *A value for n-person games*: the sum over coalitions S without i of
    ``|S|! (n - |S| - 1)! / n! (v(S + i) - v(S))``.

    Examples
    --------
    >>> shapley([0.0, 1.0, 2.0, 6.0])
    [2.5, 3.5]
    """
    n = players_of(values)
    weight = [1.0 / (n * math.comb(n - 1, size)) for size in range(n)]
    return [
        math.fsum(
            weight[coalition.bit_count()] * (values[coalition | 1 << player] - values[coalition])
            for coalition in range(1 << n)
            if not coalition >> player & 1
        )
        for player in range(n)
    ]


def leave_one_out(values: Sequence[float]) -> list[float]:
    """Return what is lost for all where one player alone does not sign.

    Examples
    --------
    >>> leave_one_out([0.0, 1.0, 2.0, 6.0])
    [4.0, 5.0]
    """
    n = players_of(values)
    return [values[-1] - values[((1 << n) - 1) ^ 1 << player] for player in range(n)]


def smallest_coalitions(values: Sequence[float], share: float) -> list[int]:
    """Return the coalitions of fewest players that reach a share of the value of all, the most valuable first.

    Parameters
    ----------
    values : sequence of float
        One a coalition.
    share : float
        Of the value of all, 0 to 1.

    Examples
    --------
    >>> smallest_coalitions([0.0, 5.0, 2.0, 6.0], 0.8), smallest_coalitions([0.0, 5.0, 2.0, 6.0], 0.9)
    ([1], [3])
    """
    players_of(values)
    enough = share * values[-1]
    reach = [c for c in range(1, len(values)) if values[c] >= enough * (1.0 - 1e-12)]
    fewest = min(coalition.bit_count() for coalition in reach)
    return sorted((c for c in reach if c.bit_count() == fewest), key=lambda c: (-values[c], members(c)))


def unlocks(values: Sequence[float], signed: int) -> tuple[int, float] | None:
    """Return the player whose signature adds most to those who have signed, and what it adds; None if all have.

    Examples
    --------
    >>> unlocks([0.0, 5.0, 2.0, 6.0], 0b01)
    (1, 1.0)
    """
    n = players_of(values)
    gains = [(values[signed | 1 << k] - values[signed], -k) for k in range(n) if not signed >> k & 1]
    if not gains:
        return None
    gain, player = max(gains)
    return -player, gain
