"""Two other ways to merge indices: TOPSIS and Pareto layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
    length = np.linalg.norm(values, axis=1, keepdims=True)
    scaled = values / np.where(length > 0.0, length, 1.0) * (weights / weights.sum())[:, None]
    bad = np.linalg.norm(scaled - scaled.max(axis=1, keepdims=True), axis=0)
    good = np.linalg.norm(scaled - scaled.min(axis=1, keepdims=True), axis=0)
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
    n = values.shape[1]
    layers = np.ones(n, dtype=np.int64)
    # From the worst sum of ranks down, so that whatever dominates an object comes before it.
    for place in np.argsort(-np.log(np.maximum(values, np.finfo(float).tiny)).sum(axis=0), kind="stable"):
        mine = values[:, place, None]
        over = np.all(values >= mine, axis=0) & np.any(values > mine, axis=0)
        if over.any():
            layers[place] = layers[over].max() + 1
    return layers
