"""Two other ways to merge indices: TOPSIS and Pareto layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["pareto_layers", "topsis"]

Array = NDArray[np.float64]


def topsis(values: Array, weights: Array) -> Array:
    """Return closeness to the ideal worst object, 0 to 1 (Hwang & Yoon 1981).

    Parameters
    ----------
    values : ndarray, shape (criteria, n)
        The larger the worse.
    weights : ndarray, shape (criteria,)
        Weight of each criterion.

    Returns
    -------
    ndarray, shape (n,)
        Distance from the harmless corner over the sum of both distances; criteria are scaled to unit length.

    Examples
    --------
    >>> topsis(np.array([[3.0, 0.0, 3.0], [4.0, 0.0, 0.0]]), np.ones(2)).round(3).tolist()
    [1.0, 0.0, 0.414]
    """
    length = np.sqrt(np.sum(values**2, axis=1, keepdims=True))
    scaled = values / np.where(length > 0.0, length, 1.0) * (weights / weights.sum())[:, None]
    bad = np.sqrt(np.sum((scaled - scaled.max(axis=1, keepdims=True)) ** 2, axis=0))
    good = np.sqrt(np.sum((scaled - scaled.min(axis=1, keepdims=True)) ** 2, axis=0))
    return np.asarray(good / np.maximum(good + bad, np.finfo(float).tiny))


def pareto_layers(values: Array) -> NDArray[np.int64]:
    """Return the layer of each object: 1 if none is worse by all criteria, 2 if only those of layer 1 are, and so on.

    Parameters
    ----------
    values : ndarray, shape (criteria, n)
        The larger the worse.

    Examples
    --------
    >>> pareto_layers(np.array([[3.0, 1.0, 2.0, 1.0], [1.0, 3.0, 2.0, 1.0]])).tolist()
    [1, 1, 1, 2]
    """
    # From the worst product down, so that whatever dominates an object comes before it.
    order = np.argsort(-np.log(np.maximum(values, np.finfo(float).tiny)).sum(axis=0), kind="stable")
    layers = np.empty(order.size, dtype=np.int64)
    layers[order] = _layers_in_order(np.ascontiguousarray(values.T[order]))
    return layers


@kernel
def _layers_in_order(rows: Array) -> NDArray[np.int64]:
    """Return the layers of objects, each of which only earlier ones can dominate."""
    layers = np.ones(rows.shape[0], dtype=np.int64)
    for one in range(rows.shape[0]):
        for other in range(one):
            if layers[other] < layers[one]:
                continue
            exceeds = False
            for k in range(rows.shape[1]):
                if rows[other, k] < rows[one, k]:
                    exceeds = False
                    break
                exceeds = exceeds or rows[other, k] > rows[one, k]
            if exceeds:
                layers[one] = layers[other] + 1
    return layers
