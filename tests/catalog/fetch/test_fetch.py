"""Fetching, against a server of our own that answers as providers do, and as they should not."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import messages
import pytest
from test_attributes import SATCAT, discos_page

from adr_planner.catalog import Attributes, Catalog
from adr_planner.catalog.fetch import Cache, celestrak, celestrak_satcat, discosweb, space_track, web
from adr_planner.catalog.fetch import celestrak as _celestrak_function
from adr_planner.errors import CatalogError, InvalidInputError, StaleCopyWarning

GP = messages.as_csv().encode()
HTML = b"<!DOCTYPE html><html><head><title>Down for maintenance</title></head></html>"


class Server:
    """Answers every request with what stands first in `script`, and remembers who asked how."""

    def __init__(self):
        outer = self
        self.script, self.asked = [], []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append(SimpleNamespace(path=self.path, headers=dict(self.headers)))
                answer = outer.script.pop(0) if len(outer.script) > 1 else outer.script[0]
                if answer is None:  # hang up without a word
                    self.close_connection = True
                    return
                if callable(answer):
                    answer(self)
                    return
                code, body, headers = answer
                self.send_response(code)
                for key, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(key, value)
                self.end_headers()
                if code != 304:
                    self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def answers(self, *script):
        self.script = [
            one if one is None or callable(one) else (one[0], one[1], one[2] if len(one) > 2 else {}) for one in script
        ]

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Server()
    yield one
    one.stop()


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "kept")


@pytest.fixture
def later(monkeypatch):
    """Let time pass: ``later(hours=3)``."""
    shift = [0.0]
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + shift[0])

    def pass_by(hours):
        shift[0] += hours * 3600.0

    return pass_by


def stages(server, cache):
    return celestrak(names=["SL-16"], cache=cache, base=server.base)[0]


def test_what_is_fetched_is_kept_and_not_asked_for_again_within_two_hours(server, cache, later):
    server.answers((200, GP))
    first = stages(server, cache)
    later(hours=1.9)
    second = stages(server, cache)
    assert len(server.asked) == 1
    assert parse_qs(urlsplit(server.asked[0].path).query) == {"NAME": ["SL-16"], "FORMAT": ["CSV"]}
    assert "adr-planner/" in server.asked[0].headers["User-Agent"]
    assert first.path == second.path
    assert second.age_s == pytest.approx(1.9 * 3600, abs=60)
    assert len(Catalog.from_file(second.path)) == 3


def test_after_two_hours_only_news_are_asked_for(server, cache, later):
    server.answers((200, GP, {"ETag": '"v1"', "Last-Modified": "Thu, 31 Oct 2024 12:00:00 GMT"}), (304, b""))
    stages(server, cache)
    later(hours=2.1)
    copy = stages(server, cache)
    assert server.asked[1].headers["If-None-Match"] == '"v1"'
    assert server.asked[1].headers["If-Modified-Since"] == "Thu, 31 Oct 2024 12:00:00 GMT"
    assert copy.age_s < 60.0
    later(hours=1)
    stages(server, cache)
    assert len(server.asked) == 2


BAD = {
    "403": ((403, b"Forbidden"), r"refuses us \(403: 'Forbidden'\)"),
    "404": ((404, b"No GP data found"), r"has nothing for this request \(404: 'No GP data found'\)"),
    "404 as 200": ((200, b"No GP data found"), "it says 'No GP data found'"),
    "429": ((429, b"", {"Retry-After": "600"}), "was asked too often"),
    "500": ((500, b"<html>"), "answered 500"),
    "half a body": ((200, GP[:300], {"Content-Length": str(len(GP))}), r"broke|sent 300 of"),
    "a web page": ((200, HTML), "is a web page .'Down for maintenance'"),
    "an empty body": ((200, b""), "sent nothing"),
    "nothing": (None, "broke"),
    "another table": ((200, SATCAT.encode()), "SATCAT data where OMM was asked for"),
    "another host": ((302, b"", {"Location": "http://example.invalid/"}), "sends us on to http://example.invalid"),
    "a file": ((302, b"", {"Location": "file:///etc/passwd"}), "is not allowed"),
    "304 for nothing": ((304, b""), "304, but there is no copy"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_is_one_clear_error_and_nothing_is_kept(server, cache, what):
    answer, message = BAD[what]
    server.answers(answer)
    with pytest.raises(CatalogError, match=message):
        stages(server, cache)
    assert list(cache.folder.glob("*.csv")) == []


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_leaves_the_older_copy_in_use_with_a_warning(server, cache, later, what):
    server.answers((200, GP), BAD[what][0])
    stages(server, cache)
    later(hours=50)
    if what == "304 for nothing":
        assert stages(server, cache).age_s < 60
        return
    with pytest.warns(StaleCopyWarning, match="Using the copy of 2 days ago"):
        copy = stages(server, cache)
    assert len(Catalog.from_file(copy.path)) == 3


def test_after_an_error_the_provider_is_left_alone_longer_and_longer(server, cache, later):
    server.answers((500, b""))
    waits = []
    for _ in range(6):
        with pytest.raises(CatalogError):
            stages(server, cache)
        asked = len(server.asked)
        with pytest.raises(CatalogError, match="the next request is due in"):
            stages(server, cache)
        assert len(server.asked) == asked
        copy = next(iter(cache.folder.glob("*.host.json")))
        waits.append(round((json.loads(copy.read_text())["not_before"] - time.time()) / 60))
        later(hours=(waits[-1] + 0.1) / 60)
    assert waits == [1, 5, 30, 120, 120, 120]


def test_a_provider_that_refuses_is_asked_for_nothing_else(server, cache, later):
    server.answers((403, b""), (200, GP))
    with pytest.raises(CatalogError, match="refuses us"):
        stages(server, cache)
    with pytest.raises(CatalogError, match=r"refuses us .*; the next request is due in 2 hours"):
        celestrak(numbers=[22566], cache=cache, base=server.base)
    assert len(server.asked) == 1
    later(hours=2.1)
    celestrak(numbers=[22566], cache=cache, base=server.base)
    assert len(stages(server, cache).path) > 0
    assert len(server.asked) == 3


def test_what_is_not_found_hinders_no_other_request(server, cache):
    server.answers((404, b"No GP data found"), (200, GP))
    with pytest.raises(CatalogError, match="has nothing for this request"):
        stages(server, cache)
    assert celestrak(numbers=[22566], cache=cache, base=server.base)[0].exists()


def test_a_provider_that_names_the_pause_gets_it(server, cache):
    server.answers((429, b"slow down", {"Retry-After": "3600"}))
    with pytest.raises(CatalogError, match="429: 'slow down'"):
        stages(server, cache)
    with pytest.raises(CatalogError, match="the next request is due in 60 minutes"):
        stages(server, cache)


def test_offline_says_so(cache, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(CatalogError, match=r"127\.0\.0\.1:9 cannot be reached .* are you offline\?"):
        celestrak(numbers=[22566], cache=cache, base="http://127.0.0.1:9")
    assert not cache.folder.exists()  # nobody was bothered: ask again at once


def _trickle(handler):
    """Send a byte now and then, and never all."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(100):
        time.sleep(0.02)
        try:
            handler.wfile.write(b"x")
        except OSError:
            return


