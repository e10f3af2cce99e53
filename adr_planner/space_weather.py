"""Solar and geomagnetic activity by month: what was measured, what is forecast, and between what it may lie."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.errors import InvalidInputError

__all__ = ["MIDDLE_AP", "MIDDLE_F107", "WIDTH_F107", "Activity", "SpaceWeather"]

Array = NDArray[np.float64]

MIDDLE_F107, WIDTH_F107 = 140.0, 70.0
"""Solar flux at which the activity is 0, and what it takes to make it 1 [solar flux units]."""
MIDDLE_AP = 15.0
"""Planetary index at which it adds nothing: mean over solar cycles 17-24 is near 13-15."""
_PER_AP = 0.0085
"""Activity that one unit of Ap is worth, at 400 to 800 km and medium flux (``studies/air_formula.py``)."""
_MEASURED_BAND = 0.125
"""Activity that changes the density at 600 km by a fifth: how well a model knows the air of a measured month."""
_CYCLE = 132
"""Months of a cycle, whose mean stands for all dates after the table."""
_COLUMNS = ("month", "f107_sfu", "ap", "kind", "f107_weak_sfu", "f107_strong_sfu")


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Hold how active the Sun is at some dates: 0 for a flux of 140, 1 for 210, Ap included.

    Parameters
    ----------
    epochs : Time, shape (n,)
        In order; straight lines join them.
    mean, weak, strong : ndarray, shape (n,)
        What is expected, and what one Sun in twenty stays below or above.
    """

    epochs: Time
    mean: Array
    weak: Array
    strong: Array


@dataclass(frozen=True, slots=True, eq=False)
class SpaceWeather:
    """Hold solar flux and geomagnetic index by month.

    Parameters
    ----------
    name : str
        Source, for the documents of plans.
    months : tuple of str
        ``"2025-01"`` and so on, in order and without a gap.
    mean, weak, strong : ndarray, shape (n,)
        Activity in the middle of each month, see `Activity`.

    Examples
    --------
    >>> from astropy.time import Time
    >>> activity = SpaceWeather.bundled().between(Time("2025-01-01"), Time("2025-03-01"))
    >>> [round(float(x), 2) for x in activity.mean]  # the maximum of cycle 25 goes by
    [0.76, 0.7, 0.64, 0.35]
    """

    name: str
    months: tuple[str, ...]
    mean: Array
    weak: Array
    strong: Array

    @classmethod
    def bundled(cls) -> SpaceWeather:
        """Return the table that comes with the package: measured to January 2026, forecast to 2041."""
        return _bundled()

    @classmethod
    def from_file(cls, path: str | Path) -> SpaceWeather:
        """Read a table like the bundled one.

        Parameters
        ----------
        path : str or Path
            CSV with the columns month (YYYY-MM), f107_sfu (observed flux of the month), ap (may be empty), and for
            months that are forecast f107_weak_sfu and f107_strong_sfu. Lines that begin with # are remarks.

        Raises
        ------
        InvalidInputError
            If a column or a month is missing, or a number cannot be one; says which.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInputError(f"Cannot read space weather from {path}: {error}.", parameter="weather") from error
        return _parsed(text, str(path))

    def between(self, start: Time, end: Time) -> Activity:
        """Return the activity of all months that touch a span of time.

        Parameters
        ----------
        start, end : Time
            The span. Before the table its first month goes on, after it the mean of its last eleven years.
        """
        first, last = (_months_since_1900(_date(time)) for time in (start, end))
        begin = _months_since_1900(_first_of(self.months[0]))
        wanted = np.arange(first - 1, last + 2)
        rows = [self._of(int(month) - begin) for month in wanted]
        mean, weak, strong = np.array(rows).T
        epochs = Time([f"{1900 + month // 12}-{month % 12 + 1:02d}-15T12:00:00" for month in wanted], scale="utc")
        return Activity(epochs, mean, weak, strong)

    def _of(self, row: int) -> tuple[float, float, float]:
        if row >= len(self.months):
            cycle = slice(-_CYCLE, None)
            return float(self.mean[cycle].mean()), float(self.weak[cycle].mean()), float(self.strong[cycle].mean())
        row = max(row, 0)
        return float(self.mean[row]), float(self.weak[row]), float(self.strong[row])


@cache
def _bundled() -> SpaceWeather:
    text = (files("adr_planner") / "data" / "space_weather.csv").read_text(encoding="utf-8")
    return _parsed(text, "F10.7 and Ap by month, CelesTrak 23 February 2026; NOAA forecast, 5-95 % of past cycles")


def _parsed(text: str, name: str) -> SpaceWeather:
    reader = csv.DictReader(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    lacking = [column for column in _COLUMNS[:2] if column not in (reader.fieldnames or ())]
    if lacking:
        raise InvalidInputError(f"{name} lacks the column {lacking[0]}: it needs {', '.join(_COLUMNS)}.")
    months, rows = [], []
    for row in reader:
        months.append(row["month"])
        rows.append(_levels(row, name))
        if len(months) > 1 and _months_since_1900(_first_of(row["month"])) != 1 + _months_since_1900(
            _first_of(months[-2])
        ):
            raise InvalidInputError(f"{name} goes from {months[-2]} to {row['month']}: months must follow each other.")
    if not rows:
        raise InvalidInputError(f"{name} has no month.")
    mean, weak, strong = np.array(rows).T
    return SpaceWeather(name, tuple(months), mean, weak, strong)


def _levels(row: dict[str, str], name: str) -> tuple[float, float, float]:
    """Return mean, weak and strong activity of one month."""

    def number(column: str) -> float | None:
        text = (row.get(column) or "").strip()
        try:
            value = float(text) if text else None
        except ValueError:
            value = np.nan
        if value is not None and not 0.0 <= value < 1000.0:
            raise InvalidInputError(f"{name} has {column} = {text!r} in {row['month']}: no such activity.")
        return value

    flux, ap = number("f107_sfu"), number("ap")
    if flux is None:
        raise InvalidInputError(f"{name} has no f107_sfu in {row['month']}.")
    extra = _PER_AP * ((MIDDLE_AP if ap is None else ap) - MIDDLE_AP)
    weak, strong = number("f107_weak_sfu"), number("f107_strong_sfu")
    mean = (flux - MIDDLE_F107) / WIDTH_F107 + extra
    return (
        mean,
        mean - _MEASURED_BAND if weak is None else (weak - MIDDLE_F107) / WIDTH_F107 + extra,
        mean + _MEASURED_BAND if strong is None else (strong - MIDDLE_F107) / WIDTH_F107 + extra,
    )


def _first_of(month: str) -> datetime:
    try:
        return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError as error:
        raise InvalidInputError(f"{month!r} is no month: write it as 2025-01.") from error


def _date(time: Time) -> datetime:
    year, month = time.utc.strftime("%Y-%m").split("-")
    return datetime(int(year), int(month), 1, tzinfo=UTC)


def _months_since_1900(date: datetime) -> int:
    return (date.year - 1900) * 12 + date.month - 1
