"""Names of before are taken with a warning; files and documents keep them."""

import dataclasses
import inspect
import pickle

import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr


def _mission(**fields):
    return adr.MissionSpec(start=Time("2025-01-01"), duration=1 * u.yr, **fields)


def test_the_longest_leg_is_taken_and_read_by_its_old_name_with_a_warning():
    with pytest.warns(DeprecationWarning, match="longest_wait of a MissionSpec is called max_leg_duration now"):
        mission = _mission(longest_wait=90 * u.day)
    assert mission == _mission(max_leg_duration=90 * u.day)
    with pytest.warns(DeprecationWarning, match="max_leg_duration"):
        assert mission.longest_wait == 90 * u.day
    with pytest.warns(DeprecationWarning, match="max_leg_duration_days"):
        assert mission.longest_wait_days == 90.0


def test_both_names_at_once_are_refused():
    with pytest.raises(adr.errors.InvalidInputError, match="longest_wait is the old name of max_leg_duration"):
        _mission(longest_wait=90 * u.day, max_leg_duration=90 * u.day)


def test_the_new_name_is_the_only_field_and_copies_know_it():
    mission = _mission(max_leg_duration=90 * u.day)
    assert "longest_wait" not in inspect.signature(adr.MissionSpec).parameters
    assert dataclasses.replace(mission, targets=3).max_leg_duration_days == 90.0
    assert pickle.loads(pickle.dumps(mission)) == mission


def test_a_mission_file_keeps_its_key_and_is_told_of_it(tmp_path):
    path = tmp_path / "mission.toml"
    text = '[servicer]\ndry_mass = "1200 kg"\npropellant = "900 kg"\nisp = "300 s"\nkits = 5\n[mission]\n'
    text += 'start = "2025-01-01"\nduration = "365 day"\n'
    path.write_text(text + 'longest_wait = "90 day"\n')
    assert adr.read_mission(path).mission.max_leg_duration_days == 90.0
    path.write_text(text + 'longest_wait = "2 day"\n')
    with pytest.raises(adr.errors.InvalidInputError, match="longest_wait is 2 days") as caught:
        adr.read_mission(path)
    assert caught.value.parameter == "longest_wait"
    path.write_text(text + 'max_leg_duration = "90 day"\n')
    with pytest.raises(adr.errors.InvalidInputError, match="unknown key 'max_leg_duration'"):
        adr.read_mission(path)
