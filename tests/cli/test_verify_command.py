"""``verify`` with what is given beside the plan: the cross-check of its risk figures, and its signature."""

import json

import pytest

import adr_planner as adr
from adr_planner.cli.cross_check import cross_checked
from adr_planner.plan import MissionPlan


def _changed(plan, **risk):
    content = json.loads(plan.json_text())
    content["targets"][2]["risk"] |= risk
    return MissionPlan.model_validate(content)


def test_honest_risk_figures_are_those_of_a_fresh_ranking(example_plan):
    checks, why = cross_checked([example_plan], adr.Catalog.example())
    assert why is None
    assert len(checks) == 2 * len(example_plan.targets)
    assert all(check.passed and "cross-check" in check.statement for check in checks)


@pytest.mark.parametrize("risk", [{"risk_kg_per_yr": 5.0}, {"rank": 1234}, {"score": 7.0}])
def test_invented_risk_figures_are_named(example_plan, risk):
    checks, _ = cross_checked([_changed(example_plan, **risk)], adr.Catalog.example())
    (failed,) = [check for check in checks if not check.passed]
    assert failed.id == "risk"
    assert str(example_plan.targets[2].norad_cat_id) in failed.where


def test_what_cannot_be_compared_is_said(example_plan):
    assert cross_checked([example_plan], None)[1].startswith("risk figures: without the plan's catalogue")
    content = json.loads(example_plan.json_text())
    content["generator"]["version"] = "0.0.1"
    checks, why = cross_checked([MissionPlan.model_validate(content)], adr.Catalog.example())
    assert not checks
    assert "they are of version 0.0.1" in why


@pytest.fixture
def plan(tmp_path, example_plan):
    example_plan.to_json(tmp_path / "plan.json")
    return "plan.json"


def _keys(folder):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, pem = Ed25519PrivateKey.generate(), serialization.Encoding.PEM
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / "public.pem").write_bytes(key.public_key().public_bytes(pem, spki))


def test_a_signed_plan_is_told_from_one_changed_since(run, plan, tmp_path, example_plan):
    _keys(tmp_path)
    signed = run("sign", plan, "--key", "key.pem")
    assert signed.code == 0, signed.err
    assert (tmp_path / "plan.json.sig").read_text().count("\n") == 1
    assert run("sign", "plan.json", "--key", "key.pem", "--out", "-").out == (tmp_path / "plan.json.sig").read_text()
    refused = run("sign", "plan.json", "--key", "key.pem", "--out", "public.pem")
    assert (refused.code, "public.pem stands there already and is no signature" in refused.err) == (2, True)
    beside = ("--signature", "plan.json.sig", "--public-key", "public.pem", "--json")
    report = json.loads(run("verify", plan, *beside).out)
    (check,) = [check for check in report["checks"] if check["id"] == "signature"]
    assert check["passed"]
    assert not [text for text in report["not_judged"] if "who wrote" in text or "risk figures" in text]
    _changed(example_plan, risk_kg_per_yr=5.0).to_json(tmp_path / "plan.json")
    changed = run("verify", plan, *beside)
    assert changed.code == 1
    failed = {check["id"] for check in json.loads(changed.out)["checks"] if not check["passed"]}
    assert {"signature", "risk", "sums", "identity"} <= failed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--signature", "plan.json"), "Give --signature and --public-key together."),
        (("--mission", "nothing.toml"), "Cannot read the mission file nothing.toml"),
        (("--catalog", "nothing.csv"), "There is no file nothing.csv."),
    ],
)
def test_what_cannot_be_given_is_refused_in_one_sentence(refused, plan, arguments, words):
    assert words in refused(2, "verify", plan, *arguments)
