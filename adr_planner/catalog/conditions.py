"""What `Catalog.filter` can be asked: one small test for each kind of condition."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any, get_args

from adr_planner.catalog.space_object import ObjectType, SpaceObject, Status
from adr_planner.errors import InvalidInputError
from adr_planner.units import si

__all__ = ["Condition", "between", "conditions_of", "named", "one_of", "several"]

Condition = Callable[[SpaceObject], bool]

_CLOSED = {"object_type": get_args(ObjectType), "status": get_args(Status)}


def several(values: Any, kind: type) -> list[Any]:
    """Return one value, or an iterable of them, as a list.

    Examples
    --------
    >>> several("SL-16", str), several((5, 11), int)
    (['SL-16'], [5, 11])
    """
    return [values] if isinstance(values, kind) else list(values)


def conditions_of(choices: Mapping[str, Any], limits: Mapping[str, Any], *, name: str | None = None) -> list[Condition]:
    """Return a test for everything that is given.

    Parameters
    ----------
    choices : mapping of str to str, iterable of str or None
        Accepted values by field.
    limits : mapping of str to pair of Quantity or None
        Least and most by field, which ends in its unit.
    name : str, optional
        Part of the name, or a pattern.
    """
    tests = [] if name is None else [named(name)]
    tests += [one_of(field, values) for field, values in choices.items() if values is not None]
    tests += [between(field, pair, field.rpartition("_")[2]) for field, pair in limits.items() if pair is not None]
    return tests


def named(pattern: str) -> Condition:
    """Return a test of the name: part of it in either case, or a pattern with ``*`` and ``?`` for the whole.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> sorted({item.name for item in Catalog.example() if named("CZ-4? R/B")(item)})
    ['CZ-4B R/B', 'CZ-4C R/B']
    """
    wanted = pattern.casefold()
    if any(sign in wanted for sign in "*?"):
        return lambda item: fnmatchcase(item.name.casefold(), wanted.replace("[", "[[]"))
    return lambda item: wanted in item.name.casefold()


def one_of(field: str, values: str | Iterable[str]) -> Condition:
    """Return a test that a field has one of some values.

    Raises
    ------
    InvalidInputError
        If a type or a status is none that there is; the nearest is named.
    """
    accepted = {values} if isinstance(values, str) else set(values)
    known = _CLOSED.get(field)
    for value in sorted(accepted):
        if known and value not in known:
            close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise InvalidInputError(f"{field} is one of {', '.join(known)}, not {value!r}.{hint}", parameter=field)
    return lambda item: getattr(item, field) in accepted


def between(field: str, limits: Any, unit: str) -> Condition:
    """Return a test that a field lies between two quantities, both included.

    Raises
    ------
    TypeError
        If the limits are no pair of quantities.
    InvalidInputError
        If the first is above the second.
    """
    name = field.rsplit("_", 1)[0]
    example = f"(0 * u.{unit}, 100 * u.{unit})"
    try:
        least, most = limits
    except (TypeError, ValueError):
        raise TypeError(f"{name} needs two limits: write {name}={example}, not {name}={limits!r}.") from None
    low, high = (si(limit, unit, name=name, example=example) for limit in (least, most))
    if low > high:
        raise InvalidInputError(f"{name}: no value lies between {least} and {most}; swap them.", parameter=name)

    def test(item: SpaceObject) -> bool:
        value = getattr(item if field == "mass_kg" else item.elements, field)
        return value is not None and low <= value <= high

    return test
