"""Flown costs in the place of estimates, so that the search learns from the flight.

What a flight says of a leg it says of the pair of targets, at dates near: the search would else move the leg by a step,
where the estimate is as wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from adr_planner.planner.flying.ledger import Ledger
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.sequence import Tour
from adr_planner.units import DAY

__all__ = ["OWN_END", "flown_costs", "with_flown_costs"]

Array = NDArray[np.float64]

OWN_END = -1
"""Place of the servicer's own end among the costs of a tour."""
_FADES = 30.0
"""Distance in date over which what was learnt fades to a third [days]."""


def flown_costs(ledger: Ledger) -> dict[int, float]:
    """Return what the legs of a flown tour and the servicer's own end cost the search, margins and all [m/s]."""
    costs = {k: math.fsum(entry.delta_v for entry in entries) for k, entries in enumerate(ledger.legs)}
    stops, own = ledger.disposals[: len(costs)], ledger.disposals[len(costs) :]
    last = len(stops) - 1
    # What a tug does after it has let go belongs to its next leg, or to its end.
    parted = [math.fsum(entry.delta_v for entry in stop if entry.line.endswith("return")) for stop in stops]
    for k in range(last):
        costs[k + 1] += parted[k]
    ends = [entry.delta_v for entries in own for entry in entries]
    if ends or parted[last]:
        costs[OWN_END] = math.fsum([*ends, parted[last]])
    return costs


def with_flown_costs(
    leg_costs: LegCosts, tour: Tour, legs: Mapping[int, float], *, reach_days: float = 0.0
) -> LegCosts:
    """Return costs with those of some legs of a tour learnt, or of the servicer's own end.

    Parameters
    ----------
    leg_costs : LegCosts
        What the search was told.
    tour : Tour
        What it answered.
    legs : mapping of int to float
        New cost by place in the tour; 0 is the launch, `OWN_END` the end. Infinite takes a leg out of the search.
    reach_days : float
        How far from its dates an infinite cost reaches, in departure and in arrival [days].

    Notes
    -----
    A finite cost is learnt as a factor on all dates of the ordered pair of targets, whose logarithm fades with the
    distance of the dates, the larger of that in departure and that in arrival.
    """
    problem = leg_costs.problem
    launch, table, end = problem.launch_dv.copy(), problem.leg_dv.copy(), problem.end_dv.copy()
    days = leg_costs.grid.step / DAY
    steps, gaps = np.arange(problem.n_steps), problem.leg_steps
    for k, cost in legs.items():
        stop, arrive = tour.stops[k], tour.arrival_steps[k]
        if k == OWN_END:
            end[stop] = cost
        elif k == 0:
            away = days * np.abs(steps - arrive)
            launch[stop] = _learnt(launch[stop], float(launch[stop, arrive]), cost, away, reach_days)
        else:
            before, gap, leave = tour.stops[k - 1], tour.gaps[k - 1], tour.arrival_steps[k - 1]
            reached = steps[None, :] + gaps[:, None]
            away = days * np.maximum(np.abs(steps - leave)[None, :], np.abs(reached - arrive))
            known = float(table[before, stop, gap, leave])
            table[before, stop] = _learnt(table[before, stop], known, cost, away, reach_days)
            if np.isfinite(cost):
                table[before, stop, gap, leave] = cost
    return leg_costs.with_problem(problem.replace(launch_dv=launch, leg_dv=table, end_dv=end))


def _learnt(known: Array, estimate: float, cost: float, away: Array, reach: float) -> Array:
    """Return the costs of one pair at all its dates, so many days away from those of a flight."""
    if not np.isfinite(cost):
        return np.where(away <= reach, np.inf, known)
    if estimate <= 0.0 or cost <= 0.0:
        return np.where(away == 0.0, cost, known)
    return np.asarray(known * (cost / estimate) ** np.exp(-away / _FADES))
