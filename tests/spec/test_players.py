"""Players: who speaks for whom, and what a table of players is refused for."""

from __future__ import annotations

import pickle
from dataclasses import replace
from importlib.resources import files

import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.spec.owner_codes import owner_codes


def test_every_owner_code_of_the_bundled_catalogue_is_known_and_joint_ones_need_known_ones():
    codes = owner_codes()
    assert {item.owner for item in adr.Catalog.example()} <= set(codes)
    assert {item.registered_by for item in adr.Catalog.example()} - {""} <= set(codes)
    assert all(codes[need].kind == "state" or need == "ESA" for code in codes.values() for need in code.needs)
    assert all((item.kind == "joint") == bool(item.needs) for item in codes.values())


def test_every_operator_of_the_bundled_population_is_a_code_constellations_or_unknown():
    population = adr.Catalog.example().population
    operators = set(population.operator.tolist())
    assert operators <= {*owner_codes(), "constellations", ""}
    assert not population.operator[~population.operational].any()
    assert len(population.part(population.operational).operator) == population.operational.sum()


def test_labels_say_what_is_known():
    assert adr.Player("R", "CIS").label == "registered by the USSR or Russia (source code CIS)"
    assert adr.Player("G", "GLOB").label == "commercial, no state: Globalstar (source code GLOB)"
    assert adr.Player("E", "ESA").label.startswith("an organisation: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[A]\ncodes = ["PCHN"]', "which is no owner code of the satellite catalogue. The nearest is '"),
        ('[A]\ncodes = ["CHBZ"]', "needs the consent of PRC and BRAZ"),
        ('[A]\ncodes = ["UNK"]', "who cannot consent"),
        ("[A]\ncodes = []", "speaks for no owner code"),
        ('[A]\ncodes = ["US"]\n[B]\ncodes = ["US"]', "'US' is given to two players"),
        ('[A]\ncode = ["US"]', "Did you mean 'codes'"),
        ('[A]\ncodes = ["US"]\nlabel = 3', "label must be text"),
        ('[A]\ncodes = "US"', "must be a list of words"),
        ("A = 1", "must be a table"),
        ("", "There are no players"),
        ("[A", "Cannot read the table of players"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_one_sentence(tmp_path, text, message):
    path = tmp_path / "players.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=message):
        adr.Players.from_file(path)


def test_a_file_says_who_speaks_for_whom(tmp_path):
    path = tmp_path / "players.toml"
    path.write_text('[Nordic]\ncodes = ["SWED", "NOR", "DEN", "FIN"]\nlabel = "four states"\n', encoding="utf-8")
    players = adr.Players.from_file(path)
    assert players["Nordic"].label == "four states"
    assert players.needed_for("NOR") == ("Nordic",)
    with pytest.raises(InvalidInputError, match="Did you mean 'Nordic'"):
        players["Norden"]
    with pytest.raises(InvalidInputError, match="Cannot read"):
        adr.Players.from_file(tmp_path / "none.toml")


def test_consents_have_dates_of_those_who_consent_and_cross_to_other_processes():
    date = Time("2025-06-01")
    given = adr.Consents(["JPN", "FR", "JPN"], since={"FR": date})
    assert given.names == ("JPN", "FR")
    assert given.holds_from(["JPN", "FR"]) == date
    again = pickle.loads(pickle.dumps(given))
    assert again.names == given.names
    assert again.since["FR"] == date
    with pytest.raises(InvalidInputError, match="a date for US, who is not among"):
        adr.Consents(["FR"], since={"US": date})
    with pytest.raises(InvalidInputError, match="'FRA' is none of the players"):
        adr.Consents(["FRA"])
    with pytest.raises(InvalidInputError, match="names no player"):
        adr.Consents([])


def test_a_mission_file_names_who_consents(tmp_path):
    example = (files("adr_planner") / "data" / "example_mission.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text('[EU]\ncodes = ["ESA", "FR"]\n[JPN]\ncodes = ["JPN"]\n', encoding="utf-8")
    table = '[mission.consents]\nnames = ["EU"]\nplayers = "mine.toml"\n[mission.consents.since]\nEU = 2025-03-01\n'
    path = tmp_path / "mission.toml"
    path.write_text(example + table, encoding="utf-8")
    consents = adr.read_mission(path).mission.consents
    assert consents.given["EU"].codes == ("ESA", "FR")
    assert consents.since["EU"].isot.startswith("2025-03-01")
    path.write_text(example.replace("[mission]\n", '[mission]\nconsents = ["FR"]\n'), encoding="utf-8")
    assert adr.read_mission(path).mission.consents.names == ("FR",)
    path.write_text(example + '[mission.consents]\nname = ["EU"]\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="Did you mean 'names'"):
        adr.read_mission(path)


def test_consent_after_the_last_arrival_leaves_an_object_out(ranking):
    from adr_planner.planner.screening import reason_against

    asked = adr.example_mission()
    late = adr.Consents(["ESA"], since={"ESA": asked.mission.start + 400 * u.day})
    target = ranking.get(27386).object
    reason = reason_against(target, (asked.servicer,), replace(asked.mission, consents=late))
    assert "consent holds from 2026-02-05 on, after the last arrival" in reason
    none = replace(asked.mission, consents=["FR"])
    assert "FR cannot consent to its removal" in reason_against(target, (asked.servicer,), none)
