"""The sky to measure plans against: an engine that shares nothing with the package.

Gravity of degree and order 20 (EGM2008) turning with the Earth about the pole of date (IAU 2006/2000A), Sun and Moon
(VSOP2013, ELP2000), solid tides of degree 2 and, if asked for, drag: all of it heyoka's own (Biscani and Izzo, MNRAS
504, 2021), eight orbits side by side. Install: ``pip install heyoka numpy sgp4 pyerfa pymsis`` in an environment of its
own or beside the package.

Time is seconds of TT since J2000, states are GCRF, SI units.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import heyoka as hy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DAY = 86400.0
CENTURY = 36525.0 * DAY
AU = 1.495978707e11
RADIUS = 6378137.0
MU_SUN, MU_MOON = 1.32712440018e20, 4.902800066e12
EARTH_OVER_MOON = 81.30057
LOVE = 0.3
TT_LESS_UTC = 69.184
"""From 2017 on, until another leap second [s]; UT1 is taken as UTC, 0.05 s at most in those years."""
DEGREE = 20
LANES = 8
"""Orbits side by side: the doubles in a register of AVX-512."""
POLE, MOON, SUN = 1e-3, 1e-4, 1e-5
"""Where the series are cut: 0.004 arcsec, 0.04 and 0.002 deg at most in 2023-2026 against ERFA's."""
TOLERANCE = 1e-11
SAME_WEATHER = 30.0 * DAY
"""Longest flight in one weather, that of its middle [s]."""
FITS = 4
"""Corrections of Gauss and Newton."""
QUIET = 8.0
"""Ap where none is told."""
MIDDLE_F107, WIDTH_F107, MIDDLE_AP = 140.0, 70.0, 15.0
"""Flux where an activity is 0, what it takes to make it 1, and the Ap it is told at."""
TABLE = Path(__file__).resolve().parents[1] / "adr_planner" / "data" / "space_weather.csv"


def earth_fixed(clock: Any) -> list[list[Any]]:
    """Return the rotation from GCRF to the turning Earth, row by row (polar motion, 10 m, left out)."""
    x, y, s = hy.model.iau2006(clock / CENTURY, thresh=POLE)
    z = hy.sqrt(1.0 - x * x - y * y)
    a = 1.0 / (1.0 + z)
    days = (clock - TT_LESS_UTC) / DAY
    turn = 2.0 * np.pi * (0.7790572732640 + 1.00273781191135448 * days) - s
    cos, sin = hy.cos(turn), hy.sin(turn)
    one, two = [1.0 - a * x * x, -a * x * y, -x], [-a * x * y, 1.0 - a * y * y, -y]
    rows = [
        [cos * p + sin * q for p, q in zip(one, two, strict=True)],
        [cos * q - sin * p for p, q in zip(one, two, strict=True)],
    ]
    return [*rows, [x, y, z]]


def bodies(clock: Any) -> list[tuple[float, list[Any]]]:
    """Return mu [m3/s2] and place [m] of Sun and Moon."""
    moon = [1e3 * c for c in hy.model.elp2000_cartesian_fk5(clock / CENTURY, thresh=MOON)]
    centre = hy.model.vsop2013_cartesian_icrf(3, clock / (10.0 * CENTURY), thresh=SUN)[:3]
    sun = [m / (1.0 + EARTH_OVER_MOON) - AU * c for m, c in zip(moon, centre, strict=True)]
    return [(MU_SUN, sun), (MU_MOON, moon)]


def dot(one: Sequence[Any], other: Sequence[Any]) -> Any:
    """Return the scalar product of two vectors of expressions."""
    return hy.sum([p * q for p, q in zip(one, other, strict=True)])


def turned(rows: Sequence[Sequence[Any]], vector: Sequence[Any]) -> list[Any]:
    """Return a vector times a matrix, ``rows @ vector``."""
    return [dot(row, vector) for row in rows]


