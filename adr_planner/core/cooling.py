"""How an annealing cools down."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Cooling"]


class Cooling(NamedTuple):
    """A temperature that falls geometrically over so many moves (Kirkpatrick et al., Science 220, 1983).

    Attributes
    ----------
    hot, cold : float
        First and last, in units of the objective.
    moves : int
        How many are drawn.
    seed : int
        Of the random numbers: same seed, same moves.
    """

    hot: float
    cold: float
    moves: int
    seed: int
