"""Compiled label setting: put one more stop before every partial tour, keep what may still be best.

All labels of one visited set and first stop grow from one set of the layer before (the set without that
stop), so that dominance needs no look-up: a workspace of one front per step is enough.

Numba's cache looks at the date of this file only: after a change in label_rules.py, touch this one too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.bounds import Bounds, Remainder
from adr_planner.sequence.label_rules import (
    barred,
    burn_before,
    completion,
    cuts,
    extra_risk,
    put,
    stops_needed,
    sums,
)
from adr_planner.sequence.label_types import (
    FRONT_FULL,
    HUGE,
    OUTPUT_FULL,
    PROPELLANT,
    READY,
    RISK,
    Best,
    Front,
    Labels,
    Query,
)
from adr_planner.sequence.prices import Prices

__all__ = ["grow", "sow"]


@kernel
def _close(
    p: Prices,
    query: Query,
    best: Best,
    first: int,
    t: int,
    dv: float,
    mass: float,
    parent: int,
    kits: float,
    risk: int,
    layer: int,
) -> None:
    """Start a tour at a label by its launch, and keep it if it is the best so far."""
    whole_dv = dv + p.launch[first, t]
    burn = mass * p.launch_ratio[first, t] - p.dry_mass - kits
    if whole_dv > query.max_dv or burn > query.capacity or not np.isfinite(whole_dv):
        return
    if burn > query.max_mass - p.dry_mass - kits:
        return
    value = whole_dv
    if query.objective == PROPELLANT:
        value = burn
    elif query.objective == RISK:
        value = -float(risk)
    if value < best.value[0] or (value == best.value[0] and whole_dv < best.value[1]):
        best.value[0], best.value[1], best.value[2] = value, whole_dv, burn
        best.where[0], best.where[1], best.where[2], best.where[3] = parent, first, t, layer


@kernel
def _fill(
    p: Prices,
    b: Bounds,
    rest: Remainder,
    query: Query,
    front: Front,
    labels: Labels,
    groups: tuple[int, int],
    i: int,
    need: int,
    after: int,
    limits: tuple[float, float],
    kits: float,
) -> bool:
    """Put stop i before every label of some groups; return False when a front has no room."""
    dv_cut, burn_cut = limits
    for group in range(groups[0], groups[1]):
        j = np.int64(labels.head[group])
        for x in range(labels.start[group], labels.stop[group]):
            arrival, dv = np.int64(labels.step[x]), labels.dv[x]
            mass = labels.mass[x] if query.by_mass else 0.0
            useful = False
            for stops in range(need + 1, after + 2):
                if dv + b.dv[stops, i, j, arrival] <= dv_cut:
                    if query.by_mass:
                        burn = mass - p.dry_mass - kits
                        useful = burn + burn_before(b, stops, i, j, arrival, mass) <= burn_cut
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
                if new_dv + rest.dv[need, i, t] > dv_cut:
                    continue
                new_mass = 0.0
                if query.by_mass:
                    new_mass = p.alpha[i] * (p.ratio[i, j, arrival, g] * mass) + p.beta[i]
                    if new_mass - p.dry_mass - kits - p.kit[i] + rest.burn[need, i, t] > burn_cut:
                        continue
                if not put(front, query, t, new_dv, new_mass, x):
                    return False
    return True


@kernel
def _emit(
    p: Prices,
    b: Bounds,
    query: Query,
    best: Best,
    front: Front,
    out: Labels,
    ends: NDArray[np.int64],
    grown: int,
    closed: int,
    first: int,
    need: int,
    after: int,
    layer: int,
) -> bool:
    """Close what can be closed, write what may still become best, and clear the fronts.

    Moves the ends of the groups and labels written; returns False when the output has no room.
    """
    kits, risk = sums(p, grown)
    group, label = ends[0], ends[1]
    closing = (query.objective == RISK or after == 0) and (p.must & ~grown) == 0
    room = bool(group < out.mask.size)
    for t in range(front.filled.size):
        for x in range(front.filled[t]):
            dv, mass, parent = front.dv[t, x], front.mass[t, x], front.parent[t, x]
            if closing:
                _close(p, query, best, first, t, dv, mass, parent, kits, risk, layer)
            if after == 0 or not room:
                continue
            bound = completion(p, b, query, best, closed, first, t, dv, mass, kits, risk, need, after)
            if bound >= HUGE:
                continue
            if label == out.step.size:
                room = False
                continue
            out.first[label], out.step[label], out.dv[label] = first, t, dv
            if query.by_mass:
                out.mass[label] = mass
            out.parent[label], out.bound[label] = parent, bound
            label += 1
        front.filled[t] = 0
    if room and label > ends[1]:
        out.mask[group], out.head[group], out.start[group], out.stop[group] = grown, first, ends[1], label
        ends[0], ends[1] = group + 1, label
    return room


@kernel
def sow(
    p: Prices,
    b: Bounds,
    query: Query,
    best: Best,
    front: Front,
    layer: int,
    out: Labels,
    ends: NDArray[np.int64],
) -> None:
    """Write the labels of one stop: every target, at every step its stay still fits the window.

    Parameters
    ----------
    p, b, query
        Prices, walk bounds, question.
    best
        Incumbent, improved in place.
    front
        Workspace with empty fronts.
    layer : int
        Stops in the labels to be written: 1.
    out
        Where to write; room for all of them.
    ends : ndarray of int, shape (2,)
        How many groups and labels are written, moved on in place.
    """
    after = query.stops - layer
    for i in range(p.kit.size):
        closed = barred(p, 1 << i, after)
        need = stops_needed(p, query, best, 1 << i, closed, i, p.risk[i], after)
        if need < 0:
            continue
        for t in range(p.last_step + 1):
            put(front, query, t, p.stop_dv[i] + p.end_dv[i], p.alpha[i] * p.end_mass[i] + p.beta[i], np.int64(-1))
        _emit(p, b, query, best, front, out, ends, 1 << i, closed, i, need, after, layer)


@kernel
def grow(
    p: Prices,
    b: Bounds,
    rest: Remainder,
    query: Query,
    best: Best,
    front: Front,
    labels: Labels,
    sets: NDArray[np.int64],
    layer: int,
    begin: int,
    budget: int,
    out: Labels,
    ends: NDArray[np.int64],
) -> tuple[int, int]:
    """Put one more stop before the labels of a layer, from one set on, until the work or the room ends.

    Parameters
    ----------
    p, b, rest, query
        Prices, walk bounds, remainder after the new stop, question.
    best
        Incumbent, improved in place.
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
        Where to write.
    ends : ndarray of int, shape (2,)
        How many groups and labels are written, moved on in place; whole sets only.

    Returns
    -------
    next_set, status : int
        Where to go on, and why the kernel returned.
    """
    after = query.stops - layer
    work = 0
    for s in range(begin, sets.size - 1):
        if work > budget:
            return s, READY
        mark = (ends[0], ends[1])
        groups = (sets[s], sets[s + 1])
        for group in range(groups[0], groups[1]):
            work += labels.stop[group] - labels.start[group]
        visited = labels.mask[groups[0]]
        kits, risk = sums(p, visited)
        for i in range(p.kit.size):
            grown = visited | (1 << i)
            if grown == visited:
                continue
            closed = barred(p, grown, after)
            need = stops_needed(p, query, best, grown, closed, i, risk + p.risk[i], after)
            if need < 0:
                continue
            most = 0
            if query.objective == RISK:
                most = risk + p.risk[i] + extra_risk(p, closed, after)
            dv_cut, burn_cut = cuts(query, best, most)
            limits = dv_cut, min(burn_cut, query.max_mass - p.dry_mass - kits - p.kit[i])
            status = READY
            if not _fill(p, b, rest, query, front, labels, groups, i, need, after, limits, kits):
                for t in range(front.filled.size):
                    front.filled[t] = 0
                status = FRONT_FULL
            elif not _emit(p, b, query, best, front, out, ends, grown, closed, i, need, after, layer):
                status = OUTPUT_FULL
            if status != READY:
                ends[0], ends[1] = mark
                return s, status
    return sets.size - 1, READY
