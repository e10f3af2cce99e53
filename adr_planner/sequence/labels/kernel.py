"""Compiled label setting: put one more stop before every partial tour, keep what may still be best.

All labels of one visited set and first stop grow from one set of the layer before (the set without that
stop), so that dominance needs no look-up: a workspace of one front per step is enough.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.labels.completion_bounds import Remainder
from adr_planner.sequence.labels.records import (
    FRONT_FULL,
    HUGE,
    OUTPUT_FULL,
    PROPELLANT,
    READY,
    WORTH,
    Arrival,
    Cut,
    Front,
    Labels,
    Output,
    Partial,
    Rules,
)
from adr_planner.sequence.labels.rules import (
    burn_before,
    completion,
    cuts,
    extra_worth,
    forbidden,
    put,
    stops_needed,
    sums,
)

__all__ = ["extend", "seed_labels"]


@kernel
def _close(rules: Rules, tour: Partial, at: Arrival, layer: int) -> None:
    """Start a tour at a label by its launch, and keep it if it is the best so far."""
    p, query, best, t = rules.data, rules.query, rules.best, at.step
    whole_dv = at.dv + p.launch[tour.first, t]
    burn = at.mass * p.launch_ratio[tour.first, t] - p.dry_mass - tour.kits
    if whole_dv > query.max_dv or burn > query.capacity or not np.isfinite(whole_dv):
        return
    if burn > query.max_mass - p.dry_mass - tour.kits:
        return
    value = whole_dv
    if query.objective == PROPELLANT:
        value = burn
    elif query.objective == WORTH:
        value = -float(at.worth)
    if value < best.value[0] or (value == best.value[0] and whole_dv < best.value[1]):
        best.value[0], best.value[1], best.value[2] = value, whole_dv, burn
        best.where[0], best.where[1], best.where[2], best.where[3] = at.parent, tour.first, t, layer


@kernel
def _fill(
    rules: Rules, rest: Remainder, front: Front, labels: Labels, groups: tuple[int, int], tour: Partial, cut: Cut
) -> bool:
    """Put a tour's first stop before every label of some groups; return False when a front has no room."""
    p, b, query, i = rules.data, rules.bounds, rules.query, tour.first
    for group in range(groups[0], groups[1]):
        j = np.int64(labels.head[group])
        for x in range(labels.start[group], labels.stop[group]):
            arrival, dv = np.int64(labels.step[x]), labels.dv[x]
            mass = labels.mass[x] if query.by_mass else 0.0
            worth = labels.worth[x]
            useful = False
            for stops in range(tour.need + 1, tour.after + 2):
                if dv + b.dv[stops, i, j, arrival] <= cut.dv:
                    if query.by_mass:
                        burn = mass - p.dry_mass - cut.kits
                        useful = burn + burn_before(b, stops, i, j, arrival, mass) <= cut.burn
                    else:
                        useful = True
                if useful:
                    break
            if not useful:
                continue
            for g in range(p.gaps.size):
                t = arrival - p.gaps[g]
                if t < 0:
                    break
                new_dv = p.leg[i, j, arrival, g] + dv + p.stop_dv[i]
                if new_dv + rest.dv[tour.need, i, t] > cut.dv:
                    continue
                new_mass = 0.0
                if query.by_mass:
                    new_mass = p.alpha[i] * (p.ratio[i, j, arrival, g] * mass) + p.beta[i]
                    if new_mass - p.dry_mass - cut.kits - p.kit[i] + rest.burn[tour.need, i, t] > cut.burn:
                        continue
                if not put(front, query, t, new_dv, new_mass, worth + p.worth[i, t], x):
                    return False
    return True


