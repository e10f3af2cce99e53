"""What a change to a campaign costs, with the best dates of the missions it touches; and the change made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import BASE_COST, affordable_mass, mission_cost
from adr_planner.benchmarks.gtoc9.fleet.campaign_state import UNKNOWN, CampaignState, Draft
from adr_planner.benchmarks.gtoc9.fleet.mission_dates import (
    HEAVY,
    arrival_dates,
    least_rise,
    masses_before,
    masses_last,
)
from adr_planner.core.jit import kernel

__all__ = ["evaluate", "evaluate_all", "evaluate_change", "take"]

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

_HOPELESS = 5000.0
"""Cost of a mission that does not fit its block [million euro]."""
_ROUNDING = 0.01
"""More than single precision loses of a mass [kg]."""


@kernel
def _window(state: CampaignState, draft: Draft, m: int, pause: int) -> tuple[int, int]:
    first, last = state.bounds[m], state.bounds[m + 1] - pause
    bound, by = draft.moved[0], draft.moved[1]
    if bound == m:
        first += by
    elif bound == m + 1:
        last += by
    return first, last


@kernel
def evaluate(
    ratio: Floats, waits: Whole, pause: int, state: CampaignState, draft: Draft, s: int, limit: float
) -> float:
    """Find the best dates of one side of a draft and return its cost, or more than a limit if that is exceeded.

    Costs are in million euro. A draft that exceeds the limit is not weighed to the end and cannot be taken.
    """
    m, count, changed = draft.mission[s], draft.stops[s], draft.changed[s]
    first, last = _window(state, draft, m, pause)
    quick = waits[0]
    draft.start[s] = -1
    draft.cost[s] = _HOPELESS
    if last - (count - 1) * quick < first:
        return _HOPELESS
    kept = count - 1 - changed
    most = float(HEAVY)
    if state.cost[m] < _HOPELESS and limit < _HOPELESS:
        # A fall is multiplied like a rise, so it says nothing.
        most = max(affordable_mass(limit) - affordable_mass(state.cost[m]), 0.0) + _ROUNDING
    for q in range(kept, count):
        k = count - 1 - q
        if q == 0:
            masses_last(first, last, draft.mass[s, 0])
            continue
        after = state.mass[m, q - 1] if q == kept else draft.mass[s, q - 1]
        leg = ratio[draft.order[s, k], draft.order[s, k + 1]]
        masses_before(leg, waits, first, last - q * quick, after, draft.mass[s, q])
        if 0 < k < draft.same[s] and count >= state.stops[m]:
            before = state.mass[m, state.stops[m] - 1 - k]
            if least_rise(draft.mass[s, q], before, first, last - q * quick) > most:
                return np.inf
    masses = draft.mass[s, count - 1] if changed >= 0 else state.mass[m, count - 1]
    least = HEAVY
    for t in range(first, last - (count - 1) * quick + 1):
        if masses[t] < least:
            least = masses[t]
            draft.start[s] = t
    if least < HEAVY:
        draft.cost[s] = mission_cost(float(least))
    return float(draft.cost[s])


@kernel
def evaluate_change(
    ratio: Floats, waits: Whole, pause: int, state: CampaignState, draft: Draft, margin: float
) -> float:
    """Return by how much a draft changes the cost, or infinity if that is more than a margin [million euro].

    Where the change is within the margin, both sides have been weighed to the end.
    """
    one, two = draft.mission
    if two < 0:
        return evaluate(ratio, waits, pause, state, draft, 0, state.cost[one] + margin) - state.cost[one]
    leaver = draft.leaver[0]
    if leaver >= 0:
        # What a mission costs without a debris is asked for again and again before the mission changes.
        known = state.without[leaver] != UNKNOWN
        if not known:
            state.without[leaver] = evaluate(ratio, waits, pause, state, draft, 0, np.inf)
        change = state.without[leaver] - state.cost[one]
        limit = state.cost[two] + margin - change
        if limit < BASE_COST:
            return np.inf
        change += evaluate(ratio, waits, pause, state, draft, 1, limit) - state.cost[two]
        if known and change <= margin:
            evaluate(ratio, waits, pause, state, draft, 0, np.inf)
        return change
    # The other mission can gain no more than its propellant.
    change = evaluate(ratio, waits, pause, state, draft, 0, state.cost[one] + margin + state.cost[two] - BASE_COST)
    change -= state.cost[one]
    if change - (state.cost[two] - BASE_COST) > margin:
        return np.inf
    return change + evaluate(ratio, waits, pause, state, draft, 1, state.cost[two] + margin - change) - state.cost[two]


@kernel
def take(ratio: Floats, waits: Whole, pause: int, state: CampaignState, draft: Draft) -> None:
    """Make a weighed draft part of the campaign."""
    for s in range(2):
        m, count = draft.mission[s], draft.stops[s]
        if m < 0:
            continue
        first, last = _window(state, draft, m, pause)
        for q in range(count - 1 - draft.changed[s], count):
            state.mass[m, q, first : last + 1] = draft.mass[s, q, first : last + 1]
        state.stops[m] = count
        state.cost[m] = draft.cost[s]
        for k in range(count):
            state.order[m, k] = draft.order[s, k]
            state.mission_of[draft.order[s, k]] = m
            state.without[draft.order[s, k]] = UNKNOWN
        if draft.start[s] >= 0:
            arrival_dates(ratio, waits, state.order[m], count, draft.start[s], last, state.mass[m], state.arrival[m])
    state.bounds[draft.moved[0]] += draft.moved[1]


@kernel
def evaluate_all(ratio: Floats, waits: Whole, pause: int, state: CampaignState, draft: Draft) -> float:
    """Weigh a whole campaign and return its cost [million euro]."""
    draft.moved[:] = 0
    draft.mission[1] = -1
    draft.same[:] = 0
    for m in range(state.stops.size):
        draft.mission[0] = m
        draft.order[0] = state.order[m]
        draft.stops[0] = state.stops[m]
        draft.changed[0] = state.stops[m] - 1
        evaluate(ratio, waits, pause, state, draft, 0, np.inf)
        take(ratio, waits, pause, state, draft)
    return float(state.cost.sum())
