"""Coalitions of players on small problems: against every tour, and every choice of tours, there is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from adr_planner.cooperation.coalitions import members
from adr_planner.sequence.coalitions.coalition_value import rows_within
from adr_planner.sequence.coalitions.consents import consent_values
from adr_planner.sequence.coalitions.fleets import Fleets
from adr_planner.sequence.coalitions.pool import held_rows
from adr_planner.sequence.coalitions.shares import brought, campaign_shares
from adr_planner.spec.effort import Effort

SEEDS = range(20)
_LOOSE = 1e-9
"""Sums of the same worths in another order differ by rounding alone."""


def _game(drifting_planes, seed):
    """Return a problem of six targets, whose consent each needs (one target in three is joint), and the players."""
    rng = np.random.default_rng(500 + seed)
    players = int(rng.integers(2, 6))
    problem = drifting_planes(seed, n=6, stops=2, steps=8, objective="value").replace(
        worth=rng.uniform(0.5, 2.0, 6), max_delta_v=float(rng.uniform(200.0, 900.0)), propellant_capacity=np.inf
    )
    needs = [1 << int(rng.integers(players)) for _ in range(6)]
    for row in (0, 3):
        needs[row] |= 1 << int(rng.integers(players))
    return problem, tuple(needs), players


def _sets(problem, all_tours, tour_cost):
    """Return every set of targets a tour can visit within the delta-v limit."""
    return {
        frozenset(stops)
        for stops, steps in all_tours(problem)
        if tour_cost(problem, stops, steps)[0] <= problem.max_delta_v
    }


def _worth(problem, rows):
    return float(problem.worth[list(rows)].sum())


def _best_campaign(problem, sets, servicers):
    """Return the most that so many servicers remove, trying every choice of disjoint sets."""
    best = 0.0
    for number in range(1, servicers + 1):
        for choice in itertools.combinations(sets, number):
            if sum(map(len, choice)) == len(frozenset().union(*choice)):
                best = max(best, sum(_worth(problem, rows) for rows in choice))
    return best


@pytest.mark.few(5)
@pytest.mark.parametrize("seed", SEEDS)
def test_consents_are_worth_the_best_tour_there_is(drifting_planes, all_tours, tour_cost, seed):
    problem, needs, players = _game(drifting_planes, seed)
    sets = _sets(problem, all_tours, tour_cost)
    found = consent_values(problem, needs, players, Effort())
    for coalition in range(1 << players):
        may = set(rows_within(needs, coalition).tolist())
        best = max((_worth(problem, rows) for rows in sets if rows <= may), default=0.0)
        assert found[coalition].worth == pytest.approx(best, abs=_LOOSE)
        assert found[coalition].bound >= best - _LOOSE
        assert found[coalition].stops <= may
        for player in range(players):
            assert found[coalition | 1 << player].worth >= found[coalition].worth - _LOOSE


@pytest.mark.few(4)
@pytest.mark.parametrize("seed", SEEDS)
def test_campaigns_of_coalitions_are_superadditive_within_their_bounds_and_near_the_best(
    drifting_planes, all_tours, tour_cost, seed
):
    """Against every choice of tours; columns are made for the relaxation, so a choice may miss the best by a little."""
    problem, needs, players = _game(drifting_planes, seed)
    sets = _sets(problem, all_tours, tour_cost)
    fleets = Fleets((problem,), tuple((1,) for _ in range(players)), needs)
    found = fleets.values(tolerance=1e-9)
    for coalition in range(1, 1 << players):
        may = set(rows_within(needs, coalition).tolist())
        best = _best_campaign(problem, [rows for rows in sets if rows <= may], coalition.bit_count())
        value = found[coalition]
        assert value.worth <= best + _LOOSE <= value.bound + 2 * _LOOSE
        assert value.worth >= best * (1.0 - value.gap) - _LOOSE
        stops = [stop for _, tour in value.tours for stop in tour.stops]
        assert len(set(stops)) == len(stops)
        assert set(stops) <= may
        assert len(value.tours) <= coalition.bit_count()
        for other in range(1, 1 << players):
            if not other & coalition:
                assert found[coalition | other].worth >= value.worth + found[other].worth - _LOOSE


@pytest.mark.few(4)
@pytest.mark.parametrize("seed", SEEDS)
def test_shares_from_prices_lie_in_the_core_of_the_linear_game(drifting_planes, all_tours, tour_cost, seed):
    """No coalition's linear programme over all its tours, each listed, is worth more than its members' shares."""
    problem, needs, players = _game(drifting_planes, seed)
    sets = sorted(map(sorted, _sets(problem, all_tours, tour_cost)))
    if not sets:
        pytest.skip("nothing is within reach")
    fleets = Fleets((problem,), tuple((1 + player % 2,) for player in range(players)), needs)
    fleets.value(fleets.everyone)
    found = campaign_shares(fleets)
    for coalition in range(1, 1 << players):
        may = set(rows_within(needs, coalition).tolist())
        tours = [rows for rows in sets if set(rows) <= may]
        table = np.zeros((7, len(tours)))
        for k, rows in enumerate(tours):
            table[[*rows, 6], k] = 1.0
        limits = [*np.ones(6), float(sum(1 + player % 2 for player in members(coalition)))]
        most = -linprog([-_worth(problem, rows) for rows in tours], table, limits).fun if tours else 0.0
        shares = sum(found.shares[player] for player in members(coalition))
        assert shares >= most - 1e-6
        if coalition == fleets.everyone:
            assert shares == pytest.approx(most, rel=1e-7)
            assert found.total == pytest.approx(most, rel=1e-7)
    for share, least, most in zip(found.shares, found.least, found.most, strict=True):
        assert least - 1e-6 <= share <= most + 1e-6


def test_relabelling_players_permutes_their_shares(drifting_planes):
    problem, needs, players = _game(drifting_planes, 7)
    order = np.random.default_rng(3).permutation(players)
    renamed = tuple(sum(1 << int(order[player]) for player in members(need)) for need in needs)
    found = [_shares(problem, given, players) for given in (needs, renamed)]
    for player in range(players):
        assert found[1].shares[int(order[player])] == pytest.approx(found[0].shares[player], abs=1e-6)


def _shares(problem, needs, players):
    fleets = Fleets((problem,), tuple((1,) for _ in range(players)), needs)
    fleets.value(fleets.everyone)
    return campaign_shares(fleets)


def test_who_has_nothing_gets_nothing(drifting_planes):
    problem, _, _ = _game(drifting_planes, 2)
    fleets = Fleets((problem,), ((1,), (1,), (0,)), (1, 1, 1, 2, 2, 2))
    fleets.value(fleets.everyone)
    assert campaign_shares(fleets).shares[2] == 0.0
    found = consent_values(problem, (1, 1, 1, 2, 2, 2), 3, Effort())
    assert all(found[coalition | 4].worth == found[coalition].worth for coalition in range(4))


def test_brought_sums_to_the_limits_and_a_joint_consent_is_halved(drifting_planes):
    problem, _, _ = _game(drifting_planes, 1)
    fleets = Fleets((problem,), ((1,), (2,)), (1, 1, 3, 2, 2, 2), exclusive=((0, 3),))
    table = brought(fleets)
    assert table.sum(axis=0).tolist() == [1.0] * 7 + [3.0]
    assert table[:, 2].tolist() == [0.5, 0.5]
    assert table[:, 6].tolist() == [0.5, 0.5]


def test_targets_beyond_what_label_setting_holds_are_let_go_by_those_who_have_most(drifting_planes):
    problem = drifting_planes(1, n=80, stops=2, steps=6, objective="value")
    needs = tuple(1 if row < 60 else 2 for row in range(80))
    kept = held_rows(problem, needs)
    assert kept.size == 62
    assert sum(needs[row] == 2 for row in kept) == 20
    gone = sorted(set(range(60)) - set(kept.tolist()))
    assert max(problem.worth[gone]) <= min(problem.worth[[row for row in kept if row < 60]])
