"""What every command shares: its help, its errors, its warnings, and where it may write."""

import json
import re
import subprocess
import sys

import pytest

from adr_planner.cli.app import main
from adr_planner.version import __version__

COMMANDS = [[], ["plan"], ["rank"], ["verify"], ["schema"], ["catalog"], ["catalog", "info"],
            ["catalog", "check"], ["catalog", "fetch"]]  # fmt: skip
PLANNING = [sys.executable, "-m", "adr_planner", "plan", "--top", "4", "--targets", "1", "--duration", "60 day"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_an_example_on_one_line_of_a_plain_terminal(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    example = next(line for line in out.splitlines() if "Example: adr-planner" in line)
    assert " ".join(["adr-planner", *command]) in example
    assert out.isascii()
    assert "\x1b" not in out


def test_the_version_is_said_without_a_command(run):
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.startswith(f"adr-planner {__version__}\n  Python ")


@pytest.mark.parametrize("command", [["plan"], ["schema"]], ids=" ".join)
def test_a_place_that_cannot_be_written_is_refused_before_any_work(run, tmp_path, command, monkeypatch):
    (tmp_path / "folder").mkdir()
    work = []
    for name in (
        "adr_planner.risk.rank",
        "adr_planner.planner.plan_mission",
        "adr_planner.plan.MissionPlan.schema_text",
    ):
        monkeypatch.setattr(name, lambda *args, name=name, **kwargs: work.append(name))
    assert run(*command, "--out", "folder") == (
        2,
        "",
        "adr-planner: --out folder is a folder: give the name of a file in it.\n",
    )
    code, out, err = run(*command, "--out", "absent/plan.json")
    assert (code, out) == (2, "")
    assert err == "adr-planner: --out absent/plan.json: there is no folder absent; make it first.\n"
    assert work == []
    assert [item.name for item in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fly"], "No such command 'fly'"),
        (["plan", "--speed", "9"], "No such option: --speed"),
        (["plan", "--top", "0"], "Invalid value for '--top'"),
        (["rank", "--top", "0"], "Invalid value for '--top'"),
        (["plan", "--seed", "x"], "Invalid value for '--seed'"),
        (["verify"], "Missing argument 'PLAN'"),
    ],
)
def test_usage_errors_end_with_2(run, tmp_path, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_both_kinds_of_catalogue_at_once_are_refused(run, tmp_path):
    (tmp_path / "a").write_text("x")
    assert run("rank", "--catalog", "a", "--tle", "a")[2] == "adr-planner: Give --catalog or --tle, not both.\n"


def test_a_catalogue_with_nothing_to_rank_is_refused_and_says_why(run, tmp_path):
    station = {
        "OBJECT_NAME": "ISS", "NORAD_CAT_ID": 25544, "EPOCH": "2024-10-31T12:00:00", "MEAN_MOTION": 15.5,
        "ECCENTRICITY": 0.0005, "INCLINATION": 51.6, "RA_OF_ASC_NODE": 1, "ARG_OF_PERICENTER": 2, "MEAN_ANOMALY": 3,
    }  # fmt: skip
    (tmp_path / "iss.json").write_text(json.dumps([station]))
    for command in ("rank", "plan"):
        code, out, err = run(command, "--catalog", "iss.json")
        assert (code, out) == (2, "")
        assert "Nothing to rank among 1 objects (1 operational)" in err
    assert [item.name for item in tmp_path.iterdir()] == ["iss.json"]


def test_explaining_one_object_obeys_json(run):
    code, out, _ = run("rank", "--explain", "27386", "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["name"] == "ENVISAT"
    assert str(facts["rank"]) in facts["explanation"]
    code, out, err = run("rank", "--explain", "5", "--json")
    assert (code, err) == (2, "")
    assert json.loads(out)["error"]["message"].startswith("Object 5 is not among the ")


def test_a_schema_can_be_written_to_a_file(run, tmp_path):
    code, out, _ = run("schema", "--out", "plan.schema.json")
    assert (code, out) == (0, "")
    assert (tmp_path / "plan.schema.json").read_text() == run("schema")[1]


def test_a_fault_of_our_own_is_not_passed_off_as_bad_input(monkeypatch):
    def broken():
        raise TypeError("unsupported operand")

    monkeypatch.setattr("adr_planner.cli.app.app", broken)
    with pytest.raises(TypeError, match="unsupported operand"):
        main()


def test_stale_elements_are_one_warning_of_one_line(tmp_path):
    result = subprocess.run(
        [*PLANNING, "--start", "2025-06-01", "--json"], capture_output=True, text=True, cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    json.loads(result.stdout)
    assert len(result.stderr.splitlines()) == 1
    said = r"adr-planner: warning: Elements are up to 21\d days older than the mission's start: "
    assert re.match(said, result.stderr)


def test_an_interrupted_plan_ends_with_130_and_leaves_nothing_behind(run, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("adr_planner.planner.plan_mission", interrupted)
    assert run("plan", "--out", "mine.json")[:2] == (130, "")
    assert list(tmp_path.iterdir()) == []
