"""Destroy and repair: stops are taken out of a tour, and others put in where the best dates make them cheapest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.large.dates import PENALTY, Rows, last_row, launch_step, new_rows, row_before
from adr_planner.sequence.large.kernel_data import SideConstraints, Terms

__all__ = ["SAMPLES", "Draft", "admits", "destroy", "missing", "new_draft", "refresh", "repair"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SAMPLES = 12
"""Candidates tried besides the stops taken out."""
_MOST_OUT = 4
"""Most stops taken out at once."""
_NEAR = 0.75
"""Share of the candidates drawn from those near a stop of the tour; the others come from anywhere."""


class Draft(NamedTuple):
    """A tour in the making: `order` of ``size[0]`` stops, and its `rows` by place from the end, two more to try on.

    ``pool[:size[1]]`` holds targets to try first: those taken out. `launched` is what `launch_step` wrote last.
    """

    order: Whole
    size: Whole
    pool: Whole
    rows: Rows
    launched: Floats


def new_draft(stops: int, targets: int, steps: int) -> Draft:
    """Return an empty tour."""
    return Draft(
        np.zeros(stops, np.int64), np.zeros(2, np.int64), np.zeros(targets + stops + SAMPLES, np.int64),
        new_rows(stops + 2, steps), np.zeros(5),
    )  # fmt: skip


@kernel
def refresh(terms: Terms, rate: float, scale: float, sides: SideConstraints, draft: Draft) -> float:
    """Write all rows of a draft and return its energy, missing stops included."""
    count = draft.size[0]
    for place in range(count):
        here = draft.order[count - 1 - place]
        if place == 0:
            last_row(terms, rate, here, draft.rows, 0)
        else:
            row_before(terms, rate, here, draft.order[count - place], draft.rows, place - 1, place)
    penalty = PENALTY * missing(sides, draft)
    if count == 0:
        return penalty
    kits, worth = 0.0, 0.0
    for k in range(count):
        kits += terms.kit[draft.order[k]]
        worth += terms.worth[draft.order[k]]
    if launch_step(terms, rate, scale, draft.order[0], draft.rows, count - 1, kits, worth, draft.launched) < 0:
        return np.inf
    return float(draft.launched[0] + penalty)


@kernel
def missing(sides: SideConstraints, draft: Draft) -> int:
    """Return how many stops a draft lacks: of the fewest, or of those that must be made."""
    lacking = sides.must.sum()
    for k in range(draft.size[0]):
        lacking -= sides.must[draft.order[k]]
    return max(sides.fewest - draft.size[0], lacking)


@kernel
def destroy(draft: Draft, near: Whole) -> None:
    """Take some stops out, into the pool: a piece of the tour, stops near one of them, or any."""
    count = draft.size[0]
    draft.size[1] = 0
    if count == 0:
        return
    out = 1 + np.random.randint(min(_MOST_OUT, count))
    kind = np.random.random()
    first = np.random.randint(count)
    if kind < 0.3:
        for _ in range(min(out, count - first)):
            _take_out(draft, first)
        return
    stop = draft.order[first]
    _take_out(draft, first)
    for _ in range(out - 1):
        at = np.random.randint(draft.size[0])
        if kind < 0.6:
            at = _nearest(draft, near[stop], at)
        _take_out(draft, at)


@kernel
def _nearest(draft: Draft, near: Whole, otherwise: int) -> int:
    for other in near:
        for k in range(draft.size[0]):
            if draft.order[k] == other:
                return k
    return otherwise


@kernel
def _take_out(draft: Draft, at: int) -> None:
    draft.pool[draft.size[1]] = draft.order[at]
    for k in range(at, draft.size[0] - 1):
        draft.order[k] = draft.order[k + 1]
    draft.size[0] -= 1
    draft.size[1] += 1


@kernel
def repair(
    terms: Terms, rate: float, scale: float, sides: SideConstraints, near: Whole, samples: int, draft: Draft
) -> float:  # fmt: skip
    """Put the best stop in at its best place, until no stop makes the tour better; return the energy.

    The pool is tried and so many others; all targets if `samples` is negative.
    """
    now = refresh(terms, rate, scale, sides, draft)
    while draft.size[0] < sides.most:
        returned = draft.size[1]
        if samples < 0:
            draft.size[1] = terms.kit.size
            draft.pool[: terms.kit.size] = np.arange(terms.kit.size)
        else:
            _draw(near, samples, draft)
        chosen, place = _best_insertion(terms, rate, scale, sides, draft, now)
        draft.size[1] = returned
        if chosen < 0:
            break
        for k in range(draft.size[0], place, -1):
            draft.order[k] = draft.order[k - 1]
        draft.order[place] = chosen
        draft.size[0] += 1
        now = refresh(terms, rate, scale, sides, draft)
    return now


@kernel
def _draw(near: Whole, samples: int, draft: Draft) -> None:
    """Add candidates to the pool, most of them near a stop of the tour."""
    for _ in range(samples):
        stop = np.random.randint(near.shape[0])
        if draft.size[0] > 0 and np.random.random() < _NEAR:
            share = np.random.random()
            stop = near[draft.order[np.random.randint(draft.size[0])], int(near.shape[1] * share * share)]
        draft.pool[draft.size[1]] = stop
        draft.size[1] += 1


@kernel
def _best_insertion(
    terms: Terms, rate: float, scale: float, sides: SideConstraints, draft: Draft, now: float
) -> tuple[int, int]:  # fmt: skip
    """Return the candidate of the pool and the place of least energy; -1 if none is below the energy it has now."""
    count, most = draft.size[0], draft.rows.key.shape[0] - 2
    lacking = sides.must.sum()
    kits, worth = 0.0, 0.0
    for k in range(count):
        kits += terms.kit[draft.order[k]]
        worth += terms.worth[draft.order[k]]
        lacking -= sides.must[draft.order[k]]
    least, chosen, at = now, -1, -1
    for x in range(draft.size[1]):
        stop = draft.pool[x]
        if (lacking >= sides.most - count and not sides.must[stop]) or not admits(sides, draft, stop):
            continue
        short = PENALTY * max(sides.fewest - count - 1, lacking - sides.must[stop])
        kits_then, worth_then = kits + terms.kit[stop], worth + terms.worth[stop]
        for p in range(count + 1):
            if not _in_order(sides, draft, stop, p):
                continue
            limit = (least - short) * scale + terms.per_worth * worth_then
            if terms.on_mass:
                limit = np.log(max(limit + terms.dry + kits_then, 1.0))
            first = _try_on(terms, rate, draft, stop, p, limit)
            if first < 0 or launch_step(
                terms, rate, scale, first, draft.rows, most + p % 2, kits_then, worth_then, draft.launched
            ) < 0:  # fmt: skip
                continue
            tried = draft.launched[0] + short
            if tried < least:
                least, chosen, at = tried, stop, p
    return chosen, at


@kernel
def _try_on(terms: Terms, rate: float, draft: Draft, stop: int, p: int, limit: float) -> int:
    """Write the row of the tour with one more stop and return its first stop; -1 once all keys are above a limit.

    The row is the first spare one or the second as `p` is even or odd.
    """
    count, spare = draft.size[0], draft.rows.key.shape[0] - 2
    if p == count:
        least = last_row(terms, rate, stop, draft.rows, spare)
    else:
        least = row_before(terms, rate, stop, draft.order[p], draft.rows, count - p - 1, spare)
    after = stop
    for k in range(p):
        if least > limit:
            return -1
        here = draft.order[p - 1 - k]
        least = row_before(terms, rate, here, after, draft.rows, spare + k % 2, spare + (k + 1) % 2)
        after = here
    return after if least <= limit else -1


@kernel
def admits(sides: SideConstraints, draft: Draft, stop: int) -> bool:
    """Whether a target is not in the draft, and none of its groups is full."""
    for k in range(draft.size[0]):
        if draft.order[k] == stop:
            return False
    for g in range(sides.limit.size):
        if sides.member[g, stop]:
            taken = 0
            for k in range(draft.size[0]):
                taken += sides.member[g, draft.order[k]]
            if taken >= sides.limit[g]:
                return False
    return True


@kernel
def _in_order(sides: SideConstraints, draft: Draft, stop: int, p: int) -> bool:
    """Whether a target may be put at a place: after those that come first, before those that come later."""
    for k in range(draft.size[0]):
        if sides.before[stop, draft.order[k]] if k < p else sides.before[draft.order[k], stop]:
            return False
    return True
