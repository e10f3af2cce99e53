"""Plain ways to share what a joint campaign is worth; each is a scheme some would propose, none a recommendation."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["in_proportion"]


def in_proportion(total: float, weights: Sequence[float]) -> list[float] | None:
    """Share a total in proportion to weights; None where all weights are zero.

    Parameters
    ----------
    total : float
        What is shared.
    weights : sequence of float
        One a player: the value of its own objects (origin), the hits its satellites are spared (exposure), the
        servicers it brings (means), or one each (equal).

    Examples
    --------
    >>> in_proportion(6.0, [1.0, 2.0]), in_proportion(6.0, [0.0, 0.0])
    ([2.0, 4.0], None)
    """
    whole = math.fsum(weights)
    return [total * weight / whole for weight in weights] if whole > 0.0 else None