def _half_a_chunk(handler):
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"800\r\n" + GP[:100])
    handler.close_connection = True


def test_an_answer_that_never_ends_is_given_up(server, cache, monkeypatch):
    monkeypatch.setattr(web, "_LONGEST_S", 0.2)
    server.answers(_trickle)
    with pytest.raises(CatalogError, match="takes more than 0 s to answer"):
        stages(server, cache)


def test_half_a_chunk_is_no_answer(server, cache):
    server.answers(_half_a_chunk)
    with pytest.raises(CatalogError, match="broke the connection"):
        stages(server, cache)


def test_too_many_requests_at_once_and_none_are_refused(cache):
    with pytest.raises(InvalidInputError, match="at most 20"):
        celestrak(numbers=range(21), cache=cache)
    with pytest.raises(InvalidInputError, match="Say what to fetch"):
        celestrak(cache=cache)


def test_a_catalogue_comes_from_several_requests(server, tmp_path, monkeypatch):
    monkeypatch.setenv("ADR_PLANNER_CACHE", str(tmp_path))
    monkeypatch.setattr(sys.modules[_celestrak_function.__module__], "BASE", server.base)
    server.answers(
        (200, messages.as_csv([messages.STAGE]).encode()), (200, messages.as_csv([messages.ENVISAT]).encode())
    )
    catalog = Catalog.from_celestrak(name="SL-16", number=27386)
    assert [item.norad_cat_id for item in catalog] == [22566, 27386]
    assert catalog.source.name.count("celestrak") + catalog.source.name.count("127-0-0-1") == 2


def test_the_satellite_catalogue_is_fetched_whole(server, cache):
    server.answers((200, SATCAT.encode()))
    assert len(Attributes.from_file(celestrak_satcat(cache=cache, base=server.base).path)) == 5
    assert server.asked[0].path == "/pub/satcat.csv"


def _pages(*sizes):
    pages = []
    for page, size in enumerate(sizes):
        objects = [{"satno": 100 * page + k + 1, "cosparId": None} for k in range(size)]
        pages.append((200, discos_page(*objects).replace('"totalPages": 1', f'"totalPages": {len(sizes)}').encode()))
    return pages


def test_discosweb_is_read_page_by_page_with_the_users_token(server, cache):
    server.answers(*_pages(3, 3, 1))
    told = []
    copy = discosweb(token="secret-token", cache=cache, base=server.base, progress=lambda *now: told.append(now))
    assert len(Attributes.from_file(copy.path, strict=True)) == 7
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert server.asked[0].headers["Authorization"] == "Bearer secret-token"
    queries = [parse_qs(urlsplit(one.path).query) for one in server.asked]
    assert [query["page[number]"] for query in queries] == [["1"], ["2"], ["3"]]
    assert queries[0]["filter"] == ["ge(mass,500)"]
    for kept in cache.folder.iterdir():
        assert "secret-token" not in kept.read_text()


