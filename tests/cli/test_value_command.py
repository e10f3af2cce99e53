"""``adr-planner value``: JSON alone on stdout, a table otherwise, and the picture."""

import json

import matplotlib as mpl
import numpy as np
import pytest
from typer.testing import CliRunner

import adr_planner as adr
from adr_planner.cli.app import app

mpl.use("Agg")


def _run(*words):
    return CliRunner().invoke(app, ["value", *words])


def test_json_tells_every_object_with_units_in_the_names():
    done = _run("--years", "0", "--json")
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert {"norad_cat_id", "debris_years", "n_catastrophic_collisions", "intact_years"} <= set(facts["values"][0])
    assert len(facts["values"]) > 1000
    assert facts["population"] == "the whole catalogue of 2024-10-31"


def test_the_table_says_what_it_is():
    done = _run("--years", "0")
    assert "every object by itself" in done.stdout
    assert len(done.stdout.splitlines()) == 23


@pytest.fixture
def values():
    catalog = adr.Catalog.example()
    massive = [one.norad_cat_id for one in catalog if (one.mass_kg or 0.0) > 8000.0]
    return adr.removal_values(catalog.population.part(np.isin(catalog.population.norad_cat_id, massive)), years=50)


def test_the_picture_parts_own_fragments_from_those_of_partners(values):
    axes = adr.plots.removal_values(values, top=5)
    assert axes.get_xlabel() == "debris-years avoided in 50 years [yr]"
    assert len(axes.patches) == 10
    best = values.top(1)[0]
    assert axes.patches[0].get_width() + axes.patches[5].get_width() == pytest.approx(best.debris_years)
