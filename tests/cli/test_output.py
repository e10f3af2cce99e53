"""Where commands write: never over what they read, nor over something else; through links and pipes; or to stdout."""

import json
import stat
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from adr_planner.cli.output import Kind, Output
from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan

MISSION = """[candidates]
top = 4
[servicer]
dry_mass = "1200 kg"
propellant = "900 kg"
isp = "300 s"
[mission]
start = 2025-01-01
duration = "60 day"
targets = 1
"""
CHART = ["porkchop", "24298", "25407", "--start", "2025-01-01", "--window", "1 h", "--longest", "3 h"]


@pytest.fixture
def mission(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(MISSION)
    return path


@pytest.fixture(autouse=True)
def no_planning(monkeypatch):
    """Refusals must come before any work: a plan that begins is a failure."""

    def planned(*_, **__):
        raise AssertionError("planning began")

    monkeypatch.setattr("adr_planner.planner.plan_mission", planned)
    monkeypatch.setattr("adr_planner.planner.plan_campaign", planned)


@pytest.mark.parametrize("command", ["plan", "campaign"])
@pytest.mark.parametrize("way", ["itself", "a link", "a hard link", "another path"])
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_a_command_never_replaces_its_own_input(run, tmp_path, mission, command, way, force):
    """``plan --mission m.toml --out m.toml`` used to replace the mission by the plan."""
    out = {
        "itself": "m.toml",
        "a link": "link",
        "a hard link": "hard",
        "another path": "../" + tmp_path.name + "/m.toml",
    }[way]
    (tmp_path / "link").symlink_to(mission)
    (tmp_path / "hard").hardlink_to(mission)
    assert run(command, "--mission", "m.toml", "--out", out, *force) == (
        2, "", f"adr-planner: --out {out} is what --mission reads: give the output another name.\n"
    )  # fmt: skip
    assert mission.read_text() == MISSION


@pytest.mark.parametrize(
    ("command", "flag", "option"),
    [
        (["plan"], "--out", "--catalog"), (["campaign"], "--out", "--tle"), (["plan"], "--out", "--attributes"),
        (["rank"], "--csv", "--catalog"), (["rank"], "--csv", "--attributes"), (CHART, "--out", "--catalog"),
    ],
)  # fmt: skip
def test_every_input_is_safe_and_the_right_flags_are_named(run, tmp_path, command, flag, option):
    (tmp_path / "gp.csv").write_text("rank,rank_low,\n")  # of the very kind that would be written
    code, out, err = run(*command, option, "gp.csv", flag, "gp.csv", "--force")
    assert (code, out) == (2, "")
    assert err == f"adr-planner: {flag} gp.csv is what {option} reads: give the output another name.\n"


OTHERS = {
    "m.toml": MISSION, "notes.txt": "do not lose me\n", "half.json": "{",
    "plan.json": '{\n  "schema_version": "1.4.0",\n  "document_type": "adr_mission_plan",\n',
    "campaign.json": '{"document_type": "adr_campaign"', "gtoc9.json": '{\n "missions": [',
    "rank.csv": "rank,rank_low,rank_high\n", "chart.csv": "departure_utc,flight_hours\n",
    "gp.csv": "OBJECT_NAME,NORAD_CAT_ID\n", "chart.png": "\x89PNG\r\n", "chart.pdf": "%PDF-1.4",
    "chart.svg": '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">',
    "schema.json": MissionPlan.schema_text(), "campaign.schema.json": Campaign.schema_text(),
    "plan.json.sig": f"{'A' * 86}==\n",
}  # fmt: skip
SAME: dict[str, Kind] = {
    "plan.json": "mission plan", "campaign.json": "campaign", "gtoc9.json": "GTOC9 campaign", "rank.csv": "ranking",
    "chart.csv": "porkchop table", "gp.csv": "catalogue", "chart.png": "PNG", "schema.json": "JSON Schema",
    "campaign.schema.json": "JSON Schema", "chart.pdf": "PDF", "chart.svg": "SVG",
    "plan.json.sig": "signature",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(set(SAME.values())))
@pytest.mark.parametrize("name", OTHERS)
def test_another_kind_of_file_is_replaced_by_force_only(tmp_path, kind, name):
    path = tmp_path / name
    path.write_text(OTHERS[name], encoding="latin-1")
    if SAME.get(name) == kind:
        assert Output.checked(path, kind).path == path
        return
    with pytest.raises(InvalidInputError, match=f"--out .*{name} stands there already and is no {kind}: .*--force"):
        Output.checked(path, kind)
    assert Output.checked(path, kind, force=True).path == path
    assert Output.checked(tmp_path / "new", kind).path.name == "new"


def test_an_empty_file_is_replaced_without_asking(tmp_path):
    path = tmp_path / "made by mktemp"
    path.touch()
    assert Output.checked(path, "mission plan").path == path


@pytest.mark.parametrize(
    ("command", "flag"), [(["plan"], "--out"), (["campaign"], "--out"), (["schema"], "--out"), (["rank"], "--csv"),
                          ([*CHART], "--out"), (["catalog", "fetch", "--name", "X"], "--out"),
                          (["sign", "plan.json", "--key", "key.pem"], "--out")],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)  # fmt: skip
def test_refusals_name_the_flag_and_the_place_before_any_work(run, tmp_path, command, flag):
    name = "kept.csv" if command[0] == "porkchop" else "kept"
    (tmp_path / name).write_text("kept")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / name).chmod(0o444)
    for out, said in (
        (name, f"{flag} {name}: the file is read-only."),
        ("folder.csv", f"{flag} folder.csv is a folder: give the name of a file in it."),
        ("absent/a.csv", f"{flag} absent/a.csv: there is no folder absent; make it first."),
        (f"{name}/a.csv", f"{flag} {name}/a.csv: not a directory."),
        (f"{'a' * 300}.csv", f"{flag} {'a' * 300}.csv: file name too long."),
    ):
        assert run(*command, flag, out, "--force") == (2, "", f"adr-planner: {said}\n")
    assert (tmp_path / name).read_text() == "kept"


