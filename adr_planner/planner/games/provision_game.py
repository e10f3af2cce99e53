"""The free rider's game, as the document has it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from adr_planner.cooperation.provision import provision
from adr_planner.plan.cooperation_content import FleetGame, ProvidedTour, ProvisionGame, TourRecord
from adr_planner.planner.games.exposure import Exposed
from adr_planner.planner.games.table import Table

__all__ = ["play_provision"]

_JUST_WORTH_IT = 0.999
"""Price of a tour unless one is given, as part of what the least valuable one is worth to all."""


def play_provision(fleet: FleetGame, exposed: Exposed, price: float | None, table: Table) -> ProvisionGame | None:
    """Play the free rider's game with the tours of the joint campaign.

    Parameters
    ----------
    fleet : FleetGame
        Its tours are the common goods.
    exposed : Exposed
        What each player gains by them.
    price : float or None
        What a tour costs, in the unit of the values; None for just less than the least valuable is worth to all.
    table : Table
        Players, and values of objects.

    Returns
    -------
    ProvisionGame or None
        None where there are no tours.
    """
    if not fleet.tours:
        return None
    gains = [_gains(tour, table.values, exposed, len(table.players)) for tour in fleet.tours]
    values = [tour.value for tour in fleet.tours]
    words = "as given"
    if price is None:
        price, words = _JUST_WORTH_IT * min(values), "just below the worth of the least valuable tour to all"
    found = provision(values, gains, price)
    tours = tuple(
        ProvidedTour(
            norad_cat_ids=tour.norad_cat_ids, value=tour.value, gains=tuple(gain), worthwhile=good,
            paid_by=None if payer is None else exposed.matrix.registered_by[payer],
        )
        for tour, gain, good, payer in zip(fleet.tours, gains, found.worthwhile, found.paid_by, strict=True)
    )  # fmt: skip
    others = math.fsum([*values, *(-gain for row in gains for gain in row)])
    return ProvisionGame(
        price=price, price_from=words, tours=tours, others=max(others, 0.0), optimum=found.optimum, nash=found.nash,
        rounds=found.rounds,
    )  # fmt: skip


def _gains(tour: TourRecord, values: Mapping[int, float], exposed: Exposed, players: int) -> list[float]:
    """Return what a tour is worth to each player: the part of its value that its targets' hits on the player are."""
    whole = math.fsum(values[number] for number in tour.norad_cat_ids)
    if whole <= 0.0:
        return [0.0] * players
    return [
        tour.value
        * math.fsum(values[number] * float(exposed.shares[number][player]) for number in tour.norad_cat_ids)
        / whole
        for player in range(players)
    ]