def body_pull(mu: float, body: Sequence[Any], place: Sequence[Any]) -> list[Any]:
    """Return what a body far off does: its pull less that on the Earth, and that of the tide it raises."""
    gap = [b - p for b, p in zip(body, place, strict=True)]
    near, away = dot(gap, gap) ** -1.5, dot(body, body) ** -1.5
    r, off = dot(place, place) ** 0.5, dot(body, body) ** 0.5
    c = dot(body, place) / (r * off)
    tide = 0.5 * LOVE * mu * RADIUS**5 * away / r**4
    return [
        mu * (near * g - away * b) + tide * ((3.0 - 15.0 * c * c) * p / r + 6.0 * c * b / off)
        for g, b, p in zip(gap, body, place, strict=True)
    ]


def equations(drag: bool) -> list[tuple[Any, Any]]:
    """Return the equations of motion; with drag, parameter 0 is Cd A / m [m2/kg], 1 to 3 are F10.7, its mean, Ap."""
    names = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    place, speed = list(names[:3]), list(names[3:])
    rows = earth_fixed(hy.time)
    fixed = turned(rows, place)
    columns = [list(column) for column in zip(*rows, strict=True)]
    pull = turned(columns, hy.model.egm2008_acc(fixed, n=DEGREE, m=DEGREE))
    for mu, body in bodies(hy.time):
        pull = [p + q for p, q in zip(pull, body_pull(mu, body, place), strict=True)]
    if drag:
        spin = 2.0 * np.pi * 1.00273781191135448 / DAY
        px, py, pz = (spin * p for p in rows[2])
        x, y, z = place
        wind = [speed[0] - (py * z - pz * y), speed[1] - (pz * x - px * z), speed[2] - (px * y - py * x)]
        height, latitude, longitude = hy.model.cart2geo(fixed, n_iters=2)
        year_day = hy.par[4] + hy.time / DAY
        air = hy.model.nrlmsise00_tn([height / 1e3, latitude, longitude], hy.par[1], hy.par[2], hy.par[3], year_day)
        deceleration = 0.5 * air * hy.par[0] * dot(wind, wind) ** 0.5
        pull = [p - deceleration * w for p, w in zip(pull, wind, strict=True)]
    return list(zip(names, [*speed, *pull], strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """Hold F10.7 and Ap by date.

    Parameters
    ----------
    seconds : ndarray, shape (n,)
        Dates, in order.
    flux, ap : ndarray, shape (n,)
        F10.7 [solar flux units] and Ap.
    """

    seconds: Array
    flux: Array
    ap: Array

    @classmethod
    def measured(cls, path: Path = TABLE) -> Weather:
        """Read monthly means as measured, and as expected after that."""
        with path.open(encoding="utf-8", newline="") as file:
            told = (line for line in file if not line.startswith("#"))
            rows = [row for row in csv.DictReader(told) if row["month"] >= "2000"]
        months = np.array([row["month"] for row in rows], dtype="datetime64[M]").astype("datetime64[D]")
        seconds = ((months - np.datetime64("2000-01-01")).astype(float) + 14.5) * DAY
        flux = np.array([float(row["f107_sfu"]) for row in rows])
        return cls(seconds, flux, np.array([float(row["ap"] or QUIET) for row in rows]))

    @classmethod
    def declared(cls, activity: Sequence[Any], sun: str) -> Weather:
        """Take the flux from what a plan declares of a weak or a strong Sun, 140 + 70 s at the Ap that goes with it."""
        dates = np.array([entry.epoch_utc.rstrip("Z") for entry in activity], dtype="datetime64[s]")
        seconds = (dates - np.datetime64("2000-01-01T12:00:00")).astype(float) + TT_LESS_UTC
        flux = np.array([MIDDLE_F107 + WIDTH_F107 * getattr(entry, sun) for entry in activity])
        return cls(seconds, flux, np.full_like(flux, MIDDLE_AP))

    def at(self, seconds: Array) -> Array:
        """Return F10.7 of the day, its mean, Ap, and what makes seconds since J2000 days of the year, shape (4, n)."""
        flux = np.interp(seconds, self.seconds, self.flux)
        return np.array([flux, flux, np.interp(seconds, self.seconds, self.ap), np.full_like(seconds, 0.5)])


class Truth:
    """The full field, for any number of orbits side by side.

    Parameters
    ----------
    weather : Weather, optional
        What the air is like; left out, there is none.
    tolerance : float
        Of a step, relative.

    Examples
    --------
    >>> truth = Truth()  # doctest: +SKIP
    >>> truth.coast(start, states, stop)  # shapes (n,), (6, n), (n,) -> (6, n)  # doctest: +SKIP
    """

    def __init__(self, weather: Weather | None = None, tolerance: float = TOLERANCE) -> None:
        self.weather = weather
        equals = equations(drag=weather is not None)
        self.engine = hy.taylor_adaptive_batch(equals, np.ones((6, LANES)), tol=tolerance, compact_mode=True)

    def coast(self, start: Array, states: Array, stop: Array, drag: Array | None = None) -> Array:
        """Return the states, shape (6, n), at times of their own, forwards or backwards.

        Parameters
        ----------
        start, stop : ndarray, shape (n,)
            Epochs of the states given and wanted [s].
        states : ndarray, shape (6, n)
            Position [m] and velocity [m/s].
        drag : ndarray, shape (n,), optional
            Cd A / m [m2/kg], where there is air.
        """
        states = states.copy()
        for lanes in _lanes(states.shape[1]):
            span = stop[lanes] - start[lanes]
            steps = max(int(np.ceil(np.abs(span).max() / SAME_WEATHER)), 1)
            self._set(start[lanes], states[:, lanes])
            for k in range(steps):
                self._breathe(start[lanes] + span * (k + 0.5) / steps, drag, lanes)
                self.engine.propagate_until(list(start[lanes] + span * (k + 1) / steps))
            states[:, lanes] = self.engine.state
        return states

    def watch(self, start: Array, states: Array, times: Array, drag: Array | None = None) -> Array:
        """Return the states at times ahead, ``times`` of shape (m, n), in one weather; shape (m, 6, n)."""
        flown = np.empty((len(times), *states.shape))
        for lanes in _lanes(states.shape[1]):
            self._set(start[lanes], states[:, lanes])
            self._breathe(times[:, lanes].mean(axis=0), drag, lanes)
            self.engine.propagate_until(list(times[0, lanes]))
            flown[:, :, lanes] = self.engine.propagate_grid(np.ascontiguousarray(times[:, lanes]))[1]
        return flown

    def _set(self, times: Array, states: Array) -> None:
        self.engine.set_time(list(times))
        self.engine.state[:] = states

    def _breathe(self, times: Array, drag: Array | None, lanes: Array) -> None:
        if self.weather is not None:
            self.engine.pars[0] = 0.0 if drag is None else drag[lanes]
            self.engine.pars[1:] = self.weather.at(times)


def _lanes(count: int) -> Iterator[Array]:
    """Yield whose turn it is, `LANES` at a time; the last one fills up."""
    for first in range(0, count, LANES):
        yield np.minimum(np.arange(first, first + LANES), count - 1)


def fitted(truth: Truth, start: Array, seen_at: Array, seen: Array, guess: Array, drag: Array | None = None) -> Array:
    """Return the states, shape (6, n), whose flights pass positions seen best, by least squares.

    Parameters
    ----------
    truth : Truth
        What is flown.
    start : ndarray, shape (n,)
        Epochs the states are wanted at [s].
    seen_at : ndarray, shape (m, n)
        When they are seen [s].
    seen : ndarray, shape (m, 3, n)
        Where [m].
    guess : ndarray, shape (6, n)
        First guess.
    drag : ndarray, shape (n,), optional
        See `Truth.coast`.
    """
    nudges = np.array([10.0, 10.0, 10.0, 0.01, 0.01, 0.01])
    best, count = guess.copy(), guess.shape[1]
    tiled = None if drag is None else np.tile(drag, 7)
    for _ in range(FITS):
        tried = np.concatenate([best[:, None, :], best[:, None, :] + np.diag(nudges)[:, :, None]], axis=1)
        flown = truth.watch(np.tile(start, 7), tried.reshape(6, -1), np.tile(seen_at, (1, 7)), tiled)[:, :3]
        flown = flown.reshape(len(seen_at), 3, 7, count)
        for k in range(count):
            slopes = (flown[:, :, 1:, k] - flown[:, :, :1, k]).reshape(-1, 6)
            miss = (seen[:, :, k] - flown[:, :, 0, k]).reshape(-1)
            best[:, k] += nudges * np.linalg.lstsq(slopes, miss, rcond=None)[0]
    return best
