"""Candidates as a list, whatever they come in: refused unless ranked, and each only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from adr_planner.catalog.collection import Collection
from adr_planner.errors import InvalidInputError
from adr_planner.risk.ranked import RankedObject
from adr_planner.risk.ranking import Ranking

__all__ = ["candidates_of", "ranking_of"]


def candidates_of(ranking: Any) -> list[RankedObject]:
    """Return candidates as a list.

    Parameters
    ----------
    ranking : Ranking or sequence of RankedObject
        Each object once.

    Raises
    ------
    InvalidInputError
        If they are not ranked, or one is given twice: it would be visited twice.

    Examples
    --------
    >>> candidates_of(["27386"])
    Traceback (most recent call last):
    ...
    adr_planner.errors.InvalidInputError: ranking must hold ranked objects, such as rank(catalog).top(40), not a str.
    """
    if isinstance(ranking, (Collection, str)) or not isinstance(ranking, Sequence):
        raise _unranked(ranking)
    entries = list(ranking)
    for entry in entries:
        if not isinstance(entry, RankedObject):
            raise InvalidInputError(
                f"ranking must hold ranked objects, such as rank(catalog).top(40), not a {type(entry).__name__}.",
                parameter="ranking",
            )
    for number, times in Counter(entry.object.norad_cat_id for entry in entries).most_common(1):
        if times > 1:
            name = next(entry.object.name for entry in entries if entry.object.norad_cat_id == number)
            raise InvalidInputError(
                f"{name} ({number}) is given {times} times among the candidates: give each object once.",
                parameter="ranking",
            )
    return entries


def ranking_of(ranking: Any) -> Ranking:
    """Return a ranking, refusing anything else.

    Raises
    ------
    InvalidInputError
        If it is none; says how to make one.
    """
    if not isinstance(ranking, Ranking):
        raise _unranked(ranking)
    return ranking


def _unranked(given: Any) -> InvalidInputError:
    return InvalidInputError(
        f"A {type(given).__name__} is not ranked: rank it first, ranking = rank(catalog), and pass ranking.top(40).",
        parameter="ranking",
    )
