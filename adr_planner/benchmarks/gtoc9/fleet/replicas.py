"""Many campaigns annealed at once: at every stage the worse half gives way, and the rest cool on for longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.fleet.annealing import Kept, anneal
from adr_planner.benchmarks.gtoc9.fleet.campaign_state import CampaignState, new_draft, new_state
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LegGrid
from adr_planner.benchmarks.gtoc9.fleet.moves import Nodes
from adr_planner.core.cooling import Cooling

__all__ = ["Landscape", "Replica", "anneal_all"]

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Landscape:
    """What all replicas share.

    Parameters
    ----------
    grid : LegGrid
        Prices of the legs.
    nodes : Nodes
        Nodes of the debris, for choosing places.
    stop : ndarray of int, shape (1,)
        Set to 1 to end all walks early.
    """

    grid: LegGrid
    nodes: Nodes
    stop: Whole = field(default_factory=lambda: np.zeros(1, np.int64))


@dataclass(frozen=True, slots=True)
class Replica:
    """A campaign on its way.

    Parameters
    ----------
    seed : int
        Its own seed.
    orders, bounds
        Campaign it stands on, as `state.new_state` takes it.
    cost : float
        Its cost [million euro].
    best_orders, best_bounds, best_cost
        The best it has met.
    """

    seed: int
    orders: tuple[tuple[int, ...], ...]
    bounds: tuple[int, ...]
    cost: float = np.inf
    best_orders: tuple[tuple[int, ...], ...] = ()
    best_bounds: tuple[int, ...] = ()
    best_cost: float = np.inf

    @classmethod
    def at_random(cls, missions: int, landscape: Landscape, seed: int) -> Replica:
        """Deal the debris out to missions of equal time."""
        grid = landscape.grid
        dealt = np.random.default_rng(seed).permutation(grid.ratio.shape[0])
        bounds = np.round(np.linspace(0, grid.dates.size - 1 + grid.pause, missions + 1)).astype(int)
        orders = tuple(tuple(int(d) for d in dealt[m::missions]) for m in range(missions))
        return cls(seed, orders, tuple(int(b) for b in bounds))

    def back_to_best(self, seed: int) -> Replica:
        """Return a replica that stands on the best campaign met, with another seed."""
        return Replica(
            seed, self.best_orders, self.best_bounds, self.best_cost, self.best_orders, self.best_bounds, self.best_cost
        )

    def annealed(self, landscape: Landscape, hot: float, cold: float, moves: int, salt: int) -> Replica:
        """Anneal from one temperature to another [million euro]."""
        grid = landscape.grid
        state = new_state(self.orders, self.bounds, grid.ratio.shape[0], grid.dates.size)
        kept = Kept(state.order.copy(), state.stops.copy(), state.bounds.copy())
        cooling = Cooling(hot, cold, moves, (self.seed * 1_000_003 + salt) % 2**32)  # the generator takes 32 bits
        best = anneal(
            grid.ratio, grid.waits, grid.pause, landscape.nodes, state, new_draft(grid.dates.size), cooling, kept,
            landscape.stop,
        )  # fmt: skip
        here, bounds = _orders(state.order, state.stops), _bounds(state)
        if best >= self.best_cost:
            return Replica(
                self.seed, here, bounds, float(state.cost.sum()), self.best_orders, self.best_bounds, self.best_cost
            )
        met = tuple(int(b) for b in kept.bounds)
        return Replica(
            self.seed, here, bounds, float(state.cost.sum()), _orders(kept.order, kept.stops), met, float(best)
        )


def _orders(order: Whole, count: Whole) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(d) for d in order[m, : count[m]]) for m in range(count.size))


def _bounds(state: CampaignState) -> tuple[int, ...]:
    return tuple(int(b) for b in state.bounds)


def anneal_all(
    landscape: Landscape, replicas: Sequence[Replica], hot: float, cold: float, moves: int, salt: int, threads: int,
    tell: Callable[[str], None] | None = None,
) -> list[Replica]:  # fmt: skip
    """Let all replicas anneal, and return them by rising cost; interrupted, the rest stop where they are."""
    done = 0

    def cooled(replica: Replica) -> Replica:
        nonlocal done
        after = replica.annealed(landscape, hot, cold, moves, salt)
        done += 1
        if tell is not None:
            tell(f"{hot:g} to {cold:g} MEUR, campaign {done} of {len(replicas)}: {after.cost:.1f} MEUR")
        return after

    with ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(cooled, replica) for replica in replicas]
        try:
            for future in futures:
                future.exception()
        except KeyboardInterrupt:
            landscape.stop[0] = 1
        annealed = [future.result() for future in futures]
    return sorted(annealed, key=lambda replica: (replica.cost, replica.seed))
