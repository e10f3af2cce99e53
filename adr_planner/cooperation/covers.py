"""What is true of a game by its nature, where a search that was ended early left it untrue: covers of its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adr_planner.cooperation.coalitions import players_of, splits, subsets

__all__ = ["monotone", "superadditive"]


def monotone(values: Sequence[float]) -> list[int]:
    """Return for every coalition the best coalition within it: who may visit more can do what who may visit less does.

    Parameters
    ----------
    values : sequence of float
        One a coalition, as found.

    Returns
    -------
    list of int
        The coalition itself where none within it has more.

    Examples
    --------
    >>> monotone([0.0, 3.0, 1.0, 2.0])
    [0, 1, 2, 1]
    """
    players_of(values)
    return [max(subsets(c), key=lambda part: (values[part], part == c)) for c in range(len(values))]


def superadditive(values: Sequence[float], fits: Callable[[int, int], bool] | None = None) -> list[tuple[int, ...]]:
    """Return for every coalition the parts whose own plans together are worth most: apart they can do it, so together.

    Parameters
    ----------
    values : sequence of float
        One a coalition, as found.
    fits : callable, optional
        Whether the plans of two disjoint coalitions may be flown beside each other; by default they always may.

    Returns
    -------
    list of tuple of int
        Parts of each coalition: itself alone where its own plan is the best.

    Examples
    --------
    >>> superadditive([0.0, 3.0, 1.0, 3.5])
    [(), (1,), (2,), (2, 1)]
    """
    n = players_of(values)
    best = list(values)
    parts: list[tuple[int, ...]] = [()] + [(coalition,) for coalition in range(1, 1 << n)]
    for coalition in sorted(range(1, 1 << n), key=int.bit_count):
        for left, right in splits(coalition):
            apart = best[left] + best[right]
            if apart > best[coalition] * (1.0 + 1e-12) and (fits is None or fits(left, right)):
                best[coalition], parts[coalition] = apart, parts[left] + parts[right]
    return parts
