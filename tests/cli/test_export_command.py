"""``adr-planner export``: what it writes, where, and what it refuses."""

import subprocess
import sys

import pytest


@pytest.fixture
def run(example_plan, tmp_path):
    example_plan.to_json(tmp_path / "plan.json")

    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "adr_planner", "export", *map(str, arguments)],
            capture_output=True, text=True, cwd=tmp_path,
        )  # fmt: skip

    return call


def test_a_message_is_written_by_the_end_of_its_name(run, tmp_path):
    assert run("plan.json", "--out", "servicer.opm").returncode == 0
    assert (tmp_path / "servicer.opm").read_text().startswith("CCSDS_OPM_VERS = 2.0\n")
    again = run("plan.json", "--out", "servicer.opm", "--frame", "EME2000")
    assert again.returncode == 0, "a message replaces a message"
    assert "REF_FRAME = EME2000" in (tmp_path / "servicer.opm").read_text()


def test_stdout_holds_the_file_and_nothing_else(run):
    told = run("plan.json", "--to", "gmat", "--out", "-")
    assert told.returncode == 0
    assert told.stdout.startswith("% GMAT script\n")


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
def test_refusals_are_one_sentence(run, arguments, said):
    told = run("plan.json", *arguments)
    assert told.returncode == 2
    assert said in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
