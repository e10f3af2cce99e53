"""Merge several rankings into one by points, as a panel of experts would.

Every index names its own top list; an object earns more points the higher it stands on each. This is Borda's
count cut off at the top list: being 700th or 900th by some index is no information. Objects on no list at all
are ranked after the rest, by the geometric mean of their ranks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.border.plain import whole
from adr_planner.errors import InvalidInputError

__all__ = ["Consensus", "check_indices", "competition_ranks", "merge", "ranks_of"]

Array = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Consensus:
    """The merged ranking of n objects.

    Parameters
    ----------
    order : ndarray of int, shape (n,)
        Positions of the objects, first the most critical.
    score : ndarray, shape (n,)
        Points of each object.
    index_ranks : dict of str to ndarray of int, shape (n,)
        Rank of each object by each index, from 1.
    """

    order: NDArray[np.intp]
    score: Array
    index_ranks: dict[str, Integers]


def ranks_of(values: Array, numbers: Integers) -> Integers:
    """Rank values from the largest, 1 first; of equal ones the lower catalogue number goes first.

    Examples
    --------
    >>> ranks_of(np.array([0.5, 2.0, 0.5]), np.array([30, 20, 10])).tolist()
    [3, 1, 2]
    """
    ranks = np.empty(values.size, dtype=np.int64)
    ranks[np.lexsort((numbers, -values))] = np.arange(1, values.size + 1)
    return ranks


def competition_ranks(values: Array) -> Integers:
    """Rank values from the largest, equal ones sharing the best rank of theirs (1, 2, 2, 4).

    Examples
    --------
    >>> competition_ranks(np.array([8.0, 9.0, 8.0, 7.0])).tolist()
    [2, 1, 2, 4]
    """
    ascending = np.sort(values)
    return np.asarray(values.size - np.searchsorted(ascending, values, side="right") + 1, dtype=np.int64)


def check_indices(indices: Mapping[str, Array], numbers: Integers) -> None:
    """Refuse to merge no index, or one that is not finite.

    Raises
    ------
    InvalidInputError
        The message names the index and the object.
    """
    if not indices:
        raise InvalidInputError("A consensus needs at least one index.", parameter="indices")
    for name, values in indices.items():
        if not np.all(np.isfinite(values)):
            bad = numbers[~np.isfinite(values)][0]
            raise InvalidInputError(f"Index {name} is not finite for object {bad}.", parameter=name)


def merge(
    indices: Mapping[str, Array], numbers: Integers, *, top_list: int = 50, weights: Mapping[str, float] | None = None
) -> Consensus:
    """Merge indices by points over their top lists.

    Parameters
    ----------
    indices : mapping of str to ndarray, shape (n,)
        Values of any number of indices, the larger the worse.
    numbers : ndarray of int, shape (n,)
        Catalogue numbers, the last tie-break.
    top_list : int
        Length of each index's list: its first earns that many points, its last one point.
    weights : mapping of str to float, optional
        Factor on the points of each index; by default one each.

    Returns
    -------
    Consensus
        Ordered by points; then by number of lists the object is on; then by mean logarithm of its ranks; then
        by catalogue number.

    Raises
    ------
    InvalidInputError
        If there is no index, a value is not finite, or `top_list` is below one.

    Examples
    --------
    >>> two = {"mass": np.array([9.0, 8.0, 1.0]), "flux": np.array([1.0, 3.0, 2.0])}
    >>> merged = merge(two, np.array([101, 102, 103]), top_list=2)
    >>> merged.order.tolist(), merged.score.tolist()
    ([1, 0, 2], [2.0, 3.0, 1.0])
    """
    top_list = whole(top_list, name="top_list", wanted="at least 1")
    check_indices(indices, numbers)
    index_ranks = {name: ranks_of(values, numbers) for name, values in indices.items()}
    ranks = np.array(list(index_ranks.values()))
    worth = np.array([1.0 if weights is None else weights[name] for name in indices])
    score = np.sum(worth[:, None] * np.maximum(0, top_list + 1 - ranks), axis=0)
    lists = (ranks <= top_list).sum(axis=0)
    order = np.lexsort((numbers, np.log(ranks).mean(axis=0), -lists, -score))
    return Consensus(order, score, index_ranks)
