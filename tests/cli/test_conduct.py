"""How every command behaves as part of a script: pipes, JSON, logs, exit codes, and a file to begin with."""

import io
import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import adr_planner as adr
from adr_planner.cli import progress
from adr_planner.errors import InfeasibleMissionError
from adr_planner.progress import LOG, as_lines, shown

PROGRAM = [sys.executable, "-m", "adr_planner"]


@pytest.fixture(autouse=True)
def _plain_talk():
    yield
    progress.talk("plain")


def test_an_error_under_json_is_an_object_on_stdout_and_nothing_else(run):
    ended = run("verify", "absent.json", "--json")
    assert (ended.code, ended.err) == (2, "")
    error = json.loads(ended.out)["error"]
    assert error["type"] == "SchemaError"
    assert "no plan absent.json" in error["message"]
    assert error["exit_code"] == 2


def test_so_are_wrong_arguments(run):
    ended = run("rank", "--top", "x", "--json")
    assert (ended.code, ended.err) == (2, "")
    assert "--top" in json.loads(ended.out)["error"]["message"]
    assert run("fly", "--json").code == 2


def test_an_error_carries_its_numbers(run, monkeypatch):
    def refused(*_, **__):
        raise InfeasibleMissionError("No tour.", binding="max_delta_v")

    monkeypatch.setattr("adr_planner.planner.plan_mission", refused)
    monkeypatch.setattr("adr_planner.cli.options.Source.ranking", lambda *_: ())
    ended = run("plan", "--json")
    error = json.loads(ended.out)["error"]
    assert (ended.code, error["exit_code"], error["binding"]) == (3, 3, "max_delta_v")


def test_a_failed_check_ends_with_1_under_json_too(run, example_plan, tmp_path):
    content = json.loads(example_plan.json_text())
    content["totals"]["propellant_kg"] -= 5.0
    (tmp_path / "spoiled.json").write_text(json.dumps(content))

    verify = adr.verify

    def judge(*_, **__):
        return verify(tmp_path / "spoiled.json", checks=["sums"], progress=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adr_planner.verification.verify", judge)
        ended = run("verify", "spoiled.json", "--json")
    assert ended.code == 1
    assert not json.loads(ended.out)["passed"]


def test_a_closed_pipe_is_no_error():
    """`adr-planner schema | head -1`: who reads has had enough, and that is all."""
    with subprocess.Popen([*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        command.stdout.close()
        assert command.stderr.read() == b""
    assert command.returncode == 0


def test_a_plan_comes_in_by_standard_input(run, example_plan, monkeypatch, tmp_path):
    def given(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    given(example_plan.json_text())
    ended = run("export", "-", "--to", "opm", "--out", "-")
    assert ended.code == 0, ended.err
    assert ended.out.startswith("CCSDS_OPM_VERS")
    given("no plan")
    assert "Standard input holds no plan" in run("export", "-", "--to", "opm", "--out", "-").err


def test_lines_come_now_and_then_where_no_line_can_live():
    stream, now = io.StringIO(), iter([0.0, 1.0, 2.5, 3.0, 4.6])
    display = as_lines(stream, lambda: next(now))
    for line in ("soon", "later", "too soon", "\x1b[2Jlast"):
        display.update(line)
    assert stream.getvalue().splitlines() == ["later", "\\x1b[2Jlast"]


def test_quiet_tells_nothing_and_verbose_all_of_it_before_or_after_the_command(run, monkeypatch):
    def telling(*_, progress=None, **__):
        if progress:
            progress("pricing legs")
        raise adr.errors.InvalidInputError("stop here")

    monkeypatch.setattr("adr_planner.planner.plan_mission", telling)
    monkeypatch.setattr("adr_planner.cli.options.Source.ranking", lambda *_: ())
    assert run("plan", "--quiet").err == "adr-planner: stop here\n"
    assert run("--quiet", "plan").err == "adr-planner: stop here\n"
    loud = run("plan", "--verbose").err
    assert re.search(r"ms  adr_planner  pricing legs\n", loud)


def test_the_package_logs_what_it_does(caplog):
    with caplog.at_level("DEBUG", logger=LOG.name), shown(False) as tell:
        tell("pricing legs")
        tell("pricing legs")
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "pricing legs"),
        ("DEBUG", "pricing legs"),
    ]


def test_init_writes_the_example_mission_with_every_key_explained(run, tmp_path):
    ended = run("init")
    assert ended.code == 0
    asked, example = adr.read_mission(tmp_path / "mission.toml"), adr.example_mission()
    assert (asked.servicer, asked.candidates, asked.search) == (example.servicer, example.candidates, example.search)
    assert repr(asked.mission) == repr(example.mission)
    assert run("init", "--out", "mission.toml").code == 0, "a mission file replaces a mission file"
    (tmp_path / "other.toml").write_bytes(b"\x00\x01")
    assert run("init", "--out", "other.toml").code == 2
    assert run("init", "-o", "-").out == (tmp_path / "mission.toml").read_text()


def test_the_keys_it_shows_as_remarks_are_keys(tmp_path):
    text = (files("adr_planner") / "data" / "mission_template.toml").read_text()
    every = re.sub(r"^# (?=[a-z_]+ = |\[)", "", text, flags=re.MULTILINE)
    assert len(tomllib.loads(every)["mission"]) > len(tomllib.loads(text)["mission"]) + 10
    (tmp_path / "every.toml").write_text(every)
    asked = adr.read_mission(tmp_path / "every.toml")
    assert asked.mission.must_visit == (27386,)
    assert asked.servicer.thrust is not None


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(shell):
    variables = {"_ADR_PLANNER_COMPLETE": f"source_{shell}"}
    made = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'adr-planner'; from adr_planner.cli import main; main()"],
        capture_output=True, text=True, env={**__import__("os").environ, **variables},
    )  # fmt: skip
    assert "adr-planner" in made.stdout
    assert made.stderr == ""


def test_a_report_is_written(run, example_plan, tmp_path, monkeypatch):
    example_plan.to_json(tmp_path / "plan.json")
    monkeypatch.setattr("adr_planner.reports.report_text", lambda document: f"<!DOCTYPE html>{document.plan_id}")
    assert run("report", "plan.json", "-o", "page.html").code == 0
    assert (tmp_path / "page.html").read_text() == f"<!DOCTYPE html>{example_plan.plan_id}"
    assert "is what PLAN reads" in run("report", "plan.json", "-o", "plan.json").err
    assert Path("page.html").exists()
