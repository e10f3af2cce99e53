"""Shares of a joint campaign from the prices of its linear programme, with tours priced in until none is missing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from adr_planner.cooperation.coalitions import coalition_of, members
from adr_planner.cooperation.dual_shares import DualShares, ProductionGame, dual_shares
from adr_planner.sequence.coalitions.fleets import Fleets
from adr_planner.sequence.fleet.column_pricing import Pricer
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour

__all__ = ["brought", "campaign_shares"]

Floats = NDArray[np.float64]


def campaign_shares(fleets: Fleets, *, tell: Callable[[str], None] | None = None) -> DualShares:
    """Share the campaign of all players by what the prices say of what each brought.

    Parameters
    ----------
    fleets : Fleets
        What players bring, and the tours found for them; further tours are priced in.
    tell : callable, optional
        Called with a line of text at each round of pricing.

    Returns
    -------
    DualShares
        Shares, ranges and prices; they sum to the value of the linear programme over all tours.

    Notes
    -----
    A joint consent is brought in equal parts by all whom it needs; a group of which the campaign may visit one, by all
    who own a member.
    """
    kinds = [kind for kind, count in enumerate(fleets.counts(fleets.everyone)) if count]
    game = ProductionGame(
        brought(fleets),
        np.column_stack([_uses(fleets, kind, tour) for (kind, _), tour in fleets.pool.items()]),
        np.array([tour.worth for tour in fleets.pool.values()]),
    )
    pricers = [Pricer(kind, _grouped(fleets, kind)) for kind in kinds]
    targets, groups = len(fleets.needs), len(fleets.exclusive)
    rounds = 0

    def separate(prices: Floats) -> list[tuple[Floats, float]]:
        nonlocal rounds
        rounds += 1
        if tell is not None:
            tell(f"pricing tours at the shares, round {rounds}")
        toll = prices[:targets].copy()
        for group, rows in enumerate(fleets.exclusive):
            toll[list(rows)] += prices[targets + group]
        left = np.maximum((fleets.problems[0].worth.T - toll).T, 0.0)
        columns = []
        for pricer in pricers:
            tours, _ = pricer.tours(left, float(prices[targets + groups + pricer.kind]))
            for tour in tours:
                fleets.pool.setdefault((pricer.kind, frozenset(tour.stops)), tour)
                columns.append((_uses(fleets, pricer.kind, tour), tour.worth))
        return columns

    return dual_shares(game, separate)


def brought(fleets: Fleets) -> Floats:
    """Return what each player brings: consents by target, members of groups, servicers by kind.

    Returns
    -------
    ndarray, shape (players, targets + groups + kinds)
        The sums over players are the limits of the campaign's programme.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> two = SimpleNamespace(needs=(0b01, 0b11), servicers=((1,), (2,)), exclusive=())
    >>> brought(two).tolist()
    [[1.0, 0.5, 1.0], [0.0, 0.5, 2.0]]
    """
    owners = [members(need) for need in fleets.needs]
    for group in fleets.exclusive:
        owners.append(members(coalition_of(player for row in group for player in members(fleets.needs[row]))))
    table = np.zeros((len(fleets.servicers), len(owners)))
    for row, players in enumerate(owners):
        for player in players:
            table[player, row] = 1.0 / len(players)
    return np.column_stack([table, np.array(fleets.servicers, dtype=float)])


def _uses(fleets: Fleets, kind: int, tour: Tour) -> Floats:
    """Return the rows a tour uses: its targets, the groups it takes a member of, a servicer of its kind."""
    targets, groups = len(fleets.needs), len(fleets.exclusive)
    used = np.zeros(targets + groups + len(fleets.problems))
    used[list(tour.stops)] = 1.0
    for group, rows in enumerate(fleets.exclusive):
        used[targets + group] = float(bool(set(rows) & set(tour.stops)))
    used[targets + groups + kind] = 1.0
    return used


def _grouped(fleets: Fleets, kind: int) -> TourProblem:
    """Return the problem of one kind of servicer with the campaign's groups, which hold for each tour too."""
    problem = fleets.problems[kind]
    alone = tuple((tuple(sorted(rows)), 1) for rows in fleets.exclusive)
    return problem.replace(groups=tuple(dict.fromkeys((*problem.groups, *alone))))