def test_a_document_of_the_same_kind_is_replaced_and_others_are_not(run, tmp_path):
    assert run("schema", "--out", "s.json")[0] == 0
    assert run("schema", "--campaign", "--out", "s.json")[0] == 0
    assert json.loads((tmp_path / "s.json").read_text())["title"] == "Active debris removal campaign"
    (tmp_path / "s.json").write_text("[]")
    code, out, err = run("schema", "--out", "s.json")
    assert (code, out, (tmp_path / "s.json").read_text()) == (2, "", "[]")
    assert err.endswith(
        "s.json stands there already and is no JSON Schema: give another name, or --force to replace it.\n"
    )
    assert run("schema", "--out", "s.json", "--force") == (0, "", "")


def test_links_are_followed_and_devices_stay(run, tmp_path):
    (tmp_path / "link.json").symlink_to("real.json")
    assert run("schema", "--out", "link.json") == (0, "", "")
    assert (tmp_path / "real.json").read_text() == MissionPlan.schema_text()
    assert (tmp_path / "link.json").is_symlink()
    assert run("schema", "--out", "/dev/null") == (0, "", "")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_dash_is_standard_output_and_nothing_else_goes_there(run, tmp_path):
    assert run("schema", "--out", "-") == (0, MissionPlan.schema_text(), "")
    code, out, err = run("rank", "--top", "3", "--draws", "0", "--csv", "-")
    assert (code, out.count("\n"), err) == (0, 4, "")
    assert out.startswith("rank,rank_low,")
    code, out, err = run(*CHART, "--out", "-")
    assert (code, err) == (0, "")
    assert out.startswith("departure_utc,flight_hours,")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("as_json", [True, False])
def test_a_document_on_standard_output_comes_once_and_its_summary_elsewhere(capsys, as_json):
    Output(Path("-")).deliver("{}\n", "in words", as_json=as_json)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("{}\n", "" if as_json else "in words\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "place"), [(("--out", "/dev/full"), "--out /dev/full: no space left on device."),
                             (("--out", "-"), "No space left on device: standard output"),
                             ((), "No space left on device: standard output")],
)  # fmt: skip
def test_a_full_disk_is_one_sentence_that_says_where(tmp_path, arguments, place):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "adr_planner", "schema", *arguments], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (result.returncode, result.stderr) == (2, f"adr-planner: {place}\n")


def test_a_full_disk_at_the_end_of_the_work_names_the_flag(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    output = Output.checked(tmp_path / "plan.json", "mission plan")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InvalidInputError, match=r"--out .*plan\.json: no space left on device") as caught:
        output.write("{}")
    assert caught.value.parameter == "out"
    assert list(tmp_path.iterdir()) == []


def test_no_place_for_compiled_code_is_one_sentence_that_names_the_variable(tmp_path):
    """A raw traceback of the compiler's before."""
    result = subprocess.run(
        [sys.executable, "-m", "adr_planner", "rank", "--top", "1"], capture_output=True, text=True, cwd=tmp_path,
        env={"PATH": "", "ADR_PLANNER_CACHE": "/dev/null/cache", "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("adr-planner: Compiled code can be kept neither in /dev/null/cache")
    assert "set ADR_PLANNER_CACHE to a folder" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_benchmark_checks_its_folder_before_an_hour_of_work(run, tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "campaign.json").write_text('{"document_type": "adr_campaign"}')
    for out, said in (
        ("taken", "--out taken: no folder can be made there."),
        ("-", "--out is a folder of several files: standard output cannot take it."),
        ("ours", "--out ours/campaign.json stands there already and is no GTOC9 campaign: give another name, or "
         "--force to replace it."),
    ):  # fmt: skip
        assert run("benchmark", "gtoc9", "--out", out) == (2, "", f"adr-planner: {said}\n")


def test_the_set_nearest_a_date_is_for_files(run, tmp_path):
    code, out, err = run("rank", "--nearest", "2024-10-31")
    assert (code, out) == (2, "")
    assert err == "adr-planner: --nearest chooses among the sets of a file: give --catalog or --tle.\n"
    head = "NORAD_CAT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY\n"
    rows = [f"22566,2024-10-{day}T00:00:00,14.15,.0001,71,{day},90,270\n" for day in (10, 20, 30)]
    (tmp_path / "gp.csv").write_text(head + "".join(rows))
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        code, out, err = run("catalog", "info", "gp.csv", "--nearest", "2024-10-19", "--json")
    assert "nearest to 2024-10-19 are kept" in err
    assert (code, json.loads(out)["snapshot_utc"][:10]) == (0, "2024-10-20")
