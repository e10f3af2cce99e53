"""Games of players: against the sums and lists that define them, on random games of up to five players."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_planner.cooperation.coalitions import coalition_of, members, splits, subsets
from adr_planner.cooperation.core_test import core_test
from adr_planner.cooperation.covers import monotone, superadditive
from adr_planner.cooperation.dual_shares import ProductionGame, dual_shares
from adr_planner.cooperation.provision import provision
from adr_planner.cooperation.schemes import in_proportion
from adr_planner.cooperation.signatures import leave_one_out, shapley, smallest_coalitions, unlocks
from adr_planner.errors import InvalidInputError

_worths = st.floats(0.0, 10.0)


@st.composite
def games(draw):
    """Draw a game of one to five players with any values."""
    n = draw(st.integers(1, 5))
    return [0.0, *draw(st.lists(_worths, min_size=(1 << n) - 1, max_size=(1 << n) - 1))]


def _by_permutations(values):
    """Shapley's value as he defined it: what each player adds, over all orders."""
    n = len(values).bit_length() - 1
    sums = np.zeros(n)
    for order in itertools.permutations(range(n)):
        coalition = 0
        for player in order:
            sums[player] += values[coalition | 1 << player] - values[coalition]
            coalition |= 1 << player
    return sums / math.factorial(n)


@given(games())
def test_shapley_is_the_mean_over_all_orders_of_signing(values):
    found = shapley(values)
    assert found == pytest.approx(_by_permutations(values), abs=1e-9)
    assert math.fsum(found) == pytest.approx(values[-1], abs=1e-9)


@given(games(), st.randoms(use_true_random=False))
def test_relabelling_players_permutes_values_of_signatures(values, random):
    n = len(values).bit_length() - 1
    order = list(range(n))
    random.shuffle(order)
    renamed = [0.0] * len(values)
    for coalition in range(len(values)):
        renamed[coalition_of(order[k] for k in members(coalition))] = values[coalition]
    for one, other in ((shapley(values), shapley(renamed)), (leave_one_out(values), leave_one_out(renamed))):
        assert [other[order[k]] for k in range(n)] == pytest.approx(one, abs=1e-9)


@given(games())
def test_covers_make_games_monotone_and_superadditive_and_nothing_less(values):
    best = [values[part] for part in monotone(values)]
    for coalition in range(len(values)):
        assert best[coalition] == max(values[part] for part in subsets(coalition))
    whole = [math.fsum(values[part] for part in parts) for parts in superadditive(values)]
    for coalition in range(1, len(values)):
        assert whole[coalition] >= values[coalition] - 1e-9
        for left, right in splits(coalition):
            assert whole[coalition] >= (whole[left] + whole[right]) * (1.0 - 1e-9)


@given(games(), st.floats(0.1, 1.0))
def test_no_smaller_coalition_reaches_the_share(values, share):
    values[-1] = max(values)
    found = smallest_coalitions(values, share)
    fewest = found[0].bit_count()
    for coalition in range(1, len(values)):
        if coalition.bit_count() < fewest:
            assert values[coalition] < share * values[-1]
        assert (coalition in found) == (
            coalition.bit_count() == fewest and values[coalition] >= share * values[-1] * (1.0 - 1e-12)
        )


@given(games())
def test_the_next_signature_adds_most(values):
    step = unlocks(values, 0)
    assert step is not None
    assert step[1] == max(values[1 << k] for k in range(len(values).bit_length() - 1))
    assert unlocks(values, len(values) - 1) is None


@given(games())
def test_the_core_is_every_inequality(values):
    n = len(values).bit_length() - 1
    shares = [values[-1] / n] * n
    stable = all(values[c] <= math.fsum(shares[k] for k in members(c)) + 1e-9 * values[-1] for c in range(len(values)))
    assert core_test(values, shares).inside == stable


@st.composite
def production_games(draw):
    """Draw tours of one or two of four targets, owned by two to four players, each with a servicer or two."""
    players = draw(st.integers(2, 4))
    owners = draw(st.lists(st.integers(0, players - 1), min_size=4, max_size=4))
    servicers = draw(st.lists(st.integers(0, 2), min_size=players, max_size=players).filter(any))
    pairs = [(i,) for i in range(4)] + list(itertools.combinations(range(4), 2))
    worth = draw(st.lists(st.integers(1, 9), min_size=len(pairs), max_size=len(pairs)))
    brought = np.zeros((players, 5))
    brought[owners, range(4)] = 1.0
    brought[:, 4] = servicers
    uses = np.zeros((5, len(pairs)))
    for column, rows in enumerate(pairs):
        uses[[*rows, 4], column] = 1.0
    return ProductionGame(brought, uses, np.array(worth, dtype=float))


@settings(max_examples=20)
@given(production_games())
def test_shares_of_prices_are_in_the_core_of_their_programme_and_in_their_ranges(game):
    from scipy.optimize import linprog

    found = dual_shares(game)
    n = len(game.brought)
    values = [0.0]
    for coalition in range(1, 1 << n):
        limits = game.brought[list(members(coalition))].sum(axis=0)
        values.append(-linprog(-game.worth, game.uses, limits).fun)
    assert math.fsum(found.shares) == pytest.approx(values[-1], rel=1e-7)
    test = core_test(values, found.shares)
    assert test.excess <= 1e-6
    for share, least, most in zip(found.shares, found.least, found.most, strict=True):
        assert least - 1e-6 <= share <= most + 1e-6


@settings(max_examples=20)
@given(production_games())
def test_prices_tours_priced_in_one_by_one_come_to_the_same_shares(game):
    """Column generation: whoever starts with one tour only, and is told the others when they are worth it."""

    def separate(prices):
        gains = game.worth - prices @ game.uses
        best = int(np.argmax(gains))
        return [(game.uses[:, best], float(game.worth[best]))]

    few = ProductionGame(game.brought, game.uses[:, :1], game.worth[:1])
    assert dual_shares(few, separate).shares == pytest.approx(dual_shares(game).shares, abs=1e-5)


@settings(max_examples=20)
@given(production_games(), st.sampled_from([1e-6, 1e3, 1e6]))
def test_shares_are_the_same_in_any_unit(game, unit):
    found = dual_shares(ProductionGame(game.brought, game.uses, unit * game.worth))
    assert [share / unit for share in found.shares] == pytest.approx(dual_shares(game).shares, abs=1e-5)


def test_two_players_with_a_target_and_a_servicer_each_and_one_joint_tour_get_half_each():
    brought = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    found = dual_shares(ProductionGame(brought, np.ones((3, 1)), np.array([1.0])))
    assert found.shares == pytest.approx((0.5, 0.5), abs=1e-9)
    assert (found.least, found.most) == ((0.0, 0.0), (1.0, 1.0))


def test_who_provides_a_common_good_is_whom_it_is_worth_it_to_alone():
    game = provision([10.0, 10.0, 3.0], [[6.0, 5.0], [3.0, 3.0], [1.0, 1.0]], price=4.0)
    assert game.paid_by == (0, None, None)
    assert game.worthwhile == (True, True, False)
    assert (game.optimum, game.nash) == (12.0, 6.0)


def test_shares_in_proportion_sum_to_the_whole_and_no_weights_are_no_shares():
    assert math.fsum(in_proportion(7.0, [1.0, 2.0, 4.0])) == pytest.approx(7.0)
    assert in_proportion(7.0, [0.0, 0.0]) is None


def test_a_list_that_is_no_game_is_refused():
    with pytest.raises(InvalidInputError, match=r"2\^n values"):
        shapley([0.0, 1.0, 2.0])
