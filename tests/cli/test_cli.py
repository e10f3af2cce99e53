"""The command line: what it prints, where it writes, and how it ends."""

import gzip
import json
import subprocess
import sys

import pytest

SMALL = ["--top", "8", "--targets", "2", "--duration", "150 day", "--max-delta-v", "700 m/s"]


@pytest.fixture
def process(tmp_path):
    """Run the command line as a user does, in a process of its own."""

    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "adr_planner", *map(str, arguments)], capture_output=True, text=True, cwd=tmp_path
        )

    return call


def test_catalog_info_counts_the_bundled_derelicts(run):
    facts = json.loads(run("catalog", "info", "--json").out)
    assert facts["n_objects"] == 1366
    assert facts["snapshot_utc"].startswith("2024-10-31")
    assert "mass total kg" in run("catalog", "info").out


def test_rank_prints_fifty_with_number_name_rank_and_score(run):
    rows = json.loads(run("rank", "--top", 50, "--json").out)
    assert [row["rank"] for row in rows] == list(range(1, 51))
    assert {"norad_cat_id", "name", "rank", "score"} <= set(rows[0])
    assert "ENVISAT" in run("rank", "--top", 20).out
    assert "by mass alone" in run("rank", "--explain", 27386).out


def test_a_plan_is_written_verified_and_found_spoiled(process, run, tmp_path):
    made = process("plan", *SMALL, "--out", "mine.json")
    assert made.returncode == 0, made.stderr
    assert "gap 0.00%" in made.stdout
    assert [item.name for item in tmp_path.iterdir()] == ["mine.json"]
    assert process("verify", "mine.json").returncode == 0
    text = (tmp_path / "mine.json").read_text()
    assert run("plan", *SMALL, "--out", "again.json", "--json").out == text, "two processes write the same bytes"
    assert (tmp_path / "again.json").read_text() == text
    content = json.loads(text)
    content["totals"]["propellant_kg"] -= 5.0
    (tmp_path / "spoiled.json").write_text(json.dumps(content))
    judged = run("verify", "spoiled.json", "--json")
    assert judged.code == 1
    report = json.loads(judged.out)
    assert not report["passed"]
    assert any(check["where"] == "totals.propellant_kg" and not check["passed"] for check in report["checks"])


def test_schema_is_printed(run):
    assert json.loads(run("schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_help_helps(process):
    shown = process("--help")
    assert shown.returncode == 0
    assert "Example: adr-planner plan" in shown.stdout


TLE = (
    "1 27386U 02009A   24305.50000000  .00000100  00000+0  50000-4 0  9995\n"
    "2 27386  98.3016 262.3539 0001340  85.0348 285.8052 14.38736577    00\n"
)


@pytest.mark.parametrize(
    ("name", "content", "option", "message"),
    [
        ("gp.json", '[{"OBJECT_NAME": "X", "NORAD_CAT_ID": 1', "--catalog", "not complete JSON"),
        ("gp.csv", "", "--catalog", "is empty"),
        ("gp.csv", "A,B\n1,2\n", "--catalog", "is no catalogue this package reads"),
        ("gp.tle", TLE, "--tle", "line 2: the checksum is 0 but the line adds up to 2"),
        ("gp.tle", TLE[:100], "--tle", "line 2: an element line needs 69 characters"),
    ],
)
def test_damaged_catalogues_are_refused(refused, tmp_path, name, content, option, message):
    (tmp_path / name).write_text(content)
    assert message in refused(2, "rank", option, name)
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_missing_files_are_named(process, refused):
    told = process("rank", "--catalog", "absent.csv")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "adr-planner: There is no file absent.csv.\n"
    assert "no plan absent.json" in refused(2, "verify", "absent.json")
    assert "absent.toml" in refused(2, "plan", "--mission", "absent.toml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--targets", "0"], "targets must be a whole number of at least 1, got 0"),
        (["--top", "3", "--targets", "5"], "asks for 5 targets but there are only 3 candidates"),
        (["--max-delta-v", "500"], "'500' has no unit"),
        (["--max-delta-v", "5 kg"], "cannot be read as [m / s]"),
        (["--duration", "20 day"], "window of 20 days is shorter than commissioning and one stay"),
        (["--start", "tomorrow"], "cannot read 'tomorrow' as a UTC epoch"),
        (["--objective", "fun"], "objective must be one of"),
    ],
)
def test_wrong_missions_are_refused_and_nothing_is_written(refused, tmp_path, arguments, message):
    assert message in refused(2, "plan", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_an_impossible_budget_ends_with_3_and_the_least_that_would_do(refused, tmp_path):
    line = refused(3, "plan", *SMALL[:-2], "--objective", "delta_v", "--max-delta-v", "300 m/s")
    assert "max_delta_v is 300.0 m/s" in line
    assert "the least that would do is about" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('dry_mass = "1200 kg"', 'dry_mass = "-1 kg"', "dry_mass must be above zero"),
        ('dry_mass = "1200 kg"', "dry_mass = 1200", "'1200' has no unit"),
        ("kits = 5", "dry_mas = 5", "unknown key 'dry_mas'. Did you mean 'dry_mass'?"),
        ("[servicer]", "[servicer", "is not valid TOML"),
        ("[mission]\n", "[voyage]\n", "unknown key 'voyage'"),
    ],
)
def test_wrong_mission_files_are_refused(refused, tmp_path, old, new, message):
    from importlib.resources import files

    text = (files("adr_planner") / "data" / "example_mission.toml").read_text()
    assert old in text
    (tmp_path / "mission.toml").write_text(text.replace(old, new, 1))
    assert message in refused(2, "plan", "--mission", "mission.toml")