def test_discosweb_is_given_a_rest_every_twenty_pages(server, cache):
    server.answers(*_pages(*[1] * 41))
    rests = []
    discosweb(token="t", cache=cache, base=server.base, rest=rests.append)
    assert rests == [30.0, 30.0]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ([(401, b"")], r"refuses us \(401\)"),
        ([*_pages(1, 1)[:1], (500, b"")], "answered 500"),
        ([(200, b"[[[[")], "no page of objects"),
        ([(200, b"[" * 100_000)], "no page of objects"),
        ([(200, b'{"meta": {"pagination": {"totalPages": 100000}}}')], "narrow the conditions"),
    ],
)
def test_discosweb_failing_half_way_keeps_nothing(server, cache, script, message):
    server.answers(*script)
    with pytest.raises(CatalogError, match=message):
        discosweb(token="t", cache=cache, base=server.base)
    assert [one for one in cache.folder.glob("*.json") if "not_before" not in one.read_text()] == []


def test_secrets_are_asked_for(cache, monkeypatch):
    for name in ("DISCOSWEB_TOKEN", "SPACETRACK_USER", "SPACETRACK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InvalidInputError, match="DISCOSWEB_TOKEN"):
        discosweb(cache=cache)
    with pytest.raises(InvalidInputError, match="DISCOSWEB_TOKEN"):
        discosweb(token="a\nHost: b", cache=cache)
    with pytest.raises(InvalidInputError, match="SPACETRACK_USER"):
        space_track(cache=cache)


def test_space_track_needs_its_client(cache, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacetrack", None)
    with pytest.raises(InvalidInputError, match=r"pip install 'adr-planner\[space-track\]'"):
        space_track(user="me", password="secret", cache=cache)


def test_space_track_is_asked_once_for_the_whole_catalogue(cache, monkeypatch):
    """A stand-in for the client: its own behaviour is its project's to test."""
    asked = []

    class Client:
        def __init__(self, identity, password, base_url):
            assert base_url == "https://www.space-track.org/"
            self.account = (identity, password)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def gp(self, **query):
            asked.append((self.account, query))
            if self.account[1] == "wrong":
                raise RuntimeError("Login failed")
            return messages.as_json()

    monkeypatch.setitem(sys.modules, "spacetrack", SimpleNamespace(SpaceTrackClient=Client))
    with pytest.raises(CatalogError, match="Space-Track: RuntimeError: Login failed"):
        space_track(user="me", password="wrong", cache=Cache(cache.folder / "other"))
    for _ in range(2):
        copy = space_track(user="me", password="secret", cache=cache)
    assert len(asked) == 2
    assert asked[1] == (
        ("me", "secret"), {"decay_date": None, "epoch": ">now-30", "orderby": "norad_cat_id", "format": "json"},
    )  # fmt: skip
    assert len(Catalog.from_file(copy.path)) == 3


def test_space_tracks_own_client_asks_what_we_mean(server, cache, tmp_path, monkeypatch):
    """Where the client is installed: one login, then the whole catalogue in one request."""
    pytest.importorskip("spacetrack")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))  # it keeps notes of its own
    fields = [{"Field": name, "Type": kind, "Null": "YES", "Default": ""}
              for name, kind in (("DECAY_DATE", "date"), ("EPOCH", "datetime"), ("NORAD_CAT_ID", "int"))]  # fmt: skip
    plain = {"Content-Type": "application/json"}
    server.answers(
        (200, b'""', plain),
        (200, json.dumps({"data": fields}).encode(), plain),
        (200, messages.as_json().encode(), plain),
    )
    copy = space_track(user="me", password="secret", cache=cache, base=server.base)
    assert len(Catalog.from_file(copy.path, strict=True)) == 3
    assert [one.path.split("/")[1] for one in server.asked] == [
        "ajaxauth", "basicspacedata", "basicspacedata", "ajaxauth",
    ]  # fmt: skip
    assert server.asked[2].path == (
        "/basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-30/orderby/norad_cat_id/format/json"
    )


def test_a_folder_that_cannot_be_written_to_is_named(server, tmp_path):
    (tmp_path / "file").write_text("x")
    server.answers((200, GP))
    with pytest.raises(CatalogError, match="Set ADR_PLANNER_CACHE"):
        stages(server, Cache(tmp_path / "file"))


def test_notes_that_are_damaged_are_as_good_as_none(server, cache):
    server.answers((200, GP))
    stages(server, cache)
    for damage in ("", "{}", "[1]", '{"path": 5}', '{"path": "/etc/passwd", "address": "x", "fetched": 9e9}'):
        notes = next(iter(cache.folder.glob("*.csv.json")))
        notes.write_text(damage)
        assert stages(server, cache).path.startswith(str(cache.folder))
    assert len(server.asked) == 6
