"""The best dates of an order when several things count: labels of cost, delta-v and mass, undominated, by step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.large.kernel_data import Terms

__all__ = ["Fronts", "best_dates", "new_fronts"]

Floats = NDArray[np.float64]


class Fronts(NamedTuple):
    """Labels by place from the end, step and number: cost, delta-v [m/s], mass [kg], and where each comes from.

    ``lost[0]`` counts labels that found no room: the dates are the best there are only while it is 0.
    """

    filled: NDArray[np.int64]
    cost: Floats
    dv: Floats
    mass: Floats
    wait: NDArray[np.int64]
    parent: NDArray[np.int64]
    lost: NDArray[np.int64]


def new_fronts(stops: int, steps: int, room: int) -> Fronts:
    """Return room for so many labels at every step of every stop."""
    shape = (stops, steps, room)
    return Fronts(
        np.zeros(shape[:2], dtype=np.int64), np.empty(shape), np.empty(shape), np.empty(shape),
        np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64), np.zeros(1, dtype=np.int64),
    )  # fmt: skip


@kernel
def _put(
    terms: Terms, fronts: Fronts, k: int, t: int, cost: float, dv: float, mass: float, wait: int, parent: int
) -> None:
    """Keep a label unless another is as good in all that counts."""
    costs, dvs, masses = fronts.cost[k, t], fronts.dv[k, t], fronts.mass[k, t]
    count = fronts.filled[k, t]
    by_dv = terms.on_mass or terms.per_step > 0.0 or terms.dated
    for x in range(count):
        if costs[x] <= cost and (not by_dv or dvs[x] <= dv) and (not terms.by_mass or masses[x] <= mass):
            return
    kept = 0
    for x in range(count):
        if not (cost <= costs[x] and (not by_dv or dv <= dvs[x]) and (not terms.by_mass or mass <= masses[x])):
            costs[kept], dvs[kept], masses[kept] = costs[x], dvs[x], masses[x]
            fronts.wait[k, t, kept], fronts.parent[k, t, kept] = fronts.wait[k, t, x], fronts.parent[k, t, x]
            kept += 1
    fronts.filled[k, t] = kept
    if kept == costs.size:
        fronts.lost[0] += 1
        return
    costs[kept], dvs[kept], masses[kept] = cost, dv, mass
    fronts.wait[k, t, kept], fronts.parent[k, t, kept] = wait, parent
    fronts.filled[k, t] = kept + 1


@kernel
def best_dates(
    terms: Terms, order: NDArray[np.int64], stops: int, fronts: Fronts, steps: NDArray[np.int64], out: Floats
) -> bool:
    """Find the dates of the least objective within all limits.

    Parameters
    ----------
    terms : Terms
        Prices, limits and objective.
    order : ndarray of int
        Targets; the first `stops` count.
    stops : int
        How many.
    fronts : Fronts
        Workspace.
    steps : ndarray of int
        Written: step of every arrival.
    out : ndarray, shape (4,)
        Written: objective, delta-v [m/s], propellant and mass at launch [kg].

    Returns
    -------
    bool
        Whether there are such dates.
    """
    kits, worth = 0.0, 0.0
    for k in range(stops):
        kits += terms.kit[order[k]]
        worth += terms.worth[order[k]]
    heaviest = min(terms.max_mass, terms.capacity + terms.dry + kits)
    rate = max(terms.per_dv, 1e-9)  # of equal tours the cheaper
    fronts.lost[0] = 0
    for place in range(stops):
        _extend(terms, rate, heaviest, order, stops, place, fronts)
    first, k = order[0], stops - 1
    least, at, label = np.inf, -1, -1
    for t in range(fronts.filled.shape[1]):
        leg = terms.launch[first, t]
        for x in range(fronts.filled[k, t]):
            dv = leg + fronts.dv[k, t, x]
            mass = np.exp(leg / terms.speed) * fronts.mass[k, t, x] if terms.by_mass else 0.0
            cost = mass if terms.on_mass else fronts.cost[k, t, x] + rate * leg
            if dv <= terms.max_dv and mass <= heaviest and cost < least:
                least, at, label = cost, t, x
                value = mass - terms.dry - kits if terms.on_mass else cost - (rate - terms.per_dv) * dv
                out[0], out[1], out[2], out[3] = value - terms.per_worth * worth, dv, mass - terms.dry - kits, mass
    if at < 0:
        return False
    for place in range(stops - 1, -1, -1):
        steps[stops - 1 - place] = at
        at, label = at + terms.gaps[fronts.wait[place, at, label]], fronts.parent[place, at, label]
    return True


@kernel
def _extend(
    terms: Terms, rate: float, heaviest: float, order: NDArray[np.int64], stops: int, place: int, fronts: Fronts
) -> None:
    """Write the labels of one place from those of the place after it."""
    here = order[stops - 1 - place]
    alpha, beta, work = terms.alpha[here], terms.beta[here], terms.stop_dv[here]
    work += terms.end_dv[here] if place == 0 else 0.0
    for t in range(fronts.filled.shape[1]):
        fronts.filled[place, t] = 0
        if not terms.open[here, t]:
            continue
        if place == 0:
            mass = alpha * terms.end_mass[here] + beta
            cost = mass if terms.on_mass else rate * work + terms.per_step * t + terms.fading[here, t]
            if work <= terms.max_dv and mass <= heaviest:
                _put(terms, fronts, place, t, cost, work, mass, 0, 0)
            continue
        after = order[stops - place]
        for g in range(terms.gaps.size):
            then = t + terms.gaps[g]
            if then >= fronts.filled.shape[1]:
                break
            leg = np.float64(terms.leg[here, after, g, t])
            if leg > terms.max_dv or leg == np.inf:
                continue
            factor = np.exp(leg / terms.speed) if terms.by_mass and fronts.filled[place - 1, then] > 0 else 1.0
            for x in range(fronts.filled[place - 1, then]):
                dv = leg + fronts.dv[place - 1, then, x] + work
                mass = alpha * factor * fronts.mass[place - 1, then, x] + beta
                cost = fronts.cost[place - 1, then, x] + rate * (leg + work) + terms.fading[here, t]
                cost = mass if terms.on_mass else cost
                if dv <= terms.max_dv and (not terms.by_mass or mass <= heaviest):
                    _put(terms, fronts, place, t, cost, dv, mass, g, x)
