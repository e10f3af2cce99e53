"""Rank bands, removals, comparisons, gates: what an analyst asks of a ranking."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from adr_planner.catalog import Catalog
from adr_planner.errors import InvalidInputError
from adr_planner.risk import rank
from adr_planner.risk.candidates import sort_out
from adr_planner.risk.collisions.flux import Flux
from adr_planner.risk.coupling import pair_rates
from adr_planner.risk.evaluation import Exposure, Surroundings, evaluate
from adr_planner.risk.gates import gates_of, owner_name
from adr_planner.risk.method import Method
from adr_planner.risk.uncertainty import drawn_errors, rank_bands, spreads


def test_bands_are_reproducible_and_hold_the_median(little):
    one, same, other = rank(little, seed=1), rank(little, seed=1), rank(little, seed=2)
    assert one.entries == same.entries
    assert one.entries != other.entries
    for entry in one:
        assert 1 <= entry.rank_low <= entry.rank_high <= len(little)


def test_no_draws_no_bands(little):
    assert {(entry.rank_low, entry.rank_high) for entry in rank(little, draws=0)} == {(None, None)}


def test_estimated_figures_widen_the_band(little, catalog_of):
    known = rank(little, draws=200)
    guessed = rank(catalog_of(replace(o, estimated=frozenset({"mass_kg", "area_m2"})) for o in little), draws=200)
    width = [sum(e.rank_high - e.rank_low for e in ranking) for ranking in (known, guessed)]
    assert width[1] > 1.2 * width[0]


def test_the_range_a_row_gives_widens_its_band_to_that_side(little, catalog_of):
    """A mass that may be a third of what is written lets an object stand lower, and no higher than before."""
    first = rank(little, draws=200)[0].object
    unsure = replace(first, mass_min_kg=first.mass_kg / 3.0, mass_max_kg=first.mass_kg)
    others = [one for one in little if one.norad_cat_id != first.norad_cat_id]
    known, wider = (rank(catalog_of([one, *others]), draws=200).get(first.norad_cat_id) for one in (first, unsure))
    assert wider.rank_high > known.rank_high
    assert wider.rank_low == known.rank_low
    down, up = spreads([unsure])[0][0, 0]
    assert down == pytest.approx(np.log(3.0) / 1.645)
    assert up < down


def test_stages_of_one_name_err_together(derelict):
    objects = [derelict(1, 800, 1000, name="A"), derelict(2, 800, 1000, name="A"), derelict(3, 800, 1000, name="B")]
    family = spreads(objects)[1]
    assert family[0] == family[1] != family[2]


def test_drawn_ranks_follow_the_full_physics():
    """The band of first order against the whole evaluation, drawn anew: 60 draws of the 200 heaviest."""
    heaviest = sorted(Catalog.example(), key=lambda one: -one.mass_kg)[:200]
    candidates, surroundings = sort_out(heaviest), Surroundings.around(Catalog.example().population)
    exposed = Exposure.of(candidates.targets, surroundings)

    by_fragments = Method.of("topsis", {"fragments": 1.0})

    low, high = rank_bands(candidates.objects, exposed, surroundings, by_fragments, draws=60, seed=3)
    spread, family = spreads(candidates.objects)
    rng, ranks = np.random.default_rng(3), []
    for _ in range(60):
        error = np.exp(drawn_errors(spread, rng.standard_normal((family.max() + 1, 2))[family]))
        rng.standard_normal()
        drawn = replace(
            candidates.targets, mass=candidates.targets.mass * error[:, 0],
            radius=candidates.targets.radius * np.sqrt(error[:, 1]),
        )  # fmt: skip
        values = evaluate(Exposure.of(drawn, surroundings), surroundings)["expected_fragments_per_yr"]
        order = np.argsort(-values, kind="stable")
        ranks.append(np.argsort(order) + 1)
    true_low, true_high = np.percentile(ranks, [5, 95], axis=0)
    assert np.median(np.abs(low - true_low)) <= 3
    assert np.median(np.abs(high - true_high)) <= 3


def test_pair_rates_add_up_to_the_flux_among_the_same_objects():
    catalog = Catalog.example()
    candidates = sort_out(catalog.filter(name="SL-16 R/B"))
    population, numbers = catalog.population, candidates.targets.norad_cat_id
    keep = np.isin(population.norad_cat_id, numbers)
    part = population.part(keep)
    expected = Flux.from_population(part).encounters(candidates.targets).catastrophic_per_yr
    assert pair_rates(candidates.targets).sum(axis=1) == pytest.approx(expected, rel=0.05, abs=1e-10)


def test_removing_everything_spares_everything():
    ranking = rank(Catalog.example(), draws=0)[:40]
    removals = ranking.removals(40)
    # Partners outside the 40 spare nothing here: own risk less what earlier picks had spared already.
    table = removals.to_pandas()
    assert table["norad_cat_id"].is_unique
    assert table["spared_kg_per_yr"].iloc[0] == table["spared_kg_per_yr"].max()
    assert table["spared_so_far"].iloc[-1] == pytest.approx(1.0, abs=1e-9)


def test_compare_shows_who_rises_and_who_is_missing(little, catalog_of):
    ranking = rank(little, draws=0)
    without = rank(catalog_of(one for one in little if one.norad_cat_id != 113), draws=0)
    table = ranking.compare(without).set_index("norad_cat_id")
    assert pd.isna(table.loc[113, "other_rank"])
    assert (ranking.compare(ranking)["change"] == 0).all()


def test_correlation_is_one_on_the_diagonal(little):
    table = rank(little, draws=0).correlation()
    assert np.diag(table) == pytest.approx(1.0)
    assert "mass alone" in table


def test_only_keeps_ranks_and_lists_the_codes_there_are(derelict, catalog_of):
    mixed = catalog_of(derelict(100 + k, 700 + 20 * k, 2000, owner="CIS" if k % 2 else "PRC") for k in range(10))
    ranking = rank(mixed, draws=0)
    chinese = ranking.only(states=["PRC"])
    assert {entry.object.owner for entry in chinese} == {"PRC"}
    assert [e.rank for e in chinese] == [e.rank for e in ranking if e.object.owner == "PRC"]
    with pytest.raises(InvalidInputError, match=r"No object here is of US; the owner codes are .*CIS \(5\)"):
        ranking.only(states=["US"])


def test_gates_are_told_and_never_scored(derelict):
    light = derelict(1, 800, 700, owner="", estimated=frozenset({"mass_kg"}))
    gates = gates_of(light)
    assert (gates.reentry, gates.consent) == ("uncontrolled", "an unknown state")
    assert gates.unknown == ("mass (estimated)", "tumbling")
    assert gates_of(derelict(2, 800, 1001)).reentry == "controlled"
    assert owner_name("CIS").startswith("Russia")


def test_a_name_that_is_a_formula_stays_text_in_csv(little, tmp_path):
    little[0] = replace(little[0], name='=HYPERLINK("http://x")')
    ranking = rank(little, draws=0)
    path = tmp_path / "list.csv"
    text = ranking.to_csv(path)
    assert path.read_text() == text
    assert "'=HYPERLINK" in text
    table = pd.read_csv(path)
    assert list(table["rank"]) == list(range(1, 15))
