"""Flown prices in the place of estimates, so that the search learns from the flight."""

from __future__ import annotations

from collections.abc import Mapping

from adr_planner.planner.ledger import Ledger
from adr_planner.planner.prices import Prices
from adr_planner.sequence import Tour

__all__ = ["OWN_END", "flown_prices", "repriced"]


OWN_END = -1
"""Place of the servicer's own end among the prices of a tour."""


def flown_prices(ledger: Ledger) -> dict[int, float]:
    """Return what the legs of a flown tour and the servicer's own end cost the search, margins and all [m/s]."""
    costs = {k: sum(entry.delta_v for entry in entries) for k, entries in enumerate(ledger.legs)}
    for own in ledger.disposals[len(ledger.legs) :]:
        costs[OWN_END] = sum(entry.delta_v for entry in own)
    return costs


def repriced(prices: Prices, tour: Tour, legs: Mapping[int, float]) -> Prices:
    """Return prices with those of some legs of a tour replaced, or of the servicer's own end.

    Parameters
    ----------
    prices : Prices
        What the search was told.
    tour : Tour
        What it answered.
    legs : mapping of int to float
        New price by place in the tour; 0 is the launch, `OWN_END` the end. Infinite takes a leg out of the search.
    """
    problem = prices.problem
    launch, table, end = problem.launch_dv.copy(), problem.leg_dv.copy(), problem.end_dv.copy()
    for k, price in legs.items():
        if k == OWN_END:
            end[tour.stops[-1]] = price
        elif k == 0:
            launch[tour.stops[0], tour.arrival_steps[0]] = price
        else:
            table[tour.stops[k - 1], tour.stops[k], tour.gaps[k - 1], tour.arrival_steps[k - 1]] = price
    return prices.with_problem(problem.replace(launch_dv=launch, leg_dv=table, end_dv=end))
