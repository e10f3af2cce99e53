"""One polite request: asked by its age, bounded, never sent on to another host."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Mapping
from http.client import HTTPMessage
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from adr_planner.catalog.fetch.cache import FRESH_S, Cache, Copy
from adr_planner.errors import CatalogError, StaleCopyWarning
from adr_planner.version import __version__

__all__ = ["Answer", "ProviderError", "ask", "fetched"]

_TIMEOUT_S = 60.0
_LONGEST_S = 900.0
_LARGEST = 300_000_000
_PIECE = 1 << 16


class Answer(NamedTuple):
    """What a provider answered: ``content`` is None if nothing changed."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


class ProviderError(CatalogError):
    """A provider did not give what was asked for.

    Parameters
    ----------
    address : str
        What was asked.
    why : str
        What happened, to stand after the name of the host.
    pause_s : float, optional
        How long it wants to be left alone [s].
    scope : {"request", "host", "us"}
        What is at fault, and so what is to be left alone: nothing if we are offline.
    """

    def __init__(self, address: str, why: str, *, pause_s: float | None = None, scope: str = "host") -> None:
        super().__init__(f"{urlsplit(address).netloc} {why}.", source=address)
        self.pause_s = pause_s
        self.scope = scope


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Redirections within a host only: a token must not reach another."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            fp.close()
            where = f"{new.scheme}://{new.netloc}"
            raise ProviderError(req.full_url, f"sends us on to {where}, which was not asked for")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Send one request and return the answer.

    Parameters
    ----------
    address : str
        HTTP or HTTPS.
    headers : mapping, optional
        Further headers, e.g. a token.

    Raises
    ------
    ProviderError
        If there is no answer, or not the one asked for.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise ProviderError(address, f"cannot be asked: {address!r} is no web address", scope="us")
    request = urllib.request.Request(address, headers={"User-Agent": f"adr-planner/{__version__}", **(headers or {})})
    try:
        with urllib.request.build_opener(_SameHost).open(request, timeout=_TIMEOUT_S) as answer:
            return _answer(address, answer)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return Answer(None)
            raise _refusal(address, error) from error
    except urllib.error.URLError as error:
        raise ProviderError(address, f"cannot be reached ({error.reason}): are you offline?", scope="us") from error
    except (OSError, http.client.HTTPException) as error:
        what = str(error) or type(error).__name__
        raise ProviderError(address, f"broke the connection ({what}): try again later") from error


def _answer(address: str, answer: http.client.HTTPResponse) -> Answer:
    if answer.status != 200:
        raise ProviderError(address, f"answered {answer.status} instead of 200")
    parts, total, start = [], 0, time.monotonic()
    while piece := answer.read1(_PIECE):
        if time.monotonic() - start > _LONGEST_S:
            raise ProviderError(address, f"takes more than {_LONGEST_S:.0f} s to answer: try again later")
        total += len(piece)
        if total > _LARGEST:
            raise ProviderError(address, f"sends more than {_LARGEST / 1e6:.0f} MB: no catalogue is that large")
        parts.append(piece)
    promised = answer.headers.get("Content-Length", "")
    if promised.isdigit() and int(promised) != total:
        raise ProviderError(address, f"sent {total:,} of {int(promised):,} bytes: try again later")
    content = b"".join(parts)
    if not content.strip():
        raise ProviderError(address, "sent nothing")
    return Answer(content, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))


def _refusal(address: str, error: urllib.error.HTTPError) -> ProviderError:
    """Turn an answer other than 200 into what it means for the user."""
    try:
        said = " ".join(error.read(500).decode("utf-8", errors="replace").split())
    except (OSError, http.client.HTTPException):
        said = ""
    what = f"{error.code}: {said[:120]!r}" if said and "<" not in said and said.isprintable() else str(error.code)
    after = error.headers.get("Retry-After", "") if error.headers else ""
    pause = float(after) if after.isdigit() else None
    if error.code == 404:
        why = f"has nothing for this request ({what}): check the spelling"
        return ProviderError(address, why, pause_s=FRESH_S, scope="request")
    if error.code in (401, 403):
        why = f"refuses us ({what}): check your rights, and ask no more for two hours"
        return ProviderError(address, why, pause_s=FRESH_S)
    if error.code == 429:
        return ProviderError(address, f"was asked too often ({what})", pause_s=pause)
    return ProviderError(address, f"answered {what} {error.reason}: try again later", pause_s=pause)


def fetched(
    address: str,
    *,
    cache: Cache | None = None,
    headers: Mapping[str, str] | None = None,
    check: Callable[[bytes], None],
    ending: str = ".csv",
    download: Callable[[Copy], Answer] | None = None,
) -> Copy:
    """Return a copy of what lies at an address: the kept one if it is younger than two hours, else a new one.

    Parameters
    ----------
    address : str
        The request, without any secret.
    cache : Cache, optional
        Where copies are kept.
    headers : mapping, optional
        Further headers; they are not kept.
    check : callable
        Raises CatalogError if the content is not what was asked for; it is then not kept.
    ending : str
        Of the file's name.
    download : callable, optional
        How to get it, if not by one request.

    Returns
    -------
    Copy
        The copy. If the provider cannot be asked and there is an older one, that, with a warning.

    Raises
    ------
    CatalogError
        If there is no copy and none can be had: says why, and when to ask again.
    """
    cache = Cache() if cache is None else cache
    copy = cache.find(address, ending)
    if copy.is_fresh():
        return copy
    parts = urlsplit(address)
    host = cache.find(f"{parts.scheme}://{parts.netloc}", ".host")
    for asked in (copy, host):
        if (waiting := asked.not_before - time.time()) > 0.0:
            return _older(copy, f"{asked.reason}; the next request is due in {_span(waiting)}")
    try:
        answer = download(copy) if download else ask(address, {**(headers or {}), **_conditions(copy)})
        if answer.content is None and not copy.exists():
            raise ProviderError(address, "answered 304, but there is no copy yet")
        if answer.content is not None:
            check(answer.content)
    except CatalogError as error:
        scope = error.scope if isinstance(error, ProviderError) else "request"
        pause = error.pause_s if isinstance(error, ProviderError) else None
        why = str(error).rstrip(".")
        if scope != "us":
            cache.failed(copy if scope == "request" else host, why, pause_s=pause)
        return _older(copy, why)
    if host.failures:
        cache.keep(host, None)
    return cache.keep(copy, answer.content, etag=answer.etag, last_modified=answer.last_modified)


def _conditions(copy: Copy) -> dict[str, str]:
    """Ask only for what is newer than the copy."""
    if not copy.exists():
        return {}
    headers = {"If-None-Match": copy.etag, "If-Modified-Since": copy.last_modified}
    return {name: value for name, value in headers.items() if value}


def _older(copy: Copy, why: str) -> Copy:
    if not copy.exists():
        raise CatalogError(f"{why}.", source=copy.address)
    warnings.warn(f"{why}. Using the copy of {_span(copy.age_s)} ago.", StaleCopyWarning, stacklevel=4)
    return copy


def _span(seconds: float) -> str:
    for name, size in (("days", 86400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} seconds"
