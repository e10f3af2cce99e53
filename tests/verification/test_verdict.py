"""Single checks, and the verdict a document carries."""

import json

import pytest

from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan, plan_hash
from adr_planner.verification import KINDS, verdict_of, verify


@pytest.fixture(scope="module")
def report(example_plan):
    return verify(example_plan)


@pytest.fixture(scope="module")
def judged(example_plan, report):
    return example_plan.with_verdict(verdict_of(report, example_plan))


@pytest.mark.parametrize("kind", ["sums", "rendezvous", "propellant"])
def test_checks_of_one_kind_are_those_of_the_whole(example_plan, report, kind):
    told = []
    alone = verify(example_plan, checks=[kind], progress=told.append)
    assert alone.checks == tuple(check for check in report.checks if check.id == kind)
    assert kind not in alone.left_out
    assert len(told) <= 2
    assert "not asked for: " in repr(alone)


def test_an_unknown_kind_is_refused_with_those_that_are_close(example_plan):
    with pytest.raises(InvalidInputError, match="Did you mean 'rendezvous'"):
        verify(example_plan, checks=["rendezvou"])
    with pytest.raises(InvalidInputError, match="There are: benefit, budget, burns, "):
        verify(example_plan, checks=["zzz"])
    with pytest.raises(InvalidInputError, match="at least one"):
        verify(example_plan, checks=[])


def test_all_kinds_made_can_be_asked_for(report):
    assert {check.id for check in report.checks} <= set(KINDS)


def test_a_verdict_lies_outside_the_id_and_is_read_back(example_plan, judged):
    assert judged.plan_id == example_plan.plan_id == plan_hash(json.loads(judged.json_text()))
    assert MissionPlan.from_json(judged.json_text()) == judged
    said = {item.kind: item for item in judged.verification.checks}
    assert said["rendezvous"].n_checks == 15
    assert 0.0 < said["continuity"].margin <= 1.0
    assert f"{said['continuity'].margin:.3g}" == repr(said["continuity"].margin)
    assert judged.verification.not_judged
    assert judged.with_verdict(None) == example_plan.with_verdict(None)


def test_a_true_verdict_is_confirmed(judged):
    said = [check for check in verify(judged).checks if check.id == "verdict"]
    assert len(said) > 15
    assert all(check.passed for check in said), said


def _edited(judged, edit):
    content = json.loads(judged.json_text())
    edit(content)
    return verify(MissionPlan.model_validate(content), checks=["sums", "verdict"])


def test_a_stale_verdict_is_told(judged):
    def renamed(content):
        content["targets"][0]["name"] = "ANOTHER"

    assert [c.where for c in _edited(judged, renamed).failures] == ["verification.sha256"]


def test_a_false_verdict_is_told(judged):
    def fewer(content):
        next(item for item in content["verification"]["checks"] if item["kind"] == "sums")["n_checks"] -= 1

    assert [c.where for c in _edited(judged, fewer).failures] == ["verification.checks.sums"]


def test_a_verdict_that_calls_a_bad_plan_good_helps_nothing(judged):
    content = json.loads(judged.json_text())
    content["totals"]["delta_v_m_s"] -= 10.0
    content["plan_id"] = plan_hash(content)
    report = verify(MissionPlan.model_validate(content))
    assert not report.passed
    assert {"sums", "verdict"} <= {check.id for check in report.failures}
