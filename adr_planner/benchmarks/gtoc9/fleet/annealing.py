"""Simulated annealing over whole campaigns, with the exact dates of the changed missions in every move."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.fleet.campaign_state import CampaignState, Draft
from adr_planner.benchmarks.gtoc9.fleet.move_cost import evaluate_all, evaluate_change, take
from adr_planner.benchmarks.gtoc9.fleet.moves import Nodes, draw_move
from adr_planner.core.cooling import Cooling
from adr_planner.core.jit import kernel

__all__ = ["Kept", "anneal"]

_LEAST = 1e-9


class Kept(NamedTuple):
    """The best campaign met: order and stops of its missions, and where each ends."""

    order: NDArray[np.int64]
    stops: NDArray[np.int64]
    bounds: NDArray[np.int64]


@kernel
def anneal(
    ratio: NDArray[np.float32], waits: NDArray[np.int64], pause: int, nodes: Nodes, state: CampaignState, draft: Draft,
    cooling: Cooling, kept: Kept, stop: NDArray[np.int64],
) -> float:  # fmt: skip
    """Change a campaign at random, taking losses with the probability of a falling temperature.

    Parameters
    ----------
    ratio, waits, pause
        Of `LegGrid`.
    nodes : Nodes
        Where the nodes are, for choosing places.
    state, draft : CampaignState, Draft
        Campaign to start from, changed in place; room to work in.
    cooling : Cooling
        Of the temperature [million euro].
    kept : Kept
        The best campaign met, written.
    stop : ndarray of int, shape (1,)
        Set to 1 from outside to end early.

    Returns
    -------
    float
        Cost of the best campaign [million euro].
    """
    np.random.seed(cooling.seed)
    total = evaluate_all(ratio, waits, pause, state, draft)
    best = total + 1.0
    fall = np.log(cooling.cold / cooling.hot) / cooling.moves
    for k in range(cooling.moves):
        if k % 1024 == 0 and stop[0] != 0:
            break
        if not draw_move(state, nodes, pause, draft):
            continue
        margin = -cooling.hot * np.exp(fall * k) * np.log(np.random.random() + 1e-300)
        change = evaluate_change(ratio, waits, pause, state, draft, margin)
        if change > margin:
            continue
        take(ratio, waits, pause, state, draft)
        total = state.cost.sum()
        if total < best - _LEAST:
            best = total
            kept.order[:], kept.stops[:], kept.bounds[:] = state.order, state.stops, state.bounds
    return float(best)
