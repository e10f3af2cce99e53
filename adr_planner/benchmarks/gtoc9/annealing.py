"""Simulated annealing over whole campaigns, with the exact dates of the changed missions in every move."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.chain import Chain, Draft
from adr_planner.benchmarks.gtoc9.moves import Nodes, draw_move
from adr_planner.benchmarks.gtoc9.weighing import take, weigh_all, weigh_change
from adr_planner.core.jit import kernel

__all__ = ["anneal"]

_LEAST = 1e-9


@kernel
def anneal(
    ratio: NDArray[np.float32], waits: NDArray[np.int64], pause: int, nodes: Nodes, chain: Chain, draft: Draft,
    hot: float, cold: float, moves: int, seed: int,
    best_order: NDArray[np.int64], best_stops: NDArray[np.int64], best_bounds: NDArray[np.int64],
    stop: NDArray[np.int64],
) -> float:  # fmt: skip
    """Change a campaign at random, taking losses with the probability of a falling temperature.

    Parameters
    ----------
    ratio, waits, pause
        Of `LegGrid`.
    nodes : Nodes
        Where the nodes are, for choosing places.
    chain, draft : Chain, Draft
        Campaign to start from, changed in place; room to work in.
    hot, cold : float
        First and last temperature [million euro], falling geometrically (Kirkpatrick et al., Science 220, 1983).
    moves : int
        Moves drawn.
    seed : int
        Of the random numbers: same seed, same campaign.
    best_order, best_stops, best_bounds : ndarray
        The best campaign met, written.
    stop : ndarray of int, shape (1,)
        Set to 1 from outside to end early.

    Returns
    -------
    float
        Cost of the best campaign [million euro].
    """
    np.random.seed(seed)
    total = weigh_all(ratio, waits, pause, chain, draft)
    best = total + 1.0
    fall = np.log(cold / hot) / moves
    for k in range(moves):
        if k % 1024 == 0 and stop[0] != 0:
            break
        if not draw_move(chain, nodes, pause, draft):
            continue
        margin = -hot * np.exp(fall * k) * np.log(np.random.random() + 1e-300)
        change = weigh_change(ratio, waits, pause, chain, draft, margin)
        if change > margin:
            continue
        take(ratio, waits, pause, chain, draft)
        total = chain.cost.sum()
        if total < best - _LEAST:
            best = total
            best_order[:], best_stops[:], best_bounds[:] = chain.order, chain.stops, chain.bounds
    return float(best)
