"""Spans of time in which something holds: found on a grid, their ends refined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Span", "longest_gap", "overlaps", "spans_above"]

Array = NDArray[np.float64]
Span = tuple[float, float]
"""From when to when [s since the plan epoch]."""
_HALVINGS = 24
"""Of a step of half a minute: two microseconds."""


def spans_above(margin: Callable[[Array], Array], first: float, last: float, step: float = 20.0) -> list[Span]:
    """Return when a margin is above zero, ends to the microsecond; what is shorter than a step may be passed over.

    Parameters
    ----------
    margin : callable
        Of times [s]; continuous.
    first, last : float
        From when to when [s].
    step : float
        Between two looks [s].

    Examples
    --------
    >>> [(round(a, 3), round(b, 3)) for a, b in spans_above(lambda t: np.sin(t / 100.0), 0.0, 1000.0)]
    [(0.0, 314.159), (628.319, 942.478)]
    """
    if last <= first:
        return []
    times = np.linspace(first, last, max(int(np.ceil((last - first) / step)), 2) + 1)
    above = margin(times) > 0.0
    change = np.flatnonzero(above[1:] != above[:-1])
    early, late = times[change].copy(), times[change + 1].copy()
    rising = above[change + 1]
    for _ in range(_HALVINGS if change.size else 0):
        middle = 0.5 * (early + late)
        after = (margin(middle) > 0.0) == rising
        early, late = np.where(after, early, middle), np.where(after, middle, late)
    ends = 0.5 * (early + late)
    starts = [first] if above[0] else []
    starts += ends[rising].tolist()
    stops = ends[~rising].tolist() + ([last] if above[-1] else [])
    return list(zip(starts, stops, strict=True))


def overlaps(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return when both hold.

    Examples
    --------
    >>> overlaps([(0.0, 5.0), (8.0, 9.0)], [(4.0, 8.5)])
    [(4.0, 5.0), (8.0, 8.5)]
    """
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d)]
    return sorted(found)


def longest_gap(spans: Sequence[Span], first: float, last: float) -> float:
    """Return the longest time in which nothing holds [s].

    Examples
    --------
    >>> longest_gap([(2.0, 3.0), (2.5, 6.0)], 0.0, 9.0)
    3.0
    """
    end, longest = first, 0.0
    for start, stop in sorted(spans):
        longest, end = max(longest, start - end), max(end, stop)
    return max(longest, last - end)
