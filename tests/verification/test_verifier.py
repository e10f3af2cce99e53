"""The verifier passes the example plan, and no spoiled copy of it."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from adr_planner.plan import MissionPlan
from adr_planner.verification import verify
from adr_planner.verification.flights.robustness import robustness
from adr_planner.verification.flights.weather import Weather
from adr_planner.verification.scene import Scene

_spec = importlib.util.spec_from_file_location("mutations", Path(__file__).with_name("mutations.py"))
mutations = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(mutations)


@pytest.fixture(scope="module")
def report(example_plan):
    return verify(example_plan)


def test_the_example_plan_passes(report):
    assert report.passed, report


def test_two_integrators_agree_within_tens_of_metres_over_a_year(report):
    """Each with its own air, tides and Sun; the same at planner steps of 30, 50 and 60 s, so it is not the steps'."""
    metres = [c for c in report.checks if c.id in ("continuity", "rendezvous") and c.unit == "m"]
    assert max(check.value for check in metres) < 0.4 * min(check.limit for check in metres)


def test_fuller_forces_cost_less_than_the_phasing_allowance(report):
    checks = [check for check in report.checks if check.id == "robustness"]
    assert len(checks) == 15  # five legs under three Suns
    assert all(0.0 < check.value < check.limit for check in checks)


@pytest.mark.parametrize("minutes", [0.0, 25.0, 60.0])
def test_a_free_launch_waits_for_a_target_that_is_elsewhere_on_its_orbit(example_plan, minutes, monkeypatch):
    """Turned along its orbit by 90 deg the servicer was in another mean orbit, and its leg cost 20 m/s more."""
    where = Weather.target

    def farther(self, number, seconds):
        there = where(self, number, seconds + 60.0 * minutes)
        return replace(there, days=there.days - minutes / 1440.0)

    monkeypatch.setattr(Weather, "target", farther)
    first = example_plan.model_copy(update={"legs": example_plan.legs[:1]})
    assert first.mission.injection is None
    launched = [check for check in robustness(Scene(first)) if check.id == "robustness"]
    assert len(launched) == 3
    assert max(check.value for check in launched) < 1.0


@pytest.mark.parametrize("mutation", mutations.MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_spoiled_plan_fails_and_the_culprit_is_named(example_plan, mutation):
    content = json.loads(example_plan.json_text())
    kind, name = mutations.spoiled(content, mutation)
    spoiled = MissionPlan.model_validate(content)
    failures = verify(spoiled, checks=[kind]).failures
    assert [check for check in failures if check.id == kind and name in check.where], failures[:5]


def test_a_changed_number_breaks_the_hash(example_plan):
    content = json.loads(example_plan.json_text())
    content["targets"][0]["name"] = "ANOTHER"
    failures = verify(MissionPlan.model_validate(content)).failures
    assert {check.id for check in failures} == {"identity", "catalogue", "verdict"}


def test_a_file_with_a_wrong_sum_is_judged_not_refused(example_plan, tmp_path):
    content = json.loads(example_plan.json_text())
    content["totals"]["propellant_kg"] += 1.0
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(content))
    report = verify(path)
    assert not report.passed
    assert "totals.propellant_kg" in {check.where for check in report.failures}


def test_the_report_can_be_read_by_people_and_programs(report):
    assert repr(report).startswith(f"Verification of {report.plan_id}: PASSED")
    assert "<table>" in report._repr_html_()
    assert len(report.to_pandas()) == len(report.checks)
    assert json.loads(json.dumps(report.to_dict()))["passed"] is True
