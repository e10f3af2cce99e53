"""``adr-planner catalog``: look into a file, check it, fetch one."""

import json

import pytest

from adr_planner.catalog.fetch import Cache

GP = (
    "NORAD_CAT_ID,OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY\n"
    "27386,ENVISAT,2026-11-01T12:00:00,14.38,.0001,98.2,300,90,270\n"
)
SATCAT = "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER\nENVISAT,2002-009A,27386,PAY,+,ESA\n"


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    """Run a command of the catalogue beside two good files."""
    monkeypatch.setenv("ADR_PLANNER_CACHE", str(tmp_path / "kept"))
    (tmp_path / "gp.csv").write_text(GP)
    (tmp_path / "satcat.csv").write_text(SATCAT)
    return lambda *arguments: run("catalog", *arguments)


def test_info_joins_the_tables_it_is_given(run):
    facts = json.loads(run("info", "gp.csv", "--json")[1])
    assert (facts["name"], facts["n_objects"], facts["statuses"]) == ("gp.csv", 1, {"derelict": 1})
    facts = json.loads(run("info", "gp.csv", "--attributes", "satcat.csv", "--json")[1])
    assert (facts["statuses"], facts["conflicts"]) == ({"operational": 1}, 1)
    assert run("info", "gp.csv", "--catalog", "gp.csv")[0] == 2
    assert run("info", "satcat.csv", "--attributes", "satcat.csv")[2] == (
        "adr-planner: satcat.csv is SATCAT data: it tells about objects, not where they fly. Read the orbits first, "
        "then add it with .with_attributes(...).\n"
    )


def test_info_tells_what_a_table_without_orbits_holds(run):
    facts = json.loads(run("info", "satcat.csv", "--json")[1])
    assert (facts["name"], facts["statuses"], facts["with_mass"]) == ("satcat.csv", {"operational": 1}, 0)
    assert "owners                 ESA 1" in run("info", "satcat.csv")[1]


def test_check_finds_nothing_wrong_with_good_files(run):
    assert run("check", "gp.csv", "satcat.csv") == (
        0, "gp.csv: omm, 1 rows read, 0 left out\nsatcat.csv: satcat, 1 rows read, 0 left out\n", "",
    )  # fmt: skip


def test_check_lists_bad_rows_and_leaves_with_one(run, tmp_path):
    (tmp_path / "bad.csv").write_text(
        GP + GP.splitlines()[1].replace("27386", "5").replace("14.38", "fast") + "\n1,2\n"
    )
    code, out, err = run("check", "bad.csv")
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "bad.csv: omm, 1 rows read, 2 left out",
        "  line 3 [MEAN_MOTION]: MEAN_MOTION is 'fast': not a number.",
        "  line 4: has 2 fields where the first line names 9: was the download cut short?",
    ]
    code, out, _ = run("check", "gp.csv", "bad.csv", "--json")
    told = json.loads(out)
    assert (code, told["ok"], [one["n_problems"] for one in told["files"]]) == (1, False, [0, 2])
    assert told["files"][1]["problems"][0]["line"] == 3


def test_check_refuses_what_is_no_catalogue(run, tmp_path):
    (tmp_path / "page.csv").write_text("<html><title>Busy</title>\n")
    code, out, err = run("check", "page.csv")
    assert (code, out) == (2, "")
    assert "is a web page ('Busy')" in err
    assert run("check", "absent.csv")[2] == "adr-planner: Cannot read 'absent.csv': there is no such file.\n"


def test_fetch_shows_what_is_kept_and_copies_it(run, tmp_path):
    """A fresh copy needs no network."""
    cache = Cache(tmp_path / "kept")
    address = "https://celestrak.org/NORAD/elements/gp.php?NAME=SL-16&FORMAT=CSV"
    cache.keep(cache.find(address, ".csv"), GP.encode())
    code, out, _ = run("fetch", "--name", "SL-16", "--out", "mine.csv", "--json")
    (row,) = json.loads(out)
    assert (code, row["address"], row["age_minutes"]) == (0, address, pytest.approx(0.0, abs=1.0))
    assert (tmp_path / "mine.csv").read_text() == GP
    assert "minutes old" in run("fetch", "--name", "SL-16")[1]
    cache.keep(cache.find("https://celestrak.org/pub/satcat.csv", ".csv"), SATCAT.encode())
    assert "--out takes one file, and 2" in run("fetch", "--name", "SL-16", "--satcat", "--out", "x.csv")[2]
    assert "Say what to fetch" in run("fetch")[2]


def test_fetch_in_vain_says_when_to_come_back(run, tmp_path):
    cache = Cache(tmp_path / "kept")
    host = cache.find("https://celestrak.org", ".host")
    cache.failed(host, "celestrak.org refuses us (403)", pause_s=7200)
    assert cache.find("https://celestrak.org", ".host").not_before > 0.0
    assert run("fetch", "--group", "active") == (
        2, "", "adr-planner: celestrak.org refuses us (403); the next request is due in 2 hours.\n",
    )  # fmt: skip
