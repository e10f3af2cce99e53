"""CelesTrak's GP data and satellite catalogue.

Its rules: data change at most every two hours, so download once and keep; stop at any answer but 200; ask for what is
needed. ``GROUP=active`` holds working satellites only; derelicts come by name (``SL-16``) or number.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from adr_planner.catalog.fetch.cache import Cache, Copy
from adr_planner.catalog.fetch.web import fetched
from adr_planner.catalog.formats.detection import format_of
from adr_planner.errors import CatalogError, InvalidInputError

__all__ = ["BASE", "celestrak", "celestrak_satcat", "is_a"]

BASE = "https://celestrak.org"
_MOST = 20


def is_a(kind: str, content: bytes, name: str) -> None:
    """Refuse content of another format.

    Raises
    ------
    CatalogError
        If it is a web page, a refusal, or another table.
    """
    found = format_of(content[:65536].decode("utf-8-sig", errors="replace"), name)
    if found != kind:
        raise CatalogError(f"{name} sent {found.upper()} data where {kind.upper()} was asked for.", source=name)


def celestrak(
    *,
    groups: Iterable[str] = (),
    names: Iterable[str] = (),
    numbers: Iterable[int] = (),
    cache: Cache | None = None,
    base: str | None = None,
) -> list[Copy]:
    """Fetch GP data as CSV, one request for each group, name or number.

    Parameters
    ----------
    groups : iterable of str
        CelesTrak's groups, e.g. ``"active"``.
    names : iterable of str
        Parts of names, e.g. ``"SL-16"``.
    numbers : iterable of int
        Catalogue numbers.
    cache : Cache, optional
        Where copies are kept.
    base : str, optional
        Address of the service.

    Raises
    ------
    InvalidInputError
        If nothing, or more than twenty things, are asked for.
    CatalogError
        If one cannot be had and there is no copy of it.
    """
    queries = [("GROUP", one) for one in groups] + [("NAME", one) for one in names]
    queries += [("CATNR", str(one)) for one in numbers]
    if not queries:
        raise InvalidInputError("Say what to fetch: groups, names or numbers.", parameter="groups")
    if len(queries) > _MOST:
        raise InvalidInputError(
            f"{len(queries)} requests are too many for CelesTrak at once (at most {_MOST}): ask by group or name.",
            parameter="numbers",
        )
    host = BASE if base is None else base
    return [
        fetched(
            f"{host}/NORAD/elements/gp.php?{urlencode({key: value, 'FORMAT': 'CSV'})}",
            cache=cache,
            check=lambda content: is_a("omm", content, "CelesTrak"),
        )
        for key, value in queries
    ]


def celestrak_satcat(*, cache: Cache | None = None, base: str | None = None) -> Copy:
    """Fetch the whole satellite catalogue as CSV.

    Raises
    ------
    CatalogError
        If it cannot be had and there is no copy of it.
    """
    host = BASE if base is None else base
    return fetched(f"{host}/pub/satcat.csv", cache=cache, check=lambda content: is_a("satcat", content, "CelesTrak"))
