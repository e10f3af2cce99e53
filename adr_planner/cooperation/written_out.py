"""Small linear algebra written out: the same last digit on every machine, as a library of it does not promise."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["dot", "solved", "times"]

Floats = NDArray[np.float64]

_NOTHING = 1e-13
"""Pivots below this part of the largest entry are zero."""


def dot(one: Floats, other: Floats) -> float:
    """Return the product of two vectors.

    Examples
    --------
    >>> dot(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    11.0
    """
    return math.fsum((one * other).tolist())


def times(matrix: Floats, vector: Floats) -> Floats:
    """Return a matrix of shape (m, n) times a vector of shape (n,).

    Examples
    --------
    >>> times(np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([3.0, 4.0]))
    array([-4.,  3.])
    """
    return np.array([dot(row, vector) for row in matrix])


def solved(matrix: Floats, goal: Floats) -> Floats:
    """Return a vector that a square matrix turns into a goal, by elimination with full pivoting.

    Where the matrix is singular, and the goal within its reach, unknowns that are free are zero.

    Examples
    --------
    >>> solved(np.array([[0.0, 2.0], [1.0, 1.0]]), np.array([4.0, 5.0]))
    array([3., 2.])
    """
    left, right = matrix.astype(float), goal.astype(float)
    n, least = goal.size, _NOTHING * float(np.abs(matrix).max())
    pivots: list[tuple[int, int]] = []
    rows, columns = list(range(n)), list(range(n))
    while rows:
        row, column = max(((i, j) for i in rows for j in columns), key=lambda place: abs(left[place]))
        if abs(left[row, column]) <= least:
            break
        rows.remove(row)
        columns.remove(column)
        pivots.append((row, column))
        for other in range(n):
            if other != row:
                factor = left[other, column] / left[row, column]
                left[other] -= factor * left[row]
                right[other] -= factor * right[row]
    answer = np.zeros(n)
    for row, column in pivots:
        answer[column] = right[row] / left[row, column]
    return answer
