"""``adr-planner cooperate``: what is asked of it reaches the planner, and what it writes is the document."""

import json
from importlib.resources import files

import matplotlib as mpl
import pytest
from typer.testing import CliRunner

import adr_planner as adr
from adr_planner.cli.app import app
from adr_planner.cli.commands.cooperate import Games
from adr_planner.errors import InvalidInputError

mpl.use("Agg")


@pytest.fixture
def mission(tmp_path):
    """One kit and four months: quickly searched."""
    text = (files("adr_planner") / "data" / "example_mission.toml").read_text(encoding="utf-8")
    short = text.replace("kits = 5", "kits = 1").replace("365 day", "120 day").replace("targets = 5", "targets = 1")
    path = tmp_path / "mission.toml"
    path.write_text(short, encoding="utf-8")
    return path


@pytest.mark.thorough
def test_the_document_is_written_and_printed_and_the_picture_drawn(mission, tmp_path):
    out, plot = tmp_path / "union.json", tmp_path / "union.png"
    words = ["cooperate", "--mission", str(mission), "--players", "JPN,ESA", "--servicers", "JPN=1", "--json"]
    done = CliRunner().invoke(app, [*words, "--out", str(out), "--plot", str(plot)])
    assert done.exit_code == 0, done.output
    union = adr.Cooperation.from_json(out)
    assert json.loads(done.stdout) == json.loads(out.read_text(encoding="utf-8"))
    assert union.names == ("JPN", "ESA")
    assert [player.servicers for player in union.players] == [1, 0]
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_options_that_say_nothing_are_refused(tmp_path):
    assert Games(players="CIS, PRC").table().names == ("CIS", "PRC")
    assert Games(servicers="3").brought() == 3
    assert Games(servicers="EU=2,JPN=1").brought() == {"EU": 2, "JPN": 1}
    with pytest.raises(InvalidInputError, match="--servicers two: write a number"):
        Games(servicers="two").brought()
    done = CliRunner().invoke(app, ["cooperate", "--plot", str(tmp_path / "a.txt"), "--out", str(tmp_path / "a.json")])
    assert isinstance(done.exception, InvalidInputError)
    assert "should end in .png" in str(done.exception)


def test_the_schema_is_printed():
    done = CliRunner().invoke(app, ["schema", "--cooperation"])
    assert json.loads(done.stdout)["title"] == "What cooperation buys"
