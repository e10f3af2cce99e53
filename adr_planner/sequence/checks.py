"""Checks on the fields of a `TourProblem`: each says what is wrong and what would do."""

from __future__ import annotations

import math
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from adr_planner.errors import InvalidInputError

__all__ = [
    "column",
    "groups",
    "last_step",
    "leg_steps",
    "must_visit",
    "not_negative",
    "order",
    "positive",
    "steps",
    "stops",
    "table",
]


def _refuse(parameter: str, message: str) -> InvalidInputError:
    return InvalidInputError(message, parameter=parameter)


def table(name: str, values: ArrayLike, dtype: DTypeLike, shape: tuple[int | None, ...]) -> NDArray[Any]:
    """Return a delta-v table as a read-only array: right shape, nothing negative, nothing undefined."""
    array = np.ascontiguousarray(values, dtype=dtype)
    wanted = tuple(have if want is None else want for have, want in zip(array.shape, shape, strict=False))
    if array.ndim != len(shape) or array.shape != wanted or 0 in array.shape:
        expected = tuple("any" if want is None else want for want in shape)
        raise _refuse(name, f"{name} must have shape {expected} and not be empty, got {array.shape}.")
    if not np.all(array >= 0.0):
        raise _refuse(name, f"{name} must not be negative or undefined: write inf where there is no way.")
    return _read_only(array)


def column(name: str, values: ArrayLike, n: int, default: float, *, at_least: ArrayLike = 0.0) -> NDArray[np.float64]:
    """Return one value per target, or the default for each; finite and not below a least value."""
    array = np.full(n, default) if np.size(values) == 0 else np.array(values, dtype=np.float64)
    if array.shape != (n,):
        raise _refuse(name, f"{name} must have one value for each of {n} targets, got shape {array.shape}.")
    floor = np.broadcast_to(np.asarray(at_least, dtype=np.float64), n)
    wrong = ~(np.isfinite(array) & (array >= floor))
    if wrong.any():
        worst = int(np.argmax(wrong))
        least = float(floor[worst])
        raise _refuse(name, f"{name} of target {worst} must be finite and >= {least:g}, got {array[worst]}.")
    return _read_only(array)


def worth(value: ArrayLike, n: int, steps: int) -> NDArray[np.float64]:
    """Return what targets are worth, shape (n,), or (n, steps) where that depends on the date."""
    if np.ndim(value) != 2:
        return column("worth", value, n, 0.0)
    found = table("worth", value, np.float64, (n, steps))
    if not (np.isfinite(found) & (found >= 0.0)).all():
        raise InvalidInputError("worth must be finite and not below 0 at every step.", parameter="worth")
    return found


def leg_steps(values: ArrayLike) -> NDArray[np.int64]:
    """Return the leg times: whole numbers, increasing, at least one step."""
    array = np.asarray(values)
    whole = array.ndim == 1 and array.size > 0 and np.array_equal(array, array.astype(np.int64))
    if not whole or array[0] < 1 or np.any(np.diff(array) < 1):
        raise _refuse("leg_steps", "leg_steps must be increasing whole numbers, the first at least 1.")
    return _read_only(array.astype(np.int64))


def last_step(value: int, steps: int) -> int:
    """Return the latest arrival step, counting from the end of the grid if negative."""
    step = value + steps if value < 0 else value
    if not 0 <= step < steps:
        raise _refuse("last_step", f"last_step must lie on the grid of {steps} steps, got {value}.")
    return int(step)


def stops(value: int, n: int) -> None:
    """Refuse a number of stops that is not between one and the number of candidates."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise _refuse("stops", f"A tour needs at least 1 stop, got {value!r}.")
    if value > n:
        raise _refuse("stops", f"{value} stops asked for but only {n} candidates: add some or ask for fewer.")


def positive(**values: float) -> None:
    """Refuse masses and speeds that are not above zero and finite."""
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0.0):
            raise _refuse(name, f"{name} must be positive and finite, got {value}.")


def not_negative(**limits: float) -> None:
    """Refuse limits below zero; they may be infinite."""
    for name, value in limits.items():
        if not value >= 0.0:
            raise _refuse(name, f"{name} must not be negative, got {value}.")


def must_visit(values: Iterable[int], n: int, stops: int) -> tuple[int, ...]:
    """Return the targets every tour contains: known, each once, no more than the stops."""
    targets = tuple(sorted(int(value) for value in values))
    _known("must_visit", targets, n)
    if len(targets) > stops:
        raise _refuse("must_visit", f"{len(targets)} targets must be visited in only {stops} stops.")
    return targets


def groups(values: Iterable[tuple[Iterable[int], int]], n: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Return the groups: known members, each once, and a limit that is not negative."""
    checked = []
    for members, at_most in values:
        targets = tuple(sorted(int(member) for member in members))
        _known("groups", targets, n)
        if at_most < 0:
            raise _refuse("groups", f"The most of a group that may be visited must be >= 0, got {at_most}.")
        checked.append((targets, int(at_most)))
    return tuple(checked)


def order(values: Iterable[tuple[int, int]], n: int) -> tuple[tuple[int, int], ...]:
    """Return the pairs of which the first comes before the second: known targets, and no circle."""
    pairs = tuple(sorted({(int(first), int(second)) for first, second in values}))
    for pair in pairs:
        _known("order", tuple(sorted(pair)), n)
    before: dict[int, set[int]] = {}
    for first, second in pairs:
        before.setdefault(second, set()).add(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as circle:
        named = ", ".join(map(str, circle.args[1]))
        raise _refuse("order", f"order asks for a circle: {named}. Leave one of its pairs out.") from circle
    return pairs


def steps(name: str, values: ArrayLike, n: int, default: int) -> NDArray[np.int64]:
    """Return one step per target, or the default for each."""
    array = np.full(n, default) if np.size(values) == 0 else np.asarray(values)
    if array.shape != (n,) or not np.array_equal(array, array.astype(np.int64)):
        raise _refuse(name, f"{name} must have one whole number of steps for each of {n} targets.")
    return _read_only(array.astype(np.int64))


def _known(name: str, targets: tuple[int, ...], n: int) -> None:
    if len(set(targets)) != len(targets):
        raise _refuse(name, f"{name} names a target twice: {targets}.")
    if targets and not 0 <= targets[0] <= targets[-1] < n:
        raise _refuse(name, f"{name} must name targets 0 to {n - 1}, got {targets}.")


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()  # the caller's own array stays writeable
    view.setflags(write=False)
    return view
