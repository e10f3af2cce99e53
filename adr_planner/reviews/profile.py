"""Profiles: the clauses of one rule or one agency, as small TOML files a user can copy and edit."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from adr_planner.border.bounds import first_fault
from adr_planner.border.characters import visible
from adr_planner.border.parsing import Unreadable, bounded_bytes, toml_content
from adr_planner.errors import InvalidInputError
from adr_planner.files import decoded
from adr_planner.reviews.clause import Clause, Holds, Limit
from adr_planner.reviews.figures import FIGURES

__all__ = ["PROFILES", "Profile", "profile_text", "read_profile"]

PROFILES = ("FR-2024", "ESA-2023", "FCC", "NASA", "ISO")
"""Profiles that come with the package."""
_LARGEST = 200_000
_BY_PLAN = get_args(get_args(Limit)[1])[0]
_WORDS = ("id", "rule", "clause", "says", "source")
_KEYS = tuple(field.name for field in fields(Clause))
_HEAD = ("title", "note", "clause")


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of clauses.

    Parameters
    ----------
    name : str
        How it is called.
    title : str
        The rule, or the agency.
    clauses : tuple of Clause
        In the order of the file.
    note : str
        What a reader should know.
    """

    name: str
    title: str
    clauses: tuple[Clause, ...]
    note: str = ""


def profile_text(name: str) -> str:
    """Return the text of a profile that comes with the package, to copy and edit.

    Examples
    --------
    >>> profile_text("FCC").splitlines()[0]
    'title = "United States: rules of the Federal Communications Commission"'
    """
    return (files("adr_planner.reviews") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")


def read_profile(given: str | Path) -> Profile:
    """Read a profile by its name, or from a file of the user's own.

    Raises
    ------
    InvalidInputError
        If there is none, or it holds a key, figure or limit that is not understood; says which.

    Examples
    --------
    >>> [clause.limit for clause in read_profile("FCC").clauses][:1]
    [5.0]
    """
    if str(given) in PROFILES:
        return _profile(str(given), toml_content(profile_text(str(given))))
    path = Path(given)
    if not path.suffix:
        near = difflib.get_close_matches(str(given), [*PROFILES, "all"], n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise InvalidInputError(
            f"profile={str(given)!r}: say one of {', '.join(PROFILES)}, all, or the name of a TOML file.{hint}",
            parameter="profile",
        )
    try:
        content = toml_content(decoded(bounded_bytes(path, _LARGEST)))
    except (Unreadable, UnicodeDecodeError) as error:
        raise InvalidInputError(f"profile {visible(str(given))}: {error}.", parameter="profile") from error
    return _profile(path.stem, content)


def _profile(name: str, content: Any) -> Profile:
    fault = first_fault(content)
    if fault is not None:
        raise InvalidInputError(f"profile {name}: {fault[1]} at {fault[0]}.", parameter="profile")
    _known(content, _HEAD, f"profile {name}")
    tables = content.get("clause", [])
    if not isinstance(tables, list) or not tables:
        raise InvalidInputError(f"profile {name} has no [[clause]].", parameter="profile")
    clauses = tuple(_clause(table, f"profile {name}, clause {k + 1}") for k, table in enumerate(tables))
    twice = [clause.id for k, clause in enumerate(clauses) if clause.id in {other.id for other in clauses[:k]}]
    if twice:
        raise InvalidInputError(f"profile {name} has the clause {twice[0]!r} twice.", parameter="profile")
    return Profile(name, str(content.get("title", name)), clauses, str(content.get("note", "")))


def _clause(table: Any, where: str) -> Clause:
    """Return a clause, every key of it known and of its kind."""
    if not isinstance(table, dict):
        raise InvalidInputError(f"{where} is no table.", parameter="profile")
    _known(table, _KEYS, where)
    for key in (*_WORDS, "read"):
        if key not in table:
            raise InvalidInputError(f"{where} lacks {key}.", parameter="profile")
    for key, value in table.items():
        if key not in ("read", "limit") and not isinstance(value, str):
            raise InvalidInputError(f"{where}: {key} is {value!r}; it must be text.", parameter="profile")
    if not isinstance(table["read"], bool):
        raise InvalidInputError(f"{where}: read is {table['read']!r}; it must be true or false.", parameter="profile")
    holds, figure = table.get("holds", "at most"), table.get("figure")
    if holds not in get_args(Holds):
        raise InvalidInputError(
            f"{where}: holds is {holds!r}; say one of {', '.join(get_args(Holds))}.", parameter="profile"
        )
    if figure is not None and figure not in FIGURES:
        near = difflib.get_close_matches(figure, FIGURES, n=1)
        hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(FIGURES)}."
        raise InvalidInputError(f"{where}: there is no figure {figure!r}.{hint}", parameter="profile")
    limit = _limit(table.get("limit"), where, needed=figure is not None and holds != "none")
    if figure is None and not table.get("shown_by"):
        raise InvalidInputError(f"{where}: without a figure it must say shown_by.", parameter="profile")
    return Clause(**{**table, "limit": limit})


def _limit(value: Any, where: str, *, needed: bool) -> Limit | None:
    if value is None and not needed:
        return None
    if value == _BY_PLAN:
        return _BY_PLAN  # type: ignore[no-any-return]  # the one text there is
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise InvalidInputError(f"{where}: limit is {value!r}; it must be a number, or {_BY_PLAN!r}.", parameter="profile")


def _known(table: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" Known: {', '.join(keys)}."
            raise InvalidInputError(f"{where}: unknown key {visible(key)!r}.{hint}", parameter="profile")
