"""Simulated annealing over tours: destroyed, repaired, dated exactly, and taken or left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.cooling import Cooling
from adr_planner.core.jit import kernel
from adr_planner.sequence.large.fronts import Fronts, best_dates, new_fronts
from adr_planner.sequence.large.kernel_data import SideConstraints, Terms
from adr_planner.sequence.large.repair import SAMPLES, Draft, admits, destroy, missing, new_draft, refresh, repair

__all__ = ["Record", "Standing", "Workspace", "anneal", "construct", "new_record", "new_workspace", "polish"]

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


class Standing(NamedTuple):
    """The tour an annealing stands on: ``order[:stops[0]]``."""

    order: Whole
    stops: Whole


class Workspace(NamedTuple):
    """What moves are tried in: a draft, the fronts of its dates, and the steps and values they give."""

    draft: Draft
    fronts: Fronts
    steps: Whole
    values: Floats


def new_workspace(stops: int, targets: int, steps: int) -> Workspace:
    """Return room for tours of so many stops."""
    return Workspace(
        new_draft(stops, targets, steps), new_fronts(stops, steps, 16), np.zeros(stops, np.int64), np.zeros(4)
    )


def new_record(stops: int) -> Record:
    """Return a record of no tour."""
    return Record(np.zeros(stops, np.int64), np.zeros(stops, np.int64), np.zeros(1, np.int64), np.full(4, np.inf))


@kernel
def _evaluate(
    terms: Terms,
    rate: float,
    scale: float,
    sides: SideConstraints,
    room: Workspace,
    now: float,
    accept: float,
    best: Record,
) -> float:
    """Return the energy of a repaired draft at its very best dates, and remember it if it is the best tour.

    The dates of the least key are not always the best within all limits: where that may be so, and the tour would be
    taken but for the penalty, the fronts decide.
    """
    draft, steps, out = room.draft, room.steps, room.values
    count = draft.size[0]
    if now == np.inf or count == 0 or missing(sides, draft) > 0:
        return now
    value, dv, burn, launch = draft.launched[1], draft.launched[2], draft.launched[3], draft.launched[4]
    over = dv > terms.max_dv or (terms.by_mass and (burn > terms.capacity or launch > terms.max_mass))
    guided = value + (rate - terms.per_dv) * dv if not terms.on_mass else value
    timeless = terms.per_step == 0.0 and not terms.dated
    exact = not terms.on_mass and (timeless or rate <= terms.per_dv + 1e-9)
    exact = exact or terms.on_mass
    hopeless = terms.on_mass and (burn > terms.capacity or launch > terms.max_mass)
    hopeless = hopeless or (not terms.on_mass and timeless and dv > terms.max_dv)  # the least there is
    if over and (hopeless or guided / scale > accept):
        return now
    if over or not exact or _better(value, dv, best):
        if not best_dates(terms, draft.order, count, room.fronts, steps, out):
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
    terms: Terms,
    rate: float,
    sides: SideConstraints,
    near: Whole,
    samples: int,
    seed: int,
    room: Workspace,
    best: Record,
) -> float:
    """Build a tour greedily from the best of all targets, or of some; return the size of the objective's terms."""
    np.random.seed(seed)
    draft = room.draft
    draft.size[:] = 0
    stop = np.random.randint(terms.kit.size)
    if samples >= 0 and admits(sides, draft, stop):  # so that walks begin among different clusters
        draft.order[0], draft.size[0] = stop, 1
    huge = _HUGE * max(terms.per_dv * terms.speed, terms.per_step, terms.per_worth * terms.worth.max())
    huge = _HUGE * terms.dry if terms.on_mass else huge  # so that stops come first, and then what they cost
    now = repair(terms, rate, huge, sides, near, samples, draft)
    _evaluate(terms, rate, huge, sides, room, now, np.inf, best)
    value, worth = draft.launched[1], 0.0
    for k in range(draft.size[0]):
        worth += terms.worth[draft.order[k]]
    return float(max(abs(value + terms.per_worth * worth) + terms.per_worth * worth, 1e-9 * huge))


@kernel
def anneal(
    terms: Terms, rate: float, scale: float, sides: SideConstraints, near: Whole, cooling: Cooling, here: Standing,
    room: Workspace, best: Record,
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
    cooling : Cooling
        Of the temperature, over so many destructions and repairs.
    here : Standing
        The tour it stands on; moved on.
    room : Workspace
        What moves are tried in.
    best
        Best tour met, improved in place.
    """
    np.random.seed(cooling.seed)
    draft = room.draft
    draft.order[:], draft.size[0] = here.order, here.stops[0]
    energy = refresh(terms, rate, scale, sides, draft)
    energy = _evaluate(terms, rate, scale, sides, room, energy, np.inf, best)
    fall = np.log(cooling.cold / cooling.hot) / cooling.moves
    for move in range(cooling.moves):
        draft.order[:], draft.size[0] = here.order, here.stops[0]
        destroy(draft, near)
        now = repair(terms, rate, scale, sides, near, SAMPLES, draft)
        accept = energy - cooling.hot * np.exp(fall * move) * np.log(np.random.random() + 1e-300)
        now = _evaluate(terms, rate, scale, sides, room, now, accept, best)
        if now <= accept:
            here.order[:], here.stops[0], energy = draft.order, draft.size[0], now


@kernel
def polish(
    terms: Terms, rate: float, scale: float, sides: SideConstraints, near: Whole, room: Workspace, best: Record
) -> None:
    """Take each stop of the best tour out in turn and put the best of all targets in, as long as that helps."""
    draft, order, k = room.draft, best.order.copy(), 0
    count = best.stops[0]
    while k < count:
        draft.size[0], draft.size[1] = count - 1, 0
        draft.order[:k], draft.order[k : count - 1] = order[:k], order[k + 1 : count]
        now = repair(terms, rate, scale, sides, near, -1, draft)
        value, dv = best.value[0], best.value[1]
        _evaluate(terms, rate, scale, sides, room, now, np.inf, best)
        k += 1
        if best.value[0] < value or (best.value[0] == value and best.value[1] < dv):
            order[:], count, k = best.order, best.stops[0], 0
