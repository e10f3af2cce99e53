"""What cooperation buys, on the few objects of two players: the document, its tables, and what is refused."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from astropy import units as u
from astropy.time import Time
from jsonschema import Draft202012Validator

import adr_planner as adr
from adr_planner.errors import InvalidInputError, SchemaError
from adr_planner.planner.games.table import most_valuable, table_of

ASKED = adr.example_mission()


@pytest.fixture(scope="module")
def union(ranking):
    """Analyse Japan and India: 54 objects, one servicer each."""
    mission = replace(ASKED.mission, duration=200 * u.day, targets=3, value="kg_per_yr")
    return adr.cooperate(
        ranking, ASKED.servicer, mission, players=["JPN", "IND"],
        servicers=adr.Means(servicers=1, blocs={"both": ["IND", "JPN"]}, costs=adr.Costs(launch_meur=50.0)),
    )  # fmt: skip


def test_a_coalition_never_removes_less_and_fleets_never_less_than_apart(union):
    assert union.worth() >= max(union.worth("JPN"), union.worth("IND")) > 0.0
    assert union.pooled() >= union.pooled("JPN") + union.pooled("IND") - 1e-9
    assert union.fleet.gain == pytest.approx(union.pooled() / (union.pooled("JPN") + union.pooled("IND")))
    assert all(part.gap <= 0.01 for part in union.consent.coalitions)
    assert union.pooled("JPN") == pytest.approx(union.worth("JPN"), rel=1e-9)


def test_the_consent_of_one_is_worth_what_a_mission_among_its_objects_removes(union, ranking):
    mission = replace(ASKED.mission, duration=200 * u.day, targets=3)
    numbers = next(part for part in union.consent.coalitions if part.players == ("JPN",)).norad_cat_ids
    removed = math.fsum(ranking.get(number).risk_kg_per_yr for number in numbers)
    assert union.worth("JPN") == pytest.approx(removed)
    assert {ranking.get(number).object.owner for number in numbers} == {"JPN"}
    assert len(numbers) <= mission.targets


def test_shares_sum_to_what_is_handed_out_and_costs_to_the_campaign_s(union):
    for shares in union.fleet.shares:
        assert math.fsum(shares.shares) == pytest.approx(union.fleet.together + shares.handed_out)
        assert math.fsum(shares.cost_meur) == pytest.approx(union.fleet.cost_meur)
    by = {shares.scheme: shares for shares in union.fleet.shares}
    assert by["equal"].shares[0] == by["equal"].shares[1]
    assert by["prices"].excess <= 1e-6
    assert union.fleet.cost_meur == 50.0 * len(union.fleet.tours)


def test_the_free_rider_provides_no_more_than_is_best_for_all(union):
    game = union.provision
    assert game.nash <= game.optimum
    for tour in game.tours:
        assert (tour.paid_by is not None) == any(gain > game.price for gain in tour.gains)
        assert math.fsum(tour.gains) <= tour.value


def test_exposure_is_the_ecob_index_split_by_who_is_hit(union, ranking):
    index = next(name for name in ranking[0].indices if name.startswith("ecob"))
    whole = math.fsum(entry.indices[index] for entry in ranking)
    assert math.fsum(hits for row in union.exposure.hits_per_yr for hits in row) == pytest.approx(whole, rel=1e-9)
    assert sum(union.exposure.n_satellites) == int(adr.Catalog.example().population.operational.sum())


def test_the_document_is_read_again_follows_its_schema_and_knows_when_it_was_changed(union, tmp_path):
    path = tmp_path / "cooperation.json"
    union.to_json(path)
    assert adr.Cooperation.from_json(path) == union
    content = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(adr.Cooperation.schema_text())).validate(content)
    content["consent"]["signatures"][0]["shapley"] += 1.0
    with pytest.raises(SchemaError, match="Shapley values sum to"):
        adr.Cooperation.from_json(json.dumps(content))


def test_views_name_every_player_and_say_that_nothing_is_recommended(union):
    for text in (union.summary(), union._repr_html_()):
        assert "JPN" in text
        assert "none is a recommendation" in text
        assert "not payoffs" in text
    assert len(union.to_pandas()) == 3
    assert list(union.to_pandas("signatures").player) == ["JPN", "IND"]
    assert list(union.to_pandas("exposure").registered_by) == ["JPN", "IND", "no consent"]
    with pytest.raises(InvalidInputError, match="must be one of coalitions, signatures, exposure"):
        union.to_pandas("shares")
    with pytest.raises(InvalidInputError, match="'US' is none of the players"):
        union.worth("US")


def test_pictures_have_a_bar_a_player_a_point_a_coalition_and_a_cell_a_pair(union):
    import matplotlib as mpl

    mpl.use("Agg")
    bars = adr.plots.cooperation(union).patches
    heights = [union.pooled("JPN"), union.pooled("IND"), union.pooled()]
    assert [bar.get_height() for bar in bars] == pytest.approx(heights)
    points = [line for line in adr.plots.coalitions(union).lines if line.get_marker() == "o"]
    assert len(points) == 3
    assert len(adr.plots.signatures(union).patches) == 6
    assert len(adr.plots.exposure(union).texts) == 3 * 5


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"players": ["JPN", "INDI"]}, "The nearest is 'INDO'|The nearest is 'IND'"),
        ({"players": ["JPN", "CHBZ"]}, "needs the consent of PRC and BRAZ"),
        ({"servicers": {"US": 1}}, "servicers names 'US', which is none of the players JPN, IND"),
        ({"servicers": {}}, "No player brings a servicer"),
        ({"servicers": adr.Means(servicers=1, blocs={"Asia": ["JPN", "PRC"]})}, "blocs, Asia, names 'PRC'"),
        ({"mission": {"objective": "delta_v"}}, "for single missions"),
        ({"players": adr.Players.codes()}, "coalitions: join some"),
        ({"mission": {"consents": ["JPN"]}}, "Consents are what the games vary"),
        ({"mission": {"must_visit": (22566,)}}, "must_visit is for single missions"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(ranking, changes, message):
    mission = replace(ASKED.mission, **changes.pop("mission", {}))
    given = {"players": ["JPN", "IND"], **changes}
    with pytest.raises(InvalidInputError, match=message):
        adr.cooperate(ranking, ASKED.servicer, mission, **given)


def _risks(ranking):
    """Values in kg/yr, by number."""
    return {entry.object.norad_cat_id: entry.risk_kg_per_yr for entry in ranking}


def test_players_left_out_are_the_owners_whose_objects_are_worth_most(ranking):
    players = most_valuable(ranking, _risks(ranking))
    assert players.names[:3] == ("CIS", "PRC", "US")
    assert len(players) == 6


def test_joint_unregistered_and_foreign_objects_are_told_apart(ranking):
    """CBERS is China's and Brazil's; GCAT brackets ROCSAT-2's state: nobody has registered it."""
    table = table_of(ranking, adr.Players.codes("PRC", "US", "ROC"), _risks(ranking))
    told = {item.owner: item.label for item in table.unspoken()}
    assert "not all of them play" in told["CHBZ"]
    assert "registered by nobody" in told["ROC"]
    assert "does not play" in told["CIS"]
    both = table_of(ranking, adr.Players.codes("PRC", "BRAZ"), _risks(ranking))
    joint = [need for entry, need in zip(both.entries, both.needs, strict=True) if entry.object.owner == "CHBZ"]
    assert joint == [0b11] * 3


