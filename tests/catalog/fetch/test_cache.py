"""Kept files and their notes, damaged in every way: as good as none, or just what was kept."""

import json
import random
from pathlib import Path

import pytest

from adr_planner.catalog.fetch.cache import Cache, Copy, _note_of

ADDRESS, CONTENT = "https://example.org/gp.php?NAME=SL-16", b"OBJECT_NAME,NORAD_CAT_ID\nSL-16 R/B,22566\n"
NASTY = [
    b"\x00",
    b"\xff",
    b'"',
    b"\n",
    b"{",
    b"}",
    b"[",
    b"9" * 400,
    b"-",
    b"e999",
    b"NaN",
    b"\\n",
    b"\\u202e",
    b"\\ud800",
]


@pytest.fixture
def kept(tmp_path):
    """Return a cache, the copy kept in it, and the path of its note."""
    cache = Cache(tmp_path)
    copy = cache.keep(cache.find(ADDRESS, ".csv"), CONTENT, etag='"v1"', last_modified="Tue, 05 Nov 2024 00:00:00 GMT")
    assert cache.find(ADDRESS, ".csv") == copy
    assert copy.is_fresh()
    return cache, copy, Path(copy.path + ".json")


def facts(note):
    return {key: value for key, value in json.loads(note.read_text()).items() if key != "note_sha256"}


def is_used(cache):
    """Ask for the copy, be it none, and go on with it."""
    found = cache.find(ADDRESS, ".csv")
    assert found.address == ADDRESS
    assert Path(found.path).parent == cache.folder
    assert "\n" not in found.etag + found.last_modified + found.reason
    assert found.failures >= 0
    assert cache.failed(found, "asked in vain").failures == found.failures + 1
    return found.exists()


def test_a_note_cut_or_changed_anywhere_is_as_good_as_none(kept):
    cache, _, note = kept
    whole, dice, used = note.read_bytes(), random.Random(6), 0
    cases = [whole[:end] for end in range(len(whole))]
    for k in range(600):
        content = bytearray(whole)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        place = dice.randrange(len(whole))
        cases += [bytes(content), whole[:place] + NASTY[k % len(NASTY)] + whole[place + dice.randrange(3) :]]
    for case in (case for case in cases if case != whole):
        note.write_bytes(case)
        used += is_used(cache)
    assert used == 0
    assert len(cases) > 1500


@pytest.mark.parametrize(
    "value", [None, True, -1, 1e300, 10**30, "5", "x" * 70_000, "a\r\nHost: b", "A\u202eB", [], {}]
)
@pytest.mark.parametrize(
    "name", ["path", "address", "fetched", "etag", "last_modified", "failures", "not_before", "reason", "sha256"]
)
def test_a_note_that_says_anything_else_is_as_good_as_none(kept, name, value):
    cache, _, note = kept
    note.write_bytes(_note_of(facts(note) | {name: value}))
    known = cache.find(ADDRESS, ".csv")
    if not (name in ("etag", "last_modified", "reason") and value == "5"):
        assert not known.exists()
    if name not in ("etag", "last_modified", "reason", "sha256") or value != "5":
        assert known == Copy(known.path, ADDRESS)


def test_what_was_kept_is_used_only_as_it_was_kept(kept):
    """Any flipped bit of the file, any cut: the provider is asked again, for all of it."""
    cache, copy, _ = kept
    path = Path(copy.path)
    for bit in range(0, 8 * len(CONTENT), 3):
        content = bytearray(CONTENT)
        content[bit // 8] ^= 1 << bit % 8
        path.write_bytes(content)
        assert not cache.find(ADDRESS, ".csv").exists()
    for end in range(len(CONTENT)):
        path.write_bytes(CONTENT[:end])
        assert not cache.find(ADDRESS, ".csv").is_fresh()
    path.write_bytes(CONTENT)
    assert cache.find(ADDRESS, ".csv").is_fresh()


def test_notes_of_a_time_to_come_and_notes_without_a_digest_are_as_good_as_none(kept):
    cache, copy, note = kept
    told = facts(note)
    for change in ({"fetched": copy.fetched + 1e8}, {"not_before": copy.fetched + 1e8}):
        note.write_bytes(_note_of(told | change))
        assert cache.find(ADDRESS, ".csv") == Copy(copy.path, ADDRESS)
    note.write_bytes(_note_of({key: value for key, value in told.items() if key != "sha256"}))
    assert not cache.find(ADDRESS, ".csv").exists()


def test_what_a_provider_says_cannot_become_a_header_of_ours(kept):
    cache, copy, _ = kept
    again = cache.keep(copy, CONTENT, etag="v\r\nHost: b", last_modified="\u202e")
    assert (again.etag, again.last_modified) == ("", "")
    assert cache.failed(again, "said\n\x1b[31m" + "x" * 5000).reason.startswith("said\\n\\x1b[31m")
