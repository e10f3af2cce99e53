"""Bare numbers at the border: counts, fractions and catalogue numbers, as Python, numpy and tables hold them."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Container, Iterable
from numbers import Real
from typing import Any

import numpy as np

from adr_planner.errors import InvalidInputError

__all__ = ["is_among", "norad_id", "norad_ids", "real", "whole"]

_NUMBER = re.compile(r"[0-9]{1,9}")


def whole(value: Any, *, name: str, minimum: int = 1, wanted: str = "") -> int:
    """Return a count as an int.

    Parameters
    ----------
    value : int
        Of Python or numpy.
    name : str
        Parameter name, for the error message.
    minimum : int
        Least accepted value.
    wanted : str
        What to say is wanted; by default a whole number of at least `minimum`.

    Raises
    ------
    InvalidInputError
        If it is no whole number, or below the least.

    Examples
    --------
    >>> whole(np.int64(5), name="kits")
    5
    >>> whole(1.5, name="kits")
    Traceback (most recent call last):
    ...
    adr_planner.errors.InvalidInputError: kits must be a whole number of at least 1, got 1.5.
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = minimum - 1
    if isinstance(value, (bool, np.bool_)) or number < minimum:
        wanted = wanted or f"a whole number of at least {minimum}"
        raise InvalidInputError(f"{name} must be {wanted}, got {value!r}.", parameter=name)
    return number


def real(value: Any, *, name: str, wanted: str, least: float = -math.inf, most: float = math.inf) -> float:
    """Return a number without a unit as a float, if it is finite and within its limits.

    Parameters
    ----------
    value : float
        Of Python or numpy.
    name : str
        Parameter name, for the error message.
    wanted : str
        What to say it must be.
    least, most : float
        Limits, both accepted.

    Raises
    ------
    InvalidInputError
        If it is none.

    Examples
    --------
    >>> real(np.float32(0.5), name="margin", wanted="between 0 and 1", least=0.0, most=1.0)
    0.5
    """
    fits = isinstance(value, Real) and not isinstance(value, bool)
    if not (fits and math.isfinite(value) and least <= value <= most):
        raise InvalidInputError(f"{name} must be {wanted}, got {value}.", parameter=name.rpartition(" ")[2])
    return float(value)


def norad_id(value: Any, *, name: str = "norad_cat_id") -> int:
    """Return a catalogue number as an int.

    Parameters
    ----------
    value : int or str
        Of Python or numpy, or its digits.
    name : str
        Parameter name, for the error message.

    Raises
    ------
    InvalidInputError
        If it is none.

    Examples
    --------
    >>> norad_id("27386"), norad_id(np.int32(5))
    (27386, 5)
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return int(value)
    try:
        number = operator.index(value)
    except TypeError:
        number = 0
    if isinstance(value, (bool, np.bool_)) or not 0 < number < 10**9:
        raise InvalidInputError(
            f"{name} must be a catalogue number of up to nine digits, such as 27386, got {value!r}.", parameter=name
        )
    return number


def is_among(value: Any, numbers: Container[int]) -> bool:
    """Return whether something is a catalogue number, and one of these.

    Examples
    --------
    >>> is_among("27386", {27386}), is_among("ENVISAT", {27386})
    (True, False)
    """
    try:
        return norad_id(value) in numbers
    except InvalidInputError:
        return False


def norad_ids(values: Any, *, name: str) -> tuple[int, ...]:
    """Return catalogue numbers as a tuple; one alone will do.

    Raises
    ------
    InvalidInputError
        If one of them is none.

    Examples
    --------
    >>> norad_ids(["27386", 22566], name="must_visit"), norad_ids(27386, name="must_visit")
    ((27386, 22566), (27386,))
    """
    alone = isinstance(values, str) or not isinstance(values, Iterable)
    return tuple(norad_id(value, name=name) for value in ((values,) if alone else values))