@kernel
def _emit(rules: Rules, tour: Partial, front: Front, layer: int, out: Output) -> bool:
    """Close what can be closed, write what may still become best, and clear the fronts.

    Moves the ends of the groups and labels written; returns False when the output has no room.
    """
    p, query, labels, ends = rules.data, rules.query, out.labels, out.ends
    group, label = ends[0], ends[1]
    closing = (query.objective == WORTH or tour.after == 0) and (p.must & ~tour.visited) == 0
    room = bool(group < labels.mask.size)
    for t in range(front.filled.size):
        for x in range(front.filled[t]):
            at = Arrival(t, front.dv[t, x], front.mass[t, x], front.worth[t, x], front.parent[t, x])
            if closing:
                _close(rules, tour, at, layer)
            if tour.after == 0 or not room:
                continue
            bound = completion(rules, tour, at)
            if bound >= HUGE:
                continue
            if label == labels.step.size:
                room = False
                continue
            labels.first[label], labels.step[label], labels.dv[label] = tour.first, t, at.dv
            if query.by_mass:
                labels.mass[label] = at.mass
            labels.worth[label], labels.parent[label], labels.bound[label] = at.worth, at.parent, bound
            label += 1
        front.filled[t] = 0
    if room and label > ends[1]:
        labels.mask[group], labels.head[group], labels.start[group] = tour.visited, tour.first, ends[1]
        labels.stop[group] = label
        ends[0], ends[1] = group + 1, label
    return room


@kernel
def _begun(rules: Rules, visited: int, first: int, after: int) -> Partial:
    """Return what the labels of a visited set and first stop share; ``need`` is -1 if none can be of use."""
    p = rules.data
    closed = forbidden(p, visited, after)
    kits, worth = sums(p, visited)
    need = stops_needed(p, rules.query, rules.best, visited, closed, first, worth, after)
    return Partial(visited, closed, first, need, after, kits, worth)


@kernel
def seed_labels(rules: Rules, front: Front, layer: int, out: Output) -> None:
    """Write the labels of one stop: every target, at every step its stay still fits the window.

    Parameters
    ----------
    rules
        Costs, walk bounds, question; and the incumbent, improved in place.
    front
        Workspace with empty fronts.
    layer : int
        Stops in the labels to be written: 1.
    out
        Where to write; room for all of them.
    """
    p, query = rules.data, rules.query
    for i in range(p.kit.size):
        tour = _begun(rules, 1 << i, i, query.stops - layer)
        if tour.need < 0:
            continue
        for t in range(p.last_step + 1):
            dv, mass = p.stop_dv[i] + p.end_dv[i], p.alpha[i] * p.end_mass[i] + p.beta[i]
            put(front, query, t, dv, mass, p.worth[i, t], np.int64(-1))
        _emit(rules, tour, front, layer, out)


@kernel
def extend(
    rules: Rules, rest: Remainder, front: Front, labels: Labels, sets: NDArray[np.int64], layer: int, begin: int,
    budget: int, out: Output,
) -> tuple[int, int]:  # fmt: skip
    """Put one more stop before the labels of a layer, from one set on, until the work or the room ends.

    Parameters
    ----------
    rules
        Costs, walk bounds, question; and the incumbent, improved in place.
    rest
        Remainder after the new stop.
    front
        Workspace with empty fronts.
    labels
        The layer, its groups sorted by visited set.
    sets : ndarray, shape (s + 1,)
        First group of every visited set, and the end.
    layer : int
        Stops in the labels to be written.
    begin : int
        Set to begin with.
    budget : int
        Labels to extend before returning, for progress and interruption.
    out
        Where to write; whole sets only.

    Returns
    -------
    next_set, status : int
        Where to go on, and why the kernel returned.
    """
    p, query = rules.data, rules.query
    after = query.stops - layer
    work = 0
    for s in range(begin, sets.size - 1):
        if work > budget:
            return s, READY
        mark = (out.ends[0], out.ends[1])
        groups = (sets[s], sets[s + 1])
        for group in range(groups[0], groups[1]):
            work += labels.stop[group] - labels.start[group]
        visited = labels.mask[groups[0]]
        kits, worth = sums(p, visited)
        for i in range(p.kit.size):
            if (visited >> i) & 1:
                continue
            tour = _begun(rules, visited | (1 << i), i, after)
            if tour.need < 0:
                continue
            most = 0
            if query.objective == WORTH:
                most = worth + p.best_worth[i] + extra_worth(p, tour.closed, after)
            dv_cut, burn_cut = cuts(query, rules.best, most)
            cut = Cut(dv_cut, min(burn_cut, query.max_mass - p.dry_mass - kits - p.kit[i]), kits)
            status = READY
            if not _fill(rules, rest, front, labels, groups, tour, cut):
                for t in range(front.filled.size):
                    front.filled[t] = 0
                status = FRONT_FULL
            elif not _emit(rules, tour, front, layer, out):
                status = OUTPUT_FULL
            if status != READY:
                out.ends[0], out.ends[1] = mark
                return s, status
    return sets.size - 1, READY