def test_a_plan_of_a_newer_schema_is_refused(refused, tmp_path):
    (tmp_path / "new.json").write_text('{"document_type": "adr_mission_plan", "schema_version": "9.0.0"}')
    assert "follows plan schema 9.0.0" in refused(2, "verify", "new.json")
    (tmp_path / "cut.json").write_text('{"document_type": "adr_mis')
    assert "not complete JSON" in refused(2, "verify", "cut.json")


def test_compressed_catalogues_are_read(run, tmp_path):
    columns = {
        "OBJECT_NAME": "ENVISAT", "OBJECT_ID": "2002-009A", "EPOCH": "2024-10-31T12:00:00.5", "MEAN_MOTION": "14.3873",
        "ECCENTRICITY": ".000134", "INCLINATION": "98.3", "RA_OF_ASC_NODE": "262.3", "ARG_OF_PERICENTER": "85.0",
        "MEAN_ANOMALY": "285.8", "NORAD_CAT_ID": "27386", "BSTAR": ".0002",
    }  # fmt: skip
    text = ",".join(columns) + "\n" + ",".join(columns.values()) + "\n"
    (tmp_path / "gp.csv.gz").write_bytes(gzip.compress(text.encode()))
    facts = json.loads(run("catalog", "info", "--catalog", "gp.csv.gz", "--json").out)
    assert facts["n_objects"] == 1
    assert facts["with_mass"] == 1


def test_a_campaign_is_written_and_verified(run, tmp_path):
    mission = tmp_path / "mine.toml"
    mission.write_text(
        '[servicer]\ndry_mass = "1200 kg"\npropellant = "900 kg"\nisp = "300 s"\nkits = 2\n'
        '[mission]\nstart = "2025-01-01"\nduration = "150 day"\ntargets = 2\nmax_delta_v = "700 m/s"\n'
    )
    options = ["--mission", "mine.toml", "--servicers", 2, "--top", 10, "--kit-meur", 5]
    shown = run("campaign", *options, "--out", "two.json", "--json")
    assert shown.code == 0, shown.err
    assert shown.out == (tmp_path / "two.json").read_text()
    totals = json.loads(shown.out)["totals"]
    assert totals["n_servicers"] == 2
    assert totals["cost_meur"] == 5.0 * totals["n_targets"]
    assert json.loads(run("verify", "two.json", "--json").out)["passed"]
    assert json.loads(run("schema", "--campaign").out)["title"] == "Active debris removal campaign"


def test_a_trade_is_printed(run, refused):
    shown = run("trade", "--top", 6, "--delta-v-step", "50 m/s", "--time-step", "60 day", "--json")
    assert shown.code == 0, shown.err
    found = json.loads(shown.out)
    assert found["knee"] in found["points"]
    assert found["delta_v_error_m_s"] == 50.0
    assert "--delta-v-step" in refused(2, "trade", "--delta-v-step", "50")


@pytest.mark.parametrize("command", ["plan", "campaign", "trade"])
@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--gap", "2"], "gap must be a share from 0 to below 1"),
        (["--work-limit", "0"], "work_limit must be a whole number of at least 1, got 0"),
        (["--time-limit", "60"], "'60' has no unit"),
        (["--engine", "magic"], "engine must be auto, exact, search, beam or cp-sat, got 'magic'"),
    ],
)
def test_efforts_that_make_no_sense_are_refused_by_every_command(refused, tmp_path, command, option, message):
    assert message in refused(2, command, *option)
    assert list(tmp_path.iterdir()) == []


def test_a_mission_file_says_how_hard_to_search_and_the_command_line_overrules_it(run, refused, tmp_path):
    from importlib.resources import files

    text = (files("adr_planner") / "data" / "example_mission.toml").read_text()
    (tmp_path / "mine.toml").write_text(text + '\n[search]\ngap = 0.2\nwork_limit = 50\ntime_limit = "5 min"\n')
    made = run("plan", "--mission", "mine.toml", *SMALL, "--work-limit", "60", "--json")
    assert made.code == 0, made.err
    effort = json.loads(made.out)["provenance"]["solver"]["effort"]
    assert effort["gap"] == 0.2
    assert effort["work_limit"] == 60
    assert effort["time_limit_s"] == 300.0
    (tmp_path / "wrong.toml").write_text(text + '\n[search]\neffort = "much"\n')
    assert "[search] has an unknown key 'effort'" in refused(2, "plan", "--mission", "wrong.toml")
