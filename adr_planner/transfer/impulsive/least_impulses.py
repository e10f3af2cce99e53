"""The fewest, smallest impulses that produce a wanted change, where the answer to impulses is linear.

The least sum of burn sizes over candidate burn points. The multipliers of the conditions make the primer vector, whose
size is 1 where burns lie and less elsewhere (Lawden 1963); reweighted least squares finds both (Daubechies et al.,
Comm. Pure Appl. Math. 63, 2010), and no more burns are needed than there are conditions (Neustadt, J. SIAM Control 2,
1964).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.core.vectors import dot

__all__ = ["least_impulses", "spread_impulses", "weighted_impulses"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

_SEARCH_ROUNDS = np.int64(60)
_RANKING_ROUNDS = np.int64(30)
_FINAL_ROUNDS = np.int64(200)
_DROP_ROUNDS = np.int64(30)
"""Rounds of reweighting; a plain number would have what is called with it compiled once for each."""
_CANDIDATES = 3
_AWAKE = 0.03
"""Least size a burn is given before another is dropped, in parts of the largest: none may sleep through it."""
_FAINT = 0.003
"""Points with less than this part of the sum after the first rounds are left out of the later ones."""
_GROWTH = 1.01
_TRIES = 4
_CLOSE = 1e-6
"""Gap between the sum of sizes and its lower bound at which the reweighting stops, in parts of the sum."""
_SMALL = 1e-3
"""Burns below this size are dropped [m/s]."""
_SHARE = 0.01
"""Least share of the sum that is kept, where that is less."""
_RIDGE = 1e-15


@kernel
def _scaled(matrix: Array, wanted: Array) -> tuple[Array, Array]:
    """Bring every condition to the same size."""
    rows, goal = matrix.copy(), wanted.copy()
    for row in range(wanted.size):
        scale = np.abs(matrix[row]).max()
        rows[row] /= scale
        goal[row] /= scale
    return rows, goal


@kernel
def _multipliers(rows: Array, goal: Array, sizes: Array) -> Array:
    """Solve the normal equations of the weighted least squares, by Cholesky.

    Raises ValueError where no burn acts on a condition.
    """
    count = goal.size
    factor = np.zeros((count, count))
    for k in range(sizes.size):
        if sizes[k] > 0.0:
            for i in range(count):
                for j in range(i + 1):
                    term = 0.0
                    for c in range(3 * k, 3 * k + 3):
                        term += rows[i, c] * rows[j, c]
                    factor[i, j] += sizes[k] * term
    solved = goal.copy()
    for i in range(count):
        factor[i, i] *= 1.0 + _RIDGE
        if factor[i, i] == 0.0:
            raise ValueError("none of the burns left acts on one of the conditions.")
        for j in range(i + 1):
            term = factor[i, j]
            for c in range(j):
                term -= factor[i, c] * factor[j, c]
            if i == j:
                factor[i, i] = np.sqrt(max(term, _RIDGE * factor[i, i]))
            else:
                factor[i, j] = term / factor[j, j]
        for c in range(i):
            solved[i] -= factor[i, c] * solved[c]
        solved[i] /= factor[i, i]
    for i in range(count - 1, -1, -1):
        for c in range(i + 1, count):
            solved[i] -= factor[c, i] * solved[c]
        solved[i] /= factor[i, i]
    return solved


@kernel
def _primer(rows: Array, multipliers: Array, points: int) -> Array:
    """Return the size of the primer vector at every point, shape (n,)."""
    sizes = np.zeros(points)
    for k in range(points):
        for c in range(3 * k, 3 * k + 3):
            component = 0.0
            for i in range(multipliers.size):
                component += rows[i, c] * multipliers[i]
            sizes[k] += component * component
    return np.sqrt(sizes)


@kernel
def _reweight(rows: Array, goal: Array, sizes: Array, rounds: np.int64) -> None:
    """Reweight `sizes` in place towards the least sum."""
    for _ in range(rounds):
        multipliers = _multipliers(rows, goal, sizes)
        primer = _primer(rows, multipliers, sizes.size)
        total, top = 0.0, 0.0
        for k in range(sizes.size):
            if sizes[k] > 0.0:
                sizes[k] *= primer[k]
                total += sizes[k]
                top = max(top, primer[k])
        if total * top - dot(multipliers, goal) < _CLOSE * total * top:
            break


@kernel
def _impulses(rows: Array, goal: Array, sizes: Array) -> Array:
    """Return the impulses of the weighted least squares, shape (n, 3)."""
    multipliers = _multipliers(rows, goal, sizes)
    impulses = np.zeros((sizes.size, 3))
    for k in range(sizes.size):
        for c in range(3):
            for i in range(goal.size):
                impulses[k, c] += sizes[k] * rows[i, 3 * k + c] * multipliers[i]
    return impulses


@kernel
def _smallest(sizes: Array, tried: Mask) -> int:
    """Return the smallest burn not tried yet, -1 if there is none."""
    smallest = -1
    for k in range(sizes.size):
        if sizes[k] > 0.0 and not tried[k] and (smallest < 0 or sizes[k] < sizes[smallest]):
            smallest = k
    return smallest


@kernel
def _awake(sizes: Array) -> Array:
    """Return the sizes with none too small to take over the work of another."""
    least = _AWAKE * sizes.max()
    awake = sizes.copy()
    for k in range(sizes.size):
        if 0.0 < sizes[k] < least:
            awake[k] = least
    return awake


@kernel
def _at_least(sizes: Array, least: float) -> Array:
    """Return the sizes without those below a least one."""
    kept = sizes.copy()
    for k in range(sizes.size):
        if sizes[k] < least:
            kept[k] = 0.0
    return kept


@kernel
def _number(sizes: Array, counted: Mask) -> int:
    """Return how many of the counted burns there are."""
    number = 0
    for k in range(sizes.size):
        if counted[k] and sizes[k] > 0.0:
            number += 1
    return number


@kernel
def _without_one(rows: Array, goal: Array, sizes: Array, counted: Mask) -> Array:
    """Drop the one burn among the smallest whose work the others do at the least cost."""
    tried = ~counted
    best, least = sizes.copy(), np.inf
    best[_smallest(sizes, tried)] = 0.0
    for _ in range(_CANDIDATES):
        dropped = _smallest(sizes, tried)
        if dropped < 0:
            break
        tried[dropped] = True
        rest = _awake(sizes)
        rest[dropped] = 0.0
        _reweight(rows, goal, rest, _DROP_ROUNDS)
        total = np.sum(rest)
        if total < least:
            best, least = rest, total
    return best


@kernel
def least_impulses(matrix: Array, wanted: Array, counted: Mask, most: int) -> Array:
    """Return the impulses with the least sum of sizes that meet the conditions.

    Parameters
    ----------
    matrix : ndarray, shape (m, 3 n)
        Effect of unit impulses on the conditions, three columns a burn point.
    wanted : ndarray, shape (m,)
        Change to be made.
    counted : ndarray of bool, shape (n,)
        Burn points that count towards `most`.
    most : int
        Most counted burns to keep: the smallest are dropped one by one, the rest taking over their work.

    Returns
    -------
    ndarray, shape (n, 3)
        Impulses [m/s]; zero but for a few points.

    Examples
    --------
    Three points, of which the second does most for the same impulse:

    >>> matrix = np.array([[1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 1.5, 0.0, 0.0]])
    >>> least_impulses(matrix, np.array([10.0]), np.ones(3, dtype=np.bool_), 1)[1]
    array([5., 0., 0.])
    """
    rows, goal = _scaled(matrix, wanted)
    sizes = np.ones(counted.size)
    _reweight(rows, goal, sizes, _SEARCH_ROUNDS)
    first, total, faint = sizes, np.sum(sizes), _FAINT
    for _ in range(_TRIES):
        sizes = _at_least(first, faint * total)
        _reweight(rows, goal, sizes, _FINAL_ROUNDS)
        # Points left out may be missed: then fewer are.
        if np.sum(sizes) < _GROWTH * total:
            break
        faint *= 0.2
    sizes = _at_least(sizes, min(_SMALL, _SHARE * np.sum(sizes)))
    while _number(sizes, counted) > most:
        sizes = _without_one(rows, goal, sizes, counted)
    return _impulses(rows, goal, sizes)


@kernel
def spread_impulses(matrix: Array, wanted: Array) -> Array:
    """Return impulses whose sum is a few per mille above the least, spread over many points: fast, for rankings.

    Parameters
    ----------
    matrix, wanted : ndarray
        See `least_impulses`.
    """
    rows, goal = _scaled(matrix, wanted)
    sizes = np.ones(matrix.shape[1] // 3)
    _reweight(rows, goal, sizes, _RANKING_ROUNDS)
    return _impulses(rows, goal, sizes)


@kernel
def weighted_impulses(matrix: Array, wanted: Array, sizes: Array) -> Array:
    """Return the impulses with the least weighted sum of squares that meet the conditions.

    Parameters
    ----------
    matrix, wanted : ndarray
        See `least_impulses`.
    sizes : ndarray, shape (n,)
        Expected size of each burn, its weight; zero leaves it out.
    """
    rows, goal = _scaled(matrix, wanted)
    return _impulses(rows, goal, sizes)
