"""What can be known months ahead: how many approaches to expect, from the flux through the shells a plan flies in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.risk.collisions.flux import Flux, Targets
from adr_planner.traffic.track import Track
from adr_planner.units import DAY, YEAR

__all__ = ["Expected", "Heights", "crossings_per_m2", "expected", "heights_of"]

Array = NDArray[np.float64]
_BAND = 1.645
"""Standard deviations of nine counts in ten."""
_MODEL = 0.10
"""What the flux may be off by, in the mean over many months: a tenth (tests/traffic hold it against counts)."""


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """Mean orbits of a track, one a revolution.

    Parameters
    ----------
    days : ndarray, shape (n,)
        Time spent on each [day].
    sma : ndarray, shape (n,)
        Semi-major axis [m].
    ecc, inc_deg : ndarray, shape (n,)
        Eccentricity and inclination [deg].
    """

    days: Array
    sma: Array
    ecc: Array
    inc_deg: Array

    @property
    def range_km(self) -> tuple[float, float]:
        """Lowest perigee and highest apogee above the equatorial radius [km]."""
        low, high = self.sma * (1.0 - self.ecc), self.sma * (1.0 + self.ecc)
        return (float(low.min()) - EARTH_RADIUS) / 1e3, (float(high.max()) - EARTH_RADIUS) / 1e3


@dataclass(frozen=True, slots=True)
class Expected:
    """Approaches to expect on a stretch, and whose shell it is.

    Parameters
    ----------
    stretch : str
        Leg, stay or disposal.
    days : float
        How long it takes [day].
    lowest_km, highest_km : float
        Heights it flies at [km].
    named_share : float
        Share of it in which objects are within the time their elements may be used for.
    found_below_5_km, found_below_20_km : int
        Named approaches.
    named_below_5_km, named_below_20_km : float
        What was to be expected of them: the flux, for as long as events are named.
    expected_below_5_km, expected_below_20_km : float
        What is to be expected on the whole stretch.
    band_below_20_km : tuple of float
        Where nine in ten such counts lie.
    shared_with : str
        Working satellites whose orbits reach into these heights, by owner or family.
    """

    stretch: str
    days: float
    lowest_km: float
    highest_km: float
    named_share: float
    found_below_5_km: int
    found_below_20_km: int
    named_below_5_km: float
    named_below_20_km: float
    expected_below_5_km: float
    expected_below_20_km: float
    band_below_20_km: tuple[float, float]
    shared_with: str


def heights_of(track: Track) -> Heights:
    """Return the mean orbits of a track, means over each revolution."""
    radius = np.sqrt(np.sum(track.position**2, axis=1))
    momentum = np.cross(track.position, track.velocity)
    size = np.sqrt(np.sum(momentum**2, axis=1))
    sma = 1.0 / (2.0 / radius - np.sum(track.velocity**2, axis=1) / EARTH_MU)
    eccentric = np.cross(track.velocity, momentum) / EARTH_MU - track.position / radius[:, None]
    inclination = np.degrees(np.arccos(momentum[:, 2] / size))
    # A sample stands for the time to the next one of its arc.
    lasting = np.append(np.diff(track.seconds), 0.0)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(track.arc) > 0]))
    starts = np.concatenate([np.arange(a, b, track.per_orbit) for a, b in _spans(begins, track.seconds.size)])
    time = np.add.reduceat(lasting, starts)
    kept = time > 0.0

    def mean(values: Array) -> Array:
        return np.asarray(np.add.reduceat(values * lasting, starts)[kept] / time[kept])

    ecc = np.sqrt(mean(eccentric[:, 0]) ** 2 + mean(eccentric[:, 1]) ** 2 + mean(eccentric[:, 2]) ** 2)
    return Heights(time[kept] / DAY, mean(sma), ecc, mean(inclination))


def _spans(begins: NDArray[np.intp], end: int) -> Iterable[tuple[int, int]]:
    return zip(begins.tolist(), [*begins[1:].tolist(), end], strict=True)


def crossings_per_m2(heights: Heights, flux: Flux) -> float:
    """Return how many objects pass through a square metre that flies there [1/m2]."""
    count = heights.sma.size
    one, nobody = np.ones(count), np.zeros(count, dtype=np.int64)
    targets = Targets(heights.sma, heights.ecc, heights.inc_deg, one, 0.0 * one, nobody)
    return float(np.sum(flux.encounters(targets).flux_per_m2_yr * heights.days) * DAY / YEAR)


def expected(stretch: str, heights: Heights, flux: Flux, misses: Array, share: float, shared_with: str) -> Expected:
    """Return what is to be expected of a stretch.

    Parameters
    ----------
    stretch : str
        Its name.
    heights : Heights
        Where it flies.
    flux : Flux
        Of all that flies there, working satellites too: nobody is taken to step aside.
    misses : ndarray
        Distances of the approaches that were found [m].
    share : float
        Share of the stretch in which they were looked for.
    shared_with : str
        Whose satellites fly there.
    """
    through = crossings_per_m2(heights, flux)
    below = {km: through * np.pi * (1e3 * km) ** 2 for km in (5.0, 20.0)}
    spread = _BAND * np.sqrt(below[20.0] + (_MODEL * below[20.0]) ** 2)
    low, high = heights.range_km
    return Expected(
        stretch, float(np.sum(heights.days)), low, high, share, int(np.sum(misses < 5e3)), int(np.sum(misses < 20e3)),
        float(share * below[5.0]), float(share * below[20.0]), float(below[5.0]), float(below[20.0]),
        (max(0.0, float(below[20.0] - spread)), float(below[20.0] + spread)), shared_with,
    )  # fmt: skip
