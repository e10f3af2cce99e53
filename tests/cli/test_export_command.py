"""``adr-planner export``: what it writes, where, and what it refuses."""

import pytest


@pytest.fixture
def plan(example_plan, tmp_path):
    example_plan.to_json(tmp_path / "plan.json")
    return "plan.json"


def test_a_message_is_written_by_the_end_of_its_name(run, plan, tmp_path):
    assert run("export", plan, "--out", "servicer.opm").code == 0
    assert (tmp_path / "servicer.opm").read_text().startswith("CCSDS_OPM_VERS = 2.0\n")
    again = run("export", plan, "--out", "servicer.opm", "--frame", "EME2000")
    assert again.code == 0, "a message replaces a message"
    assert "REF_FRAME = EME2000" in (tmp_path / "servicer.opm").read_text()


def test_stdout_holds_the_file_and_nothing_else(run, plan):
    told = run("export", plan, "--to", "gmat", "--out", "-")
    assert told.code == 0
    assert told.out.startswith("% GMAT script\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "plan.json", "--to", "opm"), "is what PLAN reads"),
        (("--out", "plan.doc"), "stands for no format"),
        (("--out", "a.oem", "--who", "1"), "one of this plan's targets"),
        (("--out", "a.opm", "--servicer", "1"), "this is one"),
        (("--out", "a.opm", "--step", "60"), "has no unit"),
    ],
)
def test_refusals_are_one_sentence(refused, plan, arguments, said):
    assert said in refused(2, "export", plan, *arguments)
