"""``adr-planner project``: JSON alone on stdout, refusals in one sentence, and the picture."""

import json

import matplotlib as mpl
import pytest
from typer.testing import CliRunner

import adr_planner as adr
from adr_planner.cli.app import app
from adr_planner.errors import InvalidInputError

mpl.use("Agg")


def _run(*words):
    return CliRunner().invoke(app, ["project", *words])


def test_json_tells_by_year_altitude_and_class():
    done = _run("--top", "2", "--years", "4", "--json")
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert [len(facts[name]) for name in ("removals", "by_year", "by_altitude", "by_class")] == [2, 5, 18, 5]
    assert facts["avoided"]["n_catastrophic_collisions"] > 0.0
    assert facts["population"] == "the whole catalogue of 2024-10-31"


def test_a_plan_and_a_list_are_not_taken_at_once():
    with pytest.raises(InvalidInputError, match="not both"):
        raise _run("plan.json", "--top", "3").exception


def test_the_picture_shades_what_is_avoided():
    found = adr.project(adr.Catalog.example(), [27006], years=4)
    axes = adr.plots.projection(found, "debris_years")
    assert axes.get_ylabel() == "expected debris-years [yr]"
    assert [line.get_label() for line in axes.lines] == ["nothing removed", "1 removed"]
    with pytest.raises(InvalidInputError, match="n_fragments_up"):
        adr.plots.projection(found, "fragments")


def test_a_band_and_histories_are_asked_for_by_name():
    band = json.loads(_run("--top", "1", "--years", "0", "--band", "--json").stdout)
    assert {"weak", "mean", "strong", "figures"} <= set(band)
    histories = json.loads(_run("--years", "0", "--histories", "4", "--seed", "2", "--json").stdout)
    assert (histories["n_histories"], histories["seed"]) == (4, 2)
    assert "not both" in str(_run("--band", "--histories", "3").exception)


def test_assumptions_are_asked_for_by_name():
    facts = json.loads(_run("--years", "0", "--explosions", "--launches", "--avoidance", "0.9", "--json").stdout)
    assert (facts["explosions"], facts["launches"], facts["avoidance_share"]) == (True, True, 0.9)
