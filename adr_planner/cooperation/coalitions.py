"""Coalitions as whole numbers: bit i is set where player i is a member, so that a game is a list of 2^n values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adr_planner.errors import InvalidInputError

__all__ = ["MOST_PLAYERS", "coalition_of", "members", "players_of", "splits", "subsets"]

MOST_PLAYERS = 8
"""Most players whose coalitions are all looked at: 255 searches."""


def players_of(values: Sequence[float]) -> int:
    """Return the number of players of a game.

    Raises
    ------
    InvalidInputError
        If it has not one value a coalition, or the coalition of nobody is worth something.

    Examples
    --------
    >>> players_of([0.0, 1.0, 2.0, 4.0])
    2
    """
    n = len(values).bit_length() - 1
    if len(values) != 1 << n or values[0] != 0.0:
        raise InvalidInputError(
            f"A game of n players has 2^n values, the first of them 0; got {len(values)}, the first "
            f"{values[0] if len(values) else None}.",
            parameter="values",
        )
    return n


def members(coalition: int) -> tuple[int, ...]:
    """Return the players of a coalition.

    Examples
    --------
    >>> members(0b101)
    (0, 2)
    """
    return tuple(k for k in range(coalition.bit_length()) if coalition >> k & 1)


def coalition_of(players: Iterable[int]) -> int:
    """Return the coalition of some players.

    Examples
    --------
    >>> bin(coalition_of([0, 2]))
    '0b101'
    """
    return sum(1 << player for player in set(players))


def subsets(coalition: int) -> Iterator[int]:
    """Yield all coalitions within one, itself first, nobody last.

    Examples
    --------
    >>> list(subsets(0b101))
    [5, 4, 1, 0]
    """
    part = coalition
    while part:
        yield part
        part = (part - 1) & coalition
    yield 0


def splits(coalition: int) -> Iterator[tuple[int, int]]:
    """Yield all ways to part a coalition in two, each once.

    Examples
    --------
    >>> list(splits(0b111))
    [(6, 1), (5, 2), (4, 3)]
    """
    for part in subsets(coalition):
        if coalition > part > coalition ^ part:
            yield part, coalition ^ part
