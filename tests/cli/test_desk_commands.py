"""``adr-planner screen``, ``operations``, ``review`` and ``notice``: what desks are told, and what is refused."""

import json

import pytest


@pytest.fixture
def plan(example_plan, tmp_path):
    example_plan.to_json(tmp_path / "plan.json")
    return "plan.json"


@pytest.fixture
def catalog(extract, tmp_path):
    (tmp_path / "gp.csv").write_text(extract("gp_20241101.csv"))
    return "gp.csv"


def test_a_screening_is_told_and_written(run, plan, catalog, tmp_path):
    told = run("screen", plan, "--catalog", catalog, "--out", "found.csv")
    assert told.code == 0
    assert "No approach is named" in told.out
    assert (tmp_path / "found.csv").read_text().startswith("stretch,epoch_utc,")
    assert run("screen", plan, "--catalog", catalog, "--out", "found.csv").code == 0, "a table replaces a table"


def test_a_review_ends_with_one_where_a_clause_fails(run, plan, tmp_path):
    (tmp_path / "stated.toml").write_text('consents = ["CIS", "ESA", "JPN", "PRC"]\npassivation = "PA-12"\n')
    told = run("review", plan, "--profile", "ISO", "--inputs", "stated.toml", "--json")
    assert told.code == 0
    sheet = json.loads(told.out)
    assert next(item for item in sheet["findings"] if item["id"] == "OST-VIII")["verdict"] == "pass"
    failing = run("review", plan, "--profile", "FR-2024", "--out", "sheet.json")
    assert failing.code == 1
    assert "41-9, from loss of manoeuvre" in failing.out
    assert json.loads((tmp_path / "sheet.json").read_text())["document_type"] == "adr_review"


def test_a_notice_goes_with_an_ephemeris(run, plan, tmp_path):
    assert run("notice", plan, "--out", "notice.json", "--oem", "servicer.oem").code == 0
    assert json.loads((tmp_path / "notice.json").read_text())["document_type"] == "adr_maneuver_notice"
    assert (tmp_path / "servicer.oem").read_text().startswith("CCSDS_OEM_VERS = 2.0\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("review", "plan.json", "--profile", "FR-2025"), "Did you mean FR-2024?"),
        (("review", "plan.json", "--inputs", "none.toml"), "none.toml"),
        (("operations", "plan.json", "--station", "Kiruna"), "write name, latitude, longitude"),
        (("operations", "plan.json", "--box", "1,2"), "give south, north, west and east"),
        (("notice", "plan.json", "--window", "6"), "has no unit"),
        (("notice", "plan.json", "--out", "plan.json"), "is what PLAN reads"),
        (("screen", "plan.json", "--catalog", "none.csv"), "There is no file none.csv"),
        (("screen", "plan.json", "--catalog", "gp.csv", "--within", "7"), "has no unit"),
    ],
)
def test_refusals_are_one_sentence(refused, plan, catalog, arguments, said):
    assert said in refused(2, *arguments)
