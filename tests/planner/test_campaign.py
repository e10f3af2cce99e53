"""A campaign from ranking to verdict: nothing twice, sums that hold, lies that are found."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InvalidInputError, SchemaError
from adr_planner.plan import Campaign, campaign_hash

COSTS = adr.Costs(launch_meur=40.0, servicer_meur=60.0, kit_meur=5.0, propellant_eur_per_kg=100.0)


@pytest.fixture(scope="module")
def asked(ranking):
    """Two targets each in 150 days: small, and the servicers compete for the same stages."""
    example = adr.example_mission("kg_per_yr")
    mission = replace(example.mission, targets=2, duration=150 * u.day, max_delta_v=700 * u.m / u.s)
    ranking = ranking.top(10)
    pair = tuple(entry.object.norad_cat_id for entry in ranking[:2])
    return ranking, example.servicer, replace(mission, one_of=(pair,))


@pytest.fixture(scope="module")
def campaign(asked):
    ranking, servicer, mission = asked
    return adr.plan_campaign(ranking, servicer, mission, servicers=2, costs=COSTS)


def _spoiled(campaign, *path, value):
    """Return the campaign with one figure changed, its hash made anew so that only the figure can tell."""
    content = json.loads(campaign.json_text())
    part = content
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    changed = adr.Campaign.model_validate(content)
    return changed.model_copy(update={"campaign_id": campaign_hash(changed)})


def test_no_target_twice_and_the_sums_hold(campaign, asked):
    numbers = [leg.to_norad_cat_id for plan in campaign.plans for leg in plan.legs]
    assert len(numbers) == len(set(numbers)) == campaign.totals.n_targets
    assert len(set(numbers) & set(asked[2].one_of[0])) <= 1
    removed = sum(plan.totals.risk_removed_kg_per_yr for plan in campaign.plans)
    assert campaign.totals.risk_removed_kg_per_yr == pytest.approx(removed, rel=1e-12)
    assert removed <= campaign.bound * (1 + 1e-12)
    assert campaign.gap <= 0.1
    cost = sum(100.0 + 5.0 * len(plan.legs) + 100.0 * 900.0 / 1e6 for plan in campaign.plans)
    assert campaign.totals.cost_meur == pytest.approx(cost)
    assert campaign.totals.risk_removed_kg_per_yr_per_meur == pytest.approx(removed / cost)


def test_each_tour_is_the_best_given_the_others_and_one_servicer_alone_removes_no_more_than_the_first(campaign, asked):
    ranking, servicer, mission = asked
    assert all(plan.gap == 0.0 for plan in campaign.plans)
    alone = adr.plan_mission(ranking, servicer, mission)
    assert max(p.totals.risk_removed_kg_per_yr for p in campaign.plans) <= alone.provenance.solver.best_bound + 1e-9
    assert campaign.totals.risk_removed_kg_per_yr >= alone.totals.risk_removed_kg_per_yr


def test_it_shows_itself_reads_back_and_follows_its_schema(campaign, tmp_path):
    campaign.to_json(tmp_path / "campaign.json")
    again = adr.Campaign.from_json(tmp_path / "campaign.json")
    assert again == campaign
    assert again.json_text() == campaign.json_text()
    schema = json.loads(Campaign.schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(campaign.json_text()))
    assert f"2 servicers, {campaign.totals.n_targets} targets" in repr(campaign)
    assert campaign.campaign_id in campaign.summary()
    assert "kg/yr" in campaign._repr_html_()
    assert list(campaign.to_pandas()["servicer"]) == [k for k, p in enumerate(campaign.plans, 1) for _ in p.legs]


def test_the_verifier_passes_it_and_the_same_question_gives_the_same_bytes(campaign, asked, tmp_path):
    ranking, servicer, mission = asked
    campaign.to_json(tmp_path / "campaign.json")
    report = adr.verify(tmp_path / "campaign.json")
    assert report.passed, report
    assert {check.where.split(":")[0] for check in report.checks} >= {"servicer 1", "servicer 2"}
    again = adr.plan_campaign(ranking, [servicer, servicer], mission, costs=COSTS)
    assert again.json_text() == campaign.json_text()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("totals", "risk_removed_kg_per_yr"), 99.0, "totals.risk_removed_kg_per_yr"),
        (("totals", "cost_meur"), 1.0, "totals.cost_meur"),
        (("solver", "gap"), 0.5, "solver.gap"),
        (("schedule", 0, "propellant_kg"), 1.0, "schedule 1: propellant_kg"),
        (("schedule", 0, "norad_cat_ids"), [1, 2], "schedule 1"),
        (("costs", "kit_meur"), 1.0, "totals.cost_meur"),
    ],
)
def test_a_spoiled_campaign_is_found_out(campaign, path, value, where, monkeypatch):
    from adr_planner.verification import campaign as room

    def passes(plan, *, checks, progress=None):
        return room.VerificationReport(plan.plan_id, "", ())

    report = room.verify_campaign(_spoiled(campaign, *path, value=value), passes, room.CAMPAIGN_KINDS)
    assert where in {check.where for check in report.failures}
    assert room.verify_campaign(campaign, passes, room.CAMPAIGN_KINDS).passed


def test_the_same_plan_twice_is_found_out_and_not_read(campaign):
    content = json.loads(campaign.json_text())
    content["plans"][1], content["schedule"][1] = content["plans"][0], {**content["schedule"][0], "index": 2}
    with pytest.raises(SchemaError, match="contradicts itself at /"):
        adr.Campaign.from_json(json.dumps(content))
    from adr_planner.verification.campaign import _shared

    failed = [check for check in _shared(adr.Campaign.model_validate(content)) if not check.passed]
    assert {check.where for check in failed} >= {str(n) for n in campaign.schedule[0].norad_cat_ids}


@pytest.mark.parametrize(
    ("changes", "arguments", "message"),
    [
        ({"objective": "delta_v"}, {"servicers": 2}, "removes the most value"),
        ({"must_visit": (27386,), "one_of": ()}, {"servicers": 2}, "must_visit is for single missions"),
        ({}, {"servicers": 0}, "servicers must be a whole number of at least 1"),
    ],
)
def test_what_a_campaign_cannot_do_is_refused(asked, changes, arguments, message):
    ranking, servicer, mission = asked
    with pytest.raises(InvalidInputError, match=message):
        adr.plan_campaign(ranking, servicer, replace(mission, **changes), **arguments)


def test_different_servicers_have_different_names(asked):
    ranking, servicer, mission = asked
    with pytest.raises(InvalidInputError, match="give each kind a name of its own"):
        adr.plan_campaign(ranking, [servicer, replace(servicer, isp=330 * u.s)], mission)


def test_prices_below_zero_and_lists_of_another_length_are_refused(asked):
    ranking, servicer, mission = asked
    with pytest.raises(InvalidInputError, match="kit_meur must be 0 or more"):
        adr.Costs(kit_meur=-1.0)
    with pytest.raises(InvalidInputError, match="2 servicers are given, servicers=3"):
        adr.plan_campaign(ranking, [servicer, servicer], mission, servicers=3)
