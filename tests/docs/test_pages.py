"""What the documentation tells people to type does what it says, and every public name has a page."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import adr_planner as adr

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _blocks(page, language):
    return re.findall(
        rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture
def folder(tmp_path, example_plan):
    """A folder with a plan and its schema in it, and the expected lines of both readers."""
    example_plan.to_json(tmp_path / "plan.json")
    (tmp_path / "plan.schema.json").write_text(adr.MissionPlan.schema_text(), encoding="utf-8")
    return tmp_path


def _told(plan):
    return [f"{leg.arrive_utc} {plan.target(leg.to_norad_cat_id).name} {leg.delta_v_m_s:.1f} m/s" for leg in plan.legs]


@pytest.mark.skipif(shutil.which("perl") is None, reason="needs perl")
def test_perl_reads_a_plan_as_the_page_says(folder, example_plan):
    (script,) = _blocks("how-to/other-languages.md", "perl")
    made = subprocess.run(["perl", "-e", script], cwd=folder, capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == _told(example_plan)


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs node and npm")
def test_javascript_reads_a_plan_as_the_page_says(folder, example_plan):
    """ajv 8 compiles the schema in its strict mode, and finds the plan valid."""
    subprocess.run(["npm", "install", "--silent", "ajv@8"], cwd=folder, check=True)
    (script,) = _blocks("how-to/other-languages.md", "javascript")
    (folder / "read.js").write_text(script)
    made = subprocess.run(["node", "read.js"], cwd=folder, capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == _told(example_plan)


@pytest.mark.parametrize("page", ["how-to/missions.md"])
def test_every_mission_it_shows_can_be_read(page, tmp_path):
    base = (ROOT / "adr_planner" / "data" / "mission_template.toml").read_text(encoding="utf-8")
    for block in _blocks(page, "toml"):
        (tmp_path / "mission.toml").write_text(_merged(base, block), encoding="utf-8")
        adr.read_mission(tmp_path / "mission.toml")


def _merged(base, block):
    """Put the keys of a block in the place of those of the template, or into its tables."""
    table = ""
    for line in block.splitlines():
        if line.startswith("["):
            table = line
            base = base if re.search(rf"^{re.escape(table)}", base, re.MULTILINE) else f"{base}\n{table}\n"
        elif line.strip():
            key = line.split(" =")[0]
            head, _, rest = base.partition(f"\n{table}")
            inside, mark, after = rest.partition("\n[")
            if table == "[mission.disposal]" and key == "rule":
                inside = inside.split("\n")[0]
            inside = re.sub(rf"^{key} = .*\n?", "", inside, flags=re.MULTILINE)
            first, _, others = inside.partition("\n")
            base = f"{head}\n{table}{first}\n{line}\n{others}{mark}{after}"
    return base


@pytest.mark.thorough
def test_the_tutorial_goes_from_a_catalogue_to_a_signed_plan(tmp_path):
    """All commands but the installation, typed in order; the catalogue is the bundled one, written as OMM."""
    _omm(adr.Catalog.example(), tmp_path / "gp.csv")
    program = f"{sys.executable} -m adr_planner"
    commands = [line[2:] for block in _blocks("tutorial.md", "console") for line in block.splitlines()]
    for command in commands:
        if command.startswith("pip "):
            continue
        done = subprocess.run(
            command.replace("adr-planner", program, 1), shell=True, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    plan = adr.MissionPlan.from_json(tmp_path / "plan.json")
    assert len(plan.targets) == 2
    assert plan.provenance.catalogue.source == "gp.csv"
    assert (tmp_path / "report.html").stat().st_size < 6_000_000


def _omm(catalog, path):
    names = (
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,"
        "NORAD_CAT_ID,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT"
    )
    rows = [names]
    for item in catalog:
        sets = item.elements
        values = (
            item.name, item.object_id, sets.epoch_utc.rstrip("Z"), sets.mean_motion_rev_day, sets.eccentricity,
            sets.inclination_deg, sets.raan_deg, sets.argp_deg, sets.mean_anomaly_deg, item.norad_cat_id, sets.bstar,
            sets.mean_motion_dot, sets.mean_motion_ddot,
        )  # fmt: skip
        rows.append(",".join(map(str, values)))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.mark.thorough
def test_the_site_is_built_without_a_warning_and_has_a_page_for_every_public_name(tmp_path):
    pytest.importorskip("sphinx", reason="needs the group docs: pip install --group docs")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(tmp_path / "html")],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = {path.stem for path in (tmp_path / "html" / "_made" / "api").glob("*.html")}
    named = {f"adr_planner.{name}" for name in adr.__all__ if name not in ("__version__", "compat", "errors", "plots")}
    assert named <= pages
    ids = {path: set(re.findall(r'id="([^"]+)"', path.read_text())) for path in (tmp_path / "html").rglob("*.html")}
    broken = [
        f"{path.name}: {link}"
        for path in ids
        for link in re.findall(r'href="([^"#:?]+\.html)(?:#[^"]*)?"', path.read_text())
        if not (path.parent / link).exists()
    ]
    assert broken == []


def test_exit_codes_on_the_page_are_those_of_the_program():
    from adr_planner.cli import endings

    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert codes == [0, 1, endings.BAD_INPUT, endings.INFEASIBLE, endings.INTERRUPTED]
    shown = json.loads(_blocks("cli.md", "json")[0])
    assert set(shown["error"]) >= {"type", "message", "exit_code"}
