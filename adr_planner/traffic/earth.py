"""The turning Earth and the Sun, as seen from a track: frames of date, ground points, land and sea."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.environment import Environment
from adr_planner.frames import teme_to_gcrf
from adr_planner.units import DAY

__all__ = ["geodetic", "is_land", "sidereal_angle", "site", "sun_towards", "turned_with_earth"]

Array = NDArray[np.float64]

_WGS84 = 1
"""ERFA's number of the ellipsoid."""
_SUN_STEP = 0.25 * DAY
"""Between two computed places of the Sun [s]; a straight line between them is within 0.5 arcseconds."""


def sidereal_angle(times: Array, environment: Environment) -> Array:
    """Return Greenwich mean sidereal time, from TEME of date to the turning Earth [rad].

    UT1 is taken to be UTC: at most 0.9 s, 0.4 km on the equator (IERS keeps it so). Poles are not moved: 15 m.
    """
    clock = environment.epoch.utc
    return np.asarray(erfa.gmst82(clock.jd1, clock.jd2 + np.asarray(times) / DAY))


def turned_with_earth(position: Array, times: Array, environment: Environment) -> Array:
    """Return positions of TEME of date, shape (n, 3), on the turning Earth."""
    angle = sidereal_angle(times, environment)
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y, z = position.T
    return np.column_stack([cosine * x + sine * y, -sine * x + cosine * y, z])


def geodetic(position: Array) -> tuple[Array, Array, Array]:
    """Return longitude, latitude [rad] and height [m] on WGS-84 of positions on the turning Earth, shape (n, 3)."""
    longitude, latitude, height = erfa.gc2gd(_WGS84, position)
    return np.asarray(longitude), np.asarray(latitude), np.asarray(height)


def site(latitude_deg: float, longitude_deg: float, height_m: float) -> tuple[Array, Array]:
    """Return where a place on the ground is [m], and its vertical, on the turning Earth."""
    longitude, latitude = np.radians(longitude_deg), np.radians(latitude_deg)
    up = np.array([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
    return np.asarray(erfa.gd2gc(_WGS84, longitude, latitude, height_m)), up


def sun_towards(times: Array, environment: Environment) -> Array:
    """Return unit vectors to the Sun in TEME of date, shape (n, 3); aberration, 0.006 deg, is left out."""
    moments = np.atleast_1d(np.asarray(times, dtype=float))
    knots = np.arange(moments.min(), moments.max() + _SUN_STEP, _SUN_STEP)
    towards = []
    for knot in knots:
        days = environment.days + knot / DAY
        earth, _ = erfa.epv00(2451545.0, days)
        towards.append(erfa.trxp(teme_to_gcrf(2451545.0, days), -earth["p"]))
    found = np.column_stack([np.interp(moments, knots, column) for column in np.array(towards).T])
    return np.asarray(found / np.sqrt(np.sum(found**2, axis=1))[:, None])


def is_land(longitude: Array, latitude: Array) -> NDArray[np.bool_]:
    """Say where there is land within a cell of one degree (Natural Earth, 1:110 million).

    Parameters
    ----------
    longitude, latitude : ndarray
        Places [rad].

    Examples
    --------
    >>> paris, pacific = (2.3, 48.9), (-130.0, -45.0)
    >>> is_land(*np.radians(np.array([paris, pacific]).T)).tolist()
    [True, False]
    """
    rows = np.clip(np.floor(np.degrees(latitude)).astype(int) + 90, 0, 179)
    columns = np.floor(np.degrees(longitude) + 180.0).astype(int) % 360
    return np.asarray(_land()[rows, columns])


@lru_cache(maxsize=1)
def _land() -> NDArray[np.bool_]:
    lines = (files("adr_planner") / "data" / "land_1deg.txt").read_text(encoding="ascii").split()
    rows = [np.unpackbits(np.frombuffer(bytes.fromhex(line), dtype=np.uint8)) for line in lines]
    return np.array(rows, dtype=bool)
