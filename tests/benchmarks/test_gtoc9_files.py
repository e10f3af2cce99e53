"""Campaigns on disk: what is written is read back to the last digit, and what is broken is said where."""

import json

import pytest

from adr_planner.benchmarks.gtoc9.files import json_text, official_text, read_submission, write_submission
from adr_planner.benchmarks.gtoc9.scorer import score
from adr_planner.benchmarks.gtoc9.search import Found
from adr_planner.benchmarks.gtoc9.submission import Submission
from adr_planner.errors import InvalidInputError


def test_json_is_read_back_to_the_last_digit(small_campaign, tmp_path):
    write_submission(small_campaign, tmp_path / "new")
    assert read_submission(tmp_path / "new" / "campaign.json") == small_campaign


def test_the_official_text_is_read_back_and_scored_the_same(small_campaign, tmp_path):
    write_submission(small_campaign, tmp_path)
    again = read_submission(tmp_path)
    assert [mission.debris for mission in again.missions] == [mission.debris for mission in small_campaign.missions]
    assert score(again).valid
    assert score(again).cost == score(small_campaign).cost
    lines = (tmp_path / "mission01.txt").read_text().splitlines()
    assert all(len(line.split()) == 12 for line in lines)
    assert len(lines) == len(small_campaign.missions[0].events)


def test_what_a_search_writes_is_scored_by_its_folder_and_by_its_json(small_campaign, small_schedule, tmp_path):
    found = Found(small_campaign, score(small_campaign), small_schedule, ("cooled to 3 MEUR", "flown"))
    path = found.write(tmp_path)
    assert score(read_submission(tmp_path)).cost == score(read_submission(path)).cost == found.scorecard.cost
    assert (tmp_path / "search.log").read_text().startswith("cooled to 3 MEUR\nflown\n")


def test_a_shorter_campaign_leaves_no_missions_of_a_longer_one_in_its_folder(small_campaign, tmp_path):
    """They would be read, and scored, with it."""
    write_submission(Submission(small_campaign.missions * 2), tmp_path)
    (tmp_path / "notes.md").write_text("kept")
    write_submission(small_campaign, tmp_path)
    assert len(read_submission(tmp_path).missions) == len(small_campaign.missions)
    assert (tmp_path / "notes.md").read_text() == "kept"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_campaigns_with_a_byte_order_mark_are_read(small_campaign, tmp_path, encoding):
    (tmp_path / "campaign.json").write_bytes(json_text(small_campaign).encode(encoding))
    assert read_submission(tmp_path / "campaign.json") == small_campaign
    (tmp_path / "mission01.txt").write_bytes(official_text(small_campaign.missions[0]).encode(encoding))
    assert len(read_submission(tmp_path / "mission01.txt").missions) == 1


def test_masses_told_fall_by_kits_and_the_rocket_equation(small_campaign):
    """Final mass 2000 kg and a kit, 30 kg less at every departure (the rules)."""
    mission = small_campaign.missions[0]
    masses = [float(line.split()[7]) for line in official_text(mission).splitlines()]
    assert masses[0] == mission.m0_kg
    assert masses[0] - masses[1] == pytest.approx(30.0)
    assert masses[-1] == pytest.approx(2030.0)
    assert masses == sorted(masses, reverse=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[: len(text) // 2], "is no whole JSON"),
        (lambda text: "{}", "has no list of missions"),
        (lambda text: text.replace('"m0_kg"', '"mass"', 1), "mission 1 needs m0_kg and events"),
        (lambda text: text.replace('"dv_mps"', '"dv"', 1), "mission 1, event 1 lacks dv_mps"),
        (lambda text: text.replace('"event_id": 55', '"event_id": 5.5', 1), "the event_id 5.5 is no whole number"),
        (lambda text: text.replace('"t_mjd2000": ', '"t_mjd2000": "x", "t": ', 1), "'x' is no number"),
    ],
)
def test_a_broken_json_says_what_is_wrong_and_where(small_campaign, tmp_path, change, message):
    path = tmp_path / "campaign.json"
    path.write_text(change(json_text(small_campaign)))
    with pytest.raises(InvalidInputError, match=message):
        read_submission(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 2 3", "line 1: 3 numbers where 12 belong"),
        ("1 2 3 4 5 6 7 8 9 10 x 5", "line 1: could not convert"),
        ("1 2 3 4 5 6 7 8 9 10 11 5.5", "line 1: the event id 5.5 is no whole number"),
        ("", "holds no events"),
    ],
)
def test_a_broken_text_says_what_is_wrong_and_where(tmp_path, line, message):
    path = tmp_path / "mission.txt"
    path.write_text(line)
    with pytest.raises(InvalidInputError, match=message):
        read_submission(path)


def test_an_empty_folder_says_what_belongs_there(tmp_path):
    with pytest.raises(InvalidInputError, match=r"holds no \.txt files"):
        read_submission(tmp_path)


def test_nothing_but_numbers_is_written(small_campaign):
    assert set(json.loads(json_text(small_campaign))["missions"][0]) == {"m0_kg", "events"}
