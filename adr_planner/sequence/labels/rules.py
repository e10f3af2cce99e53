"""Compiled rules of label setting: what may still win, what a completion must cost, what dominates."""

from __future__ import annotations

import numpy as np

from adr_planner.core.jit import kernel
from adr_planner.sequence.labels.completion_bounds import Bounds
from adr_planner.sequence.labels.kernel_data import KernelData
from adr_planner.sequence.labels.records import (
    DELTA_V,
    HUGE,
    PROPELLANT,
    WORTH,
    Arrival,
    Best,
    Front,
    Index,
    Partial,
    Query,
    Rules,
)

__all__ = ["burn_before", "completion", "cuts", "extra_worth", "forbidden", "put", "stops_needed", "sums"]


@kernel
def _count(mask: int) -> int:
    bits = 0
    while mask:
        mask &= mask - 1
        bits += 1
    return bits


@kernel
def forbidden(p: KernelData, grown: int, after: int) -> int:
    """Return the targets that cannot be put before a set: of it, of a full group, out of order, or crowded out."""
    closed = grown
    for i in range(p.precede.size):
        if p.precede[i] & grown:
            closed |= 1 << i
    for group in range(p.group_masks.size):
        if _count(p.group_masks[group] & grown) >= p.group_limits[group]:
            closed |= p.group_masks[group]
    if _count(p.must & ~grown) >= after:  # every further stop is one that must be visited
        closed |= ~p.must
    return closed


@kernel
def extra_worth(p: KernelData, closed: int, extra: int) -> int:
    """Return the worth of the best so many targets that can still be visited, each at its best date."""
    total = 0
    for rank in range(p.worth_rank.size):
        if extra == 0:
            break
        if not (closed >> p.worth_rank[rank]) & 1:
            total += p.best_worth[p.worth_rank[rank]]
            extra -= 1
    return total


@kernel
def sums(p: KernelData, visited: int) -> tuple[float, int]:
    """Return the kits left behind [kg] and the most worth removed in a visited set."""
    kits, worth = 0.0, 0
    for i in range(p.kit.size):
        if (visited >> i) & 1:
            kits += p.kit[i]
            worth += p.best_worth[i]
    return kits, worth


@kernel
def stops_needed(
    p: KernelData, query: Query, best: Best, grown: int, closed: int, first: int, worth: int, after: int
) -> int:
    """Return the least number of further stops that may give a better tour, -1 if none can."""
    if p.precede[first] & grown:
        return -1
    for group in range(p.group_masks.size):
        members = p.group_masks[group]
        if (members >> first) & 1 and _count(members & grown) > p.group_limits[group]:
            return -1
    missing = _count(p.must & ~grown)
    if missing > after:
        return -1
    if query.objective != WORTH:
        return after if _count(((1 << p.kit.size) - 1) & ~closed) >= after else -1
    for extra in range(missing, after + 1):
        if worth + extra_worth(p, closed, extra) >= -best.value[0]:
            return extra
    return -1


@kernel
def cuts(query: Query, best: Best, most_worth: Index) -> tuple[float, float]:
    """Return the delta-v and propellant above which nothing is of use."""
    dv, burn = query.max_dv, query.capacity
    if query.objective == PROPELLANT:
        burn = min(burn, best.value[0] - query.slack)
    elif query.objective == DELTA_V or most_worth == -best.value[0]:
        dv = min(dv, best.value[1] - query.slack)
    return min(dv, HUGE), min(burn, HUGE)


@kernel
def burn_before(b: Bounds, r: int, u: Index, j: Index, t: Index, mass: float) -> float:
    """Bound the propellant of r stops, the last of them u, before arriving at j at t with a mass."""
    above = min(mass, b.heavy[r]) - b.light[r]
    return float(b.burn[r, u, j, t] + b.burn_slope[r, u, j, t] * above)


@kernel
def put(front: Front, query: Query, t: int, dv: float, mass: float, worth: Index, parent: Index) -> bool:
    """Keep an arrival unless dominated; return False when there is no room."""
    count = front.filled[t]
    for x in range(count):
        cheaper = (not query.by_dv or front.dv[t, x] <= dv) and (not query.by_mass or front.mass[t, x] <= mass)
        if cheaper and front.worth[t, x] >= worth:
            return True
    kept = 0
    for x in range(count):
        cheaper = (query.by_dv and front.dv[t, x] < dv) or (query.by_mass and front.mass[t, x] < mass)
        if cheaper or front.worth[t, x] > worth:
            front.dv[t, kept] = front.dv[t, x]
            front.mass[t, kept] = front.mass[t, x]
            front.worth[t, kept] = front.worth[t, x]
            front.parent[t, kept] = front.parent[t, x]
            kept += 1
    if kept == front.dv.shape[1]:
        front.filled[t] = kept
        return False
    front.dv[t, kept] = dv
    front.mass[t, kept] = mass
    front.worth[t, kept] = worth
    front.parent[t, kept] = parent
    front.filled[t] = kept + 1
    return True


@kernel
def completion(rules: Rules, tour: Partial, at: Arrival) -> float:
    """Bound the objective of every tour that ends as a label does; infinite if none is of use.

    The stop before the label's first is one that can still be visited: walks through others are passed over.
    """
    p, b, query, best = rules.data, rules.bounds, rules.query, rules.best
    burn = at.mass - p.dry_mass - tour.kits
    for stops in range(tour.after, max(tour.need, 1) - 1, -1):
        most = at.worth + extra_worth(p, tour.closed, stops) if query.objective == WORTH else 0
        if query.objective == WORTH and most < -best.value[0]:
            break
        dv_cut, burn_cut = cuts(query, best, most)
        burn_cut = min(burn_cut, query.max_mass - p.dry_mass - tour.kits)
        least = HUGE
        for rank in range(p.kit.size):
            u = np.int64(b.order[stops, tour.first, at.step, rank])
            if (tour.closed >> u) & 1:
                continue
            whole_dv = at.dv + b.dv[stops, u, tour.first, at.step]
            if whole_dv > dv_cut:
                break
            if query.by_mass:
                whole_burn = burn + burn_before(b, stops, u, tour.first, at.step, at.mass)
                if whole_burn > burn_cut:
                    continue
                least = min(least, whole_burn)
            if query.objective == DELTA_V:
                return float(whole_dv)
            if query.objective == WORTH:
                return -float(most)
        if least < HUGE:
            return least
    return HUGE
