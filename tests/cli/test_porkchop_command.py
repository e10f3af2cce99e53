"""``adr-planner porkchop``: a picture, a table, and refusals in one sentence."""

import json

import pytest
from typer.testing import CliRunner

from adr_planner.cli.app import app
from adr_planner.errors import InvalidInputError

RUN = ["porkchop", "24298", "25407", "--start", "2025-01-01", "--window", "2 h", "--longest", "4 h"]


def test_the_command_draws_and_tells_the_best(tmp_path):
    picture = tmp_path / "chart.png"
    result = CliRunner().invoke(app, [*RUN, "--out", str(picture)])
    assert result.exit_code == 0, result.output
    assert "best" in result.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == [picture]


def test_the_command_writes_a_table_and_json(tmp_path):
    table = tmp_path / "chart.csv"
    result = CliRunner().invoke(app, [*RUN, "--json", "--out", str(table)])
    best = json.loads(result.output)
    assert table.read_text().startswith("departure_utc,flight_hours,delta_v_m_s")
    assert best["delta_v_m_s"] > 0.0


def test_another_ending_is_refused_before_anything_is_computed(tmp_path):
    result = CliRunner().invoke(app, [*RUN, "--out", str(tmp_path / "chart.txt")])
    assert isinstance(result.exception, InvalidInputError)
    with pytest.raises(InvalidInputError, match="should end in"):
        raise result.exception
