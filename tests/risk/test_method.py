"""Which indices count, how much, and how they are merged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.errors import InvalidInputError
from adr_planner.risk import rank
from adr_planner.risk.method import Method
from adr_planner.risk.multicriteria import pareto_layers, topsis


def test_one_index_alone_ranks_as_it_says(little):
    for key, name in (("csi", "csi"), ("probability", "catastrophic_probability_per_yr")):
        ranking = rank(little, weights={key: 1.0}, draws=0)
        values = [entry.indices[name] for entry in ranking]
        assert values == sorted(values, reverse=True)


def test_scaling_all_weights_changes_nothing_but_the_points(little):
    once, thrice = (rank(little, weights={"csi": k, "ecob": 2 * k}, draws=0) for k in (1.0, 3.0))
    assert [e.object.norad_cat_id for e in once] == [e.object.norad_cat_id for e in thrice]
    assert thrice[0].score == pytest.approx(3.0 * once[0].score)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=30))
def test_layers_are_what_is_left_when_the_layers_before_are_peeled_off(rows):
    values = np.array(rows, dtype=float).T
    layers, expected, left = pareto_layers(values), {}, set(range(len(rows)))
    while left:
        front = {
            one
            for one in left
            if not any(
                all(a >= b for a, b in zip(rows[other], rows[one], strict=True)) and rows[other] != rows[one]
                for other in left
            )
        }
        expected |= dict.fromkeys(front, max(expected.values(), default=0) + 1)
        left -= front
    assert layers.tolist() == [expected[one] for one in range(len(rows))]


@pytest.mark.parametrize("method", ["points", "topsis", "pareto"])
def test_an_object_worse_by_every_index_is_never_ranked_behind(little, method, derelict, catalog_of):
    heavy = derelict(301, 845, 9000, area_m2=60.0)
    light = derelict(341, 845, 2000, area_m2=20.0)  # same plane: 301 and 341 share the inclination
    ranking = rank(catalog_of([*little, heavy, light]), method=method, draws=0)
    assert ranking.get(301).rank < ranking.get(341).rank
    assert ranking.method.split()[0].lower() in ("points", "topsis", "pareto")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"weights": {"mas": 1.0}}, "There is no index 'mas'; there are probability, mass"),
        ({"weights": {"csi": -1.0}}, "The weight of csi is -1"),
        ({"weights": {"csi": float("nan")}}, "The weight of csi is nan"),
        ({"weights": {"csi": 0.0}}, "All weights are zero"),
        ({"method": "electre"}, "method is 'electre'; it must be one of points, topsis, pareto"),
        ({"draws": -1}, "draws must be a whole number"),
    ],
)
def test_what_cannot_be_merged_is_refused(little, asked, message):
    with pytest.raises(InvalidInputError, match=message):
        rank(little, **asked)


def test_the_default_gives_each_published_index_one_vote():
    assert set(Method.of().weights.values()) == {1.0}
    assert "probability" not in Method.of().weights


values = st.lists(st.lists(st.floats(0.01, 100.0), min_size=3, max_size=3), min_size=2, max_size=12)


@given(values)
def test_layers_are_those_of_peeling(rows):
    # Peel the objects that nothing exceeds, one layer after the other: the definition.
    columns = np.array(rows).T
    left, expected, layer = list(range(columns.shape[1])), {}, 1
    while left:
        free = [
            i for i in left
            if not any(np.all(columns[:, j] >= columns[:, i]) and np.any(columns[:, j] > columns[:, i]) for j in left)
        ]  # fmt: skip
        expected.update(dict.fromkeys(free, layer))
        left, layer = [i for i in left if i not in free], layer + 1
    assert pareto_layers(columns).tolist() == [expected[i] for i in range(columns.shape[1])]


@given(values)
def test_closeness_lies_between_the_corners(rows):
    closeness = topsis(np.array(rows).T, np.ones(3))
    assert np.all((closeness >= 0.0) & (closeness <= 1.0))


def test_the_consensus_of_seven_has_a_name():
    assert Method.of("points", "seven") == Method.of()
    assert "mass" not in Method.of("points", "lasting").weights
    with pytest.raises(InvalidInputError, match="no consensus 'eight'; there is seven, lasting"):
        Method.of("points", "eight")
