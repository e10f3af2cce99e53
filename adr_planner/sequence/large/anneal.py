"""Simulated annealing over tours: destroyed, repaired, dated exactly, and taken or left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.large.fronts import Fronts, best_dates
from adr_planner.sequence.large.repair import SAMPLES, Draft, admits, destroy, missing, refresh, repair
from adr_planner.sequence.large.terms import Sides, Terms

__all__ = ["Record", "anneal", "construct", "new_record", "polish"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_HUGE = 1e6
"""Far above what an objective can be, in what is usual for it."""


class Record(NamedTuple):
    """The best tour met: ``order[:stops[0]]``, `steps`, and `value`: objective, delta-v, propellant, launch mass."""

    order: Whole
    steps: Whole
    stops: Whole
    value: Floats


def new_record(stops: int) -> Record:
    """Return a record of no tour."""
    return Record(np.zeros(stops, np.int64), np.zeros(stops, np.int64), np.zeros(1, np.int64), np.full(4, np.inf))


@kernel
def _judge(
    terms: Terms, rate: float, scale: float, sides: Sides, draft: Draft, now: float, accept: float,
    fronts: Fronts, best: Record, steps: Whole, out: Floats,
) -> float:  # fmt: skip
    """Return the energy of a repaired draft at its very best dates, and remember it if it is the best tour.

    The dates of the least key are not always the best within all limits: where that may be so, and the tour would be
    taken but for the penalty, the fronts decide.
    """
    count = draft.size[0]
    if now == np.inf or count == 0 or missing(sides, draft) > 0:
        return now
    value, dv, burn, launch = draft.launched[1], draft.launched[2], draft.launched[3], draft.launched[4]
    over = dv > terms.max_dv or (terms.by_mass and (burn > terms.capacity or launch > terms.max_mass))
    guided = value + (rate - terms.per_dv) * dv if not terms.on_mass else value
    exact = not terms.on_mass and (terms.per_step == 0.0 or rate <= terms.per_dv + 1e-9)
    exact = exact or terms.on_mass
    hopeless = terms.on_mass and (burn > terms.capacity or launch > terms.max_mass)
    hopeless = hopeless or (not terms.on_mass and terms.per_step == 0.0 and dv > terms.max_dv)  # the least there is
    if over and (hopeless or guided / scale > accept):
        return now
    if over or not exact or _better(value, dv, best):
        if not best_dates(terms, draft.order, count, fronts, steps, out):
            return now
        if _better(out[0], out[1], best):
            best.order[:count], best.steps[:count], best.stops[0] = draft.order[:count], steps[:count], count
            best.value[:] = out
        guided = out[0] + (rate - terms.per_dv) * out[1] if not terms.on_mass else out[0]
        return float(min(now, guided / scale))
    return now


@kernel
def _better(value: float, dv: float, best: Record) -> bool:
    """Whether a tour is better than the best one, or as good and cheaper."""
    margin = 1e-12 * max(1.0, abs(value))
    if value < best.value[0] - margin:
        return True
    return value <= best.value[0] + margin and dv < best.value[1] - 1e-9


@kernel
def construct(
    terms: Terms, rate: float, sides: Sides, near: Whole, samples: int, seed: int,
    draft: Draft, fronts: Fronts, best: Record,
) -> float:  # fmt: skip
    """Build a tour greedily from the best of all targets, or of some; return the size of the objective's terms."""
    np.random.seed(seed)
    draft.size[:] = 0
    stop = np.random.randint(terms.kit.size)
    if samples >= 0 and admits(sides, draft, stop):  # so that walks begin among different families
        draft.order[0], draft.size[0] = stop, 1
    steps, out = np.zeros(draft.order.size, np.int64), np.zeros(4)
    huge = _HUGE * max(terms.per_dv * terms.speed, terms.per_step, terms.per_risk * terms.risk.max())
    huge = _HUGE * terms.dry if terms.on_mass else huge  # so that stops come first, and then what they cost
    now = repair(terms, rate, huge, sides, near, samples, draft)
    _judge(terms, rate, huge, sides, draft, now, np.inf, fronts, best, steps, out)
    value, risk = draft.launched[1], 0.0
    for k in range(draft.size[0]):
        risk += terms.risk[draft.order[k]]
    return float(max(abs(value + terms.per_risk * risk) + terms.per_risk * risk, 1e-9 * huge))


@kernel
def anneal(
    terms: Terms, rate: float, scale: float, sides: Sides, near: Whole, hot: float, cold: float, moves: int, seed: int,
    here: Whole, count: Whole, draft: Draft, fronts: Fronts, best: Record,
) -> None:  # fmt: skip
    """Change a tour at random, taking losses with the probability of a falling temperature.

    Parameters
    ----------
    terms, sides
        The problem.
    rate : float
        What 1 m/s counts in the search for dates.
    scale : float
        Usual size of the objective: energies are in units of it.
    near : ndarray of int, shape (n, m)
        Nearest targets of each.
    hot, cold : float
        First and last temperature, falling geometrically (Kirkpatrick et al., Science 220, 1983).
    moves : int
        Destructions and repairs.
    seed : int
        Of the random numbers.
    here, count : ndarray of int
        The tour it stands on and, at 0, how many stops it has; moved on.
    draft, fronts
        Workspace.
    best
        Best tour met, improved in place.
    """
    np.random.seed(seed)
    steps, out = np.zeros(here.size, np.int64), np.zeros(4)
    draft.order[:], draft.size[0] = here, count[0]
    energy = refresh(terms, rate, scale, sides, draft)
    energy = _judge(terms, rate, scale, sides, draft, energy, np.inf, fronts, best, steps, out)
    fall = np.log(cold / hot) / moves
    for move in range(moves):
        draft.order[:], draft.size[0] = here, count[0]
        destroy(draft, near)
        now = repair(terms, rate, scale, sides, near, SAMPLES, draft)
        accept = energy - hot * np.exp(fall * move) * np.log(np.random.random() + 1e-300)
        now = _judge(terms, rate, scale, sides, draft, now, accept, fronts, best, steps, out)
        if now <= accept:
            here[:], count[0], energy = draft.order, draft.size[0], now


@kernel
def polish(
    terms: Terms, rate: float, scale: float, sides: Sides, near: Whole, draft: Draft, fronts: Fronts, best: Record
) -> None:  # fmt: skip
    """Take each stop of the best tour out in turn and put the best of all targets in, as long as that helps."""
    steps, out = np.zeros(best.order.size, np.int64), np.zeros(4)
    order, k = best.order.copy(), 0
    count = best.stops[0]
    while k < count:
        draft.size[0], draft.size[1] = count - 1, 0
        draft.order[:k], draft.order[k : count - 1] = order[:k], order[k + 1 : count]
        now = repair(terms, rate, scale, sides, near, -1, draft)
        value, dv = best.value[0], best.value[1]
        _judge(terms, rate, scale, sides, draft, now, np.inf, fronts, best, steps, out)
        k += 1
        if best.value[0] < value or (best.value[0] == value and best.value[1] < dv):
            order[:], count, k = best.order, best.stops[0], 0
