"""Products of small vectors and matrices, written out: the order of every sum stands in the source.

A library of linear algebra adds up in the order that suits the processor it finds, and numpy asks one even for the
length of a vector. The last bit that differs then is a different burn some steps of a search later.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adr_planner.core.jit import kernel

__all__ = ["applied", "cross", "determinant", "dot", "length", "lengths", "product", "solved", "turned"]

Array = NDArray[np.float64]


@kernel
def dot(one: Array, other: Array) -> float:
    """Return the scalar product of two vectors of equal length.

    Examples
    --------
    >>> dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0]))
    32.0
    """
    total = 0.0
    for k in range(one.size):
        total += one[k] * other[k]
    return total


@kernel
def length(vector: Array) -> float:
    """Return the length of a vector.

    Examples
    --------
    >>> length(np.array([2.0, 3.0, 6.0]))
    7.0
    """
    return float(np.sqrt(dot(vector, vector)))


@kernel
def cross(one: Array, other: Array) -> Array:
    """Return the vector product of two vectors of shape (3,).

    Examples
    --------
    >>> cross(np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    array([0., 0., 1.])
    """
    result = np.empty(3)
    result[0] = one[1] * other[2] - one[2] * other[1]
    result[1] = one[2] * other[0] - one[0] * other[2]
    result[2] = one[0] * other[1] - one[1] * other[0]
    return result


@kernel
def lengths(rows: Array) -> Array:
    """Return the length of every row, shape (n,).

    Examples
    --------
    >>> lengths(np.array([[3.0, 4.0], [0.0, 2.0]]))
    array([5., 2.])
    """
    sizes = np.empty(rows.shape[0])
    for k in range(rows.shape[0]):
        sizes[k] = length(rows[k])
    return sizes


@kernel
def applied(matrix: Array, vector: Array) -> Array:
    """Return a matrix of shape (m, n) times a vector of shape (n,).

    Examples
    --------
    >>> applied(np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([3.0, 4.0]))
    array([-4.,  3.])
    """
    result = np.empty(matrix.shape[0])
    for row in range(matrix.shape[0]):
        result[row] = dot(matrix[row], vector)
    return result


@kernel
def product(one: Array, other: Array) -> Array:
    """Return a matrix of shape (m, n) times one of shape (n, k).

    Examples
    --------
    >>> product(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [3.0, 4.0]]))
    array([[7., 8.]])
    """
    result = np.zeros((one.shape[0], other.shape[1]))
    for row in range(one.shape[0]):
        for k in range(one.shape[1]):
            for column in range(other.shape[1]):
                result[row, column] += one[row, k] * other[k, column]
    return result


@kernel
def determinant(matrix: Array) -> float:
    """Return the determinant of a matrix of shape (2, 2).

    Examples
    --------
    >>> determinant(np.array([[3.0, 1.0], [4.0, 2.0]]))
    2.0
    """
    return float(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0])


@kernel
def solved(matrix: Array, goal: Array) -> Array:
    """Return the vector that a matrix of shape (2, 2) turns into a goal, by Cramer's rule.

    Raises
    ------
    ValueError
        If there is none, or more than one.

    Examples
    --------
    >>> solved(np.array([[3.0, 1.0], [4.0, 2.0]]), np.array([5.0, 8.0]))
    array([1., 2.])
    """
    size = determinant(matrix)
    if size == 0.0:
        raise ValueError("the two equations have no one solution.")
    first = goal[0] * matrix[1, 1] - matrix[0, 1] * goal[1]
    second = matrix[0, 0] * goal[1] - goal[0] * matrix[1, 0]
    return np.array([first, second]) / size


def turned(rotation: Array, vectors: ArrayLike) -> Array:
    """Return vectors, shape (..., 3), turned by a rotation of shape (3, 3).

    Examples
    --------
    >>> turned(np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), [[1.0, 2.0, 3.0]])
    array([[-2.,  1.,  3.]])
    """
    rows = np.ascontiguousarray(vectors, dtype=np.float64)
    return np.asarray(product(rows.reshape(-1, 3), np.ascontiguousarray(rotation.T)).reshape(rows.shape))
