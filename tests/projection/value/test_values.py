"""What a removal is worth: the adjoint against projections with one object less, and what holds for any population."""

import dataclasses

import numpy as np
import pytest
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.projection.course import course_of
from adr_planner.projection.outlook import Outlook
from adr_planner.projection.value.measures import MEASURES

START = Time("2025-01-01")


@pytest.fixture(scope="module")
def values(little):
    return adr.removal_values(little, years=60, start=START)


@pytest.fixture(scope="module")
def many(crowd):
    return crowd(2000)


@pytest.fixture(scope="module")
def values_of_many(many):
    return adr.removal_values(many, years=60, start=START)


@pytest.mark.parametrize("place", [0, 4, 200])
def test_a_value_is_the_derivative_of_a_course(values, little, heavy, place):
    """By differences: a thousandth less of one object."""
    outlook = Outlook(60.0, "mean", 5.0, 0.9, 3.5)
    scene, never = outlook.scene(little), np.full(len(little), np.inf)
    kept = np.ones(len(little))
    kept[little.find(heavy[place])] = 0.999
    less = course_of(dataclasses.replace(scene, crowd=dataclasses.replace(scene.crowd, kept=kept)), never)
    worth = values.of(heavy[place])
    for name in MEASURES:
        slope = (getattr(outlook.baseline(little), name)[-1] - getattr(less, name)[-1]) / 1e-3
        assert getattr(worth, name) == pytest.approx(slope, rel=1e-3, abs=1e-9), name


@pytest.mark.parametrize(("place", "date"), [(0, None), (3, None), (60, None), (0, "2031-07-01"), (3, "2060-01-01")])
def test_a_value_is_what_a_projection_without_the_object_avoids(many, values_of_many, place, date):
    """Within 5 %, as wanted of a value; what lacks is of the second order in the effect of one among many."""
    number = many.norad_cat_id[np.argsort(-many.mass_kg)].tolist()[place]
    worth = values_of_many.of(number, date)
    avoided = adr.project(many, [(number, date) if date else number], years=60, start=START).avoided()
    for name in MEASURES:
        assert getattr(worth, name) == pytest.approx(avoided[name], rel=0.05, abs=1e-12), name


def test_what_works_today_is_nobodys_to_remove(little, heavy):
    crowd = dataclasses.replace(little, operational=little.norad_cat_id == heavy[0], name="one works")
    found = adr.removal_values(crowd, years=20)
    assert heavy[0] not in found.norad_cat_ids
    assert len(found.norad_cat_ids) == len(little) - 1
    assert found.of(heavy[1]).n_encounters_fragments > 0.0


def test_exposure_is_what_a_projection_without_the_object_avoids(many):
    """Hits of fragments above 1 cm, of which one in 51 is above 10 cm; within 5 %, as all values."""
    works = many.norad_cat_id % 4 == 0
    crowd = dataclasses.replace(many, operational=works, name="a quarter works")
    number = int(many.norad_cat_id[np.argmax(np.where(works, 0.0, many.mass_kg))])
    worth = adr.removal_values(crowd, years=60).of(number)
    found = adr.project(crowd, [number], years=60)
    assert worth.n_hits_fragments == pytest.approx(found.avoided()["n_hits_fragments"], rel=0.05)
    # A fragment passes within 1 km of a satellite (pi km2) for each hit on its cross-section (some 20 m2): the small
    # ones come down sooner, so the factor is below 51.
    area = np.pi * np.mean(many.radius_m[works] ** 2)
    large = found.without.n_encounters_fragments[-1] * area / (np.pi * 1e6)
    assert 5.0 < found.without.n_hits_fragments[-1] / large < 51.3


def test_earlier_is_worth_more_and_nothing_after_the_horizon(values, heavy):
    dates = [None, "2026-01-01", "2040-01-01", "2084-06-01", "2085-01-02"]
    worth = [values.of(heavy[0], date).debris_years for date in dates]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] == 0.0
    assert (values.at("2040-01-01") <= values.at() + 1e-12).all()


def test_parts_make_the_whole(values):
    table = values.to_pandas()
    parts = table["own_debris_years"] + table["partners_debris_years"]
    assert parts.to_numpy() == pytest.approx(table["debris_years"].to_numpy())
    assert (table[["own_debris_years", "partners_debris_years"]] >= -1e-12).all(axis=None)
    assert table["intact_years"].max() <= 60.0
    assert table["debris_years"].is_monotonic_decreasing
    assert (values.at(measure="exposure") == values.at(measure="n_hits_fragments")).all()
    assert [one.norad_cat_id for one in values.top(3)] == table["norad_cat_id"].head(3).tolist()


def test_horizon_zero_is_zero(little):
    nothing = adr.removal_values(little, years=0)
    assert not nothing.at().any()
    repr(nothing), str(nothing), nothing._repr_html_()


def test_what_has_no_value_is_refused_by_name(values, heavy):
    with pytest.raises(InvalidInputError, match="99999 has no value here: 400 objects of a little crowd have one"):
        values.of(99999)
    with pytest.raises(InvalidInputError, match="54236 has no value here: broken up: what is left of its mass"):
        adr.removal_values(adr.Catalog.example(), years=0).of(54236)
    with pytest.raises(InvalidInputError, match=r"1\.00 years after this date"):
        values.of(heavy[0], "2024-01-01")
    with pytest.raises(InvalidInputError, match="valued by debris_years, collisions, encounters, exposure, not 'mass'"):
        values.at(measure="mass")
    with pytest.raises(InvalidInputError, match="removal_values takes a Catalog"):
        adr.removal_values([1, 2])