def test_a_mission_takes_only_whose_owners_consent_from_the_day_they_do(ranking):
    """India's consent holds from the sixtieth day on: the one target is hers, and not reached before."""
    start = Time("2025-01-01")
    day = start + 60 * u.day
    mission = replace(
        ASKED.mission, start=start, duration=120 * u.day, targets=1, consents=adr.Consents(["IND"], since={"IND": day})
    )
    plan = adr.plan_mission(ranking.only(states=["IND", "ESA"]).top(12), ASKED.servicer, mission)
    assert plan.verification.passed
    assert plan.targets[0].owner == "IND"
    assert Time(plan.legs[0].arrive_utc.removesuffix("Z")) >= day
    assert any("ENVISAT" in item.name and "cannot consent" in item.reason for item in plan.provenance.left_out)
    assert "consents are given by IND (from 2025-03-02 on)" in plan.summary()
    assert any("Art. VIII" in sentence for sentence in plan.compliance.law)
    assert [party.party for party in plan.compliance.exposed] == ["IND", "constellations", "others", "unknown"]
    told = plan.model_dump(mode="json", exclude_none=True)
    told["mission"]["consents"] = [{"player": "US", "codes": ["US"]}]
    report = adr.verify(adr.MissionPlan.model_validate(told), checks=["consent"])
    assert {check.id for check in report.failures} == {"consent"}
