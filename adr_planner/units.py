"""The border: astropy Quantity and Time outside, SI floats and seconds inside.

A bare number is refused, with an example of what would do.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from astropy import units as u
from astropy.time import Time
from erfa import ErfaWarning
from numpy.typing import NDArray

from adr_planner.border.written import quantity_of
from adr_planner.errors import InvalidInputError

__all__ = [
    "DAY",
    "YEAR",
    "from_text",
    "instant_of",
    "parse_utc",
    "quiet_clock",
    "si",
    "si_values",
    "time_of",
    "utc_text",
]

DAY = 86400.0
"""Seconds in a day of 86 400 s."""
YEAR = 365.25 * DAY
"""Seconds in a Julian year."""
_UTC = re.compile(r"(?<=\d)(?:[Zz]| ?UTC|[+-]00:?00|[+-]00)$")
"""Ways to say that a time of day is UTC."""


@contextmanager
def quiet_clock() -> Iterator[None]:
    """Keep to ourselves that leap seconds to come are not known; use it around clock work, or as a decorator.

    The library calls years beyond its table of leap seconds dubious. What is known here: UTC has had none since 2017
    and is to have none from 2035 on (CGPM 2022, resolution 4); a second along track is less than a plan's phasing.

    Examples
    --------
    >>> with quiet_clock():
    ...     Time("2045-01-01", scale="utc").tai.isot
    '2045-01-01T00:00:37.000'
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ErfaWarning)
        yield


def si(
    value: Any,
    unit: str,
    *,
    name: str,
    example: str,
    minimum: float | None = None,
    positive: bool = False,
) -> float:
    """Return a scalar Quantity as a float in an SI unit.

    Parameters
    ----------
    value : Quantity
        What the user gave.
    unit : str
        Unit of the answer, e.g. ``"m / s"``.
    name : str
        Parameter name, for the error message.
    example : str
        What a good value looks like, e.g. ``"1 * u.km / u.s"``.
    minimum : float, optional
        Least accepted value, in `unit`.
    positive : bool
        Refuse zero and below.

    Raises
    ------
    TypeError
        If `value` has no unit.
    astropy.units.UnitsError
        If the unit is of another kind.
    InvalidInputError
        If the value is not finite, not scalar, or below the limit.

    Examples
    --------
    >>> from astropy import units as u
    >>> si(2.5 * u.km / u.s, "m / s", name="max_delta_v", example="1 * u.km / u.s")
    2500.0
    """
    if not isinstance(value, u.Quantity):
        raise TypeError(f"{name} needs a unit: write {name}={example}, not {name}={value!r}.")
    if not value.isscalar:
        raise InvalidInputError(f"{name} must be one value, got {value.size}.", parameter=name)
    try:
        number = float(value.to_value(unit))
    except u.UnitConversionError as error:
        raise u.UnitsError(f"{name}={value} cannot be read as [{unit}]: write {name}={example}.") from error
    if not math.isfinite(number):
        raise InvalidInputError(f"{name} must be finite, got {value}.", parameter=name)
    if positive and number <= 0.0:
        raise InvalidInputError(f"{name} must be above zero, got {value}.", parameter=name)
    if minimum is not None and number < minimum:
        raise InvalidInputError(f"{name} must be at least {minimum:g} {unit}, got {value}.", parameter=name)
    return number


def si_values(value: Any, unit: str, *, name: str, example: str) -> NDArray[np.float64]:
    """Return a Quantity of one or several values as an array of floats in a unit. See `si`.

    Examples
    --------
    >>> from astropy import units as u
    >>> si_values([700, 0.8e3] * u.km, "m", name="altitudes", example="[700, 800] * u.km")
    array([700000., 800000.])
    """
    if not isinstance(value, u.Quantity):
        raise TypeError(f"{name} needs a unit: write {name}={example}, not {name}={value!r}.")
    try:
        numbers = np.atleast_1d(np.asarray(value.to_value(unit), dtype=float))
    except u.UnitConversionError as error:
        raise u.UnitsError(f"{name}={value} cannot be read as [{unit}]: write {name}={example}.") from error
    if not np.all(np.isfinite(numbers)):
        raise InvalidInputError(f"{name} must be finite, got {value}.", parameter=name)
    return numbers


