"""Changes to a campaign, drawn at random, with an eye to which nodes are close when.

Every function writes a draft and returns whether there is one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.fleet.campaign_state import MOST, CampaignState, Draft
from adr_planner.core.jit import kernel

__all__ = ["Nodes", "draw_move"]

Array = NDArray[np.float64]

_CONTEST = 8
"""Places that compete for a debris: the one whose neighbours' nodes are closest at the time wins."""
_RELOCATE, _SWAP, _TURN, _SLIDE = 0.50, 0.72, 0.82, 0.92
"""Cumulated shares of the moves; bounds are shifted in what is left."""
_LONGEST_PIECE = 4
_FARTHEST = 4
_SHIFT = 5
_LEAP = 3
"""Three in ten shifts of a bound are so many times as large."""


class Nodes(NamedTuple):
    """The nodes of the debris at the first date [rad] and their rates [rad/step]."""

    angle: Array
    rate: Array


@kernel
def _apart(nodes: Nodes, i: int, j: int, date: int) -> float:
    """Return the angle between two nodes at a date [rad]."""
    angle = nodes.angle[i] - nodes.angle[j] + (nodes.rate[i] - nodes.rate[j]) * date
    return abs((angle + np.pi) % (2.0 * np.pi) - np.pi)


@kernel
def _place(state: CampaignState, debris: int) -> int:
    order = state.order[state.mission_of[debris]]
    k = 0
    while order[k] != debris:
        k += 1
    return k


@kernel
def _open(state: CampaignState, draft: Draft, s: int, m: int) -> None:
    """Copy a mission into one side of a draft."""
    draft.mission[s] = m
    draft.stops[s] = state.stops[m]
    draft.order[s, : state.stops[m]] = state.order[m, : state.stops[m]]


@kernel
def _take_out(draft: Draft, s: int, k: int) -> None:
    for p in range(k, draft.stops[s] - 1):
        draft.order[s, p] = draft.order[s, p + 1]
    draft.stops[s] -= 1


@kernel
def _put_in(draft: Draft, s: int, k: int, debris: int) -> None:
    for p in range(draft.stops[s], k, -1):
        draft.order[s, p] = draft.order[s, p - 1]
    draft.order[s, k] = debris
    draft.stops[s] += 1


@kernel
def _relocate(state: CampaignState, nodes: Nodes, draft: Draft) -> bool:
    """Move a debris to another place of any mission."""
    debris = np.random.randint(state.mission_of.size)
    m, k = state.mission_of[debris], _place(state, debris)
    if state.stops[m] < 2:
        return False
    closest, to, place = np.inf, -1, 0
    for _ in range(_CONTEST):
        other = np.random.randint(state.stops.size)
        p = np.random.randint(state.stops[other] + 1)
        if other == m and (p == k or p == k + 1):
            continue
        date = state.arrival[other, min(p, state.stops[other] - 1)]
        before = _apart(nodes, debris, state.order[other, p - 1], date) if p > 0 else -1.0
        after = _apart(nodes, debris, state.order[other, p], date) if p < state.stops[other] else before
        apart = 0.5 * (after + (before if p > 0 else after))
        if apart < closest:
            closest, to, place = apart, other, p
    if to < 0 or state.stops[to] >= MOST - 1:
        return False
    _open(state, draft, 0, m)
    _take_out(draft, 0, k)
    if to == m:
        place -= 1 if place > k else 0
        _put_in(draft, 0, place, debris)
        draft.changed[0], draft.same[0] = max(place, k), min(place, k)
        return True
    draft.changed[0], draft.same[0] = k - 1, k
    _open(state, draft, 1, to)
    _put_in(draft, 1, place, debris)
    draft.changed[1], draft.same[1] = place, place
    draft.leaver[0] = debris
    return True


@kernel
def _swap(state: CampaignState, nodes: Nodes, draft: Draft) -> bool:
    """Let two debris change places."""
    debris = np.random.randint(state.mission_of.size)
    m, k = state.mission_of[debris], _place(state, debris)
    closest, other = np.inf, -1
    for _ in range(_CONTEST):
        rival = np.random.randint(state.mission_of.size)
        apart = _apart(nodes, debris, rival, state.arrival[m, k])
        if rival != debris and apart < closest:
            closest, other = apart, rival
    if other < 0:
        return False
    to, place = state.mission_of[other], _place(state, other)
    _open(state, draft, 0, m)
    draft.order[0, k] = other
    draft.changed[0], draft.same[0] = k, k
    if to == m:
        draft.order[0, place] = debris
        draft.changed[0], draft.same[0] = max(k, place), min(k, place)
        return True
    _open(state, draft, 1, to)
    draft.order[1, place] = debris
    draft.changed[1], draft.same[1] = place, place
    return True


@kernel
def _turn(state: CampaignState, draft: Draft) -> bool:
    """Reverse a piece of a mission."""
    m, length = np.random.randint(state.stops.size), np.random.randint(2, _LONGEST_PIECE + 1)
    if length > state.stops[m]:
        return False
    first = np.random.randint(state.stops[m] - length + 1)
    _open(state, draft, 0, m)
    for k in range(length):
        draft.order[0, first + k] = state.order[m, first + length - 1 - k]
    draft.changed[0], draft.same[0] = first + length - 1, first
    return True


@kernel
def _slide(state: CampaignState, draft: Draft) -> bool:
    """Move a piece of a mission by some places within it."""
    m, length = np.random.randint(state.stops.size), np.random.randint(2, _LONGEST_PIECE + 1)
    if length >= state.stops[m]:
        return False
    first = np.random.randint(state.stops[m] - length + 1)
    by = np.random.randint(1, _FARTHEST + 1) * (1 if np.random.random() < 0.5 else -1)
    if first + by < 0 or first + by + length > state.stops[m]:
        return False
    _open(state, draft, 0, m)
    for k in range(length):
        draft.order[0, first + by + k] = state.order[m, first + k]
    if by > 0:
        for k in range(by):
            draft.order[0, first + k] = state.order[m, first + length + k]
    else:
        for k in range(-by):
            draft.order[0, first + by + length + k] = state.order[m, first + by + k]
    draft.changed[0], draft.same[0] = max(first, first + by) + length - 1, min(first, first + by)
    return True


@kernel
def _shift(state: CampaignState, pause: int, draft: Draft) -> bool:
    """Move the bound between two missions."""
    if state.stops.size < 2:
        return False
    bound = np.random.randint(1, state.stops.size)
    by = np.random.randint(1, _SHIFT + 1) * (1 if np.random.random() < 0.5 else -1)
    if np.random.random() < 0.3:
        by *= _LEAP
    at = state.bounds[bound] + by
    if at - pause <= state.bounds[bound - 1] or at >= state.bounds[bound + 1] - pause:
        return False
    for s in range(2):
        _open(state, draft, s, bound - 1 + s)
        draft.changed[s], draft.same[s] = draft.stops[s] - 1, 0
    draft.moved[0], draft.moved[1] = bound, by
    return True


@kernel
def draw_move(state: CampaignState, nodes: Nodes, pause: int, draft: Draft) -> bool:
    """Draw a change; return whether there is one."""
    draft.mission[1], draft.leaver[0] = -1, -1
    draft.moved[:] = 0
    kind = np.random.random()
    if kind < _RELOCATE:
        return bool(_relocate(state, nodes, draft))
    if kind < _SWAP:
        return bool(_swap(state, nodes, draft))
    if kind < _TURN:
        return bool(_turn(state, draft))
    if kind < _SLIDE:
        return bool(_slide(state, draft))
    return bool(_shift(state, pause, draft))
