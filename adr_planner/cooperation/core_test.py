"""The core: whether a coalition could do better on its own than the shares it is given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from adr_planner.cooperation.coalitions import members, players_of

__all__ = ["CoreTest", "core_test"]

_SAME = 1e-9
"""Slack of the test, relative to the value of all."""


@dataclass(frozen=True, slots=True)
class CoreTest:
    """Whether a vector of shares lies in the core of a game.

    Parameters
    ----------
    handed_out : float
        Sum of the shares less the value of all: above zero where the shares promise more than there is.
    excess : float
        The most a coalition could have above the sum of its members' shares; not above zero within the core.
    coalition : int
        That coalition.
    inside : bool
        Whether no coalition could do better, and no more is handed out than there is.
    """

    handed_out: float
    excess: float
    coalition: int
    inside: bool


def core_test(values: Sequence[float], shares: Sequence[float]) -> CoreTest:
    """Test shares against every coalition.

    Parameters
    ----------
    values : sequence of float
        One a coalition.
    shares : sequence of float
        One a player.

    Returns
    -------
    CoreTest
        The verdict, and by how much.

    Examples
    --------
    >>> core_test([0.0, 1.0, 2.0, 4.0], [2.0, 2.0]).inside
    True
    >>> core_test([0.0, 1.0, 2.0, 4.0], [0.5, 3.5]).excess
    0.5
    """
    n = players_of(values)
    slack = _SAME * max(abs(values[-1]), 1e-300)
    everyone = (1 << n) - 1
    found = [
        (values[c] - math.fsum(shares[k] for k in members(c)), -c) for c in range(1, everyone + 1) if c != everyone
    ]
    excess, coalition = max(found, default=(0.0, 0))
    handed_out = math.fsum([*shares, -values[-1]])
    return CoreTest(handed_out, excess, -coalition, excess <= slack and handed_out <= slack)