def from_text(text: str, *, name: str, example: str) -> u.Quantity:
    """Read a quantity written as text, as in a mission file or on the command line.

    Examples
    --------
    >>> from_text("2.5 km/s", name="max_delta_v", example="1 km/s")
    <Quantity 2.5 km / s>
    >>> from_text("1 200 kg", name="dry_mass", example="1200 kg")
    <Quantity 1200. kg>
    """
    try:
        quantity = quantity_of(text)
    except (TypeError, ValueError) as error:
        why = f" ({error})" if "," in text else ""
        raise InvalidInputError(
            f"{name}: cannot read {text!r} as a quantity{why}; write e.g. {example!r}.", parameter=name
        ) from error
    if quantity.unit == u.dimensionless_unscaled:
        raise InvalidInputError(f"{name}: {text!r} has no unit; write e.g. {example!r}.", parameter=name)
    return quantity


@quiet_clock()
def time_of(value: Any, *, name: str) -> Time:
    """Return a scalar Time in UTC, refusing anything else.

    Examples
    --------
    >>> from astropy.time import Time
    >>> time_of(Time("2025-01-01"), name="start").isot
    '2025-01-01T00:00:00.000'
    """
    if not isinstance(value, Time):
        raise TypeError(f"{name} needs an astropy Time: write {name}=Time('2025-01-01'), not {value!r}.")
    if not value.isscalar:
        raise InvalidInputError(f"{name} must be one epoch, got {value.size}.", parameter=name)
    return value.utc


def instant_of(value: Any, *, name: str) -> Time:
    """Return a scalar Time as the documents write it, in UTC to the microsecond: one instant, one value in any scale.

    Parameters
    ----------
    value : Time
        In any scale.
    name : str
        Parameter name, for the error message.

    Examples
    --------
    >>> from astropy.time import Time
    >>> instant_of(Time("2025-01-01").tdb, name="start") == instant_of(Time("2025-01-01"), name="start")
    True
    """
    return parse_utc(utc_text(time_of(value, name=name)), name=name)


@quiet_clock()
def parse_utc(text: str, *, name: str = "epoch") -> Time:
    """Read an ISO 8601 UTC epoch, with or without its ``Z`` or an offset of zero.

    Examples
    --------
    >>> parse_utc("2025-01-01T12:00:00.5Z").isot, parse_utc("2025-01-01 12:00:00+00:00").isot
    ('2025-01-01T12:00:00.500', '2025-01-01T12:00:00.000')
    """
    try:
        return Time(_UTC.sub("", text.strip()), scale="utc")
    except ValueError as error:
        raise InvalidInputError(
            f"{name}: cannot read {text!r} as a UTC epoch; write e.g. '2025-01-01T00:00:00Z'.", parameter=name
        ) from error


@quiet_clock()
def utc_text(epoch: Time) -> str:
    """Write an epoch as ISO 8601 UTC with microseconds and ``Z`` (RFC 3339).

    Examples
    --------
    >>> from astropy.time import Time
    >>> utc_text(Time("2025-01-01"))
    '2025-01-01T00:00:00.000000Z'
    """
    return str(Time(epoch.utc, format="isot", precision=6).value) + "Z"


def as_vector(value: Any, unit: str, *, name: str) -> np.ndarray:
    """Return a Quantity 3-vector as an array of floats in `unit`."""
    if not isinstance(value, u.Quantity):
        raise TypeError(f"{name} needs a unit: a Quantity of three components in e.g. {unit}.")
    vector = np.asarray(value.to_value(unit), dtype=float)
    if vector.shape != (3,) or not np.all(np.isfinite(vector)):
        raise InvalidInputError(f"{name} must have three finite components, got {value}.", parameter=name)
    return vector
