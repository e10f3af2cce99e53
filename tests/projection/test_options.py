"""What may be taken for granted of the years to come: explosions, launches, disposal, avoidance."""

import dataclasses

import numpy as np
import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError, OddPopulationWarning
from adr_planner.projection.explosive import blasts
from adr_planner.projection.scatter import scatter
from adr_planner.risk.collisions.breakup import fragments_of_explosion
from adr_planner.risk.explosions import hazards

YEARS = 20.0


@pytest.fixture(scope="module")
def tsyklons():
    """The SL-14 stages among themselves: one family that explodes."""
    stages = adr.Catalog.example().filter(name="SL-14 R/B")
    with pytest.warns(OddPopulationWarning):
        return stages.among(stages)


@pytest.fixture(scope="module")
def served(little):
    """A crowd of which a quarter works."""
    return dataclasses.replace(little, operational=little.norad_cat_id % 4 == 0, name="a quarter works")


def test_explosions_are_those_of_the_table(tsyklons):
    """Expected ones are hazard times objects times years; their fragments 6 S L^-1.6 each (Johnson et al. 2001)."""
    found = adr.project(tsyklons, years=YEARS, explosions=True)
    (row,) = [one for one in hazards() if one.family == "SL-14 R/B"]
    expected = row.hazard_per_yr * len(tsyklons) * YEARS
    assert found.without.n_explosions[-1] == pytest.approx(expected, rel=0.03)  # two come down meanwhile
    made = found.without.n_fragments_made[-1] / found.without.n_explosions[-1]
    assert made == pytest.approx(fragments_of_explosion(scale=row.scale), rel=0.03)
    assert "explosions" in str(found)
    assert found.to_dict()["explosions"]
    assert adr.project(tsyklons, years=YEARS).without.n_explosions[-1] == 0.0


def test_what_is_removed_explodes_no_more(tsyklons):
    number = tsyklons[0].norad_cat_id
    found = adr.project(tsyklons, [number], years=YEARS, explosions=True)
    assert found.without.n_explosions[-1] - found.removed.n_explosions[-1] == pytest.approx(
        found.without.n_explosions[-1] / len(tsyklons), rel=0.05
    )
    worth = adr.removal_values(tsyklons, years=YEARS, explosions=True).of(number)
    for name in ("debris_years", "n_catastrophic_collisions"):
        assert getattr(worth, name) == pytest.approx(found.avoided()[name], rel=0.05), name
    everything = adr.project(tsyklons, [one.norad_cat_id for one in tsyklons], years=YEARS, explosions=True)
    assert everything.removed.n_fragments_made[-1] == 0.0


def test_old_stages_of_a_family_that_explodes_young_do_not():
    """CZ-6A breaks up in its first days: those still whole are past it."""
    stages = adr.Catalog.example().filter(name="CZ-6A R/B")
    with pytest.warns(OddPopulationWarning):
        found = adr.project(stages.among(stages), years=YEARS, explosions=True)
    assert found.without.n_explosions[-1] < 1e-9


def test_slower_fragments_stay_nearer():
    """An explosion throws at a fraction of a collision's speed: more of what it makes at 800 km stays near."""
    near = slice(58, 63)
    assert scatter(-0.5)[near, 60].sum() < blasts().flies[3][near, 60].sum()


def test_more_care_means_fewer_collisions(served):
    found = [adr.project(served, years=YEARS, avoidance=share).without for share in (0.0, 0.5, 1.0)]
    collisions = [one.n_catastrophic_collisions[-1] for one in found]
    assert collisions == sorted(collisions, reverse=True)
    assert collisions[0] > 1.2 * collisions[2]
    assert found[0].n_objects[0] == found[2].n_objects[0]  # working ones are not counted, however careless


def test_what_cannot_manoeuvre_is_hit_whatever_care_is_taken(served):
    helpless = dataclasses.replace(served, manoeuvres=np.zeros(len(served), bool))
    careless, unable = (adr.project(*given).without for given in ((served, None, YEARS), (helpless, None, YEARS)))
    none_avoided = adr.project(served, years=YEARS, avoidance=0.0).without
    assert unable.n_catastrophic_collisions[-1] == none_avoided.n_catastrophic_collisions[-1]
    assert unable.n_catastrophic_collisions[-1] > careless.n_catastrophic_collisions[-1]


def test_replacements_that_are_all_disposed_of_leave_nothing(served):
    """Launches add what each generation leaves: nothing if all are disposed of, nor within the first generation."""
    plain, launched = (adr.project(served, years=YEARS, disposal=1.0, launches=one).without for one in (False, True))
    # Measured: 4e-4; groups' means count those that are not there.
    assert launched.n_catastrophic_collisions[-1] == pytest.approx(plain.n_catastrophic_collisions[-1], rel=5e-4)
    short = [adr.project(served, years=5.0, launches=one).without.debris_years[-1] for one in (False, True)]
    assert short[0] == pytest.approx(short[1], rel=1e-12)


def test_replacements_leave_derelicts_generation_by_generation(served):
    plain, launched = (adr.project(served, years=YEARS, disposal=0.5, launches=one).without for one in (False, True))
    left = launched.n_objects[-1] - plain.n_objects[-1]
    # Retired after 10 and 15 years, a half of a hundred each: none has come down yet but the lowest.
    assert left == pytest.approx(100, rel=0.1)
    assert launched.n_catastrophic_collisions[-1] > plain.n_catastrophic_collisions[-1]


def test_better_disposal_means_fewer_collisions(served):
    worse, better = (adr.project(served, years=YEARS, disposal=share).without for share in (0.5, 0.95))
    assert better.n_catastrophic_collisions[-1] < worse.n_catastrophic_collisions[-1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"explosions": True}, "knows no names or ages"),
        ({"avoidance": 1.2}, "avoidance must be"),
        ({"launches": True, "working_years": 0.1}, "0.5 or more with launches"),
    ],
)
def test_what_cannot_be_assumed_is_refused_by_name(served, changes, words):
    with pytest.raises(InvalidInputError, match=words):
        adr.project(served, years=10, **changes)
