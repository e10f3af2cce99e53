"""Solar and geomagnetic activity by month: what was measured, what is forecast, and between what it may lie."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.errors import InvalidInputError
from adr_planner.files import read_text
from adr_planner.notebook import html_panel, html_paragraphs

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
    """How active the Sun is at some dates: 0 for a flux of 140, 1 for 210, Ap included.

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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SpaceWeather:
    """Solar flux and geomagnetic index by month.

    Read your own by `from_file`, and plan with it by ``MissionSpec(weather=...)``.

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
    [0.76, 0.7, 0.64, 0.35, 0.34]
    """

    name: str
    months: tuple[str, ...]
    mean: Array
    weak: Array
    strong: Array

    def __eq__(self, other: object) -> bool:
        """Two tables are one if they say the same of the same months."""
        if not isinstance(other, SpaceWeather):
            return NotImplemented
        levels = zip((self.mean, self.weak, self.strong), (other.mean, other.weak, other.strong), strict=True)
        return (self.name, self.months) == (other.name, other.months) and all(np.array_equal(*pair) for pair in levels)

    def __hash__(self) -> int:
        return hash((self.name, self.months))

    def __repr__(self) -> str:
        return f"<SpaceWeather {self.name}: {self.months[0]} to {self.months[-1]}, {len(self.months)} months>"

    def _repr_html_(self) -> str:
        return html_panel(html_paragraphs([repr(self)[1:-1]]))

    @classmethod
    def bundled(cls) -> SpaceWeather:
        """Return the table that comes with the package: measured to January 2026, forecast to 2041.

        Returns
        -------
        SpaceWeather
            Made by ``studies/build_space_weather.py``; read once.

        Examples
        --------
        >>> weather = SpaceWeather.bundled()
        >>> weather.months[0], weather.months[-1]
        ('1957-10', '2041-10')
        """
        return _bundled()

    @classmethod
    def from_file(cls, path: str | Path) -> SpaceWeather:
        r"""Read a table like the bundled one.

        Parameters
        ----------
        path : str or Path
            CSV with the columns month (YYYY-MM), f107_sfu (observed flux of the month), ap (may be empty), and for
            months that are forecast f107_weak_sfu and f107_strong_sfu. Lines that begin with # are remarks.

        Returns
        -------
        SpaceWeather
            Named like the file, without its folder: the name stands in the documents of plans.

        Raises
        ------
        InvalidInputError
            If a column or a month is missing, or a number cannot be one; says which.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     table = Path(folder) / "quiet.csv"
        ...     _ = table.write_text("month,f107_sfu,ap\n2025-01,70,15\n2025-02,70,15\n")
        ...     weather = SpaceWeather.from_file(table)
        >>> weather.name, [float(level) for level in weather.mean]
        ('quiet.csv', [-1.0, -1.0])
        """
        try:
            text = read_text(path)
        except OSError as error:
            raise InvalidInputError(
                f"Cannot read space weather from {path}: {error.strerror}.", parameter="weather"
            ) from error
        except UnicodeDecodeError as error:
            raise InvalidInputError(f"Cannot read space weather from {path}: {error}.", parameter="weather") from error
        return replace(_parsed(text, str(path)), name=Path(path).name)

    def between(self, start: Time, end: Time) -> Activity:
        """Return the activity of all months that touch a span of time.

        Parameters
        ----------
        start, end : Time
            The span. Before the table its first month goes on, after it the mean of its last eleven years.

        Returns
        -------
        Activity
            One epoch a month, in its middle, from the month before the span to the one after it.
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
    months: list[str] = []
    rows = []
    for row in reader:
        month = row["month"] or ""
        if months and _months_since_1900(_first_of(month)) != 1 + _months_since_1900(_first_of(months[-1])):
            raise InvalidInputError(f"{name} goes from {months[-1]} to {month}: months must follow each other.")
        months.append(month)
        rows.append(_levels(row, name))
    if not rows:
        raise InvalidInputError(f"{name} has no month.")
    _first_of(months[0])
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
    low = mean - _MEASURED_BAND if weak is None else (weak - MIDDLE_F107) / WIDTH_F107 + extra
    high = mean + _MEASURED_BAND if strong is None else (strong - MIDDLE_F107) / WIDTH_F107 + extra
    if not low <= mean <= high:
        raise InvalidInputError(
            f"{name} has f107_sfu = {flux:g} in {row['month']}, outside f107_weak_sfu to f107_strong_sfu "
            f"({'none' if weak is None else f'{weak:g}'} to {'none' if strong is None else f'{strong:g}'}).",
            parameter="weather",
        )
    return mean, low, high


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
