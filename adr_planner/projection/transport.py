"""Carrying fragments from shell to shell: sums over tables that are mostly empty."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["carried"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]


@kernel
def carried(tables: Array, table_of: Integers, there: Array) -> Array:
    """Return where fragments are after a table has carried them.

    Parameters
    ----------
    tables : ndarray, shape (tables, shells, shells)
        Share of what was in the shell of the column that is then in the shell of the row.
    table_of : ndarray of int, shape (classes,)
        Table of each class of fragments.
    there : ndarray, shape (classes, shells, bins)
        How many there are.

    Returns
    -------
    ndarray, shape (classes, shells, bins)
        How many there are then.

    Examples
    --------
    >>> down = np.array([[[1.0, 0.5], [0.0, 0.5]]])
    >>> carried(down, np.array([0]), np.array([[[4.0], [2.0]]]))[0].tolist()
    [[5.0], [1.0]]
    """
    result = np.zeros(there.shape)
    for one in range(there.shape[0]):
        table = tables[table_of[one]]
        for row in range(table.shape[0]):
            here = result[one, row]
            for column in range(table.shape[1]):
                share = table[row, column]
                if share != 0.0:
                    before = there[one, column]
                    for k in range(here.size):
                        here[k] += share * before[k]
    return result
