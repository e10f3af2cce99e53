"""The table of values that comes with the package: for what it was made for, and for nothing else."""

from dataclasses import replace

import numpy as np
import pytest

import adr_planner as adr
from adr_planner.projection.outlook import CENTURY
from adr_planner.projection.together import long_outlook, project_together
from adr_planner.projection.value.kept import digest_of, kept_figures, kept_values
from adr_planner.projection.value.valuing import values_for
from adr_planner.units import parse_utc

START = "2024-10-31T00:00:00Z"


@pytest.fixture(scope="module")
def catalog():
    return adr.Catalog.example()


@pytest.fixture(scope="module")
def kept(catalog):
    return adr.removal_values(catalog)


def test_the_table_is_of_this_population_and_these_settings(catalog, kept):
    """Else studies/build_removal_values.py is to be run again."""
    names = dict(zip(kept.norad_cat_ids, kept.names, strict=True))
    assert kept_values(catalog.population, CENTURY, names, START) is not None
    assert kept_figures(catalog.population, long_outlook(200.0)) is not None
    assert len(kept.norad_cat_ids) == 1353


@pytest.mark.parametrize("changed", [{"years": 50.0}, {"sun": "weak"}, {"disposal": 0.8}, {"step_years": 4.0}])
def test_other_settings_are_computed(catalog, changed):
    assert kept_values(catalog.population, replace(CENTURY, **changed), {27386: "ENVISAT"}, START) is None


def test_another_population_and_other_objects_are_computed(catalog):
    crowd = catalog.population
    fewer = crowd.part(np.arange(len(crowd)) > 0)
    assert digest_of(fewer, CENTURY) != digest_of(crowd, CENTURY)
    assert kept_values(fewer, CENTURY, {27386: "ENVISAT"}, START) is None
    assert kept_values(crowd, CENTURY, {25544: "ISS"}, START) is None


def test_the_table_is_made_in_moments(kept):
    assert kept.of(27386).debris_years > kept.of(27386, "2034-10-31").debris_years > 0.0


@pytest.mark.thorough
def test_the_table_says_what_is_computed(catalog, kept, monkeypatch):
    monkeypatch.setattr("adr_planner.projection.value.valuing.kept_values", lambda *_: None)
    names = dict(zip(kept.norad_cat_ids, kept.names, strict=True))
    found = values_for(catalog.population, CENTURY, names, START, ("debris_years",))
    # single precision: 6e-8 of each
    assert np.allclose(found.at(), kept.at(), rtol=1e-6, atol=1e-9)


@pytest.mark.thorough
def test_five_together_avoid_what_shorter_steps_say(catalog):
    five = [(number, START) for number in (31793, 24298, 23705, 25407, 22220)]
    found = project_together(catalog.population, five, parse_utc(START), (25.0, 50.0, 100.0, 200.0))
    finer = adr.project(catalog, [number for number, _ in five], years=100)
    for years, avoided in found.avoided[:3]:
        for name, saved in avoided.items():
            assert saved == pytest.approx(finer.avoided(years)[name], rel=0.03), (years, name)
