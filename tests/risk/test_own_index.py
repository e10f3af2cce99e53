"""An index of the user's own is one small object with its function."""

import dataclasses
import pickle

import numpy as np
import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError, OddPopulationWarning
from adr_planner.risk.indices import VOTERS, Index

SIZE = Index("size", "size_m2", "size", "m2", "mean cross-section", "own", of=lambda targets: np.pi * targets.radius**2)


@pytest.fixture(scope="module")
def few():
    catalog = adr.Catalog.example()
    with pytest.warns(OddPopulationWarning):  # derelicts alone
        return catalog.from_objects(list(catalog)[:120]).among(catalog)


def test_it_has_a_vote_a_column_and_a_line(few):
    ranking = adr.rank(few, indices=[SIZE], draws=20)
    plain = adr.rank(few, draws=20)
    assert "size_m2_rank" in ranking.to_pandas()
    assert ranking[0].indices["size_m2"] == pytest.approx(ranking[0].object.area_m2)
    assert "size: " in ranking.explain(ranking[0].object.norad_cat_id)
    assert ranking.asked.voters == (*VOTERS, SIZE)
    assert {entry.object.norad_cat_id for entry in ranking} == {entry.object.norad_cat_id for entry in plain}
    assert "size" in ranking.correlation()
    assert "mean cross-section" in ranking.explain(ranking[0].object.norad_cat_id)


def test_alone_it_orders_by_itself(few):
    ranking = adr.rank(few, indices=[SIZE], weights={"size": 1.0}, method="topsis", draws=0)
    areas = [entry.object.area_m2 for entry in ranking]
    assert areas == sorted(areas, reverse=True)


def test_values_of_removals_are_an_index(few):
    values = adr.removal_values(few.population, years=0)
    ranking = adr.rank(few, indices=[values.index()], draws=0)
    assert ranking[0].indices["debris_years"] == 0.0
    assert pickle.loads(pickle.dumps(ranking)).entries == ranking.entries  # sweeps hand rankings to other processes
    assert "debris-years of new fragments avoided in 0 years" in ranking.explain(ranking[0].object.norad_cat_id)


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (dataclasses.replace(SIZE, of=None), "no index of one's own"),
        ("size", "no index of one's own"),
        (dataclasses.replace(SIZE, key="mass"), "two indices 'mass'"),
        (dataclasses.replace(SIZE, of=lambda targets: np.ones(3)), r"gives \(3,\) numbers for 1\d\d objects"),
        (dataclasses.replace(SIZE, of=lambda targets: targets.mass * np.nan), "size_m2 is not finite for object"),
    ],
)
def test_what_is_no_index_is_refused_by_name(few, index, words):
    with pytest.raises(InvalidInputError, match=words):
        adr.rank(few, indices=[index], draws=0)
