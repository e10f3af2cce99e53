"""Points over top lists: by hand, and under permutation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.errors import InvalidInputError
from adr_planner.risk.consensus import competition_ranks, merge, ranks_of

columns = st.lists(st.floats(0, 10).map(lambda x: round(x, 1)), min_size=30, max_size=30)
NUMBERS = np.arange(5000, 5030)


def test_points_count_down_from_the_top_of_each_list():
    indices = {"a": np.array([4.0, 3.0, 2.0, 1.0]), "b": np.array([1.0, 4.0, 2.0, 3.0])}
    merged = merge(indices, np.array([11, 12, 13, 14]), top_list=2)
    assert merged.score.tolist() == [2, 3, 0, 1]
    assert merged.order.tolist() == [1, 0, 3, 2]


def test_equal_points_go_to_the_object_on_more_lists():
    # 21 is first on one list (2 points), 22 second on two (1 + 1).
    indices = {"a": np.array([9.0, 8.0, 1.0]), "b": np.array([1.0, 8.0, 9.0])}
    merged = merge(indices, np.array([21, 22, 23]), top_list=2)
    assert merged.score.tolist() == [2, 2, 2]
    assert merged.order[0] == 1


def test_objects_on_no_list_are_ranked_by_the_mean_of_their_log_ranks():
    indices = {"a": np.array([9.0, 8.0, 7.0, 6.0]), "b": np.array([9.0, 6.0, 7.0, 8.0])}
    # Ranks of 32, 33, 34: (2, 4), (3, 3), (4, 2): 32 and 34 share the product 8 and go by number before 33.
    merged = merge(indices, np.array([31, 32, 33, 34]), top_list=1)
    assert merged.score.tolist() == [2, 0, 0, 0]
    assert merged.order.tolist() == [0, 1, 3, 2]


@given(st.lists(columns, min_size=1, max_size=5), st.permutations(range(30)), st.integers(1, 40))
def test_the_order_of_the_input_changes_nothing(values, shuffled, top_list):
    indices = {str(k): np.array(column) for k, column in enumerate(values)}
    straight = merge(indices, NUMBERS, top_list=top_list)
    mixed = merge({k: v[shuffled] for k, v in indices.items()}, NUMBERS[shuffled], top_list=top_list)
    assert NUMBERS[straight.order].tolist() == NUMBERS[shuffled][mixed.order].tolist()


@given(columns)
def test_one_index_alone_is_its_own_ranking(values):
    merged = merge({"only": np.array(values)}, NUMBERS, top_list=30)
    assert merged.index_ranks["only"][merged.order].tolist() == list(range(1, 31))


@given(columns)
def test_equal_values_share_their_best_place_in_a_competition(values):
    ranks = competition_ranks(np.array(values))
    assert all(rank == 1 + sum(other > value for other in values) for rank, value in zip(ranks, values, strict=True))
    assert sorted(ranks_of(np.array(values), NUMBERS).tolist()) == list(range(1, 31))


@pytest.mark.parametrize("top_list", [0, -3, 2.5, True])
def test_a_top_list_needs_a_whole_number_above_zero(top_list):
    with pytest.raises(InvalidInputError, match="top_list"):
        merge({"a": np.array([1.0])}, np.array([1]), top_list=top_list)


def test_a_value_that_is_no_number_is_refused_by_name():
    with pytest.raises(InvalidInputError, match="Index csi is not finite for object 22"):
        merge({"csi": np.array([1.0, np.nan])}, np.array([11, 22]))


def test_no_index_no_consensus():
    with pytest.raises(InvalidInputError, match="at least one index"):
        merge({}, np.array([1]))
