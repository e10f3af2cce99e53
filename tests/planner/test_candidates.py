"""What may be planned among: ranked objects, each once; and plans that do not hang on how a number was given."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.risk.entries import candidates_of

SERVICER = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=2)
MISSION = adr.MissionSpec(start=Time("2025-01-01"), duration=60 * u.day, targets=1)
DOORS = {
    "plan_mission": adr.plan_mission, "trade": adr.trade, "plan_campaign": adr.plan_campaign,
}  # fmt: skip
every_door = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


@pytest.fixture(scope="module")
def ranking():
    return adr.rank(adr.Catalog.example(), draws=0)


@every_door
def test_an_object_given_twice_is_refused_by_name(ranking, door):
    """It used to be visited twice, its risk counted twice, and the plan called proven."""
    first = ranking[0]
    number, name = first.object.norad_cat_id, first.object.name
    for twice in ([*ranking.top(3), first], replace(ranking, entries=(*ranking.top(3), replace(first, rank=7)))):
        with pytest.raises(InvalidInputError, match=rf"{name} \({number}\) is given 2 times") as caught:
            door(twice, SERVICER, MISSION)
        assert caught.value.parameter == "ranking"


@every_door
def test_what_is_not_ranked_is_refused_with_what_to_do(ranking, door):
    for given in (adr.Catalog.example(), ranking.to_pandas(), adr.Catalog.example()[0], None, "22566", iter(ranking)):
        with pytest.raises(InvalidInputError, match="is not ranked: rank it first, ranking = rank"):
            door(given, SERVICER, MISSION)
    for given in (list(adr.Catalog.example()[:3]), [22566], list(ranking.to_pandas().itertuples())[:3]):
        with pytest.raises(InvalidInputError, match="ranking must hold ranked objects, such as rank"):
            door(given, SERVICER, MISSION)


def test_rankings_and_lists_of_ranked_objects_are_taken(ranking):
    assert candidates_of(ranking.top(3)) == candidates_of(list(ranking.top(3))) == candidates_of(tuple(ranking.top(3)))


def test_a_table_or_a_ranking_is_not_ranked_again(ranking):
    for given, advice in (
        (ranking, "ranked already"),
        (ranking.to_pandas(), "Catalog.from_file"),
        ([], "from_objects"),
    ):
        with pytest.raises(InvalidInputError, match=advice):
            adr.rank(given)


def test_pictures_of_rankings_refuse_a_catalogue():
    for picture in (adr.plots.ranking, adr.plots.ranking_map):
        with pytest.raises(InvalidInputError, match="rank it first"):
            picture(adr.Catalog.example())


def test_an_object_is_found_in_a_ranking_by_its_number_in_any_form(ranking):
    top = ranking.top(50)
    number = top[3].object.norad_cat_id
    for given in (number, str(number), np.int64(number), top[3], top[3].object):
        assert given in top
    assert 5 not in top
    assert "ENVISAT" not in top
    assert top.get(str(number)) == top[3]
    assert len(ranking.top(np.int64(3))) == 3


@pytest.mark.parametrize("draws", [1.5, "3", -1, True])
def test_draws_that_are_no_count_are_refused_by_name(draws):
    with pytest.raises(InvalidInputError, match="draws must be a whole number, 0 or more"):
        adr.rank(adr.Catalog.example()[:20], draws=draws)


@pytest.mark.parametrize("seed", [1.5, "1", -1, None])
def test_a_seed_that_is_no_count_is_refused_before_any_work(ranking, seed):
    for door in (adr.plan_mission, adr.plan_campaign):
        with pytest.raises(InvalidInputError, match="seed must be a whole number of at least 0"):
            door(ranking.top(3), SERVICER, MISSION, seed=seed)


def test_one_start_in_any_scale_and_numbers_of_numpy_give_the_same_bytes(ranking):
    plain = adr.plan_mission(ranking.top(4), SERVICER, MISSION, seed=3)
    other = adr.plan_mission(
        list(ranking.top(np.int64(4))), replace(SERVICER, kits=np.int64(2)),
        replace(MISSION, start=MISSION.start.tdb, targets=np.int64(1)), seed=np.int64(3),
    )  # fmt: skip
    assert other.provenance.solver == plain.provenance.solver
    assert other.legs == plain.legs
    assert adr.plan_mission(ranking.top(4), SERVICER, replace(MISSION, start=MISSION.start.tai), seed=3) == plain


def test_objects_of_ones_own_with_text_epochs_are_planned_and_verified(ranking):
    """Elements written as the docstring of `MeanElements` writes them used to crash at the end of the plan."""
    epochs = ("2024-10-31T12:00:00Z", "2024-305T12:00:00", Time("2024-10-31T12:00:00"), datetime(2024, 10, 31))
    ours = [
        replace(item.object, elements=replace(item.object.elements, epoch_utc=epoch))
        for item, epoch in zip(ranking.top(4), epochs, strict=True)
    ]
    plan = adr.plan_mission(adr.rank(adr.Catalog.from_objects(ours), draws=0), SERVICER, MISSION)
    assert plan.verification.passed
