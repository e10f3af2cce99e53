"""Space-Track's GP class with the user's own account, through the ``spacetrack`` client (MIT).

The client keeps the rate limits. The user agreement restricts passing data on: the copy stays in the user's cache.
"""

from __future__ import annotations

import importlib
import os
from typing import Any

from adr_planner.catalog.fetch.cache import Cache, Copy
from adr_planner.catalog.fetch.celestrak import is_a
from adr_planner.catalog.fetch.web import Answer, fetched
from adr_planner.errors import CatalogError, InvalidInputError

__all__ = ["BASE", "space_track"]

BASE = "https://www.space-track.org"
_QUERY = {"decay_date": None, "epoch": ">now-30", "orderby": "norad_cat_id", "format": "json"}
"""All that is on orbit and was seen in the last thirty days, as Space-Track advises."""


def space_track(
    *, user: str | None = None, password: str | None = None, cache: Cache | None = None, base: str | None = None
) -> Copy:
    """Fetch the whole catalogue on orbit, one request.

    Parameters
    ----------
    user, password : str, optional
        Of your account; by default ``$SPACETRACK_USER`` and ``$SPACETRACK_PASSWORD``. They are never kept.
    cache : Cache, optional
        Where the copy is kept.
    base : str, optional
        Address of the service.

    Raises
    ------
    InvalidInputError
        If there is no account, or the client is not installed.
    CatalogError
        If the catalogue cannot be had and there is no copy.
    """
    user = user or os.environ.get("SPACETRACK_USER", "")
    password = password or os.environ.get("SPACETRACK_PASSWORD", "")
    if not (user and password):
        raise InvalidInputError(
            "Space-Track needs your account: set SPACETRACK_USER and SPACETRACK_PASSWORD.", parameter="user"
        )
    client_of = _client_class()
    host = BASE if base is None else base

    def download(_: Copy) -> Answer:
        try:
            with client_of(identity=user, password=password, base_url=f"{host}/") as client:
                content = client.gp(**_QUERY)
        except Exception as error:  # the client's and its transport's own; none of them may reach the user bare
            raise CatalogError(f"Space-Track: {type(error).__name__}: {error}") from error
        return Answer(content.encode() if isinstance(content, str) else bytes(content))

    return fetched(
        f"{host}/basicspacedata/query/class/gp",
        cache=cache,
        check=lambda content: is_a("omm", content, "Space-Track"),
        ending=".json",
        download=download,
    )


def _client_class() -> Any:
    try:
        return importlib.import_module("spacetrack").SpaceTrackClient
    except ImportError as error:
        raise InvalidInputError(
            "Space-Track needs its client: pip install 'adr-planner[space-track]'.", parameter="user"
        ) from error
