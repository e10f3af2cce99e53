"""The game of fleets, as the document has it: campaigns of coalitions, and ways to share the joint one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from adr_planner.cooperation.coalitions import MOST_PLAYERS, coalition_of, members
from adr_planner.cooperation.core_test import core_test
from adr_planner.cooperation.dual_shares import DualShares
from adr_planner.cooperation.schemes import in_proportion
from adr_planner.cooperation.signatures import shapley
from adr_planner.plan.cooperation_content import Bloc, FleetGame, Scheme, Shares, TourRecord
from adr_planner.planner.games.consent_game import coalition_records
from adr_planner.planner.games.priced import Priced
from adr_planner.sequence.coalitions.coalition_value import CoalitionValue
from adr_planner.sequence.coalitions.fleets import Fleets
from adr_planner.sequence.coalitions.pool import held_rows
from adr_planner.sequence.coalitions.shares import campaign_shares
from adr_planner.spec.players import Players

__all__ = ["FleetQuestion", "play_fleet"]


@dataclass(frozen=True, slots=True)
class FleetQuestion:
    """What is asked of the game of fleets.

    Parameters
    ----------
    servicers : sequence of int
        How many each player brings.
    weights : mapping of str to sequence of float
        What the plain schemes share by, one weight a player.
    blocs : mapping of str to sequence of int
        Players that act as one, by name of the bloc.
    each_meur : float or None
        What one servicer costs [million euro].
    tolerance : float
        Gap of the pricing of coalitions.
    seed : int
        Of the choice among tours.
    """

    servicers: Sequence[int]
    weights: Mapping[Scheme, Sequence[float]]
    blocs: Mapping[str, Sequence[int]] = field(default_factory=dict)
    each_meur: float | None = None
    tolerance: float = 0.01
    seed: int = 0


def play_fleet(
    priced: Priced, players: Players, asked: FleetQuestion, one_of: Sequence[Sequence[int]], tell: Callable[[str], None]
) -> FleetGame:
    """Play the game of fleets.

    Parameters
    ----------
    priced : Priced
        Candidates and legs: let go of until tours can be priced among them.
    players : Players
        Who plays; of more than eight only each alone, all together and the blocs are looked at.
    asked : FleetQuestion
        What each brings, and how it might be shared.
    one_of : sequence of sequence of int
        Groups of catalogue numbers of which the whole campaign takes one.
    tell : callable
        Called with a line of text before every campaign.

    Returns
    -------
    FleetGame
        The game, with the tours of the joint campaign.
    """
    if priced.problem is None:
        return _nothing(players)
    part = priced.part(held_rows(priced.problem, priced.needs).tolist())
    assert part.problem is not None
    row_of = {entry.object.norad_cat_id: row for row, entry in enumerate(part.entries)}
    groups = tuple(tuple(row_of[number] for number in group if number in row_of) for group in one_of)
    fleets = Fleets(
        (part.problem,), tuple((count,) for count in asked.servicers), part.needs,
        tuple(group for group in groups if group), asked.seed,
    )  # fmt: skip
    everyone, n = fleets.everyone, len(players)
    blocs = {name: coalition_of(named) for name, named in asked.blocs.items()}
    some = None if n <= MOST_PLAYERS else {everyone, *(1 << player for player in range(n)), *blocs.values()}
    found = fleets.values(coalitions=some, tolerance=asked.tolerance, tell=tell)
    prices = (
        campaign_shares(fleets, tell=tell) if fleets.pool else DualShares((0.0,) * n, (0.0,) * n, (0.0,) * n, 0.0, ())
    )
    together, alone = found[everyone].worth, math.fsum(found[1 << player].worth for player in range(n))
    cost = None if asked.each_meur is None else asked.each_meur * len(found[everyone].tours)
    tours = tuple(TourRecord(norad_cat_ids=part.numbers(t.stops), value=t.worth) for _, t in found[everyone].tours)
    return FleetGame(
        n_candidates=len(part.entries),
        n_tours=len(fleets.pool),
        coalitions=coalition_records(found, part, players.names),
        together=together,
        alone=alone,
        gain=together / alone if alone > 0.0 else None,
        programme=prices.total,
        shortfall=prices.total - together,
        tours=tours,
        cost_meur=cost,
        shares=tuple(_shares(found, prices, asked, cost, players.names)),
        blocs=tuple(_bloc(name, bloc, found, players.names) for name, bloc in blocs.items()) or None,
    )


def _nothing(players: Players) -> FleetGame:
    """Return the game in which nothing is within reach of anybody."""
    none = {coalition: CoalitionValue(0.0, 0.0) for coalition in [*(1 << k for k in range(len(players)))]}
    none[(1 << len(players)) - 1] = CoalitionValue(0.0, 0.0)
    return FleetGame(
        n_candidates=0, n_tours=0, coalitions=coalition_records(none, Priced((), (), None), players.names),
        together=0.0, alone=0.0, programme=0.0, shortfall=0.0, tours=(), shares=(),
    )  # fmt: skip


def _shares(
    found: Mapping[int, CoalitionValue], prices: DualShares, asked: FleetQuestion, cost: float | None,
    names: tuple[str, ...],
) -> list[Shares]:  # fmt: skip
    """Return all ways to share, each tested against every coalition that was looked at."""
    n = len(names)
    together = found[(1 << n) - 1].worth
    vectors: dict[Scheme, Sequence[float] | None] = {"prices": prices.shares}
    values = [found[coalition].worth for coalition in range(1 << n)] if len(found) == 1 << n else None
    if values is not None:
        vectors["Shapley"] = shapley(values)
    vectors |= {scheme: in_proportion(together, weights) for scheme, weights in asked.weights.items()}
    result = []
    for scheme, shares in vectors.items():
        if shares is None:
            continue
        test = None if values is None else core_test(values, shares)
        by_prices = scheme == "prices"
        result.append(
            Shares(
                scheme=scheme,
                shares=tuple(shares),
                least=prices.least if by_prices else None,
                most=prices.most if by_prices else None,
                cost_meur=_costs(cost, shares),
                handed_out=math.fsum([*shares, -together]),
                excess=None if test is None else test.excess,
                coalition=None if test is None else tuple(names[k] for k in members(test.coalition)),
                in_core=None if test is None else test.inside,
            )
        )
    return result


def _costs(cost: float | None, shares: Sequence[float]) -> tuple[float, ...] | None:
    split = None if cost is None else in_proportion(cost, shares)
    return None if split is None else tuple(split)


def _bloc(name: str, bloc: int, found: Mapping[int, CoalitionValue], names: tuple[str, ...]) -> Bloc:
    alone = math.fsum(found[1 << player].worth for player in members(bloc))
    return Bloc(
        name=name, players=tuple(names[k] for k in members(bloc)), value=found[bloc].worth, bound=found[bloc].bound,
        alone=alone,
    )  # fmt: skip
