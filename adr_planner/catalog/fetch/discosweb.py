"""ESA's DISCOSweb with the user's own token: objects page by page, kept as one file of pages.

What it serves is for the holder of the token: the copy stays in the user's cache.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from urllib.parse import urlencode

from adr_planner.catalog.fetch.cache import Cache, Copy
from adr_planner.catalog.fetch.celestrak import is_a
from adr_planner.catalog.fetch.web import Answer, ask, fetched
from adr_planner.errors import CatalogError, InvalidInputError

__all__ = ["BASE", "discosweb"]

BASE = "https://discosweb.esoc.esa.int"
_VERSION = "2"
_PAGE = 100
_MOST_PAGES = 1000
_RESTING_PLACE, _REST_S = 20, 30.0
"""Pages after which to pause, and for how long [s]: the service limits the rate."""


def discosweb(
    *,
    conditions: str = "ge(mass,500)",
    token: str | None = None,
    cache: Cache | None = None,
    base: str | None = None,
    rest: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
) -> Copy:
    """Fetch the objects that meet some conditions.

    Parameters
    ----------
    conditions : str
        In DISCOSweb's own language, e.g. ``"ge(mass,500)&eq(objectClass,'Rocket Body')"``.
    token : str, optional
        Personal token; by default ``$DISCOSWEB_TOKEN``. It is sent to DISCOSweb alone and never kept.
    cache : Cache, optional
        Where the copy is kept.
    base : str, optional
        Address of the service.
    rest : callable
        Waits for some seconds between blocks of pages.
    progress : callable, optional
        Told the number of pages read, and of all.

    Raises
    ------
    InvalidInputError
        If there is no token.
    CatalogError
        If the objects cannot be had and there is no copy.
    """
    token = token or os.environ.get("DISCOSWEB_TOKEN", "")
    if not token or not token.isascii() or not token.isprintable():
        raise InvalidInputError(
            "DISCOSweb needs your personal token: set DISCOSWEB_TOKEN, or give token=.", parameter="token"
        )
    address = f"{BASE if base is None else base}/api/objects?{urlencode({'filter': conditions})}"
    headers = {
        "Authorization": f"Bearer {token}",
        "DiscosWeb-Api-Version": _VERSION,
        "Accept": "application/vnd.api+json",
    }

    def download(_: Copy) -> Answer:
        pages: list[str] = []
        total = 1
        while len(pages) < total:
            if pages and len(pages) % _RESTING_PLACE == 0:
                rest(_REST_S)
            place = urlencode({"page[size]": _PAGE, "page[number]": len(pages) + 1})
            content = ask(f"{address}&{place}", headers).content or b""
            total = _total(content)
            pages.append(content.decode("utf-8", errors="replace"))
            if progress:
                progress(len(pages), total)
        return Answer(f"[{','.join(pages)}]".encode())

    return fetched(
        address,
        cache=cache,
        check=lambda content: is_a("discos", content, "DISCOSweb"),
        ending=".json",
        download=download,
    )


def _total(content: bytes) -> int:
    """Return how many pages there are."""
    try:
        page = json.loads(content)
        total = int(page["meta"]["pagination"]["totalPages"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CatalogError(
            "DISCOSweb sent no page of objects: its answer has no meta.pagination.totalPages."
        ) from error
    if total > _MOST_PAGES:
        raise CatalogError(f"DISCOSweb would send {total:,} pages: narrow the conditions.")
    return total
